// Running cases at once: in order, each once, and ended early without a gap.
#include "scenarios/runner/run_cases.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

// A suite of sixty cases, of which those of n = 40 fail.
class RunCasesTest : public testing::Test {
 protected:
  RunCasesTest() : loader_(caches_.files) {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer");
    std::string numbers = "0";
    for (int n = 1; n < 60; ++n) numbers += ", " + std::to_string(n);
    file_ = loader_.Load(folder_.Write("x.yaml", "scenario: S\nmatrix: {n: [" + numbers +
                                                     "]}\ngiven: {policies: {4119: 16, 4120: '${n}'}}\nsteps:\n"
                                                     "  - certinst: contoso-root.cer\n"
                                                     "    expect:\n"
                                                     "      - {when: {n: 40}, outcome: refused}\n"
                                                     "      - {outcome: installed}\n"));
    for (const Case& one : file_.scenario->cases) cases_.push_back({&file_, &one});
  }

  // The status of each case that was reported, a letter each, and how many were.
  std::string Run(std::size_t threads, const std::function<bool(const CaseReport&)>& go_on,
                  const std::atomic<bool>& stop = false) {
    std::string letters;
    const std::size_t reported = RunCases(cases_, {threads, 1, {}}, caches_, stop, [&](const TimedReport& timed) {
      EXPECT_EQ(cases_[letters.size()].scenario_case, timed.report.scenario_case);
      letters += Word(timed.report.status).substr(0, 1);
      return go_on(timed.report);
    });
    EXPECT_EQ(letters.size(), reported);
    return letters;
  }

  ScenarioFolder folder_;
  RunCaches caches_;
  SuiteLoader loader_;
  ScenarioFile file_;
  std::vector<SelectedCase> cases_;
};

TEST_F(RunCasesTest, ReportsInOrderWithAnyNumberOfThreads) {
  std::string expected(60, 'p');
  expected[40] = 'f';
  for (const std::size_t threads : {1U, 2U, 7U, 100U}) {
    EXPECT_EQ(expected, Run(threads, [](const CaseReport&) { return true; })) << threads;
  }
}

TEST_F(RunCasesTest, ReportsNothingBehindTheCaseThatEndsIt) {
  for (const std::size_t threads : {1U, 4U}) {
    const auto passed = [](const CaseReport& report) { return report.status == CaseStatus::kPassed; };
    EXPECT_EQ(std::string(40, 'p') + "f", Run(threads, passed)) << threads;
  }
}

// A signal comes in the middle of a run: what was begun is reported, without a gap.
TEST_F(RunCasesTest, FinishesWhatWasBegunWhereItIsStopped) {
  for (const std::size_t threads : {1U, 4U}) {
    std::atomic<bool> stop = false;
    std::size_t seen = 0;
    const std::string letters = Run(
        threads,
        [&](const CaseReport&) {
          stop = ++seen >= 5;
          return true;
        },
        stop);
    EXPECT_GE(letters.size(), 5U);
    EXPECT_LE(letters.size(), 60U);
  }
  const std::atomic<bool> stopped = true;
  EXPECT_EQ("", Run(
                    3, [](const CaseReport&) { return true; }, stopped));
}

TEST_F(RunCasesTest, RunsNothingOfNothing) {
  cases_.clear();
  EXPECT_EQ("", Run(4, [](const CaseReport&) { return true; }));
}

}  // namespace
}  // namespace wmsim
