// Where a request comes from, and which roles it has for that: before Grant Manager (4119) and Grant User Authenticated
// (4120) are applied to it.
//
// A request is anything that asks the configuration manager to change a setting: a provisioning document over RAPI, in
// a package or in a push message, a call of a program, the settings on the device.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/classes.h"
#include "policy_engine/confidence.h"
#include "policy_engine/policy.h"
#include "policy_engine/profile.h"
#include "policy_engine/role.h"

namespace wmsim {

// The origins that decide a request's roles.
enum class Origin : std::uint8_t {
  kRapiOpen,
  kRapiRestricted,
  kProgram,
  kPrivilegedProgram,
  kProgramUnchecked,
  kSignedPackage,
  kUnsignedPackage,
  kUnsignedPackageOneTier,
  kPackageUnchecked,
  kTheme,
  kPushUnsigned,
  kPushNetworkPin,
  kPushUserPin,
  kPushUserNetworkPin,
  kPushUserPinMac,
  kProvisioningServer,
  kOmaDm,
  kRom,
  kSettings,
};
template <>
inline constexpr auto kWordsOf<Origin> = std::to_array<std::string_view>(
    {"rapi-open", "rapi-restricted", "program", "privileged-program", "program-unchecked", "signed-package",
     "unsigned-package", "unsigned-package-one-tier", "package-unchecked", "theme", "push-unsigned", "push-netwpin",
     "push-userpin", "push-usernetwpin", "push-userpinmac", "tps", "oma-dm", "rom", "settings-ui"});

// Where the mask of an origin is written: in the row itself; with the signer's certificate in the SPC store; in a
// policy; in the account of the management server; or every role that the version knows.
enum class MaskFrom : std::uint8_t { kRow, kSigner, kUnsignedCabs, kUnsignedThemes, kAccount, kEveryRole };
template <>
inline constexpr auto kWordsOf<MaskFrom> = std::to_array<std::string_view>({"fixed", "the signer's role in SPC", "4101",
                                                                            "4103", "the account's role",
                                                                            "every role"});

// A row per origin. `when` says in a clause which requests are of it; `mask` counts where `from` is kRow.
struct OriginInfo {
  Origin origin;
  std::string_view when;
  MaskFrom from;
  RoleMask mask;
  std::string_view source;
  Confidence confidence;
};
std::span<const OriginInfo> Origins();  // indexed by the enumerator's value
const OriginInfo& OriginRow(Origin origin);

// The masks that rows refer to.
struct OriginMasks {
  RoleMask signer = role::kNone;
  RoleMask unsigned_cabs = role::kNone;
  RoleMask unsigned_themes = role::kNone;
  RoleMask account = role::kNone;
  RoleMask every = role::kNone;
};
RoleMask MaskOfOrigin(Origin origin, const OriginMasks& masks);

// The origin of a call over RAPI. Requires that RAPI is not closed.
Origin OriginOfRapi(RapiMode mode);

// The origin of a package that is let in.
Origin OriginOfPackage(PackageKind package, PackageSignature signed_by, UnsignedPackageRole unsigned_packages);

// The origin of a program that calls the configuration manager.
Origin OriginOfProgram(Trust trust, bool checks_signatures);

// How a provisioning document reaches the device, as testers say it; with the device it decides the origin.
enum class DocumentRoute : std::uint8_t {
  kRapi,
  kProgram,
  kPrivilegedProgram,
  kCab,
  kPush,
  kTps,
  kOmaDm,
  kRom,
  kSettings,
};
template <>
inline constexpr auto kWordsOf<DocumentRoute> = std::to_array<std::string_view>(
    {"rapi", "program", "privileged-program", "cab", "push", "tps", "oma-dm", "rom", "settings-ui"});

// How a push message is signed (its SEC parameter), and what the gateway says of who sent it.
enum class PushSecurity : std::uint8_t { kNone, kNetworkPin, kUserPin, kUserNetworkPin, kUserPinMac, kOther };
template <>
inline constexpr auto kWordsOf<PushSecurity> = std::to_array<std::string_view>({"none", "netwpin", "userpin",
                                                                                "usernetwpin", "userpinmac", "other"});

// Whether the signature of a push fits, and the PIN that the person enters for it.
enum class PushSignature : std::uint8_t { kGood, kBad };
template <>
inline constexpr auto kWordsOf<PushSignature> = std::to_array<std::string_view>({"good", "bad"});

enum class EnteredPin : std::uint8_t { kRight, kWrong };
template <>
inline constexpr auto kWordsOf<EnteredPin> = std::to_array<std::string_view>({"right", "wrong"});

enum class Gateway : std::uint8_t { kKnownPpg, kTrustedPpg, kPpgAuth, kPpgTrusted };
template <>
inline constexpr auto kWordsOf<Gateway> = std::to_array<std::string_view>({"known-ppg", "trusted-ppg", "ppg-auth",
                                                                           "ppg-trusted"});
RoleMask RoleOf(Gateway gateway);

// PushMask returns the roles of a push message: those of its signature, and those that the gateway gives. A message
// whose SEC is unknown has only the latter.
RoleMask PushMask(PushSecurity security, RoleMask gateway_roles);

// IsProvisioningServer tells whether a message comes from the operator's trusted provisioning server: the initiator was
// authenticated, by a trusted gateway, its address is the one on the device, and TPS (4104) is 1 [ms844867].
bool IsProvisioningServer(RoleMask gateway_roles, bool address_matches, Switch tps);

// The checks of a push message that carries a document, in their order [sdk-facts 2.3, ak]. Each names the policy that
// it compares with the message's mask, if it does: an AND that is not zero accepts.
enum class PushCheck : std::uint8_t { kUnauthenticated, kSecurity, kSignedMessage, kPin, kMac, kProvisioning };
template <>
inline constexpr auto kWordsOf<PushCheck> = std::to_array<std::string_view>({"unauthenticated-message",
                                                                             "security-parameter", "signed-message",
                                                                             "pin", "mac", "ota-provisioning"});

// What the checks look at. `unauthenticated_accepted` and the like: the message's mask and the policy's share a bit.
struct PushFacts {
  PushSecurity security{};
  YesNo unauthenticated_accepted{};
  YesNo signed_accepted{};
  YesNo pin_right{};
  YesNo mac_good{};
  YesNo provisioning_accepted{};
};

struct PushCheckInfo {
  PushCheck check;
  std::string_view meaning;
  std::string_view source;
  bool (*discards)(const PushFacts&);
};
std::span<const PushCheckInfo> PushChecks();

// FirstDiscarding returns the first check that discards the message, or null where all let it pass.
const PushCheckInfo* FirstDiscarding(const PushFacts& facts);

// SignedMessagePolicy returns the policy that a signed message is compared with: WAP Signed Message (4107), or where
// the platform honours them the three that replaced it, one per kind of signature (4141 to 4143) [h6].
PolicyId SignedMessagePolicy(const Profile& profile, PushSecurity security);

}  // namespace wmsim
