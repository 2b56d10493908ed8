// registry-import: who may import a registry file, all of it or nothing, and which files are none.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/program_tools.h"
#include "emulator/store_registry.h"
#include "tests/cli_runner.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

using enum RegistryWriter;

RegFile FileOf(const std::vector<RegistryChange>& changes) {
  RegFile file;
  for (const RegistryChange& change : changes) file.settings.push_back({change});
  return file;
}

RegistryChange Grant(std::uint32_t value) { return {std::string(kPoliciesKey), "00001017", value}; }

RegistryChange Root() {
  const CertificateLocation place{"ROOT", "system", ContosoRoot()->thumbprint};
  return {CertificateKey(place), "Blob", RegistryBinary{EncodeBlob(*ContosoRoot(), role::kNone)}};
}

StepResult Import(Device& device, const RegFile& file, RegistryWriter via, Signature signed_by = Signature::kNone) {
  return RegistryImport(device, {file, "a.reg", via, signed_by, {}});
}

bool Has(const StepResult& result, HintId hint) { return std::ranges::count(result.hints, hint) == 1; }

TEST(RegistryImport, IsDecidedLikeRegistrySet) {
  const RegFile file = FileOf({{R"(HKLM\Software\Contoso)", "x", 1U}, Grant(16)});
  for (const std::string_view profile : {"guide-pocket-pc", "guide-smartphone", "wm5-smartphone", "wm6-professional"}) {
    for (const RegistryWriter via : {kBuiltInEditor, kThirdPartyEditor, kRapi, kProgram}) {
      for (const Signature signature : {Signature::kNone, Signature::kUnprivileged, Signature::kPrivileged,
                                        Signature::kRevoked, Signature::kInvalid}) {
        for (const std::uint32_t rapi : {0U, 1U, 2U}) {
          SCOPED_TRACE(std::string(profile) + " " + std::string(Word(via)) + " " + std::string(Word(signature)));
          Device one = BootWith(profile, {{policy::kRapi, rapi}});
          Device other = one;
          const StepResult imported = Import(one, file, via, signature);
          const StepResult set =
              RegistryWrite(other, {via, signature, {std::string(kPoliciesKey), "00001017", RegistryData(16U)}, {}});
          EXPECT_EQ(imported.outcome, set.outcome);
          EXPECT_EQ(HeadlineOf(imported), HeadlineOf(set));
          EXPECT_EQ(imported.risks, set.risks);
          EXPECT_EQ(imported.changes.empty(), set.changes.empty());
          EXPECT_EQ(RegistryValueOf(one, R"(HKLM\Software\Contoso)", "x").has_value(),
                    imported.outcome == Outcome::kChanged);
        }
      }
    }
  }
}

TEST(RegistryImport, SaysWhenAPolicyTakesEffect) {
  Device device = BootProfile("wm5-pocket-pc");
  const RegFile file = FileOf({{std::string(kPoliciesKey), "00001006", 0U}});
  const StepResult result = Import(device, file, kProgram, Signature::kPrivileged);
  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].takes_effect, TakesEffect::kAfterRestart);
}

TEST(RegistryImport, OfWhatIsSoAlreadyIsUnchanged) {
  const std::vector<RegistryChange> rows[] = {
      {},
      {{"HKLM\\Security", std::nullopt}},
      {{"HKLM\\Gone", std::nullopt, std::nullopt, true}, {"HKLM\\Security", "x", std::nullopt, true}},
      {{"HKLM\\New", "x", 1U}, {"HKLM\\New", std::nullopt, std::nullopt, true}},
      {Grant(16), Grant(128)},
  };
  for (const auto& settings : rows) {
    Device device = PocketPc({{policy::kGrantManager, 128}});
    const Device before = device;
    const StepResult result = Import(device, FileOf(settings), kBuiltInEditor);
    EXPECT_EQ(result.outcome, Outcome::kUnchanged) << settings.size();
    EXPECT_EQ(HeadlineOf(result), "already-as-wanted");
    EXPECT_EQ(device, before);
  }
}

TEST(RegistryImport, IsRefusedWholeWhereOneSettingTouchesAProtectedKey) {
  const RegistryChange rows[] = {
      Grant(16),
      {R"(HKLM\Comm\a\b)", std::nullopt},
      {R"(hklm\comm)", "x", std::nullopt, true},
      {R"(HKLM\Comm)", std::nullopt, std::nullopt, true},
      {R"(HKLM\Loader\Gone)", std::nullopt, std::nullopt, true},
      {R"(HKCU)", std::nullopt, std::nullopt, true},
      Root(),
  };
  for (const RegistryChange& row : rows) {
    SCOPED_TRACE(row.key);
    const RegFile file = FileOf({{R"(HKLM\Software\Contoso)", "x", 1U}, row, {R"(HKLM\Software\More)", "x", 1U}});
    Device device = BootProfile("wm6-standard");
    const Device before = device;
    const StepResult result = Import(device, file, kProgram, Signature::kUnprivileged);
    EXPECT_EQ(result.outcome, Outcome::kRefused);
    EXPECT_EQ(HeadlineOf(result), "registry-key-protected");
    EXPECT_EQ(result.message->text, "Access is denied: " + row.key + " cannot be changed.");
    EXPECT_EQ(device, before);
  }
}

