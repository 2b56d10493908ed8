#include "scenarios/report/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "scenarios/report/run_json.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;
using Keys = std::set<std::string>;

Keys KeysOf(const Json& object) {
  Keys keys;
  for (const auto& item : object.items()) keys.insert(item.key());
  return keys;
}

// Every key that design.md 6 names is there; more may be.
void ExpectKeys(const Json& object, const Keys& wanted) {
  const Keys there = KeysOf(object);
  for (const std::string& key : wanted) EXPECT_TRUE(there.contains(key)) << key << " is missing in " << object.dump();
}

const Keys kStepKeys{"verb",  "outcome", "exit",       "message", "rule",      "blockers",
                     "trace", "prompts", "changes",    "risks",   "hints",     "restart-required",
                     "store", "part",    "thumbprint", "subject", "role-mask", "certificates"};

class JsonTest : public testing::Test {
 protected:
  JsonTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    for (const char* name : {"contoso-root.cer", "contoso-intermediate.cer", "garbage.cer"}) folder_.Put(name);
  }

  // The object of a run of one file.
  Json Run(const std::string& rest) {
    const Ran ran(folder_.Write("sub/x.yaml", "scenario: S\n" + rest));
    RunJsonText text({ran.reports().size(), std::nullopt, 0});
    for (const CaseReport& report : ran.reports()) text.Add(CaseJson(report));
    return Json::parse(text.Whole(ran.summary()));
  }

  // The object of the first step of a file.
  Json Step(const std::string& rest) { return Run(rest).at("scenarios").at(0).at("steps").at(0); }

  ScenarioFolder folder_;
};

TEST_F(JsonTest, ARunHasTheKeysOfTheDesignAndItsSummaryLast) {
  const Json run =
      Run("matrix: {grant: [16, 128]}\ngiven: {policies: {4119: '${grant}'}}\n"
          "steps:\n  - certinst: ../contoso-root.cer\n    expect: {outcome: installed}\n  - restart:\n");
  EXPECT_EQ((std::vector<std::string>{"format", "selection", "scenarios", "summary"}), [&] {
    std::vector<std::string> keys;
    for (const auto& item : run.items()) keys.push_back(item.key());
    return keys;
  }());
  EXPECT_EQ(1, run.at("format"));
  EXPECT_EQ((Json{{"total", 2}, {"passed", 1}, {"failed", 1}, {"skipped", 0}, {"xfailed", 0}, {"errors", 0}}),
            run.at("summary"));
  ASSERT_EQ(2U, run.at("scenarios").size());
  for (const Json& scenario : run.at("scenarios")) {
    ExpectKeys(scenario, {"id", "name", "file", "line", "device", "matrix", "status", "steps"});
    ASSERT_EQ(2U, scenario.at("steps").size());
    for (const Json& step : scenario.at("steps")) {
      ExpectKeys(step, kStepKeys);
      ExpectKeys(step, {"line", "status", "failures"});
    }
  }
  const Json& failed = run.at("scenarios").at(1);
  EXPECT_EQ("S [grant=128]", failed.at("name"));
  EXPECT_EQ("guide-pocket-pc", failed.at("device"));
  EXPECT_EQ((Json{{"grant", "128"}}), failed.at("matrix"));
  EXPECT_EQ("failed", failed.at("status"));
  EXPECT_EQ(1, failed.at("line"));
  const Json& step = failed.at("steps").at(0);
  EXPECT_EQ("failed", step.at("status"));
  EXPECT_EQ(5, step.at("line"));
  ASSERT_EQ(1U, step.at("failures").size());
  EXPECT_EQ((Json{{"field", "outcome"}, {"expected", "installed"}, {"actual", "refused"}, {"line", 6}, {"column", 23}}),
            step.at("failures").at(0));
  EXPECT_EQ("not-run", failed.at("steps").at(1).at("status"));
  EXPECT_EQ("restart", failed.at("steps").at(1).at("verb"));
  EXPECT_EQ(Json(nullptr), failed.at("steps").at(1).at("outcome"));
}

