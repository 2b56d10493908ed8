// The tester's hand: changes that no rule is asked about.
#include "emulator/tester.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

TEST(PolicySet, WritesTheRegistryAndNamesTheRisks) {
  Device device = PocketPc();
  const StepResult result =
      PolicySet(device, {{policy::kUnsignedApps, 1}, {policy::kGrantManager, 16}, {PolicyId{9999}, 7}});
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  EXPECT_EQ(result.changes.size(), 3U);
  EXPECT_EQ(result.risks.size(), 2U);
  EXPECT_FALSE(result.verdict);
  EXPECT_FALSE(result.message);
  EXPECT_EQ(RegistryOf(device).Value(kPoliciesKey, "00001006"), RegistryData(1U));
  EXPECT_EQ(RegistryOf(device).Value(kPoliciesKey, "0000270f"), RegistryData(7U));
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 16U);
}

TEST(PolicySet, RemovesAValueWhereThereIsNone) {
  Device device = PocketPc();
  EXPECT_EQ(PolicySet(device, {{policy::kGrantManager, std::nullopt}}).outcome, Outcome::kChanged);
  EXPECT_FALSE(RegistryOf(device).Value(kPoliciesKey, "00001017"));
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);
}

TEST(PolicySet, RemovesAndReplacesAValueOfAnotherType) {
  Device device = PocketPc();
  const auto set_text = [&] {
    SetRegistryValue(device.image->registry, device.changes.registry, kPoliciesKey, "00001017", RegistryText{"128"});
  };
  set_text();
  EXPECT_EQ(PolicySet(device, {{policy::kGrantManager, std::nullopt}}).outcome, Outcome::kChanged);
  EXPECT_FALSE(RegistryOf(device).Value(kPoliciesKey, "00001017"));
  set_text();
  EXPECT_EQ(PolicySet(device, {{policy::kGrantManager, 128}}).outcome, Outcome::kChanged);
  EXPECT_EQ(RegistryOf(device).Value(kPoliciesKey, "00001017"), RegistryData(128U));
}

TEST(PolicySet, ToWhatItIsChangesNothing) {
  Device device = PocketPc();
  const Device before = device;
  for (const PolicySetting& setting : {PolicySetting{policy::kGrantManager, 128}, PolicySetting{PolicyId{9999}, {}}}) {
    const StepResult result = PolicySet(device, {setting});
    EXPECT_EQ(result.outcome, Outcome::kUnchanged);
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(device, before);
  }
  EXPECT_EQ(PolicySet(device, {}).outcome, Outcome::kUnchanged);
}

TEST(StoreAdd, PutsACertificateIntoAnyStore) {
  for (const StoreInfo& store : Stores()) {
    SCOPED_TRACE(store.name);
    Device device = PocketPc();
    const StepResult result = StoreAdd(device, ContosoRoot(), store.name, "", RoleMask{222});
    EXPECT_EQ(result.outcome, Outcome::kInstalled);
    ASSERT_EQ(result.changes.size(), 1U);
    EXPECT_EQ(result.changes[0].where, std::string(store.name) + "/system/31653DBADA1DE7EA0006CBF154A212EF1A6B76D6");
    ASSERT_EQ(result.certificates.size(), 1U);
    EXPECT_EQ(result.certificates[0].store, store.name);
    const auto rows = CertificatesIn(*device.image, device.changes.certificates, store.name);
    EXPECT_EQ(std::ranges::count_if(rows, [](const auto& row) { return Bits(row.value->role) == 222; }), 1);
    const Device before = device;
    for (const std::uint32_t role : {222U, 16U}) {
      EXPECT_EQ(StoreAdd(device, ContosoRoot(), store.name, "", RoleMask{role}).outcome, Outcome::kAlreadyInstalled);
      EXPECT_EQ(device, before);
    }
  }
}

TEST(StoreAdd, SaysWhenCommunicatorHasToWait) {
  for (const StoreInfo& store : Stores()) {
    Device device = PocketPc();
    StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    const bool serves_chains = store.name == "ROOT" || store.name == "CA";
    EXPECT_EQ(StoreAdd(device, ContosoRoot(), store.name, "", role::kNone).restart_required, serves_chains)
        << store.name;
  }
}

