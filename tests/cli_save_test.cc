// From nothing, or from what was tried, to a scenario file; and run --update on the command line.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Arguments = std::vector<std::string>;

class CliSaveTest : public testing::Test {
 protected:
  CliSaveTest() {
    cli_.folder().Put("contoso-root.cer", "customer/contoso.cer");
    cli_.folder().Write("suite/suite.yaml", "device: guide-smartphone\n");
    cli_.folder().Write("suite/phones/phone.yaml", "based-on: wm6-professional\n");
  }
  std::string File(const std::string& name) const { return ReadAll(cli_.folder().path() / name); }
  bool Exists(const std::string& name) const { return std::filesystem::exists(cli_.folder().path() / name); }
  CliResult Try(const Arguments& rest, const std::string& save) const {
    Arguments arguments{"try", "--save", save};
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    return cli_.Run(arguments);
  }
  Cli cli_;
};

TEST_F(CliSaveTest, SavesWhatWasTriedAsAScenarioThatPasses) {
  const CliResult tried =
      Try({"--device", "guide-pocket-pc", "--set", "4119=16", "certinst", "customer/contoso.cer", "--answer", "no"},
          "suite/c.yaml");
  EXPECT_EQ(1, tried.exit) << tried;  // declined: what was tried decides, not that it was saved
  EXPECT_TRUE(tried.Says("  saved     suite/c.yaml\n")) << tried;
  EXPECT_EQ(File("suite/c.yaml"),
            "scenario: 'certinst contoso.cer on guide-pocket-pc: declined'\n"
            "device: guide-pocket-pc\n"
            "given:\n  policies:\n    4119: 16\n"
            "steps:\n  - certinst: 'contoso.cer'\n    answer: no\n    expect:\n      outcome: declined\n"
            "      rule: certinst-declined\n      prompts:\n        - certinst-confirm\n");
  EXPECT_EQ(File("suite/contoso.cer"), File("customer/contoso.cer"));  // a suite reads no other folder
  EXPECT_EQ(0, cli_.Run({"run", "suite/c.yaml"}).exit);
}

TEST_F(CliSaveTest, SavesEveryKindOfStepAndDevice) {
  cli_.folder().Write("given.yaml", "stores: {CA: [customer/contoso.cer]}\n");
  cli_.folder().Write("policies.reg", "REGEDIT4\n[HKEY_CURRENT_USER\\A]\n\"B\"=dword:1\n");
  int number = 0;
  for (const Arguments& rest : std::vector<Arguments>{
           {"--device", "suite/phones/phone.yaml", "--store", "ROOT=customer/contoso.cer", "find-root",
            "customer/contoso.cer"},
           {"--device", "wm6-professional", "--given", "given.yaml", "restart"},
           {"--device", "wm6-standard", "run-app", "game.exe", "--signed-by", "none", "--answer",
            "unsigned-program-prompt=no"},
           {"--device", "wm6-classic", "registry-import", "policies.reg", "--via", "rapi"},
           {"--device", "wm5-smartphone", "policy-set", "4119=16", "4102=0"},
           {"--device", "guide-smartphone", "--operator-restricted", "spaddcert", "customer/contoso.cer"},
           {"--device", "guide-smartphone", "--running", "communicator-mobile", "stop-app", "communicator-mobile"}}) {
    const std::string file = "suite/saved" + std::to_string(++number) + ".yaml";
    const CliResult tried = Try(rest, file);
    EXPECT_TRUE(Exists(file)) << tried;
    const CliResult run = cli_.Run({"run", file});
    EXPECT_EQ(0, run.exit) << File(file) << run;
  }
}

// What was typed stands there as it was, whatever YAML would make of it.
TEST_F(CliSaveTest, SavesTextsAsTheyWereTyped) {
  int number = 0;
  for (const char* text :
       {" padded ", "x # y", "a: b", "a\nb", "x\t# c", "${v}", "$${v}", "#x: [y", "'", "absent", "yes", "1", "-"}) {
    const std::string file = "suite/typed" + std::to_string(++number) + ".yaml";
    const CliResult tried = Try({"--device", "wm6-professional", "registry-set", "HKLM\\A", "--name", "value",
                                 "--string", text, "--via", "rapi"},
                                file);
    EXPECT_TRUE(tried.Says("  saved     ")) << text << tried;
    const CliResult dump = cli_.Run({"dump", "--after", file, "--format", "json"});
    EXPECT_EQ(0, dump.exit) << dump;
    const CliResult typed = cli_.Run({"dump", "--device", "wm6-professional", "--format", "json", "--after",
                                      "registry-set", "HKLM\\A", "--name", "value", "--string", text, "--via", "rapi"});
    EXPECT_EQ(typed.out, dump.out) << text;
  }
  const CliResult named =
      Try({"--device", "wm6-standard", "run-app", "#x: [y ${v}", "--signed-by", "none"}, "suite/named.yaml");
  EXPECT_TRUE(named.Says("  saved     ")) << named;
}