TEST_F(JsonTest, CasesHaveIdsOfTheirOwn) {
  const Json run = Run("matrix: {a: [1, 2], b: [x, y]}\nrefs: ['${a}', '${b}']\nsteps: [{restart: }]\n");
  Keys ids;
  for (const Json& scenario : run.at("scenarios")) ids.insert(scenario.at("id"));
  EXPECT_EQ(4U, ids.size());
}

TEST_F(JsonTest, AStatusIsOneOfItsWords) {
  const auto status = [&](const std::string& rest) { return Run(rest).at("scenarios").at(0).at("status"); };
  EXPECT_EQ("passed", status("steps: [{restart: }]\n"));
  EXPECT_EQ("failed", status("steps: [{certinst: ../contoso-root.cer}]\n"));
  EXPECT_EQ("skipped", status("skip: x\nsteps: [{restart: }]\n"));
  EXPECT_EQ("xfailed", status("xfail: x\nsteps: [{certinst: ../contoso-root.cer}]\n"));
  EXPECT_EQ("failed", status("xfail: x\nsteps: [{restart: }]\n"));
  EXPECT_EQ("error", status("steps: [{certinst: missing.cer}]\n"));
  EXPECT_EQ("error", status("steps: [{reboot: }]\n"));
}

TEST_F(JsonTest, AFileThatCannotBeReadHasTheKeysOfOneThatCan) {
  const Json run = Run("steps: [{reboot: }]\n");
  const Json& scenario = run.at("scenarios").at(0);
  ExpectKeys(scenario, {"id", "name", "file", "line", "device", "matrix", "status", "steps"});
  EXPECT_EQ(1, run.at("summary").at("errors"));
}

TEST_F(JsonTest, ARefusedStepTellsTheWholeStory) {
  const Json step = Step("steps: [{certinst: ../contoso-root.cer}]\n");
  EXPECT_EQ("certinst", step.at("verb"));
  EXPECT_EQ("refused", step.at("outcome"));
  EXPECT_EQ(1, step.at("exit"));
  EXPECT_EQ((Keys{"id", "text", "verbatim", "source"}), KeysOf(step.at("message")));
  EXPECT_EQ("certinst-no-permission", step.at("message").at("id"));
  EXPECT_EQ(false, step.at("message").at("verbatim"));
  EXPECT_EQ("certinst-needs-manager", step.at("rule"));
  EXPECT_EQ(Json::array(), step.at("blockers"));
  EXPECT_EQ(Json::array(), step.at("prompts"));
  EXPECT_EQ(Json::array(), step.at("changes"));
  EXPECT_EQ(16, step.at("role-mask"));
  EXPECT_EQ(false, step.at("restart-required"));
  EXPECT_EQ(Json::array(), step.at("certificates"));
  EXPECT_TRUE(step.at("store").is_null());
  EXPECT_TRUE(step.at("thumbprint").is_null());
  ASSERT_FALSE(step.at("trace").empty());
  std::string stopping;
  for (const Json& row : step.at("trace")) {
    ExpectKeys(row, {"rule", "stops", "inputs", "source", "confidence"});
    if (row.at("stops").get<bool>()) stopping += row.at("rule").get<std::string>() + " ";
  }
  EXPECT_EQ("certinst-needs-manager ", stopping);
}

TEST_F(JsonTest, AnInstalledStepTellsWhereItWent) {
  const Json step = Step(
      "given: {policies: {4119: 16}, running: [communicator-mobile]}\n"
      "steps: [{certinst: ../contoso-root.cer, answer: {certinst-confirm: yes}}]\n");
  EXPECT_EQ("installed", step.at("outcome"));
  EXPECT_EQ(0, step.at("exit"));
  EXPECT_TRUE(step.at("rule").is_null());
  EXPECT_EQ(true, step.at("restart-required"));
  EXPECT_FALSE(step.at("hints").empty());
  ASSERT_EQ(1U, step.at("certificates").size());
  const Json& placed = step.at("certificates").at(0);
  EXPECT_EQ((Keys{"thumbprint", "subject", "store", "part", "private-key"}), KeysOf(placed));
  EXPECT_EQ("31653DBADA1DE7EA0006CBF154A212EF1A6B76D6", placed.at("thumbprint"));
  EXPECT_EQ("ROOT", placed.at("store"));
  EXPECT_EQ("system", placed.at("part"));
  EXPECT_EQ(false, placed.at("private-key"));
  for (const char* key : {"thumbprint", "subject", "store", "part"}) EXPECT_EQ(placed.at(key), step.at(key)) << key;
  ASSERT_EQ(1U, step.at("prompts").size());
  EXPECT_EQ((Keys{"id", "text", "verbatim", "answer", "defaulted"}), KeysOf(step.at("prompts").at(0)));
  EXPECT_EQ("certinst-confirm", step.at("prompts").at(0).at("id"));
  EXPECT_EQ("yes", step.at("prompts").at(0).at("answer"));
  EXPECT_EQ(false, step.at("prompts").at(0).at("defaulted"));
  ASSERT_EQ(1U, step.at("changes").size());
  EXPECT_EQ((Keys{"kind", "where", "before", "after", "takes-effect"}), KeysOf(step.at("changes").at(0)));
}

