// The registry as a registry file: importing it into the bare device gives the same registry and the same stores.
#include "scenarios/report/reg_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/reg_file.h"
#include "emulator/store_registry.h"
#include "tests/cli_runner.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/suite_certificates.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::vector<std::string> StoredTexts(const Device& device) {
  std::vector<std::string> texts;
  for (const auto& row : StoredCertificates(device)) {
    texts.push_back(row.key.store + "/" + row.key.part + "/" + FormatThumbprint(row.key.thumbprint) + " " +
                    std::to_string(Bits(row.value->role)) + (row.value->certificate ? "" : " by its row"));
  }
  return texts;
}

void ExpectIdentity(const Device& device) {
  const auto text = RegText(device);
  ASSERT_TRUE(text.ok()) << text.error().text;
  const auto file = ReadRegFile(text.value());
  ASSERT_TRUE(file.ok()) << file.error().line << ": " << file.error().text;
  Device again = Boot(device.image, {}, device.clock);
  for (const RegSetting& setting : file.value().settings) ChangeRegistry(again, setting);
  EXPECT_EQ(FullRegistryOf(again), FullRegistryOf(device));
  EXPECT_EQ(StoredTexts(again), StoredTexts(device));
  EXPECT_EQ(RegText(again).value(), text.value());
}

Device WithValue(const RegistryData& data, std::string_view name = "x") {
  Device device = BootProfile("wm5-smartphone");
  PutRegistryValue(device, R"(HKCU\A)", name, data);
  return device;
}

TEST(RegText, WritesEveryTypeAsRegeditDoes) {
  const struct {
    std::string name;
    RegistryData data;
    std::string_view line;
  } rows[] = {
      {"x", 128U, "\"x\"=dword:00000080\r\n"},
      {"", RegistryText{"text"}, "@=\"text\"\r\n"},
      {R"(a\b"c)", RegistryText{R"(\Windows\x.exe "%1")"}, R"("a\\b\"c"="\\Windows\\x.exe \"%1\"")"},
      {"Größe", RegistryText{"\U0001F600\t;"}, "\"Größe\"=\"\U0001F600\t;\"\r\n"},
      {"x", RegistryText{"a\nb"}, "\"x\"=hex(1):61,00,0a,00,62,00,00,00\r\n"},
      {"x", RegistryText{"\x1B[31m"}, "\"x\"=hex(1):1b,00,5b,00,33,00,31,00,6d,00,00,00\r\n"},
      {"x", RegistryExpandText{"%P%"}, "\"x\"=hex(2):25,00,50,00,25,00,00,00\r\n"},
      {"x", RegistryExpandText{"\U0001F600"}, "\"x\"=hex(2):3d,d8,00,de,00,00\r\n"},
      {"x", RegistryMultiText{{"a", "b"}}, "\"x\"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n"},
      {"x", RegistryMultiText{}, "\"x\"=hex(7):00,00\r\n"},
      {"x", RegistryBinary{}, "\"x\"=hex:\r\n"},
      {"x", RegistryBinary{std::string("\x00\xff", 2)}, "\"x\"=hex:00,ff\r\n"},
      {"x", RegistryBinary{"a", 0}, "\"x\"=hex(0):61\r\n"},
      {"x", RegistryBinary{"a", 1}, "\"x\"=hex(1):61\r\n"},
      {"x", RegistryBinary{"", 4}, "\"x\"=hex(4):\r\n"},
      {"x", RegistryBinary{"12345678", 11}, "\"x\"=hex(b):31,32,33,34,35,36,37,38\r\n"},
      {"x", RegistryBinary{std::string(26, 'a')}, "61,61,61,61,61,61,61,61,\\\r\n  61,61"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.line);
    const Device device = WithValue(row.data, row.name);
    const auto text = RegText(device);
    ASSERT_TRUE(text.ok()) << text.error().text;
    EXPECT_TRUE(text.value().starts_with("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_"));
    EXPECT_NE(text.value().find("[HKEY_CURRENT_USER\\A]\r\n"), std::string::npos);
    EXPECT_NE(text.value().find(row.line), std::string::npos) << text.value();
    ExpectIdentity(device);
  }
}

