#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

TEST(ParseScenario, ReadsTheExampleOfTheDesign) {
  constexpr std::string_view kExample = R"(# yaml-language-server: $schema=../../scenario.schema.json
scenario: Certinst is refused until Grant Manager names USER_AUTH
source: dd425351
tags: [certinst, policy-4119]
device: guide-pocket-pc
given:
  policies: {4119: OPERATOR_TPS}
  running: [communicator-mobile]
steps:
  - certinst: ../certs/contoso-root.cer
    expect:
      outcome: refused
      rule: certinst-needs-manager
      message: certinst-no-permission
  - registry-set: {key: 'HKLM\Security\Policies\Policies', name: '00001017', dword: 16, via: built-in-editor}
  - certinst: ../certs/contoso-root.cer
    answer: yes
    expect: {outcome: installed, store: ROOT, restart-required: true}
  - sign-in: {chain: ../certs/ocs-chain.pem, host: ocs.contoso.com}
    expect: {outcome: restart-required}
  - restart:
  - sign-in: {chain: ../certs/ocs-chain.pem, host: ocs.contoso.com}
    expect: {outcome: signed-in}
)";
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(kExample, {}, diagnostics);
  ASSERT_TRUE(scenario) << Lines(diagnostics);
  EXPECT_EQ("Certinst is refused until Grant Manager names USER_AUTH", scenario->name);
  EXPECT_EQ(2, scenario->at.line);
  EXPECT_EQ(std::vector<std::string>{"dd425351"}, scenario->sources);
  EXPECT_EQ((std::vector<std::string>{"certinst", "policy-4119"}), scenario->tags);
  ASSERT_EQ(1U, scenario->cases.size());
  const Case& one = scenario->cases[0];
  EXPECT_EQ(scenario->name, one.name);
  EXPECT_EQ("guide-pocket-pc", one.device);
  ASSERT_EQ(6U, one.steps.size());
  EXPECT_EQ("certinst", one.steps[0].verb->name);
  EXPECT_EQ((Position{10, 5}), one.steps[0].at);
  EXPECT_EQ("certinst-needs-manager", one.steps[0].expect->Text("rule"));
  EXPECT_FALSE(one.steps[1].expect);
  EXPECT_EQ(Answer::kYes, one.steps[2].answers.all);
  EXPECT_EQ(VerbId::kRestart, one.steps[4].verb->id);
}

TEST(ParseScenario, ReadsJson) {
  Diagnostics diagnostics("x.json");
  const auto scenario = ParseScenario(
      R"({"scenario": "S", "device": "guide-pocket-pc", "given": {"policies": {"4119": 16}},
          "steps": [{"restart": null}, {"policy-set": {"4102": 1}, "expect": {"outcome": "changed"}}]})",
      {}, diagnostics);
  EXPECT_TRUE(scenario) << Lines(diagnostics);
}

TEST(ParseScenario, TakesTheDeviceAndTheTagsOfTheSuite) {
  SuiteSettings suite;
  suite.device = "guide-smartphone";
  suite.tags = {"guide"};
  Diagnostics diagnostics("x.yaml");
  const auto without = ParseScenario("{scenario: S, tags: [x], steps: [{restart: }]}", suite, diagnostics);
  const auto with = ParseScenario("{scenario: S, device: guide-pocket-pc, steps: [{restart: }]}", suite, diagnostics);
  ASSERT_TRUE(without && with) << Lines(diagnostics);
  EXPECT_EQ("guide-smartphone", without->cases.at(0).device);
  EXPECT_EQ((std::vector<std::string>{"x", "guide"}), without->tags);
  EXPECT_EQ("guide-pocket-pc", with->cases.at(0).device);
  EXPECT_EQ(std::vector<std::string>{"guide"}, with->tags);
}

