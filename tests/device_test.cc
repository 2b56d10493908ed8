// The device: image and changes, and what a restart and a hard reset do.
#include "emulator/device.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/store_registry.h"
#include "emulator/tester.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

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

// A device on which everything is otherwise than on its image.
Device ChangedDevice(std::string_view name) {
  Device device = BootProfile(name);
  const RegistryRows& image = device.image->registry;
  RegistryRows& registry = device.changes.registry;
  WritePolicy(device, policy::kGrantManager, 48);
  WritePolicy(device, policy::kUnsignedApps, std::nullopt);
  SetRegistryValue(image, registry, R"(HKLM\Software\Contoso\Deep)", "Server", RegistryText{"a"});
  SetRegistryValue(image, registry, R"(HKLM\Software\Contoso)", "", RegistryMultiText{{"a", "b"}});
  DeleteRegistryKey(registry, "HKCR");
  SetRegistryValue(image, registry, R"(HKLM\Again\Below)", "x", 1U);
  DeleteRegistryKey(registry, R"(HKLM\Again)");
  MakeRegistryKey(image, registry, R"(HKLM\Again)");  // it covers what was below it
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, RoleMask{16});
  const auto roots = CertificatesIn(*device.image, {}, kRootStore);
  if (!roots.empty()) device.changes.certificates.Set(roots.front().key, std::nullopt);
  RememberProgram(device, "game.exe");
  device.changes.metabase.Set(MetabaseKey("Clock"), MetabaseEntry{role::kUserAuth, ReadWrite::kReadOnly});
  device.changes.operator_restricted = !IsOperatorRestricted(device);
  device.clock += 3600;
  StartProgram(device, "game.exe", Trust::kPrivileged);
  return device;
}

// Design 2: the image is the ROM. What was to be seen on the device is to be seen on one with its image.
TEST(Burn, PutsWhatIsThereIntoTheRom) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    const Device device = ChangedDevice(profile.name);
    const std::shared_ptr<const Image> image = Burn(device);
    const Device burned = Boot(image, Changes{}, image->profile.clock);
    EXPECT_TRUE(RegistryOf(burned).Entries() == RegistryOf(device).Entries());
    EXPECT_FALSE(RegistryOf(burned).KeyExists(R"(HKLM\Again\Below)"));
    for (const StoreInfo& store : Stores()) {
      EXPECT_TRUE(CertificatesIn(*burned.image, {}, store.name) ==
                  CertificatesIn(*device.image, device.changes.certificates, store.name))
          << store.name;
    }
    EXPECT_EQ(MetabaseEntryFor(burned, "clock"), MetabaseEntryFor(device, "clock"));
    EXPECT_EQ(IsOperatorRestricted(burned), IsOperatorRestricted(device));
    EXPECT_EQ(burned.clock, device.clock);
    EXPECT_EQ(StateOf(burned, policy::kGrantManager).registry, 48U);
    EXPECT_EQ(StateOf(burned, policy::kUnsignedApps).registry, std::nullopt);
    // What the person accepted, and what runs, is not of the ROM.
    EXPECT_FALSE(IsRemembered(burned, "game.exe"));
    EXPECT_TRUE(burned.running.empty());
  }
}

// Rows: images hold no removed rows. Burning once more changes nothing.
TEST(Burn, LeavesNoRemovalInTheImage) {
  const Device device = ChangedDevice("wm6-professional");
  const std::shared_ptr<const Image> image = Burn(device);
  for (const auto& row : image->registry) EXPECT_TRUE(row.value) << row.key.key;
  for (const auto& row : image->certificates) EXPECT_TRUE(row.value) << row.key.store;
  for (const auto& row : image->metabase) EXPECT_TRUE(row.value) << row.key;
  const std::shared_ptr<const Image> again = Burn(Boot(image, Changes{}, image->profile.clock));
  EXPECT_TRUE(image->registry == again->registry);
  EXPECT_TRUE(image->certificates == again->certificates);
  EXPECT_TRUE(image->metabase == again->metabase);
}

TEST(Burn, LeavesTheDeviceAndItsImageAlone) {
  const Device device = ChangedDevice("guide-pocket-pc");
  const Device before = device;
  const RegistryRows registry = device.image->registry;
  Burn(device);
  EXPECT_EQ(device, before);
  EXPECT_TRUE(device.image->registry == registry);
}

