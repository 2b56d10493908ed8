// Device files: what a QA team says of its own phone is in its ROM.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "emulator/tester.h"
#include "scenarios/report/dump.h"
#include "tests/device_file_suite.h"

namespace wmsim {
namespace {

// Design 3.2: a device file is what it is based on, with overrides.

TEST_F(DeviceFileTest, IsItsProfileWhereItSaysNothingElse) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    const Device device = BootText("based-on: " + profile.name + "\n");
    const Device shipped = BootProfile(profile.name);
    EXPECT_EQ(DumpJson(device), DumpJson(shipped));
    EXPECT_TRUE(device.changes == Changes{});
    EXPECT_EQ(device.image->profile.title, profile.title);
    EXPECT_TRUE(device.image->registry == shipped.image->registry);
    EXPECT_TRUE(device.image->certificates == shipped.image->certificates);
  }
}

TEST_F(DeviceFileTest, HasEverythingInItsRom) {
  const Device device = BootText(
      "based-on: wm6-professional\n"
      "title: the sales team's phone\n"
      "source: a phone of ours\n"
      "configuration: two-tier-prompt\n"
      "policies: {4119: USER_AUTH+OPERATOR_TPS, 0x1001: 1, unsigned-prompt: absent}\n"
      "registry: {'HKLM\\Software\\Contoso': {Server: {string: ocs.contoso.com}, Port: 5061}, 'HKLM\\Empty': {}}\n"
      "stores: {ROOT: [../certs/contoso-root.cer], SPC: [{file: ../certs/fabrikam-root.cer, role: 222}]}\n"
      "metabase: {'RAPI\\Windows\\a.dll\\*': {access-role: 152, rw-access: 1}, 'Clock': {access-role: MANAGER}}\n"
      "operator-restricted: true\n"
      "clock: 2010-03-01T08:00:00Z\n");
  EXPECT_TRUE(device.changes == Changes{});
  EXPECT_EQ(device.image->profile.name, "wm6-professional");
  EXPECT_EQ(device.image->profile.title, "the sales team's phone");
  EXPECT_EQ(device.clock, Utc(2010, 3, 1, 8));
  EXPECT_TRUE(IsOperatorRestricted(device));
  EXPECT_EQ(InRegistry(device, policy::kPrivilegedApps), 0U);  // of the configuration
  EXPECT_EQ(InRegistry(device, policy::kGrantManager), 144U);
  EXPECT_EQ(InRegistry(device, policy::kRapi), 1U);
  EXPECT_EQ(InRegistry(device, policy::kUnsignedPrompt), std::nullopt);
  const RegistryView registry = RegistryOf(device);
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "server"), RegistryData(RegistryText{"ocs.contoso.com"}));
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "Port"), RegistryData(5061U));
  EXPECT_TRUE(registry.KeyExists(R"(HKLM\Empty)"));
  EXPECT_TRUE(HasCertificate(device, {"ROOT", "system", ThumbprintOf("contoso-root.cer")}));
  const auto in_spc = FindCertificate(device, "SPC", ThumbprintOf("fabrikam-root.cer"));
  ASSERT_TRUE(in_spc);
  EXPECT_EQ(Bits(device.image->certificates.Find(*in_spc)->value->role), 222U);
  const auto entry = MetabaseEntryFor(device, R"(rapi\windows\A.DLL\*)");
  ASSERT_TRUE(entry);
  EXPECT_EQ(Bits(entry->access), 152U);
  EXPECT_EQ(entry->rw, ReadWrite::kReadOnly);
  EXPECT_EQ(MetabaseEntryFor(device, "clock")->rw, ReadWrite::kBoth);
}

// The policies of the ROM are in force from the start: also 4102, whose change waits for a restart (sdk-facts 1.4).
TEST_F(DeviceFileTest, HasItsPoliciesInForce) {
  const Device device = BootText("based-on: wm5-smartphone\npolicies: {4102: 0, 4123: 1}\n");
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
  EXPECT_EQ(SwitchOf(device, policy::kPrivilegedApps), Switch::kOne);
}