TEST(ParseScenario, ReadsMarksOfScenariosAndSteps) {
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(
      "{scenario: S, device: guide-pocket-pc, xfail: later, only-on: [guide-pocket-pc],\n"
      " steps: [{restart: , skip: broken}, {restart: , only-on: guide-smartphone, xfail: known}]}",
      {}, diagnostics);
  ASSERT_TRUE(scenario) << Lines(diagnostics);
  const Case& one = scenario->cases.at(0);
  EXPECT_EQ("later", one.marks.xfail);
  EXPECT_EQ(std::vector<std::string>{"guide-pocket-pc"}, one.marks.only_on);
  EXPECT_EQ("broken", one.steps.at(0).marks.skip);
  EXPECT_EQ(std::vector<std::string>{"guide-smartphone"}, one.steps.at(1).marks.only_on);
  EXPECT_EQ("known", one.steps.at(1).marks.xfail);
}

struct BadRow {
  std::string_view yaml;
  std::string_view places;
  std::vector<std::string_view> says;
};

// Each row goes between a good head and a good step.
void ExpectRefused(std::string_view head, std::string_view tail, const std::vector<BadRow>& rows) {
  for (const BadRow& row : rows) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("x.yaml");
    const std::string text = std::string(head) + std::string(row.yaml) + std::string(tail);
    EXPECT_FALSE(ParseScenario(text, {}, diagnostics));
    EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
    for (const std::string_view part : row.says)
      EXPECT_TRUE(Says(diagnostics, part)) << part << "\n" << Lines(diagnostics);
  }
}

TEST(ParseScenario, RefusesWrongKeysAtTheTop) {
  ExpectRefused("", "",
                {
                    {"text", "1:1", {"expected a scenario"}},
                    {"[a, b]", "1:1", {"expected a scenario"}},
                    {"{}", "1:1 1:1 1:1", {"`scenario` is missing", "`steps` is missing", "`device` is missing"}},
                    {"{scenario: S, device: guide-pocket-pc}", "1:1", {"`steps` is missing"}},
                    {"{device: guide-pocket-pc, steps: [{restart: }]}", "1:1", {"`scenario` is missing"}},
                    {"{scenario: S, steps: [{restart: }]}", "1:1", {"`device` is missing"}},
                    {"{scenario: S, device: guide-pocket-pc, steps: []}", "1:47", {"list of steps"}},
                    {"{scenario: S, device: guide-pocket-pc, steps: {restart: }}", "1:47", {"found a mapping"}},
                    {"{scenario: [S], device: guide-pocket-pc, steps: [{restart: }]}", "1:12", {"found a list"}},
                });
  ExpectRefused("scenario: S\ndevice: guide-pocket-pc\n", "steps: [{restart: }]\n",
                {
                    {"expcet: {}\n", "3:1", {"unknown key `expcet`", "(legal: scenario, source,"}},
                    {"tag: [x]\n", "3:1", {"did you mean `tags`?"}},
                    {"Given: {}\n", "3:1", {"did you mean `given`?"}},
                    {"tags: {a: b}\n", "3:7", {"found a mapping"}},
                    {"xfail: [x]\n", "3:8", {"found a list"}},
                    {"xfail:\n", "3:7", {"found nothing"}},
                    {"skip: {}\n", "3:7", {"found a mapping"}},
                    {"only-on: guide-pocket\n", "3:10", {"did you mean `guide-pocket-pc`?"}},
                    {"device: guide-smartphone\n", "3:1", {"twice"}},
                    {"matrix: [a]\n", "3:9", {"{VARIABLE: [VALUE]}"}},
                });
  ExpectRefused("scenario: S\nsteps: [{restart: }]\n", "",
                {
                    {"device: guide-pocketpc\n", "3:9", {"did you mean `guide-pocket-pc`?"}},
                    {"device: iphone\n", "3:9", {"(legal: guide-pocket-pc, guide-smartphone"}},
                    {"device: [guide-pocket-pc]\n", "3:9", {"found a list"}},
                    {"device:\n", "3:8", {"found nothing"}},
                });
}