TEST(Burn, IsWhatAHardResetGoesBackTo) {
  const std::shared_ptr<const Image> image = Burn(ChangedDevice("wm5-smartphone"));
  Device device = Boot(image, Changes{}, image->profile.clock);
  const Device fresh = device;
  WritePolicy(device, policy::kGrantManager, 8);
  DeleteRegistryKey(device.changes.registry, R"(HKLM\Software)");
  device.changes.operator_restricted = !IsOperatorRestricted(device);
  device.clock = 0;
  Restart(device);
  HardReset(device);
  EXPECT_EQ(device, fresh);
  EXPECT_EQ(RegistryOf(device).Value(R"(HKLM\Software\Contoso\Deep)", "Server"), RegistryData(RegistryText{"a"}));
}

// Sdk-facts 1.3, 3.1, 3.2: whatever device it is put on, that is the configuration that it is in then.
TEST(Configure, PutsTheDeviceIntoTheConfiguration) {
  for (const Profile& profile : Profiles()) {
    for (const Configuration& configuration : Configurations()) {
      SCOPED_TRACE(profile.name + " " + std::string(configuration.name));
      Device device = BootProfile(profile);
      Configure(device, configuration);
      const ConfigurationMatch match = ConfigurationOf(device);
      EXPECT_EQ(match.configuration->name, configuration.name);
      EXPECT_TRUE(match.differing.empty());
    }
  }
}

// Sdk-facts 3.2 and 3.3: the stores of signers hold exactly the configuration's; other stores are not touched.
TEST(Configure, FillsTheStoresOfSignersOrLeavesThem) {
  const Thumbprint contoso = ContosoRoot()->thumbprint;
  for (const Configuration& configuration : Configurations()) {
    SCOPED_TRACE(configuration.name);
    Device device = BootProfile("wm5-smartphone");
    for (const std::string_view store : {kRootStore, kPackageStore, kPrivilegedStore, kUnprivilegedStore}) {
      AddCertificate(device, ContosoRoot(), store, kSystemPart, role::kNone);
    }
    Configure(device, configuration);
    EXPECT_TRUE(HasCertificate(device, kRootStore, contoso));
    const bool powertoy = configuration.name.starts_with("powertoy-");
    const bool locked = configuration.name == "powertoy-locked";
    const auto count = [&](std::string_view store) {
      return CertificatesIn(*device.image, device.changes.certificates, store).size();
    };
    EXPECT_EQ(HasCertificate(device, kPackageStore, contoso), !powertoy);
    EXPECT_EQ(HasCertificate(device, kPrivilegedStore, contoso), !powertoy);
    EXPECT_EQ(count(kPrivilegedStore), locked ? 2U : powertoy ? 5U : 6U);
    EXPECT_EQ(count(kUnprivilegedStore), locked ? 1U : powertoy ? 4U : 5U);
  }
}

// Sdk-facts 6.1: Pocket PC 2003 has no SPC and no execution stores. Nothing can put a certificate where no store is.
TEST(Configure, FillsOnlyStoresThatTheDeviceHas) {
  for (const Profile& profile : Profiles()) {
    for (const Configuration& configuration : Configurations()) {
      Device device = BootProfile(profile);
      Configure(device, configuration);
      for (const StoreInfo& store : Stores()) {
        for (const auto& row : CertificatesIn(*device.image, device.changes.certificates, store.name)) {
          EXPECT_NE(FindStorePart(profile, row.key.store, row.key.part), nullptr)
              << configuration.name << " on " << profile.name << " fills " << row.key.store;
        }
      }
    }
  }
}

// Header: by the registry, whether it is in force yet or not, and the platform's defaults for what is missing.
TEST(ConfigurationOf, LooksAtTheRegistryAndTheDefaults) {
  Device device = BootProfile("wm5-smartphone");
  Configure(device, *FindConfiguration("two-tier-prompt"));
  Restart(device);
  WritePolicy(device, policy::kUnsignedApps, 0);  // waits for a restart
  ASSERT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOne);
  ConfigurationMatch match = ConfigurationOf(device);
  EXPECT_EQ(match.configuration->name, "two-tier-prompt");
  EXPECT_EQ(match.differing, std::vector{policy::kUnsignedApps});
  WritePolicy(device, policy::kUnsignedApps, 1);
  WritePolicy(device, policy::kUnsignedCabs, std::nullopt);  // missing: 16, the platform's
  EXPECT_TRUE(ConfigurationOf(device).differing.empty());
  WritePolicy(device, policy::kGrantManager, std::nullopt);  // missing: 128, and the configuration has 8
  match = ConfigurationOf(device);
  EXPECT_TRUE(match.differing.empty() || match.differing == std::vector{policy::kGrantManager});
  EXPECT_NE(match.configuration->name, "two-tier-locked");
}

