// The catalogue of security policies: one row per policy id.
//
// A policy is a DWORD under HKLM\Security\Policies\Policies whose value name is the id as eight hexadecimal digits
// [ms889564]. What a device ships with is in its profile (profile.h), not here.
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
inline constexpr PolicyId kRapi{4097};
inline constexpr PolicyId kUnsignedCabs{4101};
inline constexpr PolicyId kUnsignedApps{4102};
inline constexpr PolicyId kGrantManager{4119};
inline constexpr PolicyId kGrantUserAuth{4120};
inline constexpr PolicyId kUnsignedPrompt{4122};
inline constexpr PolicyId kPrivilegedApps{4123};
}  // namespace policy

// What the number of a policy means.
enum class PolicyKind : std::uint8_t { kSwitch, kRoleMask, kEnumeration };
template <>
inline constexpr auto kWordsOf<PolicyKind> = std::to_array<std::string_view>({"switch", "role-mask", "enumeration"});

// When a changed value is enforced: at once; for programs started afterwards; after a restart [sdk-facts 1.4, ak].
enum class TakesEffect : std::uint8_t { kAtOnce, kForNewPrograms, kAfterRestart };
template <>
inline constexpr auto kWordsOf<TakesEffect> = std::to_array<std::string_view>({"at-once", "new-programs",
                                                                               "after-restart"});

// A row per policy. `name` is the word of listings and scenario files, `constant` follows "SECPOLICY_" in the SDK
// header, `values` says what the numbers mean, `change_role` is the role that a request needs to change the policy.
struct PolicyInfo {
  PolicyId id;
  std::string_view name;
  std::string_view title;
  std::string_view constant;
  PolicyKind kind;
  std::string_view values;
  TakesEffect takes_effect;
  RoleMask change_role;
  std::string_view source;
};

// The key that holds the policies, as the emulator spells it.
inline constexpr std::string_view kPoliciesKey = R"(HKLM\Security\Policies\Policies)";

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