TEST(ParseScenario, RefusesWrongGivens) {
  ExpectRefused("scenario: S\ndevice: guide-pocket-pc\nsteps: [{restart: }]\n", "",
                {
                    {"given: x\n", "4:8", {"expected a mapping"}},
                    {"given:\n", "4:7", {"expected a mapping"}},
                    {"given: {polices: {4102: 1}}\n", "4:9", {"did you mean `policies`?"}},
                    {"given: {policies: {grant-manger: 16}}\n", "4:20", {"did you mean `grant-manager`?"}},
                    {"given: {running: [communicator]}\n", "4:19", {"communicator-mobile"}},
                    {"given: {clock: noon}\n", "4:16", {"2009-06-01T12:00:00Z"}},
                    {"given: {operator-restricted: 1}\n", "4:30", {"true"}},
                    {"given: {stores: {ROOT: [{file: a.cer, part: users}]}}\n", "4:45", {"system"}},
                });
}

// "the same value given twice is an error"
TEST(ParseScenario, RefusesTheSameValueGivenTwice) {
  ExpectRefused("scenario: S\ndevice: guide-pocket-pc\nsteps: [{restart: }]\ngiven:\n", "",
                {
                    {"  policies:\n    4102: 1\n    4102: 0\n", "7:5", {"twice"}},
                    {"  policies:\n    4102: 1\n    0x1006: 1\n", "7:5", {"twice"}},
                    {"  policies:\n    4102: 1\n    SECPOLICY_UNSIGNEDAPPS: 1\n", "7:5", {"twice"}},
                    {"  policies:\n    4102: absent\n    unsigned-applications: 1\n", "7:5", {"twice"}},
                    {"  policies: {4119: 16}\n  registry:\n    HKLM\\Security\\Policies\\Policies: {'00001017': 16}\n",
                     "7:51",
                     {"twice", "4119"}},
                    {"  policies: {4119: 16}\n  registry:\n    HKEY\\LOCAL_MACHINE\\SECURITY\\Policies\\Policies\\: "
                     "{00001017: absent}\n",
                     "7:64",
                     {"twice"}},
                });
}

TEST(ParseScenario, RefusesTheSameRegistryValueGivenTwice) {
  for (const std::string_view again :
       {"HKEY_LOCAL_MACHINE\\A: {x: 2}", "hklm\\a\\: {X: 2}", "HKEY\\LOCAL_MACHINE\\A: {x: absent}"}) {
    SCOPED_TRACE(again);
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(
        ParseScenario("scenario: S\ndevice: guide-pocket-pc\nsteps: [{restart: }]\ngiven:\n  registry:\n"
                      "    HKLM\\A: {x: 1}\n    " +
                          std::string(again),
                      {}, diagnostics));
    ASSERT_EQ(1U, diagnostics.list().size());
    EXPECT_EQ(7, diagnostics.list()[0].at.line);
    EXPECT_TRUE(Says(diagnostics, "twice")) << Lines(diagnostics);
  }
}

TEST(ParseScenario, RefusesWrongSteps) {
  ExpectRefused(
      "scenario: S\ndevice: guide-pocket-pc\nsteps:\n", "  - restart:\n",
      {
          {"  - restart\n", "4:5", {"restart"}},
          {"  - [restart]\n", "4:5", {"found a list"}},
          {"  -\n", "4:4", {"found nothing"}},
          {"  - {}\n", "4:5", {"no verb"}},
          {"  - answer: yes\n", "4:5", {"no verb"}},
          {"  - reboot:\n", "4:5", {"unknown verb or key `reboot`", "(legal: spaddcert, certinst,"}},
          {"  - restrat:\n", "4:5", {"did you mean `restart`?"}},
          {"  - restart:\n    hard-reset:\n", "5:5", {"one verb"}},
          {"  - restart:\n    expcet: {outcome: changed}\n", "5:5", {"did you mean `expect`?"}},
          {"  - restart:\n    answer: maybe\n", "5:13", {"(legal: yes, no, timeout)"}},
          {"  - restart:\n    answer: {certinst-conform: no}\n", "5:14", {"did you mean `certinst-confirm`?"}},
          {"  - restart:\n    only-on: iphone\n", "5:14", {"(legal: guide-pocket-pc"}},
          {"  - restart:\n    xfail:\n", "5:11", {"found nothing"}},
          {"  - certinst:\n", "4:14", {"found nothing"}},
          {"  - certinst: a.cer\n    password: x\n", "5:5", {"unknown verb or key `password`"}},
      });
}

