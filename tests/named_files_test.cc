// wmsim check: files that a scenario names and that are not there, without running it.
#include "scenarios/runner/named_files.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "scenarios/runner/unknown_policies.h"
#include "scenarios/runner/watch.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

class NamedFilesTest : public testing::Test {
 protected:
  NamedFilesTest() : loader_(caches_.files) {
    folder_.Write("suite/suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer", "suite/contoso-root.cer");
    folder_.Put("contoso-root.cer", "outside.cer");
  }

  // "LINE:COLUMN TEXT" of each error.
  std::string Errors(const std::string& rest, const std::vector<std::filesystem::path>& allowed = {}) {
    const ScenarioFile file = loader_.Load(folder_.Write("suite/x.yaml", "scenario: S\n" + rest));
    EXPECT_TRUE(file.scenario) << rest;
    std::string text;
    for (const Diagnostic& error : NamedFileErrors(file, allowed)) {
      text += std::to_string(error.at.line) + ":" + std::to_string(error.at.column) + " " + error.text + "\n";
    }
    return text;
  }

  // "FILE:LINE:COLUMN: TEXT" of each error, files as seen from the suite.
  std::string FormattedErrors(const std::string& rest) {
    const ScenarioFile file = loader_.Load(folder_.Write("suite/x.yaml", "scenario: S\n" + rest));
    std::string text;
    for (Diagnostic error : NamedFileErrors(file, {})) {
      error.file = std::filesystem::path(error.file).lexically_relative(folder_.path() / "suite").string();
      text += FormatDiagnostic(error) + "\n";
    }
    return text;
  }

  ScenarioFolder folder_;
  RunCaches caches_;
  SuiteLoader loader_;
};

TEST_F(NamedFilesTest, FindsThemWhereverAFileMayBeNamed) {
  const std::string missing = "`gone.cer`: no such file\n";
  EXPECT_EQ("3:15 " + missing, Errors("steps:\n  - certinst: gone.cer\n"));
  EXPECT_NE("", Errors("steps:\n  - store-add: {store: ROOT, file: gone.cer}\n"));
  EXPECT_NE("", Errors("given: {stores: {ROOT: [contoso-root.cer, gone.cer]}}\nsteps: [{restart: }]\n"));
  EXPECT_NE("", Errors("given: {files: {'\\a': gone.cer}}\nsteps: [{restart: }]\n"));
  EXPECT_NE("", Errors("given: {operator-certificates: gone.cer}\nsteps: [{restart: }]\n"));
  EXPECT_NE("", Errors("steps: [{expect-state: {stores: {ROOT: {lacks: [gone.cer]}}}}]\n"));
  EXPECT_NE("", Errors("steps: [{restart: , expect: {outcome: unchanged, response: gone.xml}}]\n"));
  EXPECT_EQ("3:14 `gone.exe`: no such file\n", Errors("steps:\n  - run-app: gone.exe\n"));
  EXPECT_NE("", Errors("steps: [{load-dll: {name: gone.dll, into: communicator-mobile}}]\n"));
  EXPECT_NE("", Errors("device: phones/gone.yaml\nsteps: [{restart: }]\n"));
  EXPECT_EQ("4:15 `gone-1.cer`: no such file\n4:15 `gone-2.cer`: no such file\n",
            Errors("matrix: {n: [1, 2]}\nsteps:\n  - certinst: gone-${n}.cer\n"));
}

TEST_F(NamedFilesTest, SaysWhichFileWasProbablyMeantAndWhatMayNotBeRead) {
  EXPECT_EQ("3:15 `contoso-rot.cer`: no such file; did you mean `contoso-root.cer`?\n",
            Errors("steps:\n  - certinst: contoso-rot.cer\n"));
  EXPECT_EQ("3:15 `../outside.cer`: outside the suite's folder; --allow DIR lets scenarios read other folders\n",
            Errors("steps:\n  - certinst: ../outside.cer\n"));
  EXPECT_EQ("", Errors("steps:\n  - certinst: ../outside.cer\n", {folder_.path()}));
  EXPECT_EQ("3:15 `.`: not a regular file\n", Errors("steps:\n  - certinst: .\n"));
}

