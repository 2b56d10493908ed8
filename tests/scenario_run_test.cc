#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/runner/run.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

// A suite with the certificates that these tests install.
class RunCaseTest : public testing::Test {
 protected:
  RunCaseTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    for (const char* name : {"contoso-root.cer", "fabrikam-root.cer", "ocs-direct.pem", "garbage.cer"})
      folder_.Put(name);
  }

  // What comes of a file whose line 1 is its name, with `rest` from line 2 on.
  std::string Run(std::string_view rest) {
    return Ran(folder_.Write("x.yaml", "scenario: S\n" + std::string(rest))).Text();
  }

  // Whether the text of a run begins as it should.
  static testing::AssertionResult Begins(const std::string& text, std::string_view beginning) {
    if (text.starts_with(beginning)) return testing::AssertionSuccess();
    return testing::AssertionFailure() << text;
  }

  ScenarioFolder folder_;
};

TEST_F(RunCaseTest, PassesWhenEveryStepIsAsExpected) {
  EXPECT_EQ("passed: passed passed passed\n", Run("given: {policies: {4119: 16}}\n"
                                                  "steps:\n"
                                                  "  - certinst: contoso-root.cer\n"
                                                  "    expect: {outcome: installed, store: ROOT, part: system}\n"
                                                  "  - sign-in: {chain: ocs-direct.pem, host: ocs.contoso.com}\n"
                                                  "    expect: {outcome: signed-in}\n"
                                                  "  - certinst: contoso-root.cer\n"
                                                  "    expect: {outcome: already-installed}\n"));
}

TEST_F(RunCaseTest, RunsTheWalkOfTheGuide) {
  EXPECT_EQ("passed: passed passed passed passed passed passed\n",
            Run("given: {policies: {4119: OPERATOR_TPS}, running: [communicator-mobile]}\n"
                "steps:\n"
                "  - certinst: contoso-root.cer\n"
                "    expect: {outcome: refused, rule: certinst-needs-manager, message: certinst-no-permission}\n"
                "  - registry-set: {key: 'HKLM\\Security\\Policies\\Policies', name: '00001017', dword: 16, "
                "via: built-in-editor}\n"
                "  - certinst: contoso-root.cer\n"
                "    answer: yes\n"
                "    expect: {outcome: installed, store: ROOT, restart-required: true}\n"
                "  - sign-in: {chain: ocs-direct.pem, host: ocs.contoso.com}\n"
                "    expect: {outcome: restart-required}\n"
                "  - restart:\n"
                "  - sign-in: {chain: ocs-direct.pem, host: ocs.contoso.com}\n"
                "    expect: {outcome: signed-in}\n"));
}

TEST_F(RunCaseTest, StopsAtTheFirstFailedStep) {
  EXPECT_EQ(
      "failed: passed failed not-run not-run\n"
      "5:23 outcome: installed / refused\n",
      Run("steps:\n"
          "  - restart:\n"
          "  - certinst: contoso-root.cer\n"
          "    expect: {outcome: installed}\n"
          "  - restart:\n"
          "  - certinst: contoso-root.cer\n"
          "    expect: {outcome: refused}\n"));
}

TEST_F(RunCaseTest, AStepWithoutExpectationMustSucceed) {
  const std::string refused = Run("steps:\n  - certinst: contoso-root.cer\n  - restart:\n");
  EXPECT_TRUE(Begins(refused, "failed: failed not-run\n3:5 outcome: "));
  EXPECT_NE(std::string::npos, refused.find("/ refused\n"));
  EXPECT_EQ("passed: passed passed\n", Run("steps:\n  - hard-reset:\n  - stop-app: communicator-mobile\n"));
  EXPECT_TRUE(Begins(Run("steps:\n  - certinst: garbage.cer\n"), "failed:"));
  EXPECT_TRUE(Begins(Run("steps:\n  - expect-state: {policies: {4119: 16}}\n"), "failed:"));
}

TEST_F(RunCaseTest, AMalformedFileIsAnOutcomeThatMayBeExpected) {
  EXPECT_EQ("passed: passed passed\n", Run("steps:\n"
                                           "  - certinst: garbage.cer\n"
                                           "    expect: {outcome: invalid-input}\n"
                                           "  - spaddcert: garbage.cer\n"
                                           "    expect: {outcome: invalid-input}\n"));
}