TEST_F(DeviceFileTest, BuildsOnAnotherFile) {
  Write("base/phone.yaml",
        "based-on: wm5-smartphone\n"
        "title: base\n"
        "policies: {4102: 0, 4119: 16, 4101: absent}\n"
        "registry: {'HKLM\\Software\\Contoso': {Server: {string: a}, Port: 1}, 'HKLM\\Gone\\Below': {x: 1}}\n"
        "stores: {ROOT: [../../certs/contoso-root.cer]}\n"
        "metabase: {A: {access-role: 8}, B: {access-role: 8}}\n"
        "operator-restricted: true\n"
        "clock: 2010-01-01T00:00:00Z\n");
  const Device device = BootText(
      "based-on: base/phone.yaml\n"
      "policies: {4119: 128}\n"
      "registry: {'HKLM\\Software\\Contoso': {Port: 2, Server: absent}, 'HKLM\\Gone': absent}\n"
      "stores: {CA: [../certs/fabrikam-root.cer]}\n"
      "metabase: {b: {access-role: 16, rw-access: 2}}\n");
  EXPECT_EQ(device.image->profile.name, "wm5-smartphone");
  EXPECT_EQ(device.image->profile.title, "base");
  EXPECT_EQ(device.clock, Utc(2010, 1, 1));
  EXPECT_TRUE(IsOperatorRestricted(device));
  EXPECT_EQ(InRegistry(device, policy::kUnsignedApps), 0U);
  EXPECT_EQ(InRegistry(device, policy::kGrantManager), 128U);
  EXPECT_EQ(InRegistry(device, policy::kUnsignedCabs), std::nullopt);
  const RegistryView registry = RegistryOf(device);
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "Port"), RegistryData(2U));
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "Server"), std::nullopt);
  EXPECT_FALSE(registry.KeyExists(R"(HKLM\Gone\Below)"));
  EXPECT_FALSE(registry.KeyExists(R"(HKLM\Gone)"));
  EXPECT_TRUE(HasCertificate(device, "ROOT", ThumbprintOf("contoso-root.cer")));
  EXPECT_TRUE(HasCertificate(device, "CA", ThumbprintOf("fabrikam-root.cer")));
  EXPECT_EQ(Bits(MetabaseEntryFor(device, "A")->access), 8U);
  EXPECT_EQ(Bits(MetabaseEntryFor(device, "B")->access), 16U);
  const Device base = BootFile("base/phone.yaml");
  EXPECT_EQ(InRegistry(base, policy::kGrantManager), 16U) << "the base is as it was";
}

TEST_F(DeviceFileTest, MayLiftARestrictionOfItsBase) {
  Write("base.yaml", "based-on: guide-smartphone\noperator-restricted: true\n");
  EXPECT_TRUE(IsOperatorRestricted(BootText("based-on: base.yaml\n")));
  EXPECT_FALSE(IsOperatorRestricted(BootText("based-on: base.yaml\noperator-restricted: false\n")));
}

// Sdk-facts 3.2: what a configuration of the powertoy leaves in the stores of signers.
TEST_F(DeviceFileTest, TakesTheStoresOfAConfigurationThatSetsThem) {
  const Device device = BootText("based-on: wm5-smartphone\nconfiguration: powertoy-locked\n");
  EXPECT_EQ(CertificatesIn(*device.image, {}, kPrivilegedStore).size(), 2U);
  EXPECT_EQ(CertificatesIn(*device.image, {}, kUnprivilegedStore).size(), 1U);
  EXPECT_EQ(CertificatesIn(*device.image, {}, kPackageStore).size(), 2U);
  EXPECT_EQ(ConfigurationOf(device).configuration->name, "powertoy-locked");
  EXPECT_TRUE(ConfigurationOf(device).differing.empty());
}

// Readings: design 3, "a device file may choose the other reading".

TEST_F(DeviceFileTest, FollowsTheReadingThatItChooses) {
  EXPECT_EQ(InRegistry(BootProfile("wm5-pocket-pc"), policy::kGrantManager), 16U);
  const Device guide = BootText(
      "based-on: wm5-pocket-pc\nreadings: {grant-manager-default: dd425351, unsigned-apps-default: dd425351}\n");
  EXPECT_EQ(InRegistry(guide, policy::kGrantManager), 128U);
  EXPECT_EQ(InRegistry(guide, policy::kUnsignedApps), 0U);
  EXPECT_EQ(SwitchOf(guide, policy::kUnsignedApps), Switch::kZero);

  const Device seven = BootText("based-on: wm6-standard\nreadings: {protected-keys: aa914678}\n");
  EXPECT_FALSE(IsProtectedKey(seven, R"(HKLM\Security\Policies\Policies)"));
  EXPECT_TRUE(IsProtectedKey(seven, R"(HKLM\Comm)"));

  const Device without = BootText("based-on: pocket-pc-2003\nreadings: {rapi-on-pocket-pc-2003: aa459012}\n");
  EXPECT_EQ(RapiOf(without), RapiMode::kNotHonoured);
  EXPECT_EQ(InRegistry(without, policy::kRapi), std::nullopt) << "what is not honoured is not shipped";
}

