// Devices as tests start them, and what tests ask of the result of a step.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "emulator/device.h"
#include "emulator/step_result.h"
#include "emulator/tester.h"
#include "policy_engine/profile.h"

namespace wmsim {

inline const Profile& GuidePocketPc() { return *FindProfile("guide-pocket-pc"); }

// The guide's Pocket PC, but a change waits as sdk-facts 1.4 says.
inline const Profile& WaitingProfile() {
  static const Profile profile = [] {
    Profile waiting = GuidePocketPc();
    waiting.policies_at_once = {false, "ak", Confidence::kDocumented};
    return waiting;
  }();
  return profile;
}

// BootProfile starts a device as its profile ships it.
inline Device BootProfile(const Profile& profile, bool operator_restricted = false) {
  return Boot(BuildImage(profile, operator_restricted, {}), Changes{}, profile.clock);
}
inline Device BootProfile(std::string_view profile) { return BootProfile(*FindProfile(profile)); }

// BootWith starts a device in whose registry these policies are then set.
inline Device BootWith(const Profile& profile, const std::vector<PolicySetting>& policies,
                       bool operator_restricted = false) {
  Device device = BootProfile(profile, operator_restricted);
  for (const PolicySetting& policy : policies) WritePolicy(device, policy.id, policy.value);
  return device;
}
inline Device BootWith(std::string_view profile, const std::vector<PolicySetting>& policies) {
  return BootWith(*FindProfile(profile), policies);
}

// The guide's devices.
inline Device PocketPc(const std::vector<PolicySetting>& policies = {}) { return BootWith(GuidePocketPc(), policies); }
inline Device Smartphone(const std::vector<PolicySetting>& policies = {}, bool operator_restricted = false) {
  return BootWith(*FindProfile("guide-smartphone"), policies, operator_restricted);
}

// The guide's Smartphone with the policies that decide whether a program runs, and how it is trusted.
inline Device SmartphoneForPrograms(std::uint32_t unsigned_apps, std::uint32_t unsigned_prompt = 0,
                                    std::uint32_t privileged_apps = 1) {
  return Smartphone({{policy::kUnsignedApps, unsigned_apps},
                     {policy::kUnsignedPrompt, unsigned_prompt},
                     {policy::kPrivilegedApps, privileged_apps}});
}

// HeadlineOf returns the rule that a step's answer names first, or "-".
inline std::string_view HeadlineOf(const StepResult& result) {
  const RuleInfo* rule = Headline(*result.verdict);
  return rule == nullptr ? "-" : rule->id;
}

inline std::optional<std::uint32_t> MaskBits(const StepResult& result) {
  return result.role_mask ? std::optional(Bits(*result.role_mask)) : std::nullopt;
}

}  // namespace wmsim
