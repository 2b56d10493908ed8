// What a run reached of the tables, as text and as JSON.
#include "scenarios/runner/coverage.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "policy_engine/actions.h"
#include "policy_engine/policy.h"
#include "scenarios/report/coverage_report.h"
#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

class CoverageTest : public testing::Test {
 protected:
  CoverageTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer");
    folder_.Put("contoso-intermediate.cer");
    folder_.Put("garbage.cer");
  }

  // What a scenario reached, from its line 2 on.
  Coverage Of(std::string_view rest) {
    Coverage coverage;
    Add(rest, coverage);
    return coverage;
  }
  void Add(std::string_view rest, Coverage& coverage) {
    const Ran ran(folder_.Write("x.yaml", "scenario: S\n" + std::string(rest)));
    for (const CaseReport& report : ran.reports()) coverage.Add(report);
  }

  ScenarioFolder folder_;
};

// Every rule that was reached, as "ACTION: RULE".
std::set<std::string> RulesOf(const Coverage& coverage) {
  std::set<std::string> rules;
  for (const Action* action : Actions()) {
    for (std::size_t i = 0; i < action->rules.size(); ++i) {
      if (coverage.HasRule(*action, i))
        rules.insert(std::string(action->name) + ": " + std::string(action->rules[i].id));
    }
  }
  return rules;
}

std::set<std::string> MessagesOf(const Coverage& coverage) {
  std::set<std::string> messages;
  for (const MessageInfo& row : Messages()) {
    if (coverage.HasMessage(row.id)) messages.emplace(Word(row.id));
  }
  return messages;
}

std::set<std::string> OutcomesOf(const Coverage& coverage) {
  std::set<std::string> outcomes;
  for (const OutcomeInfo& row : Outcomes()) {
    if (coverage.HasOutcome(row.outcome)) outcomes.emplace(Word(row.outcome));
  }
  return outcomes;
}

std::set<std::uint32_t> PoliciesOf(const Coverage& coverage) {
  std::set<std::uint32_t> policies;
  for (const PolicyInfo& row : Policies()) {
    if (coverage.HasPolicy(row.id)) policies.insert(static_cast<std::uint32_t>(row.id));
  }
  return policies;
}

std::size_t CellsOf(const Coverage& coverage) {
  std::size_t cells = 0;
  for (const Action* action : Actions()) cells += coverage.CellsReached(*action);
  return cells;
}

using Names = std::set<std::string>;
using Ids = std::set<std::uint32_t>;

TEST_F(CoverageTest, OfNothingIsNothing) {
  const Coverage nothing;
  EXPECT_EQ(RulesOf(nothing), Names());
  EXPECT_EQ(MessagesOf(nothing), Names());
  EXPECT_EQ(OutcomesOf(nothing), Names());
  EXPECT_EQ(PoliciesOf(nothing), Ids());
  EXPECT_EQ(CellsOf(nothing), 0U);
}

// Header: a rule is reached where it was the headline, not where it was among the blockers.
TEST_F(CoverageTest, CountsTheRuleThatDecided) {
  EXPECT_EQ(RulesOf(Of("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n")),
            Names{"certinst: certinst-needs-manager"});
  const Coverage both =
      Of("given: {operator-restricted: true}\n"
         "steps:\n  - spaddcert: contoso-root.cer\n    expect: {outcome: refused, blockers: "
         "[unsigned-apps-not-allowed]}\n");
  EXPECT_EQ(RulesOf(both), Names{"spaddcert: operator-restricted"});
  EXPECT_EQ(RulesOf(Of("given: {policies: {4119: 16}}\nsteps:\n  - certinst: contoso-root.cer\n")), Names());
}

