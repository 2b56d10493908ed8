// A declared signature and a real file meet in the same facts: cases of the suite that declare who signed a program or
// a package are run again with files that are signed so, and must end as before. Steps that give a package a role of
// its own stay declared.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base64.h"
#include "emulator/package_tools.h"
#include "emulator/program_signature.h"
#include "scenarios/language/scenario_keys.h"
#include "tests/cabinet_maker.h"
#include "tests/devices.h"
#include "tests/documents.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

std::string SuiteFile(const std::string& below) { return SourcePath("scenarios/suite/" + below).string(); }

enum class FileKind { kProgram, kPackage, kCpf };

// The files of packages/files by what a step declares; none and revoked are made for each name.
std::string SignedFile(std::string_view signed_by, FileKind kind) {
  const std::string word = signed_by == "unknown"   ? "stranger"
                           : signed_by == "invalid" ? "altered"
                                                    : std::string(signed_by);
  if (kind == FileKind::kProgram) return SuiteFile("packages/files/game-" + word + ".exe");
  return SuiteFile("packages/files/" +
                   (kind == FileKind::kCpf ? "nothing-" + word + ".cpf" : "legacy-" + word + ".cab"));
}

// A file that nobody signed, and that differs from name to name, as programs do.
std::string UnsignedFile(const std::string& name, FileKind kind) {
  if (kind == FileKind::kProgram) return ReadAll(SuiteFile("packages/files/game.exe")) + name;
  if (kind == FileKind::kPackage) return CabinetOf({{"A.000", "MSCE" + name}});
  const std::string install = R"(<parm name="NoUninstall" value="1"/><parm name="AppName" value=")" + name + R"("/>)";
  return CabinetOf({{"_setup.xml", Document(Section("Install", install))}});
}

Value PathValue(const std::filesystem::path& path) { return path.string(); }

// One case with the files in the places of declared signatures.
class WithFiles {
 public:
  explicit WithFiles(const Case& declared) : case_(declared) {
    std::vector<Step> steps;
    for (const Step& step : declared.steps) {
      if (step.arguments.Text("signed-by") == "unknown") strangers_.insert(step.arguments.Text(step.verb->main));
    }
    for (const Step& step : declared.steps) steps.push_back(Converted(step));
    case_.steps = std::move(steps);
  }

