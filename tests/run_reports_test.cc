// TAP and GitHub's commands: what their readers need, and nothing from a file that they would obey.
#include <gtest/gtest.h>

#include <string>

#include "scenarios/report/github.h"
#include "scenarios/report/tap.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

class RunReportsTest : public testing::Test {
 protected:
  RunReportsTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer");
  }
  std::string Of(const std::string& yaml, std::string (*report)(const std::vector<CaseRecord>&, const Summary&)) {
    const Ran ran(folder_.Write("x.yaml", yaml));
    return report(ran.records(), ran.summary());
  }
  const std::string kFailing = "steps:\n  - certinst: contoso-root.cer\n    expect: {outcome: installed}\n";
  ScenarioFolder folder_;
};

TEST_F(RunReportsTest, TapHasAPointForEachCase) {
  EXPECT_EQ("TAP version 14\n1..2\nok 1 - x [n=1]: S [n=1]\nok 2 - x [n=2]: S [n=2]\n",
            Of("scenario: S\nmatrix: {n: [1, 2]}\nsteps: [{policy-set: {4119: '${n}'}}]\n", RunTap));
  EXPECT_EQ("TAP version 14\n1..1\nok 1 - x: S # SKIP why\n",
            Of("scenario: S\nskip: why\nsteps: [{restart: }]\n", RunTap));
  EXPECT_EQ("TAP version 14\n1..1\nnot ok 1 - x: S # TODO why\n", Of("scenario: S\nxfail: why\n" + kFailing, RunTap));
  const std::string failed = Of("scenario: S\n" + kFailing, RunTap);
  EXPECT_TRUE(failed.starts_with("TAP version 14\n1..1\nnot ok 1 - x: S\n  ---\n")) << failed;
  EXPECT_TRUE(failed.ends_with("\n  ...\n")) << failed;
  for (const char* part : {"field: 'outcome'", "expected: 'installed'", "found: 'refused'", "line: 4", "column: 23"}) {
    EXPECT_NE(std::string::npos, failed.find(part)) << failed;
  }
  const std::string unreadable = Of("scenario: S\nstep: 1\n", RunTap);
  EXPECT_TRUE(unreadable.starts_with("TAP version 14\n1..1\nnot ok 1 - x\n  ---\n")) << unreadable;
}

TEST_F(RunReportsTest, TapEscapesWhatItWouldObey) {
  const std::string text = Of("scenario: 'a # SKIP \\ b'\nsteps: [{restart: }]\n", RunTap);
  EXPECT_EQ("TAP version 14\n1..1\nok 1 - x: a \\# SKIP \\\\ b\n", text);
}

TEST_F(RunReportsTest, TapBailsOutOfARunThatEndedEarly) {
  Summary summary;
  summary.not_run = 2;
  EXPECT_EQ("TAP version 14\n1..2\nBail out! 2 cases were not run\n", RunTap({}, summary));
}

TEST_F(RunReportsTest, GitHubGetsTheLinesThatAreWrong) {
  const Ran ran(folder_.Write("x.yaml", "scenario: 'A: b, 50%'\n" + kFailing));
  const std::string file = ran.file().report_name;
  EXPECT_EQ("::error file=" + file +
                ",line=4,col=23,title=A%3A b%2C 50%25::certinst contoso-root.cer: outcome: expected installed, found "
                "refused\n",
            RunGitHub(ran.records(), ran.summary()));
  EXPECT_EQ("", Of("scenario: S\nsteps: [{restart: }]\n", RunGitHub));
  const std::string skipped = Of("scenario: S\nskip: \"x\\n::error::y\"\nsteps: [{restart: }]\n", RunGitHub);
  EXPECT_TRUE(skipped.starts_with("::notice file=")) << skipped;
  EXPECT_TRUE(skipped.ends_with("::skipped: x%0A::error::y\n")) << skipped;
  const std::string stale = Of("scenario: S\nxfail: why\nsteps: [{restart: }]\n", RunGitHub);
  EXPECT_TRUE(stale.starts_with("::error file=")) << stale;
  const std::string unreadable = Of("scenario: S\nstep: 1\n", RunGitHub);
  EXPECT_NE(std::string::npos, unreadable.find(",line=2,col=1,")) << unreadable;
}

}  // namespace
}  // namespace wmsim
