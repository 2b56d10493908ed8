#include "policy_engine/policy.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

using enum PolicyKind;
using enum TakesEffect;

constexpr auto kPolicies = std::to_array<PolicyInfo>({
    {policy::kRapi, "rapi", "RAPI", "RAPI", kEnumeration, "0 closed, 1 open, 2 restricted", kAtOnce, role::kManager,
     "bb416355"},
    {policy::kUnsignedCabs, "unsigned-cabs", "Unsigned CABs", "UNSIGNEDCABS", kRoleMask,
     "the mask with which an unsigned package installs; 0 refuses it", kAtOnce, role::kManager, "bb416355"},
    {policy::kUnsignedApps, "unsigned-applications", "Unsigned Applications", "UNSIGNEDAPPS", kSwitch,
     "1 unsigned programs may run; anything else counts as 0: they may not", kAfterRestart, role::kManager, "ak"},
    {policy::kGrantManager, "grant-manager", "Grant Manager", "GRANTMANAGER", kRoleMask,
     "requests with any of these roles count as MANAGER; 0 or 8 adds nobody", kAtOnce, role::kManager, "aa455966"},
    {policy::kGrantUserAuth, "grant-user-authenticated", "Grant User Authenticated", "GRANTUSERAUTH", kRoleMask,
     "requests with any of these roles count as USER_AUTH; 16 adds nobody", kAtOnce, role::kManager, "aa455966"},
    {policy::kUnsignedPrompt, "unsigned-prompt", "Unsigned Prompt", "UNSIGNEDPROMPT", kSwitch,
     "1 never ask before an unsigned program; anything else counts as 0: ask", kAtOnce, role::kManager, "ms889513"},
    {policy::kPrivilegedApps, "privileged-applications", "Privileged Applications", "PRIVILEGEDAPPS", kSwitch,
     "1 one tier: what runs is privileged; anything else counts as 0: two tiers, the signature decides",
     kForNewPrograms, role::kManager, "blogpol"},
});
static_assert(std::ranges::adjacent_find(kPolicies, std::ranges::greater_equal{}, &PolicyInfo::id) == kPolicies.end());

}  // namespace

std::span<const PolicyInfo> Policies() { return kPolicies; }

const PolicyInfo* FindPolicy(PolicyId id) {
  const auto row = std::ranges::lower_bound(kPolicies, id, {}, &PolicyInfo::id);
  return row != kPolicies.end() && row->id == id ? &*row : nullptr;
}

std::optional<PolicyId> ParsePolicyId(std::string_view text) {
  if (const auto id = PolicyOfValueName(text)) return id;
  if (const auto number = ParseNumber(text)) return PolicyId{*number};
  std::string_view constant = text;
  constexpr std::string_view kPrefix = "SECPOLICY_";
  if (EqualIgnoringCase(text.substr(0, kPrefix.size()), kPrefix)) constant.remove_prefix(kPrefix.size());
  for (const PolicyInfo& row : kPolicies) {
    if (EqualIgnoringCase(text, row.name) || EqualIgnoringCase(constant, row.constant)) return row.id;
  }
  return std::nullopt;
}

std::string PolicyValueName(PolicyId id) { return Hex(static_cast<std::uint32_t>(id), 8); }

std::optional<PolicyId> PolicyOfValueName(std::string_view name) {
  if (name.size() != 8) return std::nullopt;
  const auto number = ParseNumber("0x" + std::string(name));
  if (!number) return std::nullopt;
  return PolicyId{*number};
}

std::optional<std::uint32_t> ParsePolicyValue(PolicyId id, std::string_view text) {
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && info->kind != kRoleMask) return ParseNumber(text);
  const auto mask = ParseRoleMask(text);
  if (!mask) return std::nullopt;
  return Bits(*mask);
}

std::string FormatPolicyValue(PolicyId id, std::uint32_t value) {
  std::string text = std::to_string(value);
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && info->kind == kRoleMask) text += " (" + FormatRoleMask(RoleMask{value}) + ")";
  return text;
}

Switch SwitchClass(std::optional<std::uint32_t> value) {
  if (!value) return Switch::kAbsent;
  return *value == 0 ? Switch::kZero : *value == 1 ? Switch::kOne : Switch::kOther;
}

RapiMode RapiClass(std::optional<std::uint32_t> value) {
  if (!value) return RapiMode::kAbsent;
  switch (*value) {
    case 0:
      return RapiMode::kClosed;
    case 1:
      return RapiMode::kOpen;
    case 2:
      return RapiMode::kRestricted;
    default:
      return RapiMode::kOther;
  }
}

}  // namespace wmsim