TEST(RegistryImport, OfARootSaysThatCommunicatorNeedsARestart) {
  for (const bool runs : {true, false}) {
    Device device = BootProfile("wm5-pocket-pc");
    if (runs) StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    const RegFile file = FileOf({Root()});
    const StepResult result = Import(device, file, kProgram, Signature::kPrivileged);
    EXPECT_EQ(result.outcome, Outcome::kChanged);
    EXPECT_TRUE(HasCertificate(device, kRootStore, ContosoRoot()->thumbprint));
    EXPECT_EQ(result.restart_required, runs);
    EXPECT_EQ(Has(result, HintId::kRestartForCommunicator), runs);
    EXPECT_FALSE(Import(device, file, kProgram, Signature::kPrivileged).restart_required);
  }
}

TEST(RegistryImport, TellsThatLinesWerePassedOver) {
  const auto file = ReadRegFile("REGEDIT4\n[HKLM\\Software\\A]\nx\n@=\"y\"\n", BadLines::kPassOver);
  Device device = PocketPc();
  EXPECT_TRUE(Has(Import(device, file.value(), kBuiltInEditor), HintId::kLinesPassedOver));
  EXPECT_EQ(RegistryValueOf(device, R"(HKLM\Software\A)", ""), RegistryData(RegistryText{"y"}));
  EXPECT_FALSE(Has(Import(device, FileOf({Grant(16)}), kBuiltInEditor), HintId::kLinesPassedOver));
}

std::vector<std::string> ImportWords(std::vector<std::string> more) {
  std::vector<std::string> words{"try", "--device", "guide-smartphone", "registry-import"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(RegistryImportVerb, SaysWhyAFileIsNone) {
  const Cli cli;
  cli.folder().Write("empty.reg", "");
  cli.folder().Write("text.reg", "hello\n");
  cli.folder().Write("late.reg", "\nREGEDIT4\n");
  cli.folder().Write("nul.reg", std::string("REGEDIT4\n;\0", 11));
  cli.folder().Write("odd.reg", "\xFF\xFER");
  cli.folder().Write("broken.reg", "\xEF\xBB\xBFREGEDIT4\n;\xE4\n");
  cli.folder().Write("long.reg", "REGEDIT4" + std::string(1'000'000, '\n') + ";");
  const std::string no_header = "the first line is neither `REGEDIT4` nor `Windows Registry Editor Version 5.00`\n";
  const struct {
    std::string file, error;
  } rows[] = {
      {"empty.reg", "empty.reg:1:1: the file is empty\n"},
      {"text.reg", "text.reg:1:1: " + no_header},
      {"late.reg", "late.reg:1:1: " + no_header},
      {"nul.reg", "nul.reg:2:2: the text holds a NUL character\n"},
      {"odd.reg", "odd.reg:1:1: the text is not valid UTF-16\n"},
      {"broken.reg", "broken.reg:2:2: the text is not valid UTF-8\n"},
      {"long.reg", "long.reg:1000000:1: the file has more than 1000000 lines\n"},
  };
  for (const auto& row : rows) {
    // Whatever the device's state: it has no editor of its own, and takes no call.
    for (const std::string via : {"built-in-editor", "rapi"}) {
      const CliResult result = cli.Run(ImportWords({row.file, "--via", via, "--set", "4097=0"}));
      EXPECT_EQ(result.exit, 2) << result;
      EXPECT_EQ(result.err, row.error);
      EXPECT_EQ(result.FirstLine(), "invalid-input: registry-import " + row.file + " on guide-smartphone");
    }
  }
}

TEST(RegistryImportVerb, ComplainsAboutTheHostFileAndArguments) {
  const Cli cli;
  cli.folder().Write("a.reg", "REGEDIT4\n");
  cli.folder().Write("folder/a.reg", "REGEDIT4\n");
  cli.folder().Write("large.reg", "REGEDIT4\n" + std::string((16U << 20) + 1, ' '));
  const struct {
    std::vector<std::string> words;
    std::string_view error;
  } rows[] = {
      {{"missing.reg", "--via", "rapi"}, "missing.reg: no such file"},
      {{"folder", "--via", "rapi"}, "folder: this is a folder, not a file"},
      {{"large.reg", "--via", "rapi"}, "large.reg: larger than 16 MiB"},
      {{"", "--via", "rapi"}, "`file` is empty"},
      {{"a.reg"}, "via"},
      {{"--via", "rapi"}, "file"},
      {{"a.reg", "--via", "desktop"}, "desktop"},
      {{"a.reg", "--via", "program", "--signed-by", "me"}, "me"},
      {{"a.reg", "--via", "rapi", "--signed-by", "none"}, "signed-by goes with third-party-editor and program"},
      {{"a.reg", "b.reg", "--via", "rapi"}, "`b.reg` is too many"},
      {{"a.reg", "--via", "rapi", "--name", "x"}, "name"},
  };
  for (const auto& row : rows) {
    const CliResult result = cli.Run(ImportWords(row.words));
    EXPECT_EQ(result.exit, 2) << result;
    EXPECT_TRUE(result.Complains(row.error)) << result.err;
    EXPECT_EQ(result.ErrorLines(), 1) << result.err;
    EXPECT_EQ(result.out, "");
  }
}

}  // namespace
}  // namespace wmsim
