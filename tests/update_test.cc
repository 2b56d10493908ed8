// run --update: what came out stands where it was expected, and nothing else in the file changes.
#include "scenarios/runner/update.h"

#include <gtest/gtest.h>

#include <string>

#include "scenarios/runner/selection.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

class UpdateTest : public testing::Test {
 protected:
  UpdateTest() : loader_(caches_.files) {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer");
  }

  UpdatedFile Update(const std::string& text) {
    file_ = loader_.Load(folder_.Write("x.yaml", text));
    EXPECT_TRUE(file_.scenario) << text;
    std::set<std::string> ids;
    for (const Case& one : file_.scenario->cases) ids.insert(CaseId(file_, &one));
    return UpdateExpectations(file_, ids, caches_, {});
  }

  // What becomes of the lines behind "steps:".
  std::string Steps(const std::string& steps, const std::string& head = "") {
    const std::string front = "scenario: S\n" + head + "steps:\n";
    const UpdatedFile updated = Update(front + steps);
    for (const Diagnostic& left : updated.left) ADD_FAILURE() << FormatDiagnostic(left);
    EXPECT_TRUE(updated.text.starts_with(front));
    return updated.text.substr(front.size());
  }

  // What is left of a file that nothing is written into.
  std::string Left(const std::string& text) {
    const UpdatedFile updated = Update(text);
    EXPECT_EQ(text, updated.text);
    return LinesOf(updated.left);
  }

  static std::string LinesOf(const std::vector<Diagnostic>& left) {
    std::string lines;
    for (const Diagnostic& one : left) {
      lines += std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + " " + one.text + "\n";
    }
    return lines;
  }

  static constexpr const char* kWhen =
      "the cases of the matrix want different values: write a list of expectations with `when`\n";

  ScenarioFolder folder_;
  RunCaches caches_;
  SuiteLoader loader_;
  ScenarioFile file_;
};

TEST_F(UpdateTest, WritesTheActualValueInThePlaceOfTheExpectedOne) {
  EXPECT_EQ("  - policy-set: {4119: 1}\n    expect: {outcome: changed}   # why\n",
            Steps("  - policy-set: {4119: 1}\n    expect: {outcome: unchanged}   # why\n"));
  EXPECT_EQ("  - policy-set: {4119: 1}\n    expect:\n      # here\n      outcome:   changed\n\n  # there\n",
            Steps("  - policy-set: {4119: 1}\n    expect:\n      # here\n      outcome:   unchanged\n\n  # there\n"));
  EXPECT_EQ(
      "  - certinst: contoso-root.cer\n    expect: {message: certinst-no-permission, outcome: refused, prompts: "
      "[]}\r\n",
      Steps("  - certinst: contoso-root.cer\n    expect: {message: none, outcome: installed, prompts: "
            "[certinst-confirm]}\r\n"));
  EXPECT_EQ(
      "  - certinst: contoso-root.cer\n    expect:\n      outcome: refused\n"
      "      message-text: 'You do not have permission to install certificates on this device.'\n",
      Steps("  - certinst: contoso-root.cer\n    expect:\n      outcome: refused\n      message-text: \"\xC3\xBC\"\n"));
}

TEST_F(UpdateTest, WritesStatesToo) {
  EXPECT_EQ("  - expect-state: {policies: {4119: 128, 4102: 0}, running: [], configuration: none}\n",
            Steps("  - expect-state: {policies: {4119: OPERATOR, 4102: 0}, running: [x, y], configuration: "
                  "one-tier-prompt}\n"));
  EXPECT_EQ(
      "  - policy-set: {4120: absent}\n  - expect-state:\n      policies:\n        4120: absent\n      registry:\n"
      "        'HKLM\\Security\\Policies\\Policies': {'00001017': 128}\n",
      Steps("  - policy-set: {4120: absent}\n  - expect-state:\n      policies:\n        4120: 16\n      registry:\n"
            "        'HKLM\\Security\\Policies\\Policies': {'00001017': {string: x}}\n"));
}

TEST_F(UpdateTest, GivesAStepWithoutAnExpectationOne) {
  const std::string expect =
      "expect: {outcome: refused, rule: certinst-needs-manager, message: certinst-no-permission}";
  EXPECT_EQ("  - certinst: contoso-root.cer   # first\n    " + expect + "\n  - restart:\n",
            Steps("  - certinst: contoso-root.cer   # first\n  - restart:\n"));
  EXPECT_EQ("  - certinst:\n      file: contoso-root.cer\n    answer: yes\n    " + expect,
            Steps("  - certinst:\n      file: contoso-root.cer\n    answer: yes"));
  EXPECT_EQ("  - {certinst: contoso-root.cer, " + expect + "}\n", Steps("  - {certinst: contoso-root.cer}\n"));
}

