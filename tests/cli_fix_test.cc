// `wmsim explain` and `wmsim fix` as people call them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

class CliFixTest : public testing::Test {
 protected:
  CliFixTest() {
    for (const char* name : {"contoso-root.cer", "contoso-intermediate.cer", "garbage.cer", "ocs-chain.pem"}) {
      cli_.folder().Write(name, SuiteBytes(name));
    }
  }

  Json Asked(Arguments arguments) {
    arguments.insert(arguments.end(), {"--format", "json"});
    const CliResult result = cli_.Run(arguments);
    EXPECT_NE(2, result.exit) << result;
    return Json::parse(result.out);
  }

  Cli cli_;
};

TEST_F(CliFixTest, ExplainsWhatWouldTurnTheDecision) {
  const CliResult result = cli_.Run({"explain", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.Says("acts as   the person (USER_AUTH); after 4119 and 4120 USER_AUTH")) << result;
  EXPECT_TRUE(
      result.Says("one of these alone would take certinst-needs-manager away:\n"
                  "  needed-role = nothing or user-auth\n"
                  "  grants-manager = yes\n"))
      << result;
  EXPECT_TRUE(result.Says("4119 grant-manager: in force 128 (OPERATOR_TPS)")) << result;
}

TEST_F(CliFixTest, ExplainsWhatIsInForceAgainstTheRegistry) {
  cli_.folder().Write("story.yaml",
                      "scenario: a story\ndevice: wm5-smartphone\ngiven: {policies: {4102: 0}}\n"
                      "steps: [{policy-set: {4102: 1}}]\n");
  const CliResult result = cli_.Run({"explain", "run-app", "x.exe", "--signed-by", "none", "--after", "story.yaml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.Says("4102 unsigned-applications: in force 0, in the registry 1 (in force after-restart)"))
      << result;
  const CliResult fix = cli_.Run({"fix", "run-app", "x.exe", "--signed-by", "none", "--after", "story.yaml"});
  EXPECT_EQ(0, fix.exit) << fix;
  EXPECT_TRUE(fix.Says("- restart the device")) << fix;
}

TEST_F(CliFixTest, ExplainsAsJson) {
  const Json json = Asked({"explain", "spaddcert", "contoso-root.cer", "--device", "guide-smartphone"});
  const Json& explanation = json["explanation"];
  EXPECT_EQ("the tool's process", explanation["acts-as"]);
  EXPECT_TRUE(explanation["roles"].is_null());
  EXPECT_EQ(4102, explanation["policies"][0]["id"]);
  EXPECT_EQ(0, explanation["policies"][0]["in-force"]);
  EXPECT_EQ("checked", explanation["turning"][0]["field"]);
  EXPECT_TRUE(explanation["turning"][0]["stopped-by"].is_null());
}

TEST_F(CliFixTest, DrawsTheWayThroughTheRules) {
  const CliResult result = cli_.Run({"explain", "spaddcert", "contoso-intermediate.cer", "--device", "guide-smartphone",
                                     "--operator-restricted", "--format", "dot"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.out.starts_with("digraph decision {\n")) << result;
  EXPECT_TRUE(result.out.ends_with("}\n")) << result;
  EXPECT_TRUE(result.Says("[label=\"operator-restricted\"")) << result;
  for (const char* blocker : {"unsigned-apps-not-allowed", "spaddcert-roots-only"}) {
    EXPECT_TRUE(result.Says("[label=\"" + std::string(blocker) + "\"")) << result;
  }
  EXPECT_FALSE(result.Says("already-there")) << result;
}

TEST_F(CliFixTest, FixesWithExitStatusOfWhetherThereIsOne) {
  struct Row {
    Arguments arguments;
    int exit;
    const char* says;
  };
  for (const Row& row : std::vector<Row>{
           {{"fix", "certinst", "contoso-root.cer", "--device", "wm6-professional"}, 0, "nothing to mend"},
           {{"fix", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc"}, 0, "each tried, least risk first"},
           {{"fix", "sign-in", "ocs-chain.pem", "--device", "guide-pocket-pc"}, 1, "nothing that wmsim knows of"},
           {{"fix", "spaddcert", "contoso-root.cer", "--device", "guide-smartphone", "--operator-restricted"},
            0,
            "the user alone can do none of this now"},
       }) {
    const CliResult result = cli_.Run(row.arguments);
    EXPECT_EQ(row.exit, result.exit) << result;
    EXPECT_TRUE(result.Says(row.says)) << result;
    EXPECT_EQ("", result.err);
  }
}

TEST_F(CliFixTest, FixesAsJson) {
  const Json json = Asked({"fix", "spaddcert", "contoso-root.cer", "--device", "guide-smartphone"});
  EXPECT_EQ(false, json["succeeds"]);
  EXPECT_EQ("blocked", json["step"]["outcome"]);
  int last = 0;
  bool has_policy = false;
  for (const Json& fix : json["fixes"]) {
    EXPECT_LE(last, fix["rank"]);
    last = fix["rank"];
    const Json& change = fix["changes"][0];
    if (change["kind"] != "policy" || fix["changes"].size() != 1) continue;
    EXPECT_EQ("installed", fix["outcome"]);
    has_policy = true;
    EXPECT_EQ(4102, change["policies"][0]["id"]);
    EXPECT_EQ(1, change["policies"][0]["value"]);
    EXPECT_EQ("unsigned-programs", change["risk"]);
    EXPECT_GE(change["routes"].size(), 5U);
  }
  EXPECT_TRUE(has_policy);
}

TEST_F(CliFixTest, SavesEachFixAsAScenarioThatPasses) {
  const CliResult result =
      cli_.Run({"fix", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc", "--save", "fixes"});
  ASSERT_EQ(0, result.exit) << result;
  const CliResult run = cli_.Run({"run", "fixes"});
  EXPECT_EQ(0, run.exit) << run;
  EXPECT_TRUE(std::filesystem::exists(cli_.folder().path() / "fixes/fix-01.yaml"));
}

TEST_F(CliFixTest, LeavesNothingBehindWhereItCannotSave) {
  cli_.folder().Write("phone.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n");
  const Arguments fix{"fix", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc", "--save", "fixes"};
  Arguments with_registry = fix;
  with_registry.insert(with_registry.end(), {"--registry", "phone.reg"});
  const CliResult result = cli_.Run(with_registry);
  EXPECT_EQ(2, result.exit) << result;
  EXPECT_FALSE(std::filesystem::exists(cli_.folder().path() / "fixes"));
  Arguments nothing_to_mend = fix;
  nothing_to_mend.insert(nothing_to_mend.end(), {"--set", "4119=16"});
  EXPECT_EQ(0, cli_.Run(nothing_to_mend).exit);
  EXPECT_FALSE(std::filesystem::exists(cli_.folder().path() / "fixes"));
}

TEST_F(CliFixTest, NamesItsFilesUnlikeThoseThatAreThere) {
  cli_.folder().Write("contoso-root.provisioning.xml", "mine");
  const CliResult result =
      cli_.Run({"fix", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc", "--save", "fixes"});
  ASSERT_EQ(0, result.exit) << result;
  EXPECT_TRUE(std::filesystem::exists(cli_.folder().path() / "fixes/contoso-root.provisioning-2.xml"));
  EXPECT_EQ(0, cli_.Run({"run", "fixes"}).exit);
  EXPECT_EQ("mine", ReadAll(cli_.folder().path() / "contoso-root.provisioning.xml"));
}

TEST_F(CliFixTest, WritesOverNothing) {
  cli_.folder().Write("fixes/mine.txt", "mine");
  const CliResult result =
      cli_.Run({"fix", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc", "--save", "fixes"});
  EXPECT_EQ(2, result.exit) << result;
  EXPECT_EQ(1, result.ErrorLines()) << result;
  EXPECT_EQ("", result.out);
  EXPECT_EQ("mine", ReadAll(cli_.folder().path() / "fixes/mine.txt"));
}

TEST_F(CliFixTest, RefusesWhatCannotBeAsked) {
  cli_.folder().Write(
      "two.yaml",
      "scenario: two stories\ndevice: ${d}\nmatrix: {d: [wm6-classic, wm6-standard]}\nsteps: [{restart: }]\n");
  struct Row {
    Arguments arguments;
    const char* complains;
  };
  for (const Row& row : std::vector<Row>{
           {{"fix"}, "which verb?"},
           {{"fix", "restart", "--device", "wm6-classic"}, "restart asks no rule"},
           {{"fix", "certinst", "garbage.cer", "--device", "wm6-classic"}, "garbage.cer: "},
           {{"fix", "certinst", "nowhere.cer", "--device", "wm6-classic"}, "nowhere.cer: no such file"},
           {{"fix", "certinst", "contoso-root.cer"}, "--device is missing"},
           {{"fix", "certinst", "contoso-root.cer", "--after", "two.yaml"}, "two.yaml: the scenario has 2 cases"},
           {{"fix", "certinst", "contoso-root.cer", "--after", "restart"}, "--after wants a scenario file"},
           {{"explain", "certinst", "contoso-root.cer", "--after", "two.yaml", "--device", "wm6-classic"},
            "--device does not go with --after SCENARIO"},
           {{"explain", "certinst", "contoso-root.cer", "--device", "wm6-classic", "--format", "svg"},
            "an explanation is also dot"},
       }) {
    const CliResult result = cli_.Run(row.arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_TRUE(result.Complains(row.complains)) << row.complains << "\n" << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
  }
}

}  // namespace
}  // namespace wmsim
