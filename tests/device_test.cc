// The device: image and changes, and what a restart and a hard reset do.
#include "emulator/device.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

CertificatePtr ContosoRoot() {
  return ParseCertificate(ReadAll(SourcePath("scenarios/suite/certs/contoso-root.cer"))).value();
}

Device BootProfile(const Profile& profile, bool operator_restricted = false) {
  return Boot(BuildImage(profile, operator_restricted, {}), Changes{}, profile.clock);
}

const Profile& GuidePocketPc() { return *FindProfile("guide-pocket-pc"); }

// The guide's Pocket PC, but a change waits as sdk-facts 1.4 says.
const Profile& WaitingProfile() {
  static const Profile profile = [] {
    Profile waiting = GuidePocketPc();
    waiting.policies_at_once = {false, "ak", Confidence::kDocumented};
    return waiting;
  }();
  return profile;
}

TEST(Boot, PutsTheShippedPoliciesInTheRegistryAndInForce) {
  const Device device = BootProfile(GuidePocketPc());
  EXPECT_EQ(RegistryOf(device).Value(kPoliciesKey, "00001006"), RegistryData(0U));
  EXPECT_EQ(RegistryOf(device).Value(kPoliciesKey, "00001017"), RegistryData(128U));
  const PolicyState state = StateOf(device, policy::kGrantManager);
  EXPECT_TRUE(state.honoured);
  EXPECT_EQ(state.registry, 128U);
  EXPECT_EQ(state.in_force, 128U);
  EXPECT_FALSE(state.by_default);
  EXPECT_TRUE(device.running.empty());
  EXPECT_FALSE(device.communicator_stores);
  EXPECT_EQ(device.clock, 1243857600);
  EXPECT_EQ(CertificatesIn(*device.image, device.changes.certificates, kRootStore).size(), 11U);
  EXPECT_TRUE(CertificatesIn(*device.image, device.changes.certificates, kCaStore).empty());
}

TEST(Restart, StopsProgramsAndKeepsWhatWasChanged) {
  Device device = BootProfile(GuidePocketPc());
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  StartProgram(device, "game.exe", Trust::kPrivileged);
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  WritePolicy(device, policy::kUnsignedApps, 1);
  RememberProgram(device, "game.exe");
  device.clock += 60;
  const Changes changes = device.changes;
  Restart(device);
  EXPECT_TRUE(device.running.empty());
  EXPECT_FALSE(device.communicator_stores);
  EXPECT_EQ(device.changes, changes);
  EXPECT_EQ(device.clock, 1243857660);
  EXPECT_TRUE(IsRemembered(device, "game.exe"));
}

// Design 5: hard-reset restores profile, configuration and operator restriction.
TEST(HardReset, GoesBackToTheImageAndItsClock) {
  Device device = BootProfile(WaitingProfile(), true);
  const Device fresh = device;
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  WritePolicy(device, policy::kUnsignedApps, 1);
  RememberProgram(device, "game.exe");
  device.changes.operator_restricted = false;
  device.clock += 86400;
  Restart(device);
  EXPECT_FALSE(IsOperatorRestricted(device));
  EXPECT_NE(device, fresh);
  HardReset(device);
  EXPECT_EQ(device, fresh);
  EXPECT_TRUE(IsOperatorRestricted(device));
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
  EXPECT_FALSE(IsRemembered(device, "game.exe"));
}

// Design 3.1.12 and 9.
TEST(StartProgram, TakesCommunicatorsSnapshotOnceUntilTheRestart) {
  Device device = BootProfile(GuidePocketPc());
  const CertificatePtr root = ContosoRoot();
  const auto sees = [&] {
    for (const auto& row : CertificatesIn(*device.image, *device.communicator_stores, kRootStore)) {
      if (row.key.thumbprint == root->thumbprint) return true;
    }
    return false;
  };
  StartProgram(device, "game.exe", Trust::kPrivileged);
  EXPECT_FALSE(device.communicator_stores);
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  AddCertificate(device, root, kRootStore, kSystemPart, role::kNone);
  EXPECT_TRUE(HasCertificate(device, kRootStore, root->thumbprint));
  EXPECT_FALSE(HasCertificate(device, kCaStore, root->thumbprint));
  EXPECT_FALSE(sees());
  StopProgram(device, kCommunicatorMobile);
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  EXPECT_FALSE(sees());
  Restart(device);
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  EXPECT_TRUE(sees());
}

TEST(StopProgram, OfWhatDoesNotRunChangesNothing) {
  Device device = BootProfile(GuidePocketPc());
  const Device before = device;
  StopProgram(device, "game.exe");
  EXPECT_EQ(device, before);
}

TEST(Device, ACopyIsASnapshotAndPuttingItBackIsARollback) {
  Device device = BootProfile(GuidePocketPc());
  const Device before = device;
  EXPECT_EQ(device, before);
  WritePolicy(device, policy::kGrantManager, 16);
  EXPECT_NE(device, before);
  EXPECT_EQ(Bits(MaskOf(before, policy::kGrantManager)), 128U);
  device = before;
  EXPECT_EQ(device, before);
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);
  StartProgram(device, "game.exe", Trust::kPrivileged);
  EXPECT_NE(device, before);
}

TEST(BuildImage, CompletesTheRowsWhoseBytesAreAtHand) {
  static const ShippedRoot row{"31653DBADA1DE7EA0006CBF154A212EF1A6B76D6",
                               "C = US, O = Contoso, CN = row",
                               1,
                               2,
                               "rsaEncryption",
                               2048,
                               "sha1WithRSAEncryption",
                               3};
  Profile profile = GuidePocketPc();
  profile.roots.value = std::span(&row, 1);
  const auto only = [&](std::vector<CertificatePtr> known) {
    const auto rows = CertificatesIn(*BuildImage(profile, false, known), {}, kRootStore);
    EXPECT_EQ(rows.size(), 1U);
    return *rows.front().value;
  };
  EXPECT_EQ(SubjectOf(only({})), "C = US, O = Contoso, CN = row");
  EXPECT_EQ(NotBefore(only({})), 1);
  EXPECT_EQ(NotAfter(only({})), 2);
  EXPECT_EQ(SubjectOf(only({ContosoRoot()})), "C = US, O = Contoso, CN = Contoso Root CA");
  EXPECT_EQ(NotBefore(only({ContosoRoot()})), Utc(2006, 1, 1));
  EXPECT_EQ(NotAfter(only({ContosoRoot()})), Utc(2026, 1, 1));
}

}  // namespace
}  // namespace wmsim