// A step that fails hides those behind it.
TEST_F(UpdateTest, GoesOnUntilEveryStepPasses) {
  EXPECT_EQ(
      "  - policy-set: {4119: 1}\n    expect: {outcome: changed}\n  - policy-set: {4119: 1}\n    expect: {outcome: "
      "unchanged}\n",
      Steps("  - policy-set: {4119: 1}\n    expect: {outcome: unchanged}\n  - policy-set: {4119: 1}\n    expect: "
            "{outcome: changed}\n"));
}

TEST_F(UpdateTest, TellsTheCasesOfAMatrixApart) {
  EXPECT_EQ(
      "  - policy-set: {4119: '${n}'}\n    expect:\n      - {when: {n: 1}, outcome: changed}\n      - {outcome: "
      "unchanged}\n",
      Steps(
          "  - policy-set: {4119: '${n}'}\n    expect:\n      - {when: {n: 1}, outcome: unchanged}\n      - {outcome: "
          "changed}\n",
          "matrix: {n: [1, 128]}\n"));
}

TEST_F(UpdateTest, KeepsTheLayoutOfListsAndTexts) {
  const std::string front = "  - certinst: contoso-root.cer\n    expect:\n      outcome: refused\n";
  EXPECT_EQ(front + "      prompts:\n          []\n      rule: certinst-needs-manager\n",
            Steps(front + "      prompts:\n        - certinst-confirm\n      rule: certinst-needs-manager\n"));
  EXPECT_EQ(front + "      prompts:\n        []   # no one\n",
            Steps(front + "      prompts:\n      - certinst-confirm   # no one\n"));
  EXPECT_EQ(
      "  - policy-set: {4102: 1, 4119: 16}\n    expect:\n      outcome: changed\n      risks:\n        - "
      "unsigned-programs-can-run\n        - user-becomes-manager\n      rule: none\n",
      Steps("  - policy-set: {4102: 1, 4119: 16}\n    expect:\n      outcome: changed\n      risks:\n        - "
            "user-becomes-manager\n      rule: none\n"));
  EXPECT_EQ(front +
                "      message-text: 'You do not have permission to install certificates on this device.'\n\n"
                "      # why\n      rule: certinst-needs-manager\n",
            Steps(front + "      message-text: |\n        x\n\n      # why\n      rule: certinst-needs-manager\n"));
  const std::string expect =
      "expect: {outcome: refused, rule: certinst-needs-manager, message: certinst-no-permission}";
  EXPECT_EQ("  - certinst: contoso-root.cer\r\n    " + expect + "\r\n  - restart:\r\n",
            Steps("  - certinst: contoso-root.cer\r\n  - restart:\r\n"));
  EXPECT_EQ("  - {certinst: contoso-root.cer,  " + expect + "}\n", Steps("  - {certinst: contoso-root.cer, }\n"));
}

// A case that was not chosen is run as well, and must not be broken.
TEST_F(UpdateTest, BreaksNoCaseThatWasNotChosen) {
  const std::string text =
      "scenario: S\nmatrix: {n: [128, 1]}\nsteps:\n  - policy-set: {4119: '${n}'}\n    expect: {outcome: unchanged}\n";
  file_ = loader_.Load(folder_.Write("x.yaml", text));
  const UpdatedFile updated = UpdateExpectations(file_, {"x [n=1]"}, caches_, {});
  EXPECT_EQ(text, updated.text);
  ASSERT_EQ(1U, updated.left.size());
  EXPECT_NE(std::string::npos, updated.left[0].text.find("want different values"));
  // Nor a step of it that is right, where a later one fails in any case.
  const std::string later = text + "  - restart:\n    expect: {outcome: refused}\n";
  file_ = loader_.Load(folder_.Write("x.yaml", later));
  EXPECT_EQ(later, UpdateExpectations(file_, {"x [n=1]"}, caches_, {}).text);
}

// Each case fails first where the other does not, so that neither ever passes as a whole.
TEST_F(UpdateTest, EndsWhereTwoCasesUndoEachOthersValues) {
  const std::string front =
      "scenario: S\nmatrix: {n: [1, 2]}\ngiven: {policies: {4119: 1, 4120: 1}}\nsteps:\n"
      "  - restart:\n    expect:\n      - {when: {n: 2}, outcome: ";
  const std::string back =
      "}\n      - {outcome: unchanged}\n"
      "  - policy-set: {4119: '${n}'}\n    expect: {outcome: refused}\n"
      "  - policy-set: {4120: '${n}'}\n    expect: {outcome: refused}\n";
  const UpdatedFile updated = Update(front + "refused" + back);
  EXPECT_EQ(front + "unchanged" + back, updated.text);
  EXPECT_EQ("10:23 outcome: " + std::string(kWhen), LinesOf(updated.left));
}

