// What the numbers of the policies mean: the column `values` of the catalogue in policy.cc.
#pragma once

#include "policy_engine/policy.h"

namespace wmsim::values {

// Shared by policies of which `meaning` says what is off, on, forbidden, allowed or accepted.
inline constexpr PolicyValue kOffOn[] = {{0, "off"}, {1, "on"}};
inline constexpr PolicyValue kForbiddenAllowed[] = {{0, "forbidden"}, {1, "allowed"}};
inline constexpr PolicyValue kForcedOptional[] = {{0, "forced"}, {1, "optional"}};
inline constexpr PolicyValue kDroppedRouted[] = {{0, "dropped"}, {1, "routed"}};
inline constexpr PolicyValue kNoneAccepted[] = {{0, "none is accepted"}};

inline constexpr PolicyValue kAutoRun[] = {{0, "they may"}, {1, "they may not"}};
inline constexpr PolicyValue kRapi[] = {
    {0, "closed: every call is rejected"}, {1, "open: no call is checked"}, {2, "restricted: calls act as USER_AUTH"}};
inline constexpr PolicyValue kUnsignedCabs[] = {{0, "no unsigned package installs"}};
inline constexpr PolicyValue kUnsignedApps[] = {{0, "they may not"}, {1, "they may"}};
inline constexpr PolicyValue kUnsignedThemes[] = {{0, "no unsigned theme installs"}};
inline constexpr PolicyValue kGrantManager[] = {{0, "nobody but a real Manager"},
                                                {8, "nobody but a real Manager"},
                                                {16, "the authenticated user: the person at the device"}};
inline constexpr PolicyValue kGrantUserAuth[] = {{16, "nobody in addition"}};
inline constexpr PolicyValue kUnsignedPrompt[] = {{0, "ask"}, {1, "never ask"}};
inline constexpr PolicyValue kPrivilegedApps[] = {{0, "two tiers: the signature decides"},
                                                  {1, "one tier: whatever runs is privileged"}};
inline constexpr PolicyValue kSlSecurity[] = {{0, "https and wsps only"}, {1, "http and wsp too"}};
inline constexpr PolicyValue kSignedMail[] = {
    {0, "the default algorithm"}, {1, "not signed"}, {2, "SHA-1"}, {3, "MD5"}};
inline constexpr PolicyValue kEncryptedMail[] = {
    {0, "the default algorithm"}, {1, "not encrypted"},   {2, "3DES"}, {3, "DES"}, {4, "RC2 with 128 bits"},
    {5, "RC2 with 64 bits"},      {6, "RC2 with 40 bits"}};
inline constexpr PolicyValue kOmaDmSsl[] = {{0, "enforced"}, {1, "not enforced"}};
inline constexpr PolicyValue kPasswordRequired[] = {{0, "required"}, {1, "not required"}};
inline constexpr PolicyValue kNetworkPinPrompt[] = {{0, "ask"}, {1, "do not ask"}};
inline constexpr PolicyValue kDesktopUnlock[] = {{0, "on the device only"}, {1, "with the PIN typed on the desktop"}};
inline constexpr PolicyValue kHtmlMessage[] = {{0, "shown as text"}, {1, "shown as HTML"}};
inline constexpr PolicyValue kSigningAlgorithm[] = {{0, "the default algorithm"},
                                                    {2, "SHA-1"},
                                                    {3, "MD5"},
                                                    {4, "SHA-256 (later product)"},
                                                    {5, "SHA-384 (later product)"},
                                                    {6, "SHA-512 (later product)"}};
inline constexpr PolicyValue kEncryptionAlgorithm[] = {{0, "the default algorithm"},
                                                       {2, "3DES"},
                                                       {3, "DES"},
                                                       {4, "RC2 with 128 bits"},
                                                       {5, "RC2 with 64 bits"},
                                                       {6, "RC2 with 40 bits"},
                                                       {7, "AES with 128 bits (later product)"},
                                                       {8, "AES with 192 bits (later product)"},
                                                       {9, "AES with 256 bits (later product)"}};
inline constexpr PolicyValue kEncryptionNegotiation[] = {
    {0, "no other algorithm"}, {1, "strong algorithms only"}, {2, "any algorithm"}, {3, "AES only (later product)"}};
inline constexpr PolicyValue kDesktopQuickConnect[] = {{0, "on the device only"}, {1, "by quick connect"}};
inline constexpr PolicyValue kExpirationCheck[] = {{0, "checked"}, {1, "not checked"}};

}  // namespace wmsim::values
