// Packages that are real files: who signed them, what their documents do, and what stands in their way.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/base64.h"
#include "emulator/certificate_file.h"
#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/exclusion_list.h"
#include "emulator/package_tools.h"
#include "emulator/program_signature.h"
#include "emulator/program_tools.h"
#include "emulator/store_registry.h"
#include "tests/cabinet_maker.h"
#include "tests/devices.h"
#include "tests/documents.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string Suite(const std::string& file) { return ReadAll(SourcePath("scenarios/suite/" + file)); }

CertificatePtr Signer(const std::string& name) {
  return ReadCertificateFile(Suite("certs/" + name + ".cer")).value().certificates.front();
}

Device LettingIn(std::string_view profile) {
  Device device = BootWith(profile, {{policy::kUnsignedPrompt, 1}, {policy::kGrantManager, 16}});
  Restart(device);
  return device;
}

StepResult InstallBytes(Device& device, const std::string& bytes, const std::string& name = "a.cab") {
  return InstallCab(device, PackageFile{name, bytes, PackageKindOf(name), false}, {});
}

std::string CabinetWithSetup(const std::string& sections, std::vector<std::pair<std::string, std::string>> files = {}) {
  files.insert(files.begin(), {"_setup.xml", Document(sections)});
  return CabinetOf(files);
}

std::string ExtractTo(const std::string& folder, const std::string& source) {
  return Section(
      "FileOperation",
      Section(folder, Section("a.txt", Section("Extract", R"(<parm name="Source" value=")" + source + R"("/>)"))));
}

// Policies 5.4, step 7; sdk-facts 4.2: a certificate of the chain that is in SPC, and with its role.
TEST(PackageSignerOnDevice, EndsInTheStoreOfPackages) {
  const struct {
    std::vector<std::pair<std::string, std::uint32_t>> spc;
    std::string package;
    PackageSignature signature;
    std::uint32_t role;
  } rows[] = {
      {{}, "game.cab", PackageSignature::kNone, 0},
      {{}, "game-privileged.cab", PackageSignature::kUnknown, 0},
      {{{"privileged-signer", 222}}, "game-privileged.cab", PackageSignature::kKnown, 222},
      {{{"privileged-signer", 222}}, "game-unprivileged.cab", PackageSignature::kUnknown, 0},
      {{{"signing-root", 8}}, "game-privileged.cab", PackageSignature::kKnown, 8},
      {{{"signing-root", 8}}, "game-unprivileged.cab", PackageSignature::kKnown, 8},
      {{{"signing-root", 8}, {"privileged-signer", 222}}, "game-privileged.cab", PackageSignature::kKnown, 222},
      {{{"signing-root", 8}, {"privileged-signer", 222}}, "game-unprivileged.cab", PackageSignature::kKnown, 8},
      {{{"signing-root", 8}}, "game-stranger.cab", PackageSignature::kUnknown, 0},
      {{{"fabrikam-root", 16}}, "game-stranger.cab", PackageSignature::kKnown, 16},
      {{{"privileged-signer", 0}}, "game-privileged.cab", PackageSignature::kKnown, 0},
      {{{"privileged-signer", 222}}, "game-altered.cab", PackageSignature::kInvalid, 0},
      {{}, "game-altered.cab", PackageSignature::kInvalid, 0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.package);
    Device device = BootProfile("wm6-standard");
    for (const auto& [name, role] : row.spc) {
      AddCertificate(device, Signer(name), kPackageStore, kSystemPart, RoleMask{role});
    }
    const auto signer = PackageSignerOnDevice(device, Suite("packages/files/" + row.package));
    ASSERT_TRUE(signer.ok());
    EXPECT_EQ(Word(signer.value().signature), Word(row.signature)) << signer.value().why;
    EXPECT_EQ(Bits(signer.value().role), row.role);
    EXPECT_EQ(signer.value().digest.size(), 20U);
  }
}