  int converted() const { return converted_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  // The case, on a device that knows the signers and what is revoked.
  Case Get() const {
    Diagnostics diagnostics("");
    std::string text = "operator-certificates: [" + SuiteFile("certs/operator-signer.cer") + "]\n";
    if (!revoked_.empty()) {
      text += "revoked: [";
      for (const std::string& hash : revoked_) text += "'" + hash + "', ";
      text += "]\n";
    }
    Case ready = case_;
    for (const Entry& entry : DecodeGiven(*ParseYaml(text, diagnostics), diagnostics)) ready.given.Add(entry);
    const Profile* profile = FindProfile(case_.device);
    const bool has_stores = profile == nullptr || FindStorePart(*profile, kPackageStore, "") != nullptr;
    std::vector<Step> steps = has_stores ? Setup() : std::vector<Step>{};
    steps.insert(steps.end(), ready.steps.begin(), ready.steps.end());
    ready.steps = std::move(steps);
    EXPECT_TRUE(diagnostics.list().empty());
    return ready;
  }

 private:
  Step Converted(const Step& step) {
    const bool is_package = step.verb->id == VerbId::kInstallCab;
    const std::string_view declares = step.verb->id == VerbId::kSpAddCert ? "tool-signed-by" : "signed-by";
    const bool takes_file = FindKey(step.verb->keys, "tool") != nullptr || step.verb->main == "name" || is_package;
    const std::string signed_by = step.arguments.Text(declares);
    if (!takes_file || signed_by.empty() || step.arguments.Has("role")) return step;
    const bool has_tool = FindKey(step.verb->keys, "tool") != nullptr;
    const std::string main = has_tool ? "tool" : std::string(step.verb->main);
    const std::string name = has_tool ? "tool.exe" : step.arguments.Text(main);
    ++converted_;
    Step converted = step;
    converted.arguments = {};
    for (const Entry& entry : step.arguments) {
      if (entry.key->name != declares && entry.key->name != main) converted.arguments.Add(entry);
    }
    const bool is_cpf = is_package && PackageKindOf(name) == PackageKind::kCpf;
    const FileKind kind = is_cpf ? FileKind::kCpf : is_package ? FileKind::kPackage : FileKind::kProgram;
    const std::filesystem::path file = FileFor(name, signed_by, kind);
    converted.arguments.Add({FindKey(step.verb->keys, main), step.at, PathValue(file)});
    return converted;
  }

  // A file under that name, so signed. Where a step declares a stranger's copy of a program, the unsigned one is that
  // without its signature: the exclusion list knows both by one digest.
  std::filesystem::path FileFor(const std::string& path, const std::string& signed_by, FileKind kind) {
    const std::string name = std::filesystem::path(path).filename().string();
    const std::string own = signed_by + "/" + (name.find('.') == std::string::npos ? name + ".exe" : name);
    if (signed_by != "none" && signed_by != "revoked") {
      std::string bytes = ReadAll(SignedFile(signed_by, kind));
      const Profile* profile = FindProfile(case_.device);
      if (kind != FileKind::kProgram && profile != nullptr && profile->cabinet_size_checked.value) {
        bytes.replace(8, 4, cabinet_maker::Little(bytes.size(), 4));  // what bb158562 advises for these devices
      }
      return folder_.Write(own, bytes);
    }
    if (signed_by == "none" && kind == FileKind::kProgram && strangers_.contains(path)) {
      return folder_.Write(own, ReadAll(SuiteFile("packages/files/game.exe")));
    }
    const std::string bytes = UnsignedFile(own, kind);
    if (signed_by == "revoked") {
      const Device device = BootProfile("wm6-standard");
      revoked_.insert(EncodeBase64(kind == FileKind::kProgram ? SignatureOnDevice(device, bytes).value().digest
                                                              : PackageSignerOnDevice(device, bytes).value().digest));
    }
    return folder_.Write(own, bytes);
  }

  // The signers in the stores that make them what steps declare.
  static std::vector<Step> Setup() {
    const std::string text =
        "scenario: signers\ndevice: wm6-standard\nsteps:\n"
        "  - store-add: {file: " +
        SuiteFile("certs/privileged-signer.cer") +
        ", store: Privileged Execution Trust Authorities}\n"
        "  - store-add: {file: " +
        SuiteFile("certs/unprivileged-signer.cer") +
        ", store: Unprivileged Execution Trust Authorities}\n"
        "  - store-add: {file: " +
        SuiteFile("certs/privileged-signer.cer") +
        ", store: SPC, role: 222}\n"
        "  - store-add: {file: " +
        SuiteFile("certs/operator-signer.cer") +
        ", store: SPC, role: 222}\n"
        "  - store-add: {file: " +
        SuiteFile("certs/unprivileged-signer.cer") + ", store: SPC, role: 16}\n";
    Diagnostics diagnostics("");
    const auto scenario = ParseScenario(text, {}, diagnostics);
    EXPECT_TRUE(scenario) << "the setup is no scenario";
    return scenario->cases.front().steps;
  }

  ScenarioFolder folder_;
  Case case_;
  std::set<std::string> strangers_;
  std::set<std::string> revoked_;
  int converted_ = 0;
};

std::string FailuresOf(const CaseReport& report) {
  std::string text;
  for (const StepReport& step : report.steps) {
    for (const Failure& failure : step.failures) {
      text += std::to_string(failure.at.line) + ": " + failure.field + ": " + failure.expected + " / " +
              failure.actual + "\n";
    }
  }
  for (const Diagnostic& error : report.errors) text += FormatDiagnostic(error) + "\n";
  return text;
}

TEST(DeclaredSignature, IsAsGoodAsAFileThatIsSignedSo) {
  int converted = 0;
  for (const char* folder :
       {"execution", "configurations", "guide", "platforms", "regfiles", "registry", "reported", "roles"}) {
    for (const auto& entry : std::filesystem::directory_iterator(SuiteFile(folder))) {
      if (entry.path().extension() != ".yaml") continue;
      RunCaches caches;
      SuiteLoader loader(caches.files);
      const ScenarioFile file = loader.Load(entry.path());
      ASSERT_TRUE(file.scenario) << entry.path();
      for (const Case& declared : file.scenario->cases) {
        const WithFiles with_files(declared);
        if (with_files.converted() == 0) continue;
        converted += with_files.converted();
        const Case real = with_files.Get();
        const CaseReport report = RunCase(file, real, caches, {with_files.folder(), SuiteFile("")});
        EXPECT_EQ(Word(report.status), "passed") << entry.path().filename() << " " << declared.name << "\n"
                                                 << FailuresOf(report);
      }
    }
  }
  EXPECT_GT(converted, 400);
}

}  // namespace
}  // namespace wmsim