// What is written out for this phone outranks what documents say of its kind.
TEST_F(DeviceFileTest, PutsConfigurationAndPoliciesOverItsReadings) {
  const std::string head = "based-on: wm5-pocket-pc\nreadings: {grant-manager-default: dd425351}\n";
  EXPECT_EQ(InRegistry(BootText(head + "policies: {4119: 48}\n"), policy::kGrantManager), 48U);
  EXPECT_EQ(InRegistry(BootText(head + "policies: {4119: absent}\n"), policy::kGrantManager), std::nullopt);
  EXPECT_EQ(InRegistry(BootText(head + "configuration: security-off\n"), policy::kGrantManager), 144U);
}

// A policy that is missing counts as the default that the chosen reading gives.
TEST_F(DeviceFileTest, TakesTheDefaultOfItsReadingWhereAPolicyIsMissing) {
  const Device device =
      BootText("based-on: wm5-pocket-pc\nreadings: {grant-manager-default: dd425351}\npolicies: {4119: absent}\n");
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);
}

TEST_F(DeviceFileTest, KeepsTheReadingsOfItsBase) {
  Write("base.yaml",
        "based-on: wm5-pocket-pc\nreadings: {grant-manager-default: dd425351, protected-keys: aa914678}\n");
  const Device same = BootText("based-on: base.yaml\n");
  EXPECT_EQ(InRegistry(same, policy::kGrantManager), 128U);
  EXPECT_FALSE(IsProtectedKey(same, R"(HKLM\Loader)"));
  const Device other = BootText("based-on: base.yaml\nreadings: {grant-manager-default: aa457992}\n");
  EXPECT_EQ(InRegistry(other, policy::kGrantManager), 16U);
  EXPECT_FALSE(IsProtectedKey(other, R"(HKLM\Loader)"));
}

// Imports: design 3.2, "a customer's registry export; a query answer as RapiConfig writes it".

constexpr std::string_view kAnswer =
    "<wap-provisioningdoc>\n"
    "  <characteristic type=\"SecurityPolicy\">\n"
    "    <parm name=\"4119\" value=\"144\"/>\n"
    "    <parm name=\"4102\" value=\"0\"/>\n"
    "    <noparm name=\"4133\"/>\n"
    "  </characteristic>\n"
    "</wap-provisioningdoc>\n";

TEST_F(DeviceFileTest, ImportsARegistryExport) {
  Write("export.reg",
        "REGEDIT4\r\n\r\n"
        "[HKEY_LOCAL_MACHINE\\Security\\Policies\\Policies]\r\n"
        "\"00001017\"=dword:00000030\r\n"
        "\"00001005\"=-\r\n\r\n"
        "[HKEY_LOCAL_MACHINE\\Software\\Contoso]\r\n"
        "\"Server\"=\"ocs.contoso.com\"\r\n"
        "@=\"x\"\r\n"
        "\"Blob\"=hex:00,ff\r\n\r\n"
        "[HKEY_LOCAL_MACHINE\\Empty]\r\n\r\n"
        "[-HKEY_CURRENT_USER\\Software]\r\n");
  const Device device = BootText("based-on: wm5-smartphone\nimport: export.reg\n");
  EXPECT_TRUE(device.changes == Changes{});
  EXPECT_EQ(InRegistry(device, policy::kGrantManager), 48U);
  EXPECT_EQ(InRegistry(device, policy::kUnsignedCabs), std::nullopt);
  EXPECT_EQ(InRegistry(device, policy::kUnsignedApps), 1U) << "what an export does not hold is as on the profile";
  const RegistryView registry = RegistryOf(device);
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "Server"), RegistryData(RegistryText{"ocs.contoso.com"}));
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", ""), RegistryData(RegistryText{"x"}));
  EXPECT_EQ(registry.Value(R"(HKLM\Software\Contoso)", "blob"), RegistryData(RegistryBinary{std::string("\0\xFF", 2)}));
  EXPECT_TRUE(registry.KeyExists(R"(HKLM\Empty)"));
  EXPECT_FALSE(registry.KeyExists(R"(HKCU\Software)"));
}

TEST_F(DeviceFileTest, ImportsAnExportInUtf16) {
  const std::string text =
      "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\Security\\Policies\\Policies]\r\n"
      "\"00001017\"=dword:00000010\r\n";
  std::string utf16 = "\xFF\xFE";
  for (const char c : text) utf16 += std::string{c, '\0'};
  Write("export.REG", utf16);
  EXPECT_EQ(InRegistry(BootText("based-on: wm5-smartphone\nimport: [export.REG]\n"), policy::kGrantManager), 16U);
}

