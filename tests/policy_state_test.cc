// What a device says of its policies: in the registry, in force, by default.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/devices.h"

namespace wmsim {
namespace {

// One of each standing: 4102 set to 1, 4119 not set, 4122 not honoured; nothing is said of the others.
const Profile& OddProfile() {
  static constexpr PolicyDefault kPolicies[] = {
      {policy::kUnsignedApps, PolicyStanding::kSet, 1, "emulator", Confidence::kAssumed},
      {policy::kGrantManager, PolicyStanding::kNotSet, 0, "emulator", Confidence::kAssumed},
      {policy::kUnsignedPrompt, PolicyStanding::kNotHonoured, 0, "emulator", Confidence::kAssumed},
  };
  static const Profile profile = [] {
    Profile odd = GuidePocketPc();
    odd.policies = {std::begin(kPolicies), std::end(kPolicies)};
    return odd;
  }();
  return profile;
}

void SetText(Device& device, PolicyId id, std::string text) {
  SetRegistryValue(device.image->registry, device.changes.registry, kPoliciesKey, PolicyValueName(id),
                   RegistryText{std::move(text)});
}

// Design 3.1.5: missing = default; sdk-facts: a value of another type counts as missing.
TEST(StateOf, TakesTheDefaultWhereTheRegistryHasNoDword) {
  Device device = BootProfile(GuidePocketPc());
  WritePolicy(device, policy::kGrantManager, 16);
  EXPECT_EQ(StateOf(device, policy::kGrantManager).in_force, 16U);

  WritePolicy(device, policy::kGrantManager, std::nullopt);
  EXPECT_FALSE(StateOf(device, policy::kGrantManager).registry);
  EXPECT_EQ(StateOf(device, policy::kGrantManager).in_force, 128U);
  EXPECT_TRUE(StateOf(device, policy::kGrantManager).by_default);
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);

  SetText(device, policy::kGrantManager, "16");
  EXPECT_FALSE(StateOf(device, policy::kGrantManager).registry);
  EXPECT_EQ(StateOf(device, policy::kGrantManager).in_force, 128U);
  EXPECT_TRUE(StateOf(device, policy::kGrantManager).by_default);

  DeleteRegistryKey(device.changes.registry, R"(HKLM\Security)");
  EXPECT_EQ(StateOf(device, policy::kGrantManager).in_force, 128U);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
}

TEST(StateOf, KnowsNoValueWhereTheProfileSetsNone) {
  Device device = BootProfile(OddProfile());
  EXPECT_FALSE(StateOf(device, policy::kGrantManager).in_force);
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 0U);
  EXPECT_FALSE(StateOf(device, policy::kRapi).in_force);
  EXPECT_EQ(RapiOf(device), RapiMode::kAbsent);
  EXPECT_EQ(SwitchOf(device, policy::kPrivilegedApps), Switch::kAbsent);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOne);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedPrompt), Switch::kNotHonoured);
  WritePolicy(device, policy::kUnsignedPrompt, 0);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedPrompt), Switch::kNotHonoured);
  WritePolicy(device, PolicyId{9999}, 7);
  EXPECT_EQ(StateOf(device, PolicyId{9999}).in_force, 7U);
}

TEST(Policies, TakeEffectAtOnceOnTheGuidesDevices) {
  Device device = BootProfile(GuidePocketPc());
  WritePolicy(device, policy::kUnsignedApps, 1);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOne);
  EXPECT_EQ(WhenInForce(device, policy::kUnsignedApps), TakesEffect::kAtOnce);
  WritePolicy(device, policy::kUnsignedApps, 2);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOther);
}

// Sdk-facts 1.4: 4102 is enforced only after a restart.
TEST(Policies, WaitForARestartWhereThePlatformSaysSo) {
  Device device = BootProfile(WaitingProfile());
  WritePolicy(device, policy::kUnsignedApps, 1);
  WritePolicy(device, policy::kGrantManager, 16);
  EXPECT_EQ(WhenInForce(device, policy::kUnsignedApps), TakesEffect::kAfterRestart);
  EXPECT_EQ(WhenInForce(device, policy::kPrivilegedApps), TakesEffect::kForNewPrograms);
  EXPECT_EQ(WhenInForce(device, policy::kGrantManager), TakesEffect::kAtOnce);
  EXPECT_EQ(WhenInForce(device, PolicyId{9999}), TakesEffect::kAtOnce);
  EXPECT_EQ(StateOf(device, policy::kUnsignedApps).registry, 1U);
  EXPECT_EQ(StateOf(device, policy::kUnsignedApps).in_force, 0U);
  EXPECT_EQ(PolicyText(device, policy::kUnsignedApps), "0 until a restart: the registry says 1");
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 16U);
  EXPECT_EQ(RiskFactsOf(device).unsigned_apps, 1U);
  Restart(device);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOne);
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 16U);
}

TEST(Policies, WaitForARestartAlsoWhenTheyAreRemoved) {
  Device device = BootProfile(WaitingProfile());
  WritePolicy(device, policy::kUnsignedApps, 1);
  Restart(device);
  WritePolicy(device, policy::kUnsignedApps, std::nullopt);
  EXPECT_EQ(StateOf(device, policy::kUnsignedApps).in_force, 1U);
  Restart(device);
  EXPECT_EQ(StateOf(device, policy::kUnsignedApps).in_force, 0U);
  EXPECT_TRUE(StateOf(device, policy::kUnsignedApps).by_default);
}

TEST(PolicyText, SaysWhereAValueIsFrom) {
  Device device = BootProfile(GuidePocketPc());
  EXPECT_EQ(PolicyText(device, policy::kGrantManager), "128 (OPERATOR_TPS)");
  WritePolicy(device, policy::kUnsignedApps, std::nullopt);
  EXPECT_TRUE(PolicyText(device, policy::kUnsignedApps).starts_with("0 by default: "));
  SetText(device, policy::kUnsignedApps, "1");
  EXPECT_TRUE(PolicyText(device, policy::kUnsignedApps).starts_with("0 by default: "));
  EXPECT_EQ(PolicyText(BootProfile(OddProfile()), policy::kUnsignedPrompt), "not honoured");
  EXPECT_EQ(PolicyText(BootProfile(OddProfile()), policy::kGrantManager), "not set");
}

}  // namespace
}  // namespace wmsim