TEST(StoreRemove, TakesACertificateOutOfThatStoreOnly) {
  Device device = PocketPc();
  StoreAdd(device, ContosoRoot(), kRootStore, "", role::kNone);
  StoreAdd(device, ContosoRoot(), kCaStore, "", role::kNone);
  const Thumbprint thumbprint = ContosoRoot()->thumbprint;
  EXPECT_EQ(StoreRemove(device, thumbprint, kRootStore, "").outcome, Outcome::kChanged);
  EXPECT_FALSE(HasCertificate(device, kRootStore, thumbprint));
  EXPECT_TRUE(HasCertificate(device, kCaStore, thumbprint));
  const Device before = device;
  EXPECT_EQ(StoreRemove(device, thumbprint, kRootStore, "").outcome, Outcome::kUnchanged);
  EXPECT_EQ(StoreRemove(device, thumbprint, "MY", "").outcome, Outcome::kUnchanged);
  EXPECT_EQ(device, before);
}

TEST(StoreRemove, TakesAShippedRootUntilTheHardReset) {
  Device device = PocketPc();
  const Thumbprint gte = *ParseThumbprint("97817950D81C9670CC34D809CF794431367EF474");
  ASSERT_TRUE(HasCertificate(device, kRootStore, gte));
  EXPECT_EQ(StoreRemove(device, gte, kRootStore, "").outcome, Outcome::kChanged);
  EXPECT_FALSE(HasCertificate(device, kRootStore, gte));
  RestartStep(device);
  EXPECT_FALSE(HasCertificate(device, kRootStore, gte));
  HardResetStep(device);
  EXPECT_TRUE(HasCertificate(device, kRootStore, gte));
}

TEST(SetOperatorRestriction, HoldsUntilTheHardReset) {
  Device device = BootProfile(GuidePocketPc(), true);
  EXPECT_EQ(SetOperatorRestriction(device, true).outcome, Outcome::kUnchanged);
  EXPECT_EQ(SetOperatorRestriction(device, false).outcome, Outcome::kChanged);
  EXPECT_FALSE(IsOperatorRestricted(device));
  RestartStep(device);
  EXPECT_FALSE(IsOperatorRestricted(device));
  HardResetStep(device);
  EXPECT_TRUE(IsOperatorRestricted(device));
}

TEST(Remember, PutsAProgramOnTheExclusionListOnce) {
  Device device = PocketPc();
  EXPECT_FALSE(IsRemembered(device, "game.exe"));
  EXPECT_EQ(Remember(device, "game.exe").outcome, Outcome::kChanged);
  EXPECT_TRUE(IsRemembered(device, "game.exe"));
  EXPECT_TRUE(IsRemembered(device, "GAME"));
  EXPECT_FALSE(IsRemembered(device, "games.exe"));
  EXPECT_FALSE(IsRemembered(device, "game.exe.exe"));
  EXPECT_EQ(Remember(device, "Game.EXE").outcome, Outcome::kUnchanged);
}

TEST(SetClock, IsUnchangedWhereItIsThatTime) {
  Device device = PocketPc();
  EXPECT_EQ(SetClock(device, device.clock).outcome, Outcome::kUnchanged);
  const StepResult result = SetClock(device, Utc(2010, 1, 1));
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  EXPECT_EQ(result.changes.at(0).after, "2010-01-01T00:00:00Z");
  EXPECT_EQ(device.clock, Utc(2010, 1, 1));
}

TEST(RestartStep, ShowsWhatStoppedAndSucceeds) {
  Device device = PocketPc();
  StartProgram(device, "game.exe", Trust::kPrivileged);
  const StepResult result = RestartStep(device);
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].kind, "running");
  EXPECT_EQ(ExitOf(RestartStep(device).outcome), ExitStatus::kYes);
}

TEST(HardResetStep, ShowsEverythingThatItUndid) {
  Device device = PocketPc();
  PolicySet(device, {{policy::kUnsignedApps, 1}});
  StoreAdd(device, ContosoRoot(), kRootStore, "", role::kNone);
  Remember(device, "game.exe");
  SetClock(device, Utc(2010, 1, 1));
  const StepResult result = HardResetStep(device);
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  std::vector<std::string> kinds;
  for (const Change& change : result.changes) kinds.push_back(change.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"registry-value", "certificate", "remembered", "clock"}));
  EXPECT_TRUE(result.risks.empty());
}

}  // namespace
}  // namespace wmsim