TEST_F(CliSaveTest, CopiesNothingThatTheSuiteMayRead) {
  cli_.folder().Put("contoso-root.cer", "suite/certs/inside.cer");
  const CliResult tried =
      cli_.RunIn(cli_.folder().path() / "suite/phones",
                 {"try", "--device", "guide-pocket-pc", "certinst", "../certs/inside.cer", "--save", "bare.yaml"});
  EXPECT_TRUE(tried.Says("saved")) << tried;
  EXPECT_FALSE(Exists("suite/phones/inside.cer"));
  EXPECT_TRUE(Exists("suite/phones/bare.yaml"));
}

TEST_F(CliSaveTest, SavesNothingThatAScenarioCannotSayOrThatIsThere) {
  cli_.folder().Write("suite/there.yaml", "mine\n");
  cli_.folder().Write("suite/contoso.cer", "another file");
  cli_.folder().Write("x.reg", "REGEDIT4\n");
  const Arguments certinst{"--device", "guide-pocket-pc", "certinst", "customer/contoso.cer"};
  const Arguments restart{"--device", "guide-pocket-pc", "restart"};
  const struct {
    Arguments rest;
    std::string save;
    std::string_view says;
  } rows[] = {
      {restart, "suite/there.yaml", "is there already"},
      {restart, "suite/new.txt", "ends in .yaml"},
      {restart, "nowhere/new.yaml", "no such folder"},
      {certinst, "suite/new.yaml", "another file of this name"},
      {{"--device", "guide-pocket-pc", "--registry", "x.reg", "restart"}, "suite/new.yaml", "no word for --registry"},
      {{"--device", "guide-pocket-pc", "--roots", "customer", "restart"}, "suite/new.yaml", "no word for --roots"},
      {{"--device", "guide-pocket-pc", "certinst", "gone.cer"}, "suite/new.yaml", "no such file"}};
  for (const auto& row : rows) {
    const CliResult result = Try(row.rest, row.save);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.Complains(row.says)) << row.says << result;
    EXPECT_EQ("", result.out);
  }
  EXPECT_EQ("mine\n", File("suite/there.yaml"));
  EXPECT_FALSE(Exists("suite/new.yaml"));
}

TEST_F(CliSaveTest, WritesAScenarioToStartFrom) {
  const CliResult made = cli_.Run({"new", "suite/first.yaml"});
  EXPECT_EQ(0, made.exit) << made;
  EXPECT_EQ(cli_.Run({"new"}).out, File("suite/first.yaml"));
  EXPECT_TRUE(cli_.Run({"run", "suite/first.yaml"}).Says("2 passed, 0 failed"));
  EXPECT_EQ(2, cli_.Run({"new", "suite/first.yaml"}).exit);
  EXPECT_EQ(2, cli_.Run({"new", "suite/first"}).exit);
  EXPECT_EQ(2, cli_.Run({"new", "nowhere/first.yaml"}).exit);
  EXPECT_EQ(2, cli_.Run({"new", "a.yaml", "b.yaml"}).exit);
}

TEST_F(CliSaveTest, UpdatesExpectationsAndShowsTheDifference) {
  cli_.folder().Write("suite/u.yaml",
                      "scenario: U\nsteps:\n  - policy-set: {4119: 1}\n    expect: {outcome: unchanged}\n");
  cli_.folder().Write(
      "suite/v.yaml",
      "scenario: L\nmatrix: {out: [unchanged]}\nsteps:\n  - policy-set: {4119: 1}\n    expect: {outcome: "
      "'${out}'}\n");
  const CliResult result = cli_.Run({"run", "suite", "--update", "--quiet"});
  EXPECT_EQ(1, result.exit);  // one place is left
  EXPECT_EQ(result.out,
            "0 passed, 2 failed\n"
            "--- suite/u.yaml\n+++ suite/u.yaml\n@@ -1,4 +1,4 @@\n scenario: U\n steps:\n   - policy-set: {4119: 1}\n"
            "-    expect: {outcome: unchanged}\n+    expect: {outcome: changed}\n"
            "left as it was: suite/v.yaml:5:23: outcome: its value stands for a variable of the matrix\n"
            "1 file updated, 1 place left\n")
      << result;
}

}  // namespace
}  // namespace wmsim
