// Stores that a ROM fills from a file: sdk-facts 6.4.
#include "emulator/store_init.h"

#include <gtest/gtest.h>

#include "emulator/device_files.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

constexpr std::string_view kPath = R"(\Windows\sysroots.p7b)";

Device WithInitFile(std::string_view profile, std::string_view key, RegistryData value, std::string_view file) {
  Device device = BootProfile(profile);
  SetRegistryValue(device.image->registry, device.changes.registry, key, "InitFile", std::move(value));
  PutFile(device, kPath, std::make_shared<const std::string>(SuiteBytes(std::string(file))));
  return device;
}

TEST(FillStores, PutsEveryCertificateOfTheFileIntoTheStoreAndDeletesTheValue) {
  const struct {
    std::string_view profile, store, part;
  } rows[] = {
      {"wm5-pocket-pc", "ROOT", "system"}, {"wm5-pocket-pc", "CA", "system"}, {"wm6-standard", "ROOT", "system"},
      {"wm6-standard", "ROOT", "user"},    {"wm6-standard", "SPC", "system"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.profile) + " " + std::string(row.store) + "/" + std::string(row.part));
    const std::string key = StoreKey(row.store, row.part);
    Device device = WithInitFile(row.profile, key, RegistryText{R"(\windows\SYSROOTS.p7b)"}, "contoso-bundle.p7b");
    FillStores(device);
    EXPECT_TRUE(HasCertificate(device, {std::string(row.store), std::string(row.part), ContosoRoot()->thumbprint}));
    EXPECT_EQ(std::distance(device.changes.certificates.begin(), device.changes.certificates.end()), 2);
    EXPECT_FALSE(RegistryOf(device).Value(key, "InitFile"));
    const Device filled = device;
    FillStores(device);
    EXPECT_EQ(device, filled);
  }
}

TEST(FillStores, KeepsTheRoleOfACertificateThatIsThere) {
  Device device =
      WithInitFile("wm6-standard", StoreKey("SPC", "system"), RegistryText{std::string(kPath)}, "contoso-bundle.p7b");
  AddCertificate(device, ContosoRoot(), kPackageStore, kSystemPart, RoleMask{222});
  FillStores(device);
  EXPECT_EQ(FindStored(device, {"SPC", "system", ContosoRoot()->thumbprint})->role, RoleMask{222});
}

TEST(FillStores, TakesAFileThatHoldsNoCertificate) {
  const std::string key = StoreKey("ROOT", "system");
  Device device = WithInitFile("wm6-standard", key, RegistryText{std::string(kPath)}, "empty.p7b");
  FillStores(device);
  EXPECT_TRUE(device.changes.certificates.empty());
  EXPECT_FALSE(RegistryOf(device).Value(key, "InitFile"));
}

TEST(FillStores, LeavesAnythingElseAsItIs) {
  const std::string root = StoreKey("ROOT", "system");
  const struct {
    std::string key;
    RegistryData value;
    std::string_view file;
  } rows[] = {
      {root, RegistryText{R"(\Windows\other.p7b)"}, "contoso-bundle.p7b"},
      {root, RegistryText{""}, "contoso-bundle.p7b"},
      {root, RegistryText{R"(\Windows)"}, "contoso-bundle.p7b"},
      {root, RegistryBinary{std::string(kPath)}, "contoso-bundle.p7b"},
      {root, RegistryText{std::string(kPath)}, "contoso-root.cer"},
      {root, RegistryText{std::string(kPath)}, "garbage.cer"},
      {root, RegistryText{std::string(kPath)}, "empty.cer"},
      {StoreKey("ROOT", "user"), RegistryText{std::string(kPath)}, "contoso-bundle.p7b"},  // no such part before 6
      {R"(HKLM\Comm\Security\SystemCertificates\Other)", RegistryText{std::string(kPath)}, "contoso-bundle.p7b"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.key + " " + FormatRegistryData(row.value) + " " + std::string(row.file));
    Device device = WithInitFile("wm5-pocket-pc", row.key, row.value, row.file);
    const Device before = device;
    FillStores(device);
    EXPECT_EQ(device, before);
  }
}

// A file of the ROM that fills a store is seen by a program that runs from the boot on.
TEST(StartProgram, OfCommunicatorSeesStoresThatAreFilled) {
  Device device =
      WithInitFile("wm5-pocket-pc", StoreKey("ROOT", "system"), RegistryText{std::string(kPath)}, "contoso-bundle.p7b");
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  EXPECT_NE(device.communicator_stores->Find({"ROOT", "system", ContosoRoot()->thumbprint}), nullptr);
}

}  // namespace
}  // namespace wmsim