// A rule that several actions share is reached in each apart.
TEST_F(CoverageTest, CountsASharedRuleOncePerAction) {
  Coverage coverage = Of("steps:\n  - run-app: {name: game.exe, signed-by: none}\n    expect: {outcome: blocked}\n");
  EXPECT_EQ(RulesOf(coverage), Names{"run-app: unsigned-apps-not-allowed"});
  Add("steps:\n  - spaddcert: contoso-root.cer\n    expect: {outcome: blocked}\n", coverage);
  EXPECT_EQ(RulesOf(coverage), (Names{"run-app: unsigned-apps-not-allowed", "spaddcert: unsigned-apps-not-allowed"}));
}

TEST_F(CoverageTest, CountsMessagesAndPromptsAndOutcomes) {
  const Coverage coverage =
      Of("given: {policies: {4119: 16}}\n"
         "steps:\n  - certinst: contoso-root.cer\n  - certinst: contoso-root.cer\n  - restart:\n"
         "  - expect-state: {running: []}\n");
  EXPECT_EQ(MessagesOf(coverage), (Names{"certinst-confirm", "certinst-installed", "certificate-already-installed"}));
  EXPECT_EQ(OutcomesOf(coverage).contains("installed"), true);
  EXPECT_EQ(OutcomesOf(coverage).contains("already-installed"), true);
  EXPECT_EQ(OutcomesOf(coverage).contains("matches"), true);
  EXPECT_EQ(OutcomesOf(coverage).contains("refused"), false);
  EXPECT_EQ(OutcomesOf(Of("steps:\n  - certinst: garbage.cer\n    expect: {outcome: invalid-input}\n")),
            Names{"invalid-input"});
}

// What was expected in vain was not reached; what came instead was.
TEST_F(CoverageTest, CountsWhatCameAndNotWhatWasExpected) {
  const Coverage coverage =
      Of("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: installed, message: certinst-installed}\n");
  EXPECT_EQ(OutcomesOf(coverage), Names{"refused"});
  EXPECT_EQ(MessagesOf(coverage), Names{"certinst-no-permission"});
}

// docs/json.md: a policy counts where a case gives, sets or expects its value.
TEST_F(CoverageTest, CountsPoliciesThatACaseSpeaksOf) {
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - restart:\n")), Ids());
  EXPECT_EQ(PoliciesOf(Of("given: {policies: {4119: 16, RAPI: absent}}\nsteps:\n  - restart:\n")), (Ids{4097, 4119}));
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - policy-set: {4102: 1}\n")), Ids{4102});
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - expect-state: {policies: {4101: 16}, policies-in-force: {4122: 0}}\n")),
            (Ids{4101, 4122}));
  EXPECT_EQ(PoliciesOf(Of("given: {policies: {9999: 1}}\nsteps:\n  - restart:\n")), Ids()) << "no policy of the tables";
}

// A policy is a value of the registry, and may be given, set and expected as one. Header: also where a case changes it.
TEST_F(CoverageTest, CountsPoliciesThatACaseSpeaksOfAsRegistryValues) {
  const std::string key = "'HKLM\\Security\\Policies\\Policies'";
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - registry-set: {key: " + key +
                          ", name: '00001017', dword: 16, via: built-in-editor}\n")),
            Ids{4119})
      << "set";
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - registry-delete: {key: " + key + ", name: '00001017', via: built-in-editor}\n")),
            Ids{4119})
      << "deleted";
  EXPECT_EQ(PoliciesOf(Of("given: {registry: {" + key + ": {'00001006': 1}}}\nsteps:\n  - restart:\n")), Ids{4102})
      << "given";
  EXPECT_EQ(PoliciesOf(Of("steps:\n  - expect-state: {registry: {" + key + ": {'00001018': 16}}}\n")), Ids{4120})
      << "expected";
}