TEST_F(RunCaseTest, EveryCaseHasADeviceOfItsOwn) {
  const Ran ran(folder_.Write("x.yaml",
                              "scenario: S\n"
                              "matrix: {grant: [16, 128]}\n"
                              "given: {policies: {4119: '${grant}'}}\n"
                              "steps:\n"
                              "  - certinst: contoso-root.cer\n"
                              "    expect:\n"
                              "      - {when: {grant: 16}, outcome: installed}\n"
                              "      - {outcome: refused}\n"
                              "  - policy-set: {4119: 16}\n"
                              "  - certinst: contoso-root.cer\n"
                              "    expect:\n"
                              "      - {when: {grant: 16}, outcome: already-installed}\n"
                              "      - {outcome: installed}\n"));
  EXPECT_EQ("passed: passed passed passed\npassed: passed passed passed\n", ran.Text());
  EXPECT_EQ("S [grant=16]", ran.reports().at(0).scenario_case->name);
  EXPECT_EQ("S [grant=128]", ran.reports().at(1).scenario_case->name);
  EXPECT_EQ("x", ran.file().id);
}

TEST_F(RunCaseTest, SkipsWithItsReason) {
  const Ran skipped(folder_.Write("x.yaml", "{scenario: S, skip: the editor is missing, steps: [{restart: }]}"));
  EXPECT_EQ("skipped: not-run\n", skipped.Text());
  EXPECT_EQ("the editor is missing", skipped.report().note);
  EXPECT_EQ("passed: skipped passed\n", Run("steps:\n"
                                            "  - certinst: contoso-root.cer\n"
                                            "    skip: not yet\n"
                                            "  - expect-state: {stores: {ROOT: {lacks: [contoso-root.cer]}}}\n"));
}

TEST_F(RunCaseTest, RunsOnlyOnTheDevicesThatItNames) {
  EXPECT_EQ("skipped: not-run\npassed: passed\n", Run("matrix: {d: [guide-pocket-pc, guide-smartphone]}\n"
                                                      "device: ${d}\n"
                                                      "only-on: guide-smartphone\n"
                                                      "steps:\n  - restart:\n"));
  EXPECT_EQ("passed: passed\npassed: skipped\n", Run("matrix: {d: [guide-pocket-pc, guide-smartphone]}\n"
                                                     "device: ${d}\n"
                                                     "steps:\n"
                                                     "  - policy-set: {4119: 16}\n"
                                                     "    only-on: [guide-pocket-pc]\n"));
}

TEST_F(RunCaseTest, AnExpectedFailureIsNoFailure) {
  const Ran ran(folder_.Write("x.yaml", "{scenario: S, xfail: not modelled, steps: [{certinst: contoso-root.cer}]}"));
  EXPECT_EQ("xfailed", Word(ran.report().status));
  EXPECT_EQ("not modelled", ran.report().note);
  EXPECT_EQ(1, ran.summary().xfailed);
  EXPECT_EQ(ExitStatus::kYes, ExitOf(ran.summary()));
}

TEST_F(RunCaseTest, AnExpectedFailureThatPassesFailsTheRun) {
  const Ran ran(folder_.Write("x.yaml", "{scenario: S, xfail: not modelled, steps: [{restart: }]}"));
  EXPECT_EQ("failed", Word(ran.report().status));
  EXPECT_NE(std::string::npos, ran.report().note.find("not modelled"));
  EXPECT_EQ(ExitStatus::kNo, ExitOf(ran.summary()));
  EXPECT_TRUE(Begins(Run("steps:\n"
                         "  - restart:\n"
                         "    xfail: not modelled\n"
                         "  - restart:\n"),
                     "failed: failed not-run\n"));
}

TEST_F(RunCaseTest, AStepThatIsExpectedToFailDoesNotEndTheScenario) {
  EXPECT_EQ("xfailed: passed passed\n", Run("steps:\n"
                                            "  - certinst: contoso-root.cer\n"
                                            "    xfail: 4119 is 128\n"
                                            "  - restart:\n"));
  EXPECT_TRUE(Begins(Run("steps:\n"
                         "  - certinst: contoso-root.cer\n"
                         "    xfail: 4119 is 128\n"
                         "  - certinst: contoso-root.cer\n"),
                     "failed:"));
}

