// wmsim explore: questions over every cell.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

Arguments Explore(const Arguments& rest) {
  Arguments arguments{"explore"};
  arguments.insert(arguments.end(), rest.begin(), rest.end());
  return arguments;
}

class ExploreTest : public testing::Test {
 protected:
  CliResult Ask(const Arguments& rest) const { return cli_.Run(Explore(rest)); }

  Json AskJson(Arguments rest) const {
    rest.insert(rest.end(), {"--format", "json"});
    const CliResult result = Ask(rest);
    return Json::parse(result.out, nullptr, false);
  }
  Cli cli_;
};

// Design 3.1, lines 2, 3, 5, 9: what the guide says can never happen.
TEST_F(ExploreTest, ProvesWhatTheGuidePromises) {
  for (const Arguments& conditions : std::vector<Arguments>{
           {"verb=spaddcert", "outcome=installed", "operator-restricted=yes", "tool-signed-by=none"},
           {"verb=spaddcert", "outcome=installed,already-installed", "certificate-kind=intermediate"},
           {"verb=spaddcert", "outcome=installed", "tool-signed-by=none,unknown", "checked=yes", "4102=0,absent,other"},
           {"verb=certinst", "outcome=installed", "needed-role=manager", "grants-manager=no"},
           {"verb=spaddcert", "operator-restricted=yes", "tool-signed-by=!operator",
            "message=!spaddcert-device-secured"},
           {"verb=certinst", "rule=certinst-needs-manager", "prompt=certinst-confirm"},
       }) {
    SCOPED_TRACE(conditions.front() + " " + conditions.back());
    Arguments arguments{"--never"};
    arguments.insert(arguments.end(), conditions.begin(), conditions.end());
    const CliResult result = Ask(arguments);
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_TRUE(result.out.starts_with("proved: none of ")) << result;
    EXPECT_EQ("", result.err);
  }
}

TEST_F(ExploreTest, SaysHowManyCellsOfWhichActionsWereLookedAt) {
  EXPECT_EQ(
      "proved: none of 672,000 cells of spaddcert\n",
      Ask({"--never", "verb=spaddcert", "outcome=installed", "operator-restricted=yes", "tool-signed-by=none"}).out);
  // Without a verb: the actions that have both facts. 336,000 of 672,000 cells are on a restricted device.
  EXPECT_EQ("proved: none of 336,000 cells of spaddcert\n",
            Ask({"--never", "outcome=installed", "tool-signed-by=none", "--when", "operator-restricted=yes"}).out);
  const CliResult several = Ask({"--never", "outcome=run", "signed-by=revoked", "checked=yes"});
  EXPECT_EQ("proved: none of 2,047,500 cells of 3 actions: registry-write, run-app, load-dll\n", several.out);
}