// What was not done reached nothing.
TEST_F(CoverageTest, CountsNoStepThatWasNotDone) {
  for (const char* rest : {
           "steps:\n  - certinst: contoso-root.cer\n    skip: later\n",
           "steps:\n  - certinst: contoso-root.cer\n    only-on: guide-smartphone\n",
           "steps:\n  - certinst: missing.cer\n",
           "skip: later\nsteps:\n  - certinst: contoso-root.cer\n",
           "only-on: guide-smartphone\nsteps:\n  - certinst: contoso-root.cer\n",
           "given: {stores: {ROOT: [missing.cer]}}\nsteps:\n  - certinst: contoso-root.cer\n",
           "steps:\n  - policy-set: {4102: 1}\n    skip: later\n",
           "steps: []\n",
       }) {
    SCOPED_TRACE(rest);
    const Coverage coverage = Of(rest);
    EXPECT_EQ(RulesOf(coverage), Names());
    EXPECT_EQ(OutcomesOf(coverage), Names());
    EXPECT_EQ(PoliciesOf(coverage), Ids());
    EXPECT_EQ(CellsOf(coverage), 0U);
  }
  const Coverage first =
      Of("steps:\n  - restart:\n    expect: {outcome: refused}\n  - certinst: contoso-root.cer\n  - policy-set: {4102: "
         "1}\n");
  EXPECT_EQ(RulesOf(first), Names());
  EXPECT_EQ(PoliciesOf(first), Ids());
}

TEST_F(CoverageTest, CountsNoPolicyOfACaseThatWasSkipped) {
  EXPECT_EQ(PoliciesOf(Of("skip: later\ngiven: {policies: {4119: 16}}\nsteps:\n  - restart:\n")), Ids());
  EXPECT_EQ(PoliciesOf(Of("only-on: guide-smartphone\ngiven: {policies: {4119: 16}}\nsteps:\n  - restart:\n")), Ids());
}

// A cell is one combination of the classes of one action's fields: the same decision twice is one.
TEST_F(CoverageTest, CountsEachCellOnce) {
  const auto cells = [&](std::string_view rest, const Action& action) { return Of(rest).CellsReached(action); };
  EXPECT_EQ(1U, cells("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n", kCertinstAction));
  EXPECT_EQ(0U, cells("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n", kSpAddCertAction));
  EXPECT_EQ(1U, cells("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n"
                      "  - restart:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n",
                      kCertinstAction));
  EXPECT_EQ(2U, cells("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n"
                      "  - policy-set: {4119: 16}\n  - certinst: contoso-root.cer\n",
                      kCertinstAction));
  // 4119 is 16 or 144: the person is Manager in both.
  EXPECT_EQ(1U, cells("matrix: {g: [16, 144]}\ngiven: {policies: {4119: '${g}'}}\n"
                      "steps:\n  - certinst: contoso-root.cer\n",
                      kCertinstAction));
}

// A decision is the rule that decides and those that still stand in the way: other facts may differ.
TEST_F(CoverageTest, CountsEachDecisionOnce) {
  const Coverage coverage =
      Of("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n"
         "  - certinst: contoso-intermediate.cer\n    expect: {outcome: refused}\n"
         "  - certinst: contoso-root.cer\n    answer: no\n    expect: {outcome: refused}\n");
  EXPECT_EQ(3U, coverage.CellsReached(kCertinstAction));
  EXPECT_EQ(2U, coverage.DecisionsReached(kCertinstAction));
  EXPECT_EQ(0U, coverage.DecisionsReached(kRunAppAction));
}

TEST_F(CoverageTest, CountsTheNewActions) {
  const Coverage coverage =
      Of("device: wm6-standard\n"
         "steps:\n"
         "  - install-cab: {file: game.cab, signed-by: none}\n"
         "  - rapi-call: {what: invoke, target: a.dll}\n    expect: {outcome: refused}\n"
         "  - push-message: {kind: sl}\n    expect: {outcome: refused}\n"
         "  - run-app: communicator-mobile\n"
         "  - load-dll: {name: a.dll, signed-by: unprivileged, into: communicator-mobile}\n"
         "    expect: {outcome: blocked}\n");
  EXPECT_EQ(RulesOf(coverage),
            (Names{"rapi-call: rapi-dll-not-allowed", "push-message: push-discarded", "load-dll: dll-trust-too-low"}));
  for (const Action* action :
       {&kInstallCabAction, &kRapiCallAction, &kPushMessageAction, &kRunAppAction, &kLoadDllAction}) {
    EXPECT_EQ(1U, coverage.CellsReached(*action)) << action->name;
  }
}