TEST(PackageSignerOnDevice, LooksAtNoStoreOfExecution) {
  Device device = BootProfile("wm6-standard");
  AddCertificate(device, Signer("privileged-signer"), kPrivilegedStore, kSystemPart, role::kNone);
  const auto signer = PackageSignerOnDevice(device, Suite("packages/files/game-privileged.cab"));
  EXPECT_EQ(signer.value().signature, PackageSignature::kUnknown);
}

// The verdicts of the two checkers in authenticode/digests.tsv, as an installer sees them.
TEST(PackageSignerOnDevice, AgreesWithTheIndependentCheckers) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no packages: set WMSIM_TEST_DATA";
  const auto in_generated = [](const std::string& file) {
    return ReadAll(TestDataPath("authenticode/generated/" + file));
  };
  Device device = BootProfile("guide-smartphone");
  AddCertificate(device, ReadCertificateFile(in_generated("opca.cer")).value().certificates.front(), kPackageStore,
                 kSystemPart, RoleMask{16});
  for (const auto& [file, signature] :
       std::vector<std::pair<std::string, PackageSignature>>{{"app_unsigned.cab", PackageSignature::kNone},
                                                             {"app_unsigned_mszip.cab", PackageSignature::kNone},
                                                             {"app_priv_sha1.cab", PackageSignature::kKnown},
                                                             {"app_unpriv_sha1.cab", PackageSignature::kKnown},
                                                             {"app_priv_mszip_sha256.cab", PackageSignature::kKnown},
                                                             {"app_stranger_sha1.cab", PackageSignature::kUnknown},
                                                             {"bad_cab_bit.cab", PackageSignature::kInvalid},
                                                             {"bad_cab_nfiles.cab", PackageSignature::kInvalid},
                                                             {"bad_cab_trunc.cab", PackageSignature::kInvalid}}) {
    const auto signer = PackageSignerOnDevice(device, in_generated(file));
    ASSERT_TRUE(signer.ok()) << file;
    EXPECT_EQ(Word(signer.value().signature), Word(signature)) << file;
    const StepResult result = InstallBytes(device, in_generated(file));
    EXPECT_EQ(HeadlineOf(result) == "program-signature-invalid", signature == PackageSignature::kInvalid) << file;
  }
}

TEST(InstallCabFile, CarriesOutTheDocument) {
  Device device = LettingIn("wm6-standard");
  const std::string bytes = CabinetWithSetup(ExtractTo("\\Windows", "A~1.001"), {{"a~1.001", "some text"}});
  const StepResult result = InstallBytes(device, bytes);
  EXPECT_EQ(Word(result.outcome), Word(Outcome::kInstalled));
  ASSERT_NE(FindFile(device, "\\Windows\\a.txt"), nullptr);
  EXPECT_EQ(*FindFile(device, "\\Windows\\a.txt")->bytes, "some text");
  EXPECT_TRUE(result.hints.empty());
  EXPECT_EQ(MaskBits(result), 16U);
  ASSERT_TRUE(result.message);
  EXPECT_EQ(result.message->text, "a.cab was successfully installed on your device.");
}

// Design 9: a package that only provisions ends as applied, also where nothing changed.
TEST(InstallCabFile, EndsAsAppliedWhereItOnlyProvisions) {
  for (const char* value : {"0", "1"}) {
    Device device = LettingIn("wm6-standard");
    const StepResult result = InstallBytes(
        device,
        CabinetWithSetup(Section("SecurityPolicy", R"(<parm name="4102" value=")" + std::string(value) + R"("/>)")));
    EXPECT_EQ(Word(result.outcome), Word(Outcome::kApplied)) << value;
    EXPECT_EQ(StateOf(device, policy::kUnsignedApps).registry, value[0] == '0' ? 0U : 1U);
  }
}

struct BadRow {
  std::string what;
  std::string bytes;
  std::string rule;
};