// Design 9: the detector looks at policies only.
TEST(ConfigurationOf, LooksAtNoStore) {
  Device device = BootProfile("wm5-smartphone");
  Configure(device, *FindConfiguration("powertoy-locked"));
  AddCertificate(device, ContosoRoot(), kPrivilegedStore, kSystemPart, role::kNone);
  EXPECT_EQ(ConfigurationOf(device).configuration->name, "powertoy-locked");
  EXPECT_TRUE(ConfigurationOf(device).differing.empty());
}

// Certificates 5.1: Windows Mobile 6 has a part of the user's own.
TEST(FindCertificate, FindsItInWhicheverPart) {
  const Thumbprint contoso = ContosoRoot()->thumbprint;
  for (const std::string_view part : {kSystemPart, kUserPart}) {
    Device device = BootProfile("wm6-professional");
    EXPECT_EQ(FindCertificate(device, kRootStore, contoso), std::nullopt);
    AddCertificate(device, ContosoRoot(), kRootStore, part, role::kNone);
    const auto place = FindCertificate(device, kRootStore, contoso);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->store, "ROOT");
    EXPECT_EQ(place->part, part);
    EXPECT_EQ(place->thumbprint, contoso);
    EXPECT_TRUE(HasCertificate(device, *place));
    EXPECT_FALSE(HasCertificate(device, {"ROOT", std::string(part == kUserPart ? kSystemPart : kUserPart), contoso}));
    for (const std::string_view other : {"CA", "MY", "SPC", "root", ""}) {
      EXPECT_EQ(FindCertificate(device, other, contoso), std::nullopt) << other;
    }
    device.changes.certificates.Set(*place, std::nullopt);
    EXPECT_EQ(FindCertificate(device, kRootStore, contoso), std::nullopt);
  }
}

TEST(FindCertificate, FindsAShippedRootUntilItIsRemoved) {
  Device device = BootProfile(GuidePocketPc());
  const Thumbprint gte = *ParseThumbprint("97817950D81C9670CC34D809CF794431367EF474");
  const auto place = FindCertificate(device, kRootStore, gte);
  ASSERT_TRUE(place);
  device.changes.certificates.Set(*place, std::nullopt);
  EXPECT_EQ(FindCertificate(device, kRootStore, gte), std::nullopt);
  HardReset(device);
  EXPECT_EQ(FindCertificate(device, kRootStore, gte), place);
}

// Sdk-facts 2.4: entries are paths; their names are compared in any case.
TEST(MetabaseEntryFor, PrefersWhatWasChangedToTheImage) {
  Image image = *BuildImage(GuidePocketPc(), false, {});
  image.metabase.Set(MetabaseKey(R"(RAPI\Windows\A.dll\*)"), MetabaseEntry{RoleMask{152}, ReadWrite::kBoth});
  Device device = Boot(std::make_shared<const Image>(image), Changes{}, 0);
  for (const std::string_view path : {R"(RAPI\Windows\A.dll\*)", R"(rapi\windows\a.DLL\*)"}) {
    ASSERT_TRUE(MetabaseEntryFor(device, path)) << path;
    EXPECT_EQ(Bits(MetabaseEntryFor(device, path)->access), 152U);
  }
  for (const std::string_view path : {"", R"(RAPI\Windows\A.dll)", R"(RAPI\Windows\*)", R"(RAPI\Windows\A.dll\*\)"}) {
    EXPECT_EQ(MetabaseEntryFor(device, path), std::nullopt) << path;
  }
  MetabaseSet(device, R"(rapi\Windows\a.dll\*)", {role::kManager, ReadWrite::kReadOnly});
  EXPECT_EQ(Bits(MetabaseEntryFor(device, R"(RAPI\Windows\A.dll\*)")->access), 8U);
  HardReset(device);
  EXPECT_EQ(Bits(MetabaseEntryFor(device, R"(RAPI\Windows\A.dll\*)")->access), 152U);
}

}  // namespace
}  // namespace wmsim