// The report. Header: a line per table ("rules: 40 of 42"), with the missing ones below it.
TEST_F(CoverageTest, IsWrittenAsText) {
  const Coverage coverage = Of("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n");
  const std::string text = CoverageText(coverage);
  std::size_t rules = 0;
  for (const Action* action : Actions()) rules += action->rules.size();
  for (const std::string& line :
       {"rules: 1 of " + std::to_string(rules) + "\n", std::string("certinst: certinst-declined\n"),
        "messages: 1 of " + std::to_string(Messages().size() - 1) + "\n", std::string("missing certinst-confirm\n"),
        "outcomes: 1 of " + std::to_string(Outcomes().size()) + "\n", std::string("missing installed\n"),
        "policies: 0 of " + std::to_string(Policies().size()) + "\n", std::string("missing 4119 grant-manager\n"),
        "certinst: 1 of " + std::to_string(Cells(kCertinstAction)) + "\n", std::string("decisions of certinst: 1 of "),
        std::string("decisions of run-app: 0 of 5\n"),
        "run-app: 0 of " + std::to_string(Cells(kRunAppAction)) + "\n"}) {
    EXPECT_NE(std::string::npos, text.find(line)) << line << "\n" << text;
  }
  for (const char* reached :
       {"certinst: certinst-needs-manager\n", "missing certinst-no-permission", "missing refused", "missing none\n"}) {
    EXPECT_EQ(std::string::npos, text.find(reached)) << reached;
  }
}

// docs/json.md.
TEST_F(CoverageTest, IsWrittenAsJson) {
  const Coverage coverage =
      Of("given: {policies: {4119: 128}}\nsteps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n");
  const Json json = CoverageJson(coverage);
  const std::vector<std::string> tables{"rules", "messages", "outcomes", "policies"};
  for (const std::string& table : tables) {
    SCOPED_TRACE(table);
    const Json& row = json.at(table);
    EXPECT_EQ(1, row.at("reached"));
    ASSERT_TRUE(row.at("missing").is_array());
    EXPECT_EQ(row.at("total").get<std::size_t>(), row.at("missing").size() + 1);
    EXPECT_EQ(3U, row.size());
    const auto names = row.at("missing").get<std::vector<std::string>>();
    EXPECT_EQ(names.size(), std::set<std::string>(names.begin(), names.end()).size());
  }
  EXPECT_EQ(Policies().size(), json.at("policies").at("total"));
  EXPECT_EQ(Outcomes().size(), json.at("outcomes").at("total"));
  const Json& cells = json.at("cells");
  EXPECT_EQ(Actions().size(), cells.size());
  for (const Action* action : Actions()) {
    const Json& row = cells.at(std::string(action->name));
    EXPECT_EQ(Cells(*action), row.at("total"));
    EXPECT_EQ(action == &kCertinstAction ? 1 : 0, row.at("reached"));
  }
  const Json& decisions = json.at("decisions");
  EXPECT_EQ(Actions().size(), decisions.size());
  EXPECT_EQ(Json({{"total", 5}, {"reached", 0}}), decisions.at("run-app"));  // it runs, or one of four rules stops it
  EXPECT_EQ(1, decisions.at("certinst").at("reached"));
}

TEST(CoverageJson, OfNothingHasEveryKey) {
  const Json json = CoverageJson(Coverage());
  for (const char* table : {"rules", "messages", "outcomes", "policies"}) {
    EXPECT_EQ(0, json.at(table).at("reached"));
    EXPECT_EQ(json.at(table).at("total").get<std::size_t>(), json.at(table).at("missing").size());
  }
}