TEST(InstallCabFile, LeavesNothingOfWhatFails) {
  const std::string good = ExtractTo("\\Windows", "a");
  for (const BadRow& row : std::vector<BadRow>{
           {"no such file", CabinetWithSetup(good + ExtractTo("\\Windows", "b"), {{"a", "x"}}),
            "provisioning-value-invalid"},
           {"over a folder", CabinetWithSetup(ExtractTo("\\Windows\\a.txt", "a") + good, {{"a", "x"}}),
            "provisioning-value-invalid"},
           {"an unknown provider", CabinetWithSetup(good + Section("Teapot", ""), {{"a", "x"}}),
            "provisioning-provider-unknown"},
           {"an odd element", CabinetWithSetup(good + "<teapot/>", {{"a", "x"}}), "provisioning-malformed"},
           {"another root", CabinetOf({{"_setup.xml", "<a/>"}}), "provisioning-malformed"},
           {"a byte-order mark", CabinetOf({{"_setup.xml", "\xEF\xBB\xBF" + Document(good)}, {"a", "x"}}),
            "provisioning-malformed"},
           {"a processor of others",
            CabinetWithSetup(Section("Install", R"(<parm name="ProcessorType" value="4000"/>)") + good, {{"a", "x"}}),
            "cab-processor-wrong"},
           {"a later version",
            CabinetWithSetup(Section("Install", R"(<parm name="OSVersionMin" value="5.3"/>)") + good, {{"a", "x"}}),
            "cab-os-version-wrong"},
           {"an earlier version",
            CabinetWithSetup(Section("Install", R"(<parm name="OSVersionMax" value="5.1"/>)") + good, {{"a", "x"}}),
            "cab-os-version-wrong"},
       }) {
    SCOPED_TRACE(row.what);
    Device device = LettingIn("wm6-standard");
    const Device before = device;
    const StepResult result = InstallBytes(device, row.bytes);
    EXPECT_EQ(Word(result.outcome), Word(Outcome::kRefused));
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(device, before);
    ASSERT_TRUE(result.message);
    EXPECT_EQ(Word(result.message->id), "package-not-installed");
  }
}

// What is no number is not compared, and the result says so.
TEST(InstallCabFile, TellsOfVersionsThatItDoesNotUnderstand) {
  for (const auto& [parm, value] : std::vector<std::pair<std::string, std::string>>{
           {"OSVersionMin", "five"}, {"OSVersionMax", "5.x"}, {"ProcessorType", "arm"}, {"ProcessorType", "-1"}}) {
    Device device = LettingIn("wm6-standard");
    const StepResult result = InstallBytes(
        device, CabinetWithSetup(Section("Install", R"(<parm name=")" + parm + R"(" value=")" + value + R"("/>)")));
    EXPECT_EQ(Word(result.outcome), Word(Outcome::kApplied)) << parm << " " << value;
    EXPECT_EQ(result.hints, std::vector{HintId::kVersionNotCompared}) << parm << " " << value;
  }
}

// Pocket PC 2003 goes by the older header (sdk-facts 4.2): what _setup.xml says does not matter there.
TEST(InstallCabFile, GoesByTheOlderHeaderOnPocketPc2003) {
  Device device = LettingIn("pocket-pc-2003");
  const Device before = device;
  const std::string wrong = Document(Section("Install", R"(<parm name="ProcessorType" value="4000"/>)") + "<teapot/>");
  const StepResult result = InstallBytes(device, CabinetOf({{"A.000", "MSCE"}, {"_setup.xml", wrong}}));
  EXPECT_EQ(Word(result.outcome), Word(Outcome::kInstalled));
  EXPECT_EQ(result.hints, std::vector{HintId::kInstalledByHeader});
  EXPECT_EQ(device, before);
  EXPECT_EQ(Word(InstallBytes(device, CabinetWithSetup("")).outcome), Word(Outcome::kInvalidInput));
  EXPECT_EQ(Word(InstallBytes(device, CabinetOf({{"A.000", "none"}})).outcome), Word(Outcome::kInvalidInput));
}

TEST(InstallCabFile, SaysThatAPackageWithOnlyTheOlderHeaderLeavesNothing) {
  Device device = LettingIn("wm65-classic");
  EXPECT_EQ(InstallBytes(device, CabinetOf({{"A.000", "MSCE"}})).hints, std::vector{HintId::kInstalledByHeader});
  EXPECT_EQ(Word(InstallBytes(device, CabinetOf({{"A.000", "MSCE"}}), "a.cpf").outcome), Word(Outcome::kInvalidInput));
}