TEST_F(DeviceFileTest, ImportsAnAnswerOfRapiConfig) {
  Write("answer.xml", kAnswer);
  const Device device = BootText("based-on: wm5-smartphone\nimport: [answer.xml]\n");
  EXPECT_EQ(InRegistry(device, policy::kGrantManager), 144U);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
  EXPECT_EQ(InRegistry(device, policy::kUnsignedCabs), 16U);
}

// The last that speaks of a value holds: the configuration, then the imports in their order, then what the file says.
TEST_F(DeviceFileTest, PutsImportsOverTheConfigurationAndItsOwnWordsOverImports) {
  Write("answer.xml", kAnswer);
  Write("export.reg", "REGEDIT4\n[HKEY_LOCAL_MACHINE\\Security\\Policies\\Policies]\n\"00001017\"=dword:00000020\n");
  const auto grant = [&](std::string_view rest) {
    return InRegistry(BootText("based-on: wm5-smartphone\n" + std::string(rest)), policy::kGrantManager);
  };
  EXPECT_EQ(grant("import: [answer.xml, export.reg]\n"), 32U);
  EXPECT_EQ(grant("import: [export.reg, answer.xml]\n"), 144U);
  EXPECT_EQ(grant("import: [export.reg]\nconfiguration: one-tier-prompt\n"), 32U);
  EXPECT_EQ(grant("policies: {4119: 8}\nimport: [export.reg]\n"), 8U);
  EXPECT_EQ(grant("registry: {'HKLM\\Security\\Policies\\Policies': {'00001017': 4}}\nimport: export.reg\n"), 4U);
  EXPECT_EQ(grant("import: []\n"), 128U);
}

TEST_F(DeviceFileTest, TakesImportsFromItsOwnFolder) {
  Write("far/answer.xml", kAnswer);
  Write("far/phone.yaml", "based-on: wm5-smartphone\nimport: [answer.xml]\n");
  EXPECT_EQ(InRegistry(BootText("based-on: far/phone.yaml\n"), policy::kGrantManager), 144U);
  EXPECT_EQ(InRegistry(BootText("based-on: wm5-smartphone\nimport: ./far/../far/answer.xml\n"), policy::kGrantManager),
            144U);
}

// A scenario's device: the same words, at the place of the scenario's own.
TEST_F(DeviceFileTest, IsFoundFromTheFolderOfTheScenario) {
  Write("phone.yaml", "based-on: wm5-smartphone\npolicies: {4119: 48}\n");
  const std::string check = "steps:\n  - expect-state: {policies: {4119: 48}}\n";
  EXPECT_EQ("passed: passed\n", Run("device: ../devices/phone.yaml\n" + check));
  EXPECT_EQ("passed: passed\n", Run("device: ./../devices/phone.yaml\n" + check));
  EXPECT_EQ("passed: passed\npassed: passed\n",
            Run("matrix: {d: [../devices/phone.yaml, guide-pocket-pc], g: [48]}\ndevice: ${d}\n"
                "given: {policies: {4119: '${g}'}}\n" +
                check));
  for (const std::string device : {"devices/phone.yaml", "../devices/missing.yaml", "../../outside/phone.yaml",
                                   "../devices/phone", "../devices", "s.yaml"}) {
    const std::string text = Run("device: " + device + "\n" + check);
    EXPECT_TRUE(text.starts_with("error:")) << text;
    EXPECT_TRUE(Holds(text, std::filesystem::path(device).filename().string())) << text;
  }
}

// Design 5: paths are relative to the file that contains them, and suite.yaml contains this one.
TEST_F(DeviceFileTest, OfASuiteIsFoundFromTheFolderOfTheSuite) {
  Write("phone.yaml", "based-on: wm5-smartphone\npolicies: {4119: 48}\n");
  folder().Write("suite/suite.yaml", "device: devices/phone.yaml\n");
  EXPECT_EQ("passed: passed\n", Run("steps:\n  - expect-state: {policies: {4119: 48}}\n"));
}