TEST_F(JsonTest, AChangedPolicyTellsItsRisk) {
  const Json step = Step("steps: [{policy-set: {4119: USER_AUTH}}]\n");
  EXPECT_EQ("changed", step.at("outcome"));
  ASSERT_EQ(1U, step.at("risks").size());
  EXPECT_EQ((Keys{"id", "text", "source"}), KeysOf(step.at("risks").at(0)));
  EXPECT_EQ("user-becomes-manager", step.at("risks").at(0).at("id"));
  ASSERT_EQ(1U, step.at("changes").size());
  EXPECT_EQ(R"(HKLM\Security\Policies\Policies\00001017)", step.at("changes").at(0).at("where"));
}

TEST_F(JsonTest, EveryVerbHasTheSameKeys) {
  Keys first;
  for (const char* step : {"{certinst: ../contoso-root.cer}", "{spaddcert: ../contoso-root.cer}", "{restart: }",
                           "{hard-reset: }", "{policy-set: {4102: 1}}", "{run-app: communicator-mobile}",
                           "{expect-state: {policies: {4102: 1}}}", "{certinst: ../garbage.cer}", "{stop-app: x}",
                           "{store-add: {file: ../contoso-root.cer, store: ROOT}}", "{set-clock: 2010-01-01}"}) {
    SCOPED_TRACE(step);
    const Keys keys = KeysOf(Step("steps: [" + std::string(step) + "]\n"));
    if (first.empty()) first = keys;
    EXPECT_EQ(first, keys);
  }
}

TEST_F(JsonTest, IsTheSameOnEveryRun) {
  const std::string rest = "steps: [{certinst: ../contoso-root.cer}]\n";
  EXPECT_EQ(Run(rest).dump(), Run(rest).dump());
}

TEST(ErrorJson, HasItsFourKeysAndNullWhereNothingIsKnown) {
  EXPECT_EQ((Json{{"error", {{"file", "x.yaml"}, {"line", 3}, {"column", 5}, {"text", "what"}}}}),
            Json::parse(ErrorJson({"x.yaml", {3, 5}, "what"})));
  EXPECT_EQ((Json{{"error", {{"file", nullptr}, {"line", nullptr}, {"column", nullptr}, {"text", "what"}}}}),
            Json::parse(ErrorJson({"", {}, "what"})));
}

TEST(JsonText, WritesBytesThatAreNotUtf8AsTheReplacementCharacter) {
  const Json read = Json::parse(ErrorJson({"a\xFF.cer", {}, "x"}));
  EXPECT_EQ("a\xEF\xBF\xBD.cer", read.at("error").at("file"));
}

// What reaches the terminal is neutral in JSON too: the text parses back to what it was.
TEST(JsonText, HoldsNoTerminalEscape) {
  for (const std::string name : {"\x1B[31m",
                                 "\xC2\x9B"
                                 "31m",
                                 "\x7F", "a\rb", "\x07"}) {
    SCOPED_TRACE(testing::PrintToString(name));
    const std::string text = ErrorJson({name, {}, "x"});
    EXPECT_EQ(std::string::npos, text.find(name)) << testing::PrintToString(text);
    EXPECT_EQ(name, Json::parse(text).at("error").at("file"));
  }
}

}  // namespace
}  // namespace wmsim