TEST_F(ExploreTest, ShowsACounterexample) {
  const CliResult result = Ask({"--never", "verb=certinst", "outcome=installed"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("", result.err);
  EXPECT_TRUE(result.FirstLine().starts_with("broken: ")) << result;
  EXPECT_TRUE(result.FirstLine().find(" of 6,912 cells of certinst; ") != std::string::npos) << result;
}

// What is printed below the first line is a scenario, and what is saved passes.
TEST_F(ExploreTest, TheCounterexampleIsAScenarioThatPasses) {
  for (const Arguments& conditions : std::vector<Arguments>{
           {"verb=certinst", "outcome=installed", "certificate-kind=root"},
           {"verb=spaddcert", "outcome=refused", "rule=operator-restricted", "blocker=unsigned-apps-not-allowed"},
           {"verb=run-app", "outcome=declined"},
           {"verb=registry-set", "via=third-party-editor", "outcome=changed"},
       }) {
    SCOPED_TRACE(conditions[0]);
    Arguments arguments{"--never"};
    arguments.insert(arguments.end(), conditions.begin(), conditions.end());
    EXPECT_TRUE(Ask(arguments).Says("\nscenario: ")) << Ask(arguments);
    const std::string file = conditions[0].substr(5) + "/example.yaml";
    cli_.folder().Write(conditions[0].substr(5) + "/note.txt", "");
    arguments.insert(arguments.end(), {"--save", file});
    const CliResult saved = Ask(arguments);
    EXPECT_EQ(1, saved.exit) << saved;
    EXPECT_TRUE(saved.FirstLine().ends_with("the smallest is now " + file)) << saved;
    const CliResult run = cli_.Run({"run", file});
    EXPECT_EQ(0, run.exit) << run;
    const CliResult again = Ask(arguments);
    EXPECT_EQ(2, again.exit) << again;
    EXPECT_TRUE(again.Complains("is there already")) << again;
  }
}

TEST_F(ExploreTest, NamesTheFactsWhereNoScenarioCanShowThem) {
  const CliResult result =
      Ask({"--never", "verb=spaddcert", "outcome=installed", "4102=absent", "certificate-kind=unread"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.FirstLine().find("; no scenario can show this cell: operator-restricted=") != std::string::npos)
      << result;
  EXPECT_TRUE(result.Says("4102=absent")) << result;
}

// A configuration restricts what its policies decide: the locked ones let nothing unsigned run.
TEST_F(ExploreTest, LooksAtConfigurations) {
  for (const char* name : {"one-tier-locked", "powertoy-locked", "smartphone-2003-high"}) {
    EXPECT_EQ(0, Ask({"--never", "verb=run-app", "outcome=run", "signed-by=none", "checked=yes", "--when",
                      std::string("configuration=") + name})
                     .exit);
  }
  EXPECT_EQ(
      1, Ask({"--never", "verb=run-app", "outcome=run", "signed-by=none", "checked=yes", "configuration=security-off"})
             .exit);
}

// A phone that is restricted refuses SPAddCert unless the operator signed it: six of seven signatures, each with 48,000
// cells (2 x 5 x 5 x 5 x 2 x 3 x 4 x 4 x 2).
TEST_F(ExploreTest, Counts) {
  const CliResult result =
      Ask({"--count", "rule=operator-restricted", "--when", "verb=spaddcert", "operator-restricted=yes"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("288,000 of 336,000 cells of spaddcert", result.FirstLine());
  const Json json = AskJson({"--count", "verb=push-message", "kind=sl"});
  EXPECT_EQ(1, json.at("format"));
  EXPECT_EQ("count", json.at("question"));
  EXPECT_EQ(Json::parse(R"(["verb=push-message", "kind=sl"])"), json.at("conditions"));
  EXPECT_EQ(8, json.at("cells"));
  EXPECT_EQ(4, json.at("fitting"));
  EXPECT_EQ(Json::parse(R"({"applied": 2, "refused": 2})"), json.at("actions").at(0).at("outcomes"));
  EXPECT_EQ(Json::parse(R"({"none": 2, "push-discarded": 2})"), json.at("actions").at(0).at("rules"));
}

TEST_F(ExploreTest, WithoutAQuestionSurveysTheTables) {
  const CliResult result = Ask({});
  EXPECT_EQ(0, result.exit) << result;
  for (const char* part :
       {"spaddcert: 672,000 cells", "push-message: 8 cells", "rules that never decide: ", "rules that never stop: none",
        "messages that nothing shows: none", "message shown besides the rules: activesync-internet-code"}) {
    EXPECT_TRUE(result.Says(part)) << part << "\n" << result;
  }
  const Json json = AskJson({});
  EXPECT_EQ(10U, json.at("actions").size());
  EXPECT_EQ(Json::array(), json.at("messages-never-shown"));
  for (const Json& action : json.at("actions")) {
    std::uint64_t sum = 0;
    for (const auto& [outcome, cells] : action.at("outcomes").items()) sum += cells.get<std::uint64_t>();
    EXPECT_EQ(action.at("cells"), sum) << action.at("action");
    EXPECT_EQ(Json::array(), action.at("never-stop")) << action.at("action");
  }
  // Restricted to a device without Certinst only one rule decides.
  const Json without = AskJson({"--when", "verb=certinst", "tool-present=no"});
  EXPECT_EQ(Json::parse(R"({"not-available": 3456})"), without.at("actions").at(0).at("outcomes"));
  EXPECT_TRUE(without.at("messages-never-shown").is_null());
}

TEST_F(ExploreTest, AnswersAsOneObject) {
  const Json proved = AskJson({"--never", "verb=certinst", "tool-present=no", "outcome=installed"});
  EXPECT_EQ(true, proved.at("proved"));
  EXPECT_EQ("never", proved.at("question"));
  EXPECT_EQ(6912, proved.at("cells"));
  EXPECT_EQ(0, proved.at("fitting"));
  EXPECT_TRUE(proved.at("counterexample").is_null());
  EXPECT_TRUE(proved.at("saved").is_null());
  const Json broken = AskJson({"--never", "verb=push-message", "outcome=refused"});
  EXPECT_EQ(false, broken.at("proved"));
  EXPECT_EQ(4, broken.at("fitting"));
  const Json& example = broken.at("counterexample");
  EXPECT_EQ("push-message", example.at("action"));
  EXPECT_EQ("refused", example.at("outcome"));
  EXPECT_EQ("push-discarded", example.at("rule"));
  EXPECT_EQ(3U, example.at("facts").size());
  EXPECT_TRUE(example.contains("scenario"));
  EXPECT_EQ(Json::array(), example.at("blockers"));
}

// One line on standard error, nothing else, exit 2.
TEST_F(ExploreTest, RefusesWhatItDoesNotUnderstand) {
  struct Row {
    Arguments arguments;
    const char* says;
  };
  for (const Row& row : std::vector<Row>{
           {{"--never", "verb=spadcert"}, "unknown verb `spadcert`; did you mean `spaddcert`?"},
           {{"--never", "verb=restart"}, "no rule decides about `restart`"},
           {{"--never", "verb=spaddcert", "tool-signed=none"}, "did you mean `tool-signed-by`?"},
           {{"--never", "verb=spaddcert", "roots-only=yes"}, "unknown fact of spaddcert `roots-only`"},
           {{"--never", "operator-restrictd=yes"}, "unknown fact `operator-restrictd`; did you mean"},
           {{"--never", "roots-only=yes", "4102=0"}, "no action has `4102` and all facts before"},
           {{"--never", "verb=spaddcert", "tool-signed-by=non"}, "did you mean `none`?"},
           {{"--never", "verb=spaddcert", "tool-signed-by=none,"}, "unknown tool-signed-by of spaddcert ``"},
           {{"--never", "verb=spaddcert", "4102=1,,0"}, "unknown 4102 of spaddcert ``"},
           {{"--never", "verb=spaddcert", "4102="}, "unknown 4102 of spaddcert ``"},
           {{"--never", "verb=spaddcert", "outcome=instaled"}, "did you mean `installed`?"},
           {{"--never", "verb=spaddcert", "outcome=changed"}, "unknown outcome of spaddcert `changed`"},
           {{"--never", "verb=certinst", "rule=operator-restricted"}, "unknown rule of certinst"},
           {{"--never", "verb=certinst", "blocker=already-there"}, "unknown blocker of certinst"},
           {{"--never", "verb=certinst", "message=rapi-closed"}, "unknown message of certinst"},
           {{"--never", "verb=certinst", "prompt=unsigned-program-prompt"}, "unknown prompt of certinst"},
           {{"--never", "verb=certinst", "configuration=locked"}, "unknown configuration `locked`"},
           {{"--never", "verb=certinst", "configuration=security-off,two-tier-prompt"}, "configuration wants one name"},
           {{"--never", "verb=certinst", "configuration=!security-off"}, "configuration wants one name"},
           {{"--never", "verb=sign-in", "configuration=security-off"}, "decide no fact that is looked at"},
           {{"--never", "verb=spaddcert", "4102=0", "--when", "4102=1"}, "no cell is left"},
           {{"--never", "verb=run-app", "4102=0", "configuration=security-off"}, "no cell is left"},
           {{"--never", "verb=certinst", "verb=spaddcert"}, "no action is left by verb"},
           {{"--never", "4102=0", "--when", "verb=run-app", "rule=unsigned-apps-not-allowed", "outcome=run"},
            "no cell is looked at"},
           {{"--never", "spaddcert"}, "a condition is NAME=WORD, not `spaddcert`"},
           {{"--never", "=none"}, "a condition is NAME=WORD, not `=none`"},
           {{"--never"}, "--never"},
           {{"--never", "verb=certinst", "--count", "verb=certinst"}, "--never and --count are two questions"},
           {{"--count", "verb=certinst", "--save", "x.yaml"}, "--save goes with --never"},
           {{"--never", "verb=certinst", "--save", "x.txt"}, "wants a name that ends in .yaml"},
           {{"--never", "verb=certinst", "--save", "nowhere/x.yaml"}, "nowhere"},
           {{"--never", "verb=certinst", "--format", "xml"}, "--format is text or json"},
           {{"--device", "guide-pocket-pc"}, "--device does not go with `wmsim explore`"},
       }) {
    SCOPED_TRACE(row.says);
    const CliResult result = Ask(row.arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
    EXPECT_TRUE(result.Complains(row.says)) << result;
  }
  const Json error = AskJson({"--never", "verb=spadcert"});
  EXPECT_TRUE(error.at("error").at("text").get<std::string>().starts_with("unknown verb")) << error;
}

TEST_F(ExploreTest, TakesConditionsInAnyOrderAndForm) {
  const std::string wanted = Ask({"--never", "verb=certinst", "outcome=installed", "--when", "tool-present=no"}).out;
  EXPECT_TRUE(wanted.starts_with("proved: none of 3,456 cells")) << wanted;
  for (const Arguments& arguments : std::vector<Arguments>{
           {"--when", "tool-present=no", "--never", "verb=certinst", "outcome=installed"},
           {"--never=verb=certinst", "outcome=installed", "--when=tool-present=no"},
           {"--never", "verb=certinst", "--when", "tool-present=no", "--never", "outcome=installed"},
       }) {
    EXPECT_EQ(wanted, Ask(arguments).out);
  }
}

}  // namespace
}  // namespace wmsim