TEST_F(RunCaseTest, NoExpectedFailureHidesAnError) {
  EXPECT_TRUE(Begins(Run("xfail: later\nsteps:\n  - certinst: missing.cer\n"), "error: error\nerror "));
  EXPECT_TRUE(Begins(Run("steps:\n  - certinst: missing.cer\n    xfail: later\n"), "error: error\nerror "));
  EXPECT_TRUE(
      Begins(Run("xfail: later\ngiven: {stores: {ROOT: [missing.cer]}}\nsteps:\n  - restart:\n"), "error: not-run\n"));
}

TEST_F(RunCaseTest, TellsAMissingFileWithTheLineOfItsStep) {
  const Ran ran(folder_.Write("sub/x.yaml",
                              "scenario: S\n"
                              "steps:\n"
                              "  - restart:\n"
                              "  - certinst: nowhere/missing.cer\n"
                              "  - restart:\n"));
  EXPECT_TRUE(Begins(ran.Text(), "error: passed error not-run\n"));
  ASSERT_EQ(1U, ran.report().errors.size());
  const Diagnostic& error = ran.report().errors[0];
  EXPECT_EQ(4, error.at.line);
  EXPECT_EQ(ran.file().name, error.file);
  EXPECT_NE(std::string::npos, error.text.find("nowhere/missing.cer")) << error.text;
  EXPECT_EQ(1, ran.summary().errors);
  EXPECT_EQ(ExitStatus::kCouldNot, ExitOf(ran.summary()));
}

TEST_F(RunCaseTest, MayDemandAnAnswerToEveryPrompt) {
  folder_.Write("suite.yaml", "{device: guide-pocket-pc, answers: required}");
  const std::string given = "given: {policies: {4119: 16}}\nsteps:\n  - certinst: contoso-root.cer\n";
  const std::string silent = Run(given);
  EXPECT_TRUE(Begins(silent, "error: error\nerror "));
  EXPECT_NE(std::string::npos, silent.find("x.yaml:4:5: ")) << silent;
  EXPECT_NE(std::string::npos, silent.find("certinst-confirm")) << silent;
  EXPECT_EQ("passed: passed\n", Run(given + "    answer: yes\n"));
  EXPECT_EQ("passed: passed\n", Run(given + "    answer: {certinst-confirm: yes}\n"));
  EXPECT_EQ("passed: passed\n", Run(given + "    answer: no\n    expect: {outcome: declined}\n"));
  EXPECT_TRUE(Begins(Run(given + "    answer: {unsigned-program-prompt: yes}\n"), "error: error\nerror "));
  EXPECT_EQ("passed: passed\n", Run("steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused}\n"));
}

TEST_F(RunCaseTest, AnswersYesWhereNothingIsSaid) {
  for (const char* answer : {"", "    answer: yes\n", "    answer: {unsigned-program-prompt: no}\n"}) {
    EXPECT_EQ("passed: passed\n",
              Run("given: {policies: {4119: 16}}\nsteps:\n  - certinst: contoso-root.cer\n" + std::string(answer) +
                  "    expect: {outcome: installed, prompts: certinst-confirm}\n"))
        << answer;
  }
  for (const char* answer : {"no", "timeout", "{certinst-confirm: no}", "{certinst-confirm: timeout}"}) {
    EXPECT_EQ("passed: passed\n",
              Run("given: {policies: {4119: 16}}\nsteps:\n  - certinst: contoso-root.cer\n    answer: " +
                  std::string(answer) + "\n    expect: {outcome: declined, changes: []}\n"))
        << answer;
  }
}

TEST(ExitOf, LetsAnErrorOutrankAFailure) {
  struct Row {
    Summary summary;
    ExitStatus exit;
  };
  for (const Row& row : std::vector<Row>{{{1, 1, 0, 0, 0, 0}, ExitStatus::kYes},
                                         {{3, 1, 0, 1, 1, 0}, ExitStatus::kYes},
                                         {{2, 1, 1, 0, 0, 0}, ExitStatus::kNo},
                                         {{2, 1, 0, 0, 0, 1}, ExitStatus::kCouldNot},
                                         {{3, 1, 1, 0, 0, 1}, ExitStatus::kCouldNot}}) {
    EXPECT_EQ(row.exit, ExitOf(row.summary));
  }
}

}  // namespace
}  // namespace wmsim