TEST(ParseScenario, RefusesWrongExpectations) {
  ExpectRefused(
      "scenario: S\ndevice: guide-pocket-pc\nsteps:\n  - restart:\n    expect:", "",
      {
          {" {rule: none}\n", "5:13", {"`outcome` is missing"}},
          {" {}\n", "5:13", {"`outcome` is missing"}},
          {"\n", "5:12", {"expected a mapping"}},
          {" changed\n", "5:13", {"expected a mapping"}},
          {" {outcome: change}\n", "5:23", {"did you mean `changed`?"}},
          {" {outcome: [changed]}\n", "5:23", {"found a list"}},
          {" {outcome: changed, rule: certinst-need-manager}\n", "5:38", {"did you mean `certinst-needs-manager`?"}},
          {" {outcome: changed, message: certinst-confirmed}\n", "5:41", {"did you mean `certinst-confirm`?"}},
          {" {outcome: changed, message-matches: '('}\n", "5:49", {"regular expression"}},
          {" {outcome: changed, hresult: E_FAIL}\n", "5:41", {"32 bits"}},
          {" {outcome: changed, store: ROTO}\n", "5:39", {"did you mean `ROOT`?"}},
          {" {outcome: changed, part: sytem}\n", "5:38", {"did you mean `system`?"}},
          {" {outcome: changed, thumbprint: 00}\n", "5:44", {"40"}},
          {" {outcome: changed, trust: high}\n", "5:39", {"(legal: normal, privileged"}},
          {" {outcome: changed, role-mask: ROOT}\n", "5:43", {"role"}},
          {" {outcome: changed, prompts: [confirm]}\n", "5:42", {"`confirm`"}},
          {" {outcome: changed, risks: user-become-manager}\n", "5:39", {"did you mean `user-becomes-manager`?"}},
          {" {outcome: changed, changes: {a: b}}\n", "5:41", {"found a mapping"}},
          {" {outcome: changed, restart-required: maybe}\n", "5:50", {"true"}},
          {" {outcome: changed, blockers: none}\n", "5:42", {"`none`"}},
          {" {outcome: changed, when: {x: 1}}\n", "5:32", {"unknown key `when`"}},
      });
}

TEST(ParseSuite, ReadsItsKeysAndNoOthers) {
  Diagnostics good("suite.yaml");
  const SuiteSettings suite =
      ParseSuite("{device: guide-pocket-pc, tags: [a, b], roots: roots, answers: required}", good);
  EXPECT_EQ("", Lines(good));
  EXPECT_EQ("guide-pocket-pc", suite.device);
  EXPECT_EQ((std::vector<std::string>{"a", "b"}), suite.tags);
  EXPECT_EQ("roots", suite.roots);
  EXPECT_TRUE(suite.answers_required);
  for (const BadRow& row : std::vector<BadRow>{{"{devise: guide-pocket-pc}", "1:2", {"did you mean `device`?"}},
                                               {"{device: iphone}", "1:10", {"(legal: guide-pocket-pc"}},
                                               {"{answers: yes}", "1:11", {"required"}},
                                               {"{tags: {a: b}}", "1:8", {"found a mapping"}},
                                               {"{roots: [a]}", "1:9", {"found a list"}},
                                               {"{steps: []}", "1:2", {"unknown key `steps`"}},
                                               {"text", "1:1", {"expected a mapping"}}}) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("suite.yaml");
    ParseSuite(row.yaml, diagnostics);
    EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
    for (const std::string_view part : row.says) EXPECT_TRUE(Says(diagnostics, part)) << Lines(diagnostics);
  }
}

}  // namespace
}  // namespace wmsim