// A document with a FileOperation section that places nothing only provisions.
TEST(InstallCabFile, EndsAsInstalledOnlyWhereFilesArePlaced) {
  const std::string removes = Section("FileOperation", Section("\\Windows", Section("a", Section("Delete", ""))));
  const std::string shortcut =
      Section("FileOperation",
              Section("\\Windows", Section("a.lnk", Section("Shortcut", R"(<parm name="Source" value="b"/>)"))));
  for (const auto& [sections, outcome] :
       {std::pair(removes, Outcome::kApplied), std::pair(shortcut, Outcome::kInstalled)}) {
    Device device = LettingIn("wm6-standard");
    EXPECT_EQ(Word(InstallBytes(device, CabinetWithSetup(sections)).outcome), Word(outcome)) << sections;
  }
}

// Headers that claim a signature where none is: what they leave out must count for the digest all the same, or a yes to
// one package lets another one in.
TEST(ExclusionList, KnowsFilesApartThatHaveNoSignature) {
  Device device = BootProfile("smartphone-2003");
  const auto claiming = [](const std::string& text, std::uint32_t offset) {
    std::string bytes = CabinetOf({{"_setup.xml", Document("")}, {"a", text}});
    using cabinet_maker::Little;
    bytes.insert(36, Little(20, 4) + Little(0x100000, 4) + Little(offset, 4) + Little(0, 12));
    bytes[30] = 4;
    for (const std::size_t at : {std::size_t{16}, std::size_t{36 + 24}}) bytes[at] = static_cast<char>(bytes[at] + 24);
    return bytes;
  };
  for (const std::uint32_t offset : {0U, 57U}) {
    const auto good = PackageSignerOnDevice(device, claiming("good", offset));
    const auto evil = PackageSignerOnDevice(device, claiming("evil", offset));
    ASSERT_TRUE(good.ok() && evil.ok());
    EXPECT_EQ(good.value().signature, PackageSignature::kNone) << good.value().why;
    EXPECT_NE(good.value().digest, evil.value().digest) << offset;
  }
  // A program whose certificate table lies over its code, with an entry of another type.
  const auto program = [](char code) {
    std::string bytes = Suite("packages/files/game.exe");
    const std::size_t place = 64 + 24 + 96 + 32;
    bytes.replace(place, 8, cabinet_maker::Little(512, 4) + cabinet_maker::Little(512, 4));
    bytes.replace(512, 8,
                  cabinet_maker::Little(512, 4) + cabinet_maker::Little(0x200, 2) + cabinet_maker::Little(1, 2));
    bytes[600] = code;
    return bytes;
  };
  const auto good = SignatureOnDevice(device, program('a'));
  const auto evil = SignatureOnDevice(device, program('b'));
  ASSERT_TRUE(good.ok() && evil.ok());
  EXPECT_EQ(good.value().signature, Signature::kNone) << good.value().why;
  EXPECT_NE(good.value().digest, evil.value().digest);
}

// The versions that CabWiz writes, and the one that the device has: 5.2.
TEST(InstallCabFile, ComparesVersionsNumberByNumber) {
  for (const auto& [parm, value, fits] : std::vector<std::tuple<std::string, std::string, bool>>{
           {"OSVersionMin", "4.0", true},       {"OSVersionMin", "5.2", true},    {"OSVersionMin", "5.10", false},
           {"OSVersionMin", "6.0", false},      {"OSVersionMin", "5", true},      {"OSVersionMin", "6", false},
           {"OSVersionMin", "5.3.1700", false}, {"OSVersionMin", " 6.0 ", false}, {"osversionmin", "6.0", false},
           {"OSVersionMax", "100.0", true},     {"OSVersionMax", "6.999", true},  {"OSVersionMax", "5.99", true},
           {"OSVersionMax", "5.2", true},       {"OSVersionMax", "4.99", false},  {"ProcessorType", "2577", true},
           {"ProcessorType", "1824", true},     {"ProcessorType", "0", true},     {"ProcessorType", "10003", false},
           {"ProcessorType", "586", false},
       }) {
    Device device = LettingIn("wm6-standard");
    const StepResult result = InstallBytes(
        device, CabinetWithSetup(Section("Install", R"(<parm name=")" + parm + R"(" value=")" + value + R"("/>)")));
    EXPECT_EQ(ExitOf(result.outcome) == ExitStatus::kYes, fits) << parm << " " << value;
  }
}