// The hard reset: design 2, "Image is the ROM: profile or device file with its imports, given.configuration and the
// operator restriction"; all else is gone.
TEST_F(DeviceFileTest, IsWhatAHardResetGoesBackTo) {
  Write("answer.xml", kAnswer);
  Write("phone.yaml",
        "based-on: wm5-smartphone\nimport: [answer.xml]\npolicies: {4097: 1}\noperator-restricted: true\n"
        "registry: {'HKLM\\Software\\Contoso': {Server: {string: a}}}\nstores: {ROOT: [../certs/contoso-root.cer]}\n"
        "clock: 2010-03-01T08:00:00Z\n");
  EXPECT_EQ("passed: passed passed passed passed passed passed passed passed passed passed passed\n",
            Run("device: ../devices/phone.yaml\n"
                "given: {policies: {4101: 222}, stores: {CA: [../certs/fabrikam-root.cer]}, remembered: [game.exe],\n"
                "        running: [communicator-mobile], registry: {'HKLM\\Given': {x: 1}}}\n"
                "steps:\n"
                "  - expect-state: {policies: {4101: 222, 4119: 144, 4102: 0, 4097: 1}, clock: 2010-03-01T08:00:00Z}\n"
                "  - policy-set: {4119: 8, 4102: 1, 4097: absent}\n"
                "  - store-remove: {thumbprint: 31653DBADA1DE7EA0006CBF154A212EF1A6B76D6, store: ROOT}\n"
                "  - store-add: {file: ../certs/fabrikam-root.cer, store: ROOT}\n"
                "  - registry-delete: {key: 'HKLM\\Software\\Contoso', via: program, signed-by: privileged}\n"
                "  - operator-unlock:\n"
                "  - set-clock: 2011-01-01T00:00:00Z\n"
                "  - metabase-set: {setting: A, access-role: 8}\n"
                "  - restart:\n"
                "  - hard-reset:\n"
                "  - expect-state:\n"
                "      policies: {4101: 16, 4119: 144, 4102: 0, 4097: 1}\n"
                "      policies-in-force: {4102: 0}\n"
                "      registry: {'HKLM\\Software\\Contoso': {Server: {string: a}}, 'HKLM\\Given': absent}\n"
                "      stores:\n"
                "        ROOT: {has: [../certs/contoso-root.cer], lacks: [../certs/fabrikam-root.cer]}\n"
                "        CA: {lacks: [../certs/fabrikam-root.cer]}\n"
                "      running: []\n"
                "      remembered: []\n"
                "      clock: 2010-03-01T08:00:00Z\n"));
}

TEST_F(DeviceFileTest, AfterAHardResetIsTheDeviceThatItWas) {
  Write("answer.xml", kAnswer);
  Device device = BootText("based-on: wm6-professional\nimport: answer.xml\nconfiguration: security-off\n");
  const Device before = device;
  const std::string dump = DumpJson(device);
  PolicySet(device, {{policy::kGrantManager, 4}, {policy::kRapi, std::nullopt}});
  SetOperatorRestriction(device, true);
  SetClock(device, Utc(2011, 1, 1));
  MetabaseSet(device, "A", {role::kManager, ReadWrite::kBoth});
  Remember(device, "game.exe");
  StoreRemove(device, device.image->certificates.begin()->key.thumbprint, kRootStore, "");
  EXPECT_NE(dump, DumpJson(device));
  HardReset(device);
  EXPECT_EQ(device, before);
  EXPECT_EQ(dump, DumpJson(device));
}

// What a scenario gives as configuration and restriction is in the ROM too.
TEST_F(DeviceFileTest, TakesTheConfigurationOfAScenarioIntoItsRom) {
  Write("phone.yaml", "based-on: wm5-smartphone\npolicies: {4119: 48}\noperator-restricted: true\n");
  EXPECT_EQ("passed: passed passed passed passed\n",
            Run("device: ../devices/phone.yaml\n"
                "given: {configuration: two-tier-prompt, operator-restricted: false}\n"
                "steps:\n"
                "  - expect-state: {policies: {4119: 8}, configuration: two-tier-prompt}\n"
                "  - policy-set: {4119: 16}\n"
                "  - hard-reset:\n"
                "  - expect-state: {policies: {4119: 8}, configuration: two-tier-prompt}\n"));
  EXPECT_EQ("passed: passed passed\n",
            Run("device: ../devices/phone.yaml\n"
                "given: {operator-restricted: false, policies: {4102: 1}}\n"
                "steps:\n"
                "  - hard-reset:\n"
                "  - spaddcert: {file: ../certs/contoso-root.cer, tool-signed-by: privileged}\n"
                "    expect: {outcome: installed}\n"));
  EXPECT_EQ("passed: passed\n", Run("device: ../devices/phone.yaml\n"
                                    "steps:\n"
                                    "  - spaddcert: {file: ../certs/contoso-root.cer, tool-signed-by: privileged}\n"
                                    "    expect: {outcome: refused, rule: operator-restricted}\n"));
}

}  // namespace
}  // namespace wmsim