// Design 6: check finds all errors in scenario and device files, each at its place.
TEST_F(NamedFilesTest, LooksIntoTheDeviceFilesThatAreNamed) {
  folder_.Write("suite/phones/base.yaml", "based-on: wm6-classic\nimport: [gone.reg]\n");
  folder_.Write("suite/phones/phone.yaml",
                "based-on: base.yaml\nimport: [base.yaml, gone.xml]\nstores: {ROOT: [../contoso-rot.cer]}\n"
                "files: {'\\a': gone.txt}\n");
  const std::string errors = FormattedErrors("device: phones/phone.yaml\nsteps: [{restart: }]\n");
  EXPECT_EQ(
      "phones/base.yaml:2:10: `gone.reg`: no such file\n"
      "phones/phone.yaml:2:21: `gone.xml`: no such file\n"
      "phones/phone.yaml:3:17: `../contoso-rot.cer`: no such file; did you mean `contoso-root.cer`?\n"
      "phones/phone.yaml:4:15: `gone.txt`: no such file\n",
      errors);
  folder_.Write("suite/phones/circle.yaml", "based-on: circle.yaml\n");
  EXPECT_EQ("", Errors("device: phones/circle.yaml\nsteps: [{restart: }]\n"));
  folder_.Write("suite/phones/wrong.yaml", "based-on: wm6-classic\ncolour: red\n");
  EXPECT_TRUE(FormattedErrors("device: phones/wrong.yaml\nsteps: [{restart: }]\n")
                  .starts_with("phones/wrong.yaml:2:1: unknown key `colour`"));
  EXPECT_EQ("2:9 `phones/landline.yaml`: no such file\n",
            Errors("device: phones/landline.yaml\nsteps: [{restart: }]\n"));
}

TEST_F(NamedFilesTest, BlamesTheSuiteForItsDevice) {
  folder_.Write("other/suite.yaml", "tags: a\ndevice: gone.yaml\n");
  const ScenarioFile file = loader_.Load(folder_.Write("other/sub/x.yaml", "scenario: S\nsteps: [{restart: }]\n"));
  const auto errors = NamedFileErrors(file, {});
  ASSERT_EQ(1U, errors.size());
  EXPECT_TRUE(FormatDiagnostic(errors[0]).ends_with("other/suite.yaml:2:9: `gone.yaml`: no such file"));
}

TEST_F(NamedFilesTest, LooksForNoFileWhereANameStands) {
  EXPECT_EQ("", Errors("steps:\n  - certinst: contoso-root.cer\n"));
  EXPECT_EQ("", Errors("steps:\n  - install-cab: {file: gone.cab, signed-by: none}\n"));
  EXPECT_EQ("", Errors("steps:\n  - run-app: {name: gone.exe, signed-by: none}\n"));
  EXPECT_EQ("", Errors("steps: [{expect-state: {stores: {ROOT: {lacks: [" + std::string(40, 'A') + "]}}}}]\n"));
}

// A policy that nobody knows may be tried; check says that it is none, with the number that was probably meant.
TEST_F(NamedFilesTest, NotesPoliciesThatAreNotKnown) {
  const auto notes = [&](const std::string& name, const std::string& text) {
    const ScenarioFile file = loader_.Load(folder_.Write("suite/" + name, text));
    std::string lines;
    for (const Diagnostic& note : UnknownPolicies(file)) {
      lines += std::to_string(note.at.line) + ":" + std::to_string(note.at.column) + " " + note.text + "\n";
    }
    return lines;
  };
  EXPECT_EQ("2:26 no policy 4012 is known; did you mean 4102?\n4:22 no policy 41 is known; did you mean 4101?\n",
            notes("x.yaml", "scenario: S\ngiven: {policies: {4012: 1, 4119: 16}}\nsteps:\n  - policy-set: {41: 1}\n"));
  EXPECT_EQ("2:18 no policy 9999 is known\n", notes("p.yaml", "based-on: wm6-classic\npolicies: {9999: 1}\n"));
  EXPECT_EQ("", notes("y.yaml", "scenario: S\ngiven: {policies: {0x1006: 1}}\nsteps: [{restart: }]\n"));
}

TEST_F(NamedFilesTest, WaitingEndsWithAChangeOrWhenItIsToStop) {
  const auto waits = [&](const auto& meanwhile) {
    std::atomic<bool> stop = false;
    bool changed = false;
    std::thread waiting([&] { changed = WaitForChange({folder_.path()}, stop); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    meanwhile();
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    stop = true;
    waiting.join();
    return changed;
  };
  EXPECT_FALSE(waits([] {}));
  EXPECT_TRUE(waits([&] { folder_.Write("suite/new.yaml", "x"); }));
  EXPECT_TRUE(waits([&] { folder_.Write("suite/new.yaml", "longer"); }));
  EXPECT_TRUE(waits([&] { std::filesystem::remove(folder_.path() / "suite/new.yaml"); }));
}

}  // namespace
}  // namespace wmsim