TEST(InstallCabFile, IsInvalidInputWhereItIsNoPackage) {
  Device device = LettingIn("wm6-standard");
  const Device before = device;
  const std::string good = CabinetWithSetup(ExtractTo("\\Windows", "a"), {{"a", "x"}});
  for (const std::string& bytes :
       {std::string(), std::string("MSCF"), std::string("MZ"), good.substr(0, good.size() / 2), CabinetOf({{"a", "x"}}),
        CabinetOf({{"_setup.xml", ""}}), CabinetOf({{"_setup.xml", "<a"}}),
        CabinetOf({{"_setup.xml", "<a>&b;</a>"}})}) {
    const StepResult result = InstallBytes(device, bytes);
    EXPECT_EQ(Word(result.outcome), Word(Outcome::kInvalidInput)) << result.problem;
    EXPECT_FALSE(result.problem.empty());
    EXPECT_EQ(device, before);
  }
}

// Where the installer does not get as far as the signature, a broken cabinet is broken input.
TEST(InstallCabFile, BlocksABrokenCabinetByItsSignatureWhereThatIsLookedAt) {
  std::string bytes = Suite("packages/files/game-privileged.cab");
  bytes[200] = static_cast<char>(bytes[200] ^ 1);
  Device device = LettingIn("wm6-standard");
  EXPECT_EQ(HeadlineOf(InstallBytes(device, bytes)), "program-signature-invalid");
  EXPECT_EQ(Word(InstallBytes(device, bytes, "sky.hme").outcome), Word(Outcome::kInvalidInput));
  Device unchecking = LettingIn("pocket-pc-2003");
  EXPECT_EQ(Word(InstallBytes(unchecking, bytes).outcome), Word(Outcome::kInvalidInput));
}

// Sdk-facts 4.3.
TEST(InstallCabFile, WantsNoUninstallFirstOfACpfOf2003) {
  const std::string install = Section("Install", R"(<parm name="NoUninstall" value="1"/>)");
  const std::string policy = Section("SecurityPolicy", R"(<parm name="4102" value="0"/>)");
  for (const auto& [sections, is_good] : std::vector<std::pair<std::string, bool>>{
           {install + policy, true},
           {policy, false},
           {policy + install, false},
           {Section("Install", R"(<parm name="NoUninstall" value="0"/>)") + policy, false},
           {Section("Install", R"(<parm name="AppName" value="a"/>)") + policy, false}}) {
    for (const char* profile : {"smartphone-2003", "pocket-pc-2003", "wm5-smartphone"}) {
      SCOPED_TRACE(sections + profile);
      Device device = LettingIn(profile);
      const StepResult result = InstallBytes(device, CabinetWithSetup(sections), "a.cpf");
      const bool is_taken = is_good || std::string_view(profile) == "wm5-smartphone";
      EXPECT_EQ(HeadlineOf(result), is_taken ? "-" : "cpf-no-uninstall-missing");
      EXPECT_EQ(result.hresult, is_taken ? std::nullopt : std::optional(0x80042015U));
      EXPECT_FALSE(result.message);
      // Of a .cab nothing of this is wanted.
      EXPECT_EQ(HeadlineOf(InstallBytes(device, CabinetWithSetup(sections))), "-");
    }
  }
}

