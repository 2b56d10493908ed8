// The catalogue of security policies: one row per policy id.
//
// A policy is a DWORD under HKLM\Security\Policies\Policies whose value name is the id as eight hexadecimal digits
// [ms889564]; a few are held by name under ...\Shell [itsme]. What a device ships with is in policy_default.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policy_engine/classes.h"
#include "policy_engine/role.h"

namespace wmsim {

// The decimal id of Microsoft's documents: 4102, never the 00001006 of the registry.
enum class PolicyId : std::uint32_t {};

namespace policy {
inline constexpr PolicyId kAutoRun{2};
inline constexpr PolicyId kRapi{4097};
inline constexpr PolicyId kUnsignedCabs{4101};
inline constexpr PolicyId kUnsignedApps{4102};
inline constexpr PolicyId kUnsignedThemes{4103};
inline constexpr PolicyId kTps{4104};
inline constexpr PolicyId kWapSignedMessage{4107};
inline constexpr PolicyId kServiceLoading{4108};
inline constexpr PolicyId kServiceIndication{4109};
inline constexpr PolicyId kUnauthenticatedMessage{4110};
inline constexpr PolicyId kOtaProvisioning{4111};
inline constexpr PolicyId kGrantManager{4119};
inline constexpr PolicyId kGrantUserAuth{4120};
inline constexpr PolicyId kTrustedWapProxy{4121};
inline constexpr PolicyId kUnsignedPrompt{4122};
inline constexpr PolicyId kPrivilegedApps{4123};
inline constexpr PolicyId kNetworkPinMessage{4141};
inline constexpr PolicyId kUserPinMessage{4142};
inline constexpr PolicyId kUserNetworkPinMessage{4143};
}  // namespace policy

// What the number of a policy means. kUnused: an id in the range that no document gives a meaning.
enum class PolicyKind : std::uint8_t { kSwitch, kRoleMask, kNumber, kEnumeration, kUnused };
template <>
inline constexpr auto kWordsOf<PolicyKind> = std::to_array<std::string_view>({"switch", "role-mask", "number",
                                                                              "enumeration", "unused"});

// When a changed value is enforced: at once; for programs started afterwards; after a restart [sdk-facts 1.4, ak].
enum class TakesEffect : std::uint8_t { kAtOnce, kForNewPrograms, kAfterRestart };
template <>
inline constexpr auto kWordsOf<TakesEffect> = std::to_array<std::string_view>({"at-once", "new-programs",
                                                                               "after-restart"});

// What a policy counts as that has no value in the registry: the platform's default, or 0 whatever the default.
enum class WhenMissing : std::uint8_t { kDefault, kZero };
template <>
inline constexpr auto kWordsOf<WhenMissing> = std::to_array<std::string_view>({"the platform's default", "0"});

// A value of a policy, and what it means: each allowed value of a switch or an enumeration; of a mask or a number,
// those that mean something of their own.
struct PolicyValue {
  std::uint32_t value;
  std::string_view meaning;
};

// A row per policy. `name` is the word of listings and scenario files. `constant` follows "SECPOLICY_" in the SDK
// header; empty where no header has one. `registry_name` is the name of the value for the policies that the registry
// holds by name under kShellPoliciesKey, empty for all others. `meaning` says in a clause what the policy decides.
// `least` and `most` bound what documents allow (registries may hold anything). `change_role` is the role that a
// request needs to change it; a profile may differ (profile.h). `sources` is the key of the page on the policy, then
// others'.
struct PolicyInfo {
  PolicyId id;
  std::string_view name;
  std::string_view title;
  std::string_view constant;
  std::string_view registry_name;
  PolicyKind kind;
  std::string_view meaning;
  std::span<const PolicyValue> values;
  std::uint32_t least;
  std::uint32_t most;
  WhenMissing when_missing;
  std::string_view when_missing_source;
  TakesEffect takes_effect;
  std::string_view takes_effect_source;
  RoleMask change_role;
  std::string_view change_role_source;
  std::span<const std::string_view> sources;
};

// The keys that hold the policies, as the emulator spells them: by number, and the shell's restrictions by name
// [itsme].
inline constexpr std::string_view kPoliciesKey = R"(HKLM\Security\Policies\Policies)";
inline constexpr std::string_view kShellPoliciesKey = R"(HKLM\Security\Policies\Shell)";

// Where the registry holds a policy: the key, and the name of the DWORD.
struct PolicyPlace {
  std::string_view key;
  std::string name;
};
PolicyPlace PlaceOf(PolicyId id);

// PolicyAt is its inverse: the policy whose DWORD is there, or nothing. Case does not matter.
std::optional<PolicyId> PolicyAt(std::string_view key, std::string_view name);

// Policies returns every row, ascending by id.
std::span<const PolicyInfo> Policies();

// FindPolicy returns the row of an id, or null: a registry may hold ids that no document names.
const PolicyInfo* FindPolicy(PolicyId id);

// ParsePolicyId reads a decimal or 0x number, the registry's value name (eight digits: 00001017), a name
// ("grant-manager") or a constant, with or without "SECPOLICY_", in any case. Numbers that the catalogue does not have
// are ids all the same.
std::optional<PolicyId> ParsePolicyId(std::string_view text);

// PolicyValueName returns the registry's value name: "00001017" for 4119.
std::string PolicyValueName(PolicyId id);

// PolicyOfValueName is its inverse: nothing unless `name` is eight hexadecimal digits.
std::optional<PolicyId> PolicyOfValueName(std::string_view name);

// ParsePolicyValue reads a number, or role names where the policy is a role mask or unknown.
std::optional<std::uint32_t> ParsePolicyValue(PolicyId id, std::string_view text);

// FormatPolicyValue writes "128 (OPERATOR_TPS)" for a role mask and "0" for anything else.
std::string FormatPolicyValue(PolicyId id, std::uint32_t value);

// The class of a value for decisions; no value means that the policy is absent. For policies that a platform honours.
Switch SwitchClass(std::optional<std::uint32_t> value);
RapiMode RapiClass(std::optional<std::uint32_t> value);

}  // namespace wmsim