// wmsim run --coverage.
class CliCoverageTest : public testing::Test {
 protected:
  CliCoverageTest() {
    cli_.folder().Put("contoso-root.cer", "s/contoso-root.cer");
    cli_.folder().Write("s/suite.yaml", "device: guide-pocket-pc\n");
    cli_.folder().Write("s/good.yaml",
                        "scenario: G\nsteps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n");
    cli_.folder().Write("s/wrong.yaml",
                        "scenario: W\nsteps:\n  - policy-set: {4102: 1}\n    expect: {outcome: refused}\n");
    cli_.folder().Write("s/missing.yaml", "scenario: M\nsteps:\n  - certinst: missing.cer\n");
    cli_.folder().Write("s/broken.yaml", "scenario: B\nsteps:\n  - restrat:\n");
  }
  Cli cli_;
};

TEST_F(CliCoverageTest, AddsToTheTextAndChangesNothingElse) {
  const CliResult plain = cli_.Run({"run", "s/good.yaml"});
  const CliResult result = cli_.Run({"run", "s/good.yaml", "--coverage"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("", result.err);
  EXPECT_FALSE(plain.Says("coverage")) << plain;
  EXPECT_TRUE(result.Says("rules: 1 of ")) << result;
  EXPECT_TRUE(result.Says("missing 4119 grant-manager\n")) << result;
  // Without the lines of the coverage it is the same.
  std::string rest = result.out;
  const std::size_t start = rest.find("coverage:\n");
  ASSERT_NE(std::string::npos, start);
  std::size_t end = rest.find('\n', start) + 1;
  while (end < rest.size() && rest[end] == ' ') end = rest.find('\n', end) + 1;
  rest.erase(start, end - start);
  EXPECT_EQ(plain.out, rest);
}

TEST_F(CliCoverageTest, StandsBeforeTheSummaryInJson) {
  const CliResult result = cli_.Run({"run", "--coverage", "s/good.yaml", "s/wrong.yaml", "--format", "json"});
  EXPECT_EQ(1, result.exit) << result;
  const Json json = Json::parse(result.out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << result;
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_EQ((std::vector<std::string>{"format", "selection", "scenarios", "coverage", "summary"}), keys);
  EXPECT_EQ(1, json.at("coverage").at("policies").at("reached"));
  EXPECT_EQ(2, json.at("coverage").at("outcomes").at("reached"));
}

TEST_F(CliCoverageTest, HasNoSayInTheExitStatus) {
  for (const std::vector<std::string>& files :
       {std::vector<std::string>{"s/good.yaml"}, {"s/wrong.yaml"}, {"s/missing.yaml"}, {"s/broken.yaml"}, {"s"}}) {
    SCOPED_TRACE(testing::PrintToString(files));
    std::vector<std::string> arguments{"run"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const CliResult plain = cli_.Run(arguments);
    arguments.emplace_back("--coverage");
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(plain.exit, result.exit) << result;
    EXPECT_EQ(plain.err, result.err);
    EXPECT_TRUE(result.Says("rules: ")) << result;
  }
}

TEST_F(CliCoverageTest, IsTheSameOnEveryRun) {
  for (const char* format : {"text", "json"}) {
    const std::vector<std::string> arguments{"run", "s", "--coverage", "--format", format};
    EXPECT_EQ(cli_.Run(arguments).out, cli_.Run(arguments).out);
  }
}

TEST_F(CliCoverageTest, OfTheProjectsSuiteMissesNoRule) {
  const CliResult result = cli_.RunIn(SourcePath("."), {"run", "--coverage", "--format", "json"});
  const Json coverage = Json::parse(result.out).at("coverage");
  EXPECT_EQ(Json::array(), coverage.at("rules").at("missing"));
  EXPECT_EQ(Json::array(), coverage.at("messages").at("missing"));
  for (const auto& [action, row] : coverage.at("cells").items()) {
    EXPECT_LT(0U, row.at("reached").get<std::size_t>()) << action;
    EXPECT_LE(row.at("reached").get<std::size_t>(), row.at("total").get<std::size_t>()) << action;
  }
}

}  // namespace
}  // namespace wmsim