// Every key that cases contend for is named, and the others of the file are written.
TEST_F(UpdateTest, LeavesOnlyWhatCasesContendFor) {
  const std::string head = "scenario: S\nmatrix: {n: [128, 1]}\nsteps:\n  - policy-set: {4119: '${n}'}\n    expect: ";
  const UpdatedFile updated = Update(head + "{outcome: refused, changes: ['x'], rule: certinst-declined}\n");
  EXPECT_EQ(head + "{outcome: refused, changes: ['x'], rule: none}\n", updated.text);
  EXPECT_EQ("5:23 outcome: " + std::string(kWhen) + "5:41 changes: " + kWhen, LinesOf(updated.left));
}

// A place is one of the file as it is written: lines that an earlier round put in count.
TEST_F(UpdateTest, TellsPlacesOfTheFileThatItWrites) {
  const UpdatedFile updated = Update(
      "scenario: S\nmatrix: {n: [128, 1]}\nsteps:\n  - certinst: contoso-root.cer\n"
      "  - policy-set: {4119: '${n}'}\n    expect: {outcome: refused}\n");
  EXPECT_EQ("7:23 outcome: " + std::string(kWhen), LinesOf(updated.left));
  EXPECT_EQ(7, std::count(updated.text.begin(), updated.text.end(), '\n'));
}

TEST_F(UpdateTest, LeavesWhatItCannotSayAndSaysWhy) {
  const std::string head =
      "scenario: S\nmatrix: {n: [128, 1], out: [changed]}\nsteps:\n  - policy-set: {4119: '${n}'}\n";
  EXPECT_EQ("5:23 outcome: its value stands for a variable of the matrix\n",
            Left(head + "    expect: {outcome: '${out}'}\n"));
  const std::string apart = "scenario: S\nmatrix: {n: [128, 1]}\nsteps:\n  - policy-set: {4119: '${n}'}\n";
  EXPECT_EQ("5:23 outcome: the cases of the matrix want different values: write a list of expectations with `when`\n",
            Left(apart + "    expect: {outcome: changed}\n"));
  EXPECT_EQ("5:23 outcome: the cases of the matrix want different values: write a list of expectations with `when`\n",
            Left(apart + "    expect: {outcome: refused}\n"));
  EXPECT_EQ(
      "4:49 message-matches: a pattern is not written anew: write one that matches what came out\n",
      Left(
          "scenario: S\nsteps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused, message-matches: x}\n"));
  EXPECT_EQ("1:1 expected to fail (why), but it passed: remove the xfail\n",
            Left("scenario: S\nxfail: why\nsteps:\n  - restart:\n"));
  EXPECT_EQ("", Left("scenario: S\nxfail: why\nsteps:\n  - certinst: contoso-root.cer\n"));
  EXPECT_EQ("", Left("scenario: S\nsteps:\n  - restart:\n"));
  EXPECT_EQ("4:41 prompts: comments stand inside its value\n",
            Left("scenario: S\nsteps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused, prompts: "
                 "[certinst-confirm # x\n"
                 "      ]}\n"));
  EXPECT_EQ("0:0 a scenario in JSON is not written anew\n",
            Left(R"({"scenario": "S", "steps": [{"certinst": "contoso-root.cer"}]})"));
  EXPECT_NE(std::string::npos, Left("scenario: S\nsteps:\n  - certinst: gone.cer\n").find("no such file"));
  const std::string certinst = "scenario: S\nsteps:\n  - certinst: contoso-root.cer\n    expect: {outcome: refused, ";
  for (const std::string key : {"hresult: 1", "role-mask: 1"}) {
    const std::string left = Left("scenario: S\nsteps:\n  - restart:\n    expect: {outcome: unchanged, " + key + "}\n");
    EXPECT_NE(std::string::npos, left.find(": there is none: remove the key\n")) << left;
  }
  EXPECT_NE(std::string::npos, Left(certinst + "thumbprint: " + std::string(40, 'A') + "}\n").find("remove the key"));
  EXPECT_EQ("3:35 stores ROOT contoso-root.cer: it is not there: take it out of `has`\n",
            Left("scenario: S\nsteps:\n  - expect-state: {stores: {ROOT: {has: [contoso-root.cer]}}}\n"));
  EXPECT_NE(
      std::string::npos,
      Left("scenario: S\nsteps:\n  - restart:\n    xfail: why\n").find("xfail: the step passed: remove the xfail"));
}

}  // namespace
}  // namespace wmsim
