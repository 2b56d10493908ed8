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
            "      rule: certinst-declined\n      blockers: []\n      role-mask: USER_AUTH\n      prompts:\n        - "
            "certinst-confirm\n"
            "      risks: []\n      changes: []\n      restart-required: false\n");
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
  cli_.folder().Write("customer/phone.yaml", "based-on: wm6-classic\nimport: [gone.reg]\n");
  cli_.folder().Write("x.reg", "REGEDIT4\n");
  const Arguments restart{"--device", "guide-pocket-pc", "restart"};
  const struct {
    Arguments rest;
    std::string save;
    std::string_view says;
  } rows[] = {
      {restart, "suite/there.yaml", "is there already"},
      {restart, "suite/new.txt", "ends in .yaml"},
      {restart, "nowhere/new.yaml", "no such folder"},
      {{"--device", "customer/phone.yaml", "restart"}, "suite/new.yaml", "customer/phone.yaml:2:10: `gone.reg`"},
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

// A regression test holds on to all that came out.
TEST_F(CliSaveTest, ExpectsAllThatCameOut) {
  EXPECT_EQ(0, Try({"--device", "guide-pocket-pc", "--set", "4119=16", "--running", "communicator-mobile", "certinst",
                    "customer/contoso.cer"},
                   "suite/c.yaml")
                   .exit);
  const std::string saved = File("suite/c.yaml");
  for (const std::string_view part :
       {"outcome: installed\n", "store: ROOT\n", "thumbprint: ", "prompts:\n        - certinst-confirm\n",
        "blockers: []\n", "changes:\n        - 'ROOT", "role-mask: ", "restart-required: true\n"}) {
    EXPECT_NE(std::string::npos, saved.find(part)) << part << saved;
  }
}

TEST_F(CliSaveTest, KeepsTheResponseInAFileOfItsOwn) {
  cli_.folder().Write("query.xml",
                      "<wap-provisioningdoc><characteristic type=\"SecurityPolicy\"><parm-query name=\"4119\"/>"
                      "</characteristic></wap-provisioningdoc>\n");
  cli_.folder().Write("suite/q.response.xml", "mine\n");
  const Arguments query{"--device", "wm5-smartphone", "provision", "query.xml", "--origin", "rapi"};
  EXPECT_TRUE(Try(query, "suite/q.yaml").Says("saved"));
  EXPECT_NE(std::string::npos, File("suite/q.yaml").find("response: 'q.response-2.xml'\n")) << File("suite/q.yaml");
  EXPECT_NE(std::string::npos, File("suite/q.response-2.xml").find("4119"));
  EXPECT_EQ("mine\n", File("suite/q.response.xml"));
  EXPECT_EQ(0, cli_.Run({"run", "suite/q.yaml"}).exit);
}

// Two customers' files may have one name.
TEST_F(CliSaveTest, FindsAFreeNameForACopy) {
  cli_.folder().Put("fabrikam-root.cer", "other/contoso.cer");
  const auto save = [&](const std::string& folder, const std::string& file) {
    return Try({"--device", "guide-pocket-pc", "certinst", folder + "/contoso.cer"}, "suite/" + file);
  };
  EXPECT_TRUE(save("customer", "1.yaml").Says("saved"));
  EXPECT_TRUE(save("other", "2.yaml").Says("saved"));
  EXPECT_TRUE(save("other", "3.yaml").Says("saved"));
  EXPECT_EQ(File("customer/contoso.cer"), File("suite/contoso.cer"));
  EXPECT_EQ(File("other/contoso.cer"), File("suite/contoso-2.cer"));
  EXPECT_FALSE(Exists("suite/contoso-3.cer"));
  EXPECT_NE(std::string::npos, File("suite/3.yaml").find("certinst: 'contoso-2.cer'"));
  cli_.folder().Write("customer/phone.yaml", "based-on: wm6-professional\n");
  EXPECT_TRUE(Try({"--device", "customer/phone.yaml", "restart"}, "suite/phone.yaml").Says("saved"));
  EXPECT_NE(std::string::npos, File("suite/phone.yaml").find("device: 'phone-2.yaml'"));
}

TEST_F(CliSaveTest, CopiesADeviceFileWithWhatItNames) {
  cli_.folder().Write("customer/base.yaml", "based-on: wm6-professional\nimport: sub/a.reg   # theirs\n");
  cli_.folder().Write("customer/sub/a.reg", "REGEDIT4\n[HKEY_LOCAL_MACHINE\\A]\n\"B\"=dword:1\n");
  cli_.folder().Write("customer/phone.yaml",
                      "based-on: base.yaml\nimport: [sub/a.reg]\nstores: {CA: [contoso.cer]}\n"
                      "files: {'\\a': contoso.cer, '\\b': folder}\n");
  cli_.folder().Write("suite/phone.yaml", "based-on: wm6-classic\n");
  const CliResult tried = Try({"--device", "customer/phone.yaml", "restart"}, "suite/p.yaml");
  EXPECT_TRUE(tried.Says("saved")) << tried;
  EXPECT_NE(std::string::npos, File("suite/p.yaml").find("device: 'phone-2.yaml'\n"));
  EXPECT_EQ(
      "based-on: base.yaml\nimport: ['a.reg']\nstores: {CA: [contoso.cer]}\nfiles: {'\\a': contoso.cer, '\\b': "
      "folder}\n",
      File("suite/phone-2.yaml"));
  EXPECT_EQ("based-on: wm6-professional\nimport: 'a.reg'   # theirs\n", File("suite/base.yaml"));
  std::filesystem::remove_all(cli_.folder().path() / "customer");
  EXPECT_EQ(0, cli_.Run({"run", "suite/p.yaml"}).exit);
}

TEST_F(CliSaveTest, SaysWhichAnswerTheSuiteRequires) {
  cli_.folder().Write("suite/suite.yaml", "answers: required\n");
  const Arguments certinst{"--device", "guide-pocket-pc", "--set", "4119=16", "certinst", "customer/contoso.cer"};
  const CliResult refused = Try(certinst, "suite/c.yaml");
  EXPECT_EQ(2, refused.exit);
  EXPECT_EQ("suite/c.yaml: its suite requires an answer to each prompt: add --answer certinst-confirm=yes\n",
            refused.err);
  EXPECT_FALSE(Exists("suite/c.yaml"));
  EXPECT_FALSE(Exists("suite/contoso.cer"));
  Arguments answered = certinst;
  answered.insert(answered.end(), {"--answer", "certinst-confirm=yes"});
  EXPECT_EQ(0, Try(answered, "suite/c.yaml").exit);
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