// Policies 5.4, steps 4 and 5; sdk-facts 4.4.
TEST(InstallCabFile, RemembersThePackageAndItsUnsignedProgramsByTheirDigests) {
  Device device = BootProfile("smartphone-2003");
  const std::string game = Suite("packages/files/game.cab");
  const auto install = [&](const std::string& bytes, const std::string& name) {
    return InstallCab(device, PackageFile{name, bytes, PackageKind::kCab, false}, {});
  };
  EXPECT_EQ(install(game, "game.cab").prompts.size(), 1U);
  EXPECT_EQ(RememberedPrograms(device), (std::set<std::string>{"game.cab", "hello"}));
  EXPECT_EQ(install(game, "other-name.cab").prompts.size(), 0U);
  EXPECT_EQ(install(CabinetWithSetup(""), "game.cab").prompts.size(), 1U);
  const SignedBy hello = SignatureOnDevice(device, Suite("packages/files/game.exe")).value();
  EXPECT_TRUE(RunApp(device, {"any.exe", hello}, {}).prompts.empty());
  const SignedBy other = SignatureOnDevice(device, Suite("packages/files/other.exe")).value();
  EXPECT_EQ(RunApp(device, {"hello.exe", other}, {}).prompts.size(), 1U);
}

// A signed program in an accepted package is judged by its own signature.
TEST(InstallCabFile, RemembersNoProgramThatTheDeviceKnows) {
  Device device = BootProfile("smartphone-2003");
  AddCertificate(device, Signer("privileged-signer"), kPrivilegedStore, kSystemPart, role::kNone);
  const std::string bytes = CabinetOf({{"_setup.xml", Document("")},
                                       {"known.exe", Suite("packages/files/game-privileged.exe")},
                                       {"stranger.exe", Suite("packages/files/game-stranger.exe")},
                                       {"altered.exe", Suite("packages/files/game-altered.exe")},
                                       {"readme.txt", "text"}});
  EXPECT_EQ(InstallBytes(device, bytes, "x.cab").prompts.size(), 1U);
  EXPECT_EQ(RememberedPrograms(device), (std::set<std::string>{"x.cab", "stranger"}));
}

TEST(InstallCabFile, IsRevokedByItsHashOrAProgramInIt) {
  const std::string game = Suite("packages/files/game.cab");
  const auto digest_of = [](const std::string& file) {
    const Device device = BootProfile("wm6-standard");
    return file.ends_with(".cab") ? PackageSignerOnDevice(device, Suite("packages/files/" + file)).value().digest
                                  : SignatureOnDevice(device, Suite("packages/files/" + file)).value().digest;
  };
  for (const char* revoked : {"game.cab", "game.exe"}) {
    Device device = LettingIn("wm6-professional");
    SetRevoked(device, EncodeBase64(digest_of(revoked)), true);
    const StepResult result = InstallBytes(device, game);
    EXPECT_EQ(HeadlineOf(result), "program-revoked") << revoked;
    EXPECT_TRUE(result.prompts.empty());
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(HeadlineOf(InstallBytes(device, CabinetWithSetup(""))), "-");
  }
}

TEST(ExclusionList, IsAKeyOfTheRegistryThatTakesTheListWithIt) {
  for (const bool whole : {true, false}) {
    Device device = BootProfile("smartphone-2003");
    EXPECT_FALSE(RegistryKeyExists(device, kExclusionListKey));
    RememberProgram(device, "game", std::string(20, 'a'));
    RememberProgram(device, "declared");
    EXPECT_TRUE(RegistryKeyExists(device, kExclusionListKey));
    EXPECT_EQ(RegistryValueOf(device, kExclusionListKey, "Data0"), RegistryData(RegistryBinary{std::string(20, 'a')}));
    EXPECT_EQ(RegistryValueOf(device, kExclusionListKey, "datasizebytes"), RegistryData(20U));
    EXPECT_EQ(RegistryValueOf(device, kExclusionListKey, "Data1"), std::nullopt);
    EXPECT_EQ(FullRegistryOf(device, kExclusionListKey).From({std::string(kExclusionListKey), {}}).begin()->key.key,
              kExclusionListKey);
    if (whole) {
      RemoveRegistryKey(device, R"(HKLM\Security)");
    } else {
      RemoveRegistryValue(device, kExclusionListKey, "Data0");
    }
    EXPECT_TRUE(RememberedPrograms(device).empty());
    EXPECT_FALSE(RegistryKeyExists(device, kExclusionListKey));
  }
}

}  // namespace
}  // namespace wmsim