TEST(RegText, IsTheDeviceOnEveryPlatform) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    Device device = BootProfile(profile);
    ExpectIdentity(device);
    WritePolicy(device, policy::kGrantManager, 16);
    WritePolicy(device, policy::kUnsignedApps, std::nullopt);
    AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
    ExpectIdentity(device);
    RemoveRegistryKey(device, R"(HKLM\Security)");
    RemoveRegistryKey(device, R"(HKLM\Comm\Security\SystemCertificates\Root)");
    ExpectIdentity(device);
    PutRegistryKey(device, R"(HKLM\Security\Policies\New)");
    ExpectIdentity(device);
  }
}

TEST(RegText, IsTheDeviceAfterRealExports) {
  const std::filesystem::path folder = TestDataPath("regfiles");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  int files = 0;
  for (const auto& row : ReadTable(folder / "index.tsv")) {
    const auto file = ReadRegFile(ReadAll(folder / row.at("file")), BadLines::kPassOver);
    if (!file.ok()) continue;
    SCOPED_TRACE(row.at("file"));
    Device device = BootProfile("wm5-pocket-pc");
    for (const RegSetting& setting : file.value().settings) ChangeRegistry(device, setting);
    ExpectIdentity(device);
    ++files;
  }
  EXPECT_GE(files, 8);
}

TEST(RegText, SaysWhatNoFileCanHold) {
  Device no_hive = BootProfile("wm5-smartphone");
  RemoveRegistryKey(no_hive, "HKLM");
  Device deep = BootProfile("wm5-smartphone");
  PutRegistryKey(deep, R"(HKCU\1\2\3\4\5\6\7\8\9\10\11\12\13\14\15\16\17)");
  const Device rows[] = {
      WithValue(1U, "a\nb"),
      WithValue(1U, "\x1B[31m"),
      WithValue(1U, std::string(1, '\0')),
      WithValue(1U, "\xE2\x80\xAE"),
      WithValue(RegistryText{std::string("a\0b", 3)}),
      WithValue(RegistryMultiText{{"a", "", "b"}}),
      WithValue(RegistryMultiText{{""}}),
      no_hive,
      deep,
  };
  for (const Device& device : rows) {
    const auto text = RegText(device);
    ASSERT_FALSE(text.ok()) << text.value();
    EXPECT_TRUE(text.error().text.starts_with("no registry file can ")) << text.error().text;
  }
}

TEST(DumpCommand, WritesARegistryFileThatCanBeImported) {
  const Cli cli;
  const std::vector<std::string> dump{"dump", "--device", "wm5-smartphone", "--format", "reg"};
  std::vector<std::string> changed = dump;
  changed.insert(changed.end(), {"--set", "4119=16", "--set", "4102=absent"});
  const CliResult first = cli.Run(changed);
  ASSERT_EQ(first.exit, 0) << first;
  EXPECT_TRUE(first.Says("\"00001017\"=dword:00000010"));
  cli.folder().Write("phone.reg", first.out);
  std::vector<std::string> again = dump;
  again.insert(again.end(), {"--registry", "phone.reg"});
  EXPECT_EQ(cli.Run(again).out, first.out);
  const CliResult imported = cli.Run({"try", "--device", "wm5-smartphone", "registry-import", "phone.reg", "--via",
                                      "program", "--signed-by", "privileged"});
  EXPECT_EQ(imported.exit, 0) << imported;
  EXPECT_TRUE(imported.Says("00001017: dword:128 -> dword:16")) << imported;
}

TEST(DumpCommand, KnowsNoOtherFormat) {
  const Cli cli;
  for (const std::string format : {"regedit", "REG", "", "yaml"}) {
    const CliResult result = cli.Run({"dump", "--device", "wm5-pocket-pc", "--format", format});
    EXPECT_EQ(result.exit, 2);
    EXPECT_EQ(result.err, "wmsim: --format is text or json, not `" + format + "`; a dump is also reg or device\n");
  }
  EXPECT_EQ(cli.Run({"try", "--device", "wm5-pocket-pc", "restart", "--format", "reg"}).exit, 2);
}

}  // namespace
}  // namespace wmsim
