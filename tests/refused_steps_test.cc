// Whatever the device says no to leaves it as it was: over every step of the suite.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "scenarios/runner/perform.h"
#include "scenarios/runner/run.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

bool IsNo(Outcome outcome) {
  return outcome == Outcome::kRefused || outcome == Outcome::kBlocked || outcome == Outcome::kDeclined ||
         outcome == Outcome::kNotAvailable;
}

// The device but for what a no may leave on it: the programs that the person accepted, and those that started.
Device Lasting(Device device) {
  device.changes.remembered = {};
  device.running.clear();
  return device;
}

// The cases of the project's suite.
class SuiteTest : public testing::Test {
 protected:
  SuiteTest() {
    const auto found = FindScenarioFiles(SourcePath("scenarios/suite"));
    for (const auto& path : found.value()) files_.push_back(loader_.Load(path));
  }

  template <class Visit>
  void ForEachCase(Visit visit) {
    for (const ScenarioFile& file : files_) {
      if (!file.scenario) continue;
      for (const Case& one : file.scenario->cases) {
        SCOPED_TRACE(file.id + ": " + one.name);
        visit(file, one);
      }
    }
  }

  RunCaches caches_;
  SuiteLoader loader_{caches_.files};
  std::deque<ScenarioFile> files_;
};

bool IsDone(const Marks& marks, const Case& one) {
  const bool is_for = marks.only_on.empty() || std::ranges::find(marks.only_on, one.device) != marks.only_on.end();
  return !marks.skip && is_for;
}

// Design 2: apply only after a yes.
TEST_F(SuiteTest, ANoChangesNothingButTheExclusionListAndWhatRuns) {
  std::map<Outcome, int> seen;
  ForEachCase([&](const ScenarioFile& file, const Case& one) {
    if (!IsDone(one.marks, one)) return;
    Surroundings surroundings = SurroundingsOf(file, caches_, {});
    Result<Device> booted = SetUpDevice(one.device, one.given, surroundings);
    ASSERT_TRUE(booted.ok()) << booted.error().text;
    Device device = std::move(booted).value();
    for (const Step& step : one.steps) {
      if (!IsDone(step.marks, one)) continue;
      const Device before = device;
      const Result<StepResult> result = Perform(device, step, surroundings);
      ASSERT_TRUE(result.ok()) << result.error().text;
      const Outcome outcome = result.value().outcome;
      if (!IsNo(outcome)) continue;
      ++seen[outcome];
      EXPECT_EQ(Lasting(before), Lasting(device)) << "line " << step.at.line << ", " << step.verb->name;
      for (const Change& change : result.value().changes) {
        EXPECT_TRUE(change.kind == "remembered" || change.kind == "running") << change.kind << " " << change.where;
      }
      EXPECT_TRUE(result.value().risks.empty());
      EXPECT_TRUE(result.value().certificates.empty());
      EXPECT_FALSE(result.value().restart_required);
    }
  });
  for (const Outcome outcome : {Outcome::kRefused, Outcome::kBlocked, Outcome::kDeclined, Outcome::kNotAvailable}) {
    EXPECT_LT(0, seen[outcome]) << Word(outcome);
  }
}

// The same, as the runner's own reports tell it.
TEST_F(SuiteTest, ReportsNoOtherChangeOfANo) {
  int seen = 0;
  ForEachCase([&](const ScenarioFile& file, const Case& one) {
    const CaseReport report = RunCase(file, one, caches_, {});
    for (const StepReport& step : report.steps) {
      if (!step.result || !IsNo(step.result->outcome)) continue;
      ++seen;
      for (const Change& change : step.result->changes) {
        EXPECT_TRUE(change.kind == "remembered" || change.kind == "running") << change.kind << " " << change.where;
      }
    }
  });
  EXPECT_LT(0, seen);
}

// Only a prompt that was answered with yes puts a program on the exclusion list, and only a program that was let in
// runs.
TEST_F(SuiteTest, ANoWithoutAYesAtAPromptChangesNothing) {
  ForEachCase([&](const ScenarioFile& file, const Case& one) {
    const CaseReport report = RunCase(file, one, caches_, {});
    for (const StepReport& step : report.steps) {
      if (!step.result || !IsNo(step.result->outcome)) continue;
      bool accepted = false;
      for (const ShownPrompt& prompt : step.result->prompts) accepted = accepted || prompt.answer == Answer::kYes;
      EXPECT_TRUE(accepted || step.result->changes.empty()) << "line " << step.step->at.line;
    }
  });
}

// Design 4: already as wanted; a malformed file is an outcome before anything is asked.
TEST_F(SuiteTest, WhatIsAsWantedOrMalformedLeavesTheStoresAndTheRegistry) {
  int seen = 0;
  ForEachCase([&](const ScenarioFile& file, const Case& one) {
    const CaseReport report = RunCase(file, one, caches_, {});
    for (const StepReport& step : report.steps) {
      if (!step.result) continue;
      const Outcome outcome = step.result->outcome;
      const bool as_wanted = outcome == Outcome::kUnchanged || outcome == Outcome::kAlreadyInstalled;
      if (!as_wanted && outcome != Outcome::kInvalidInput) continue;
      ++seen;
      for (const Change& change : step.result->changes) {
        EXPECT_TRUE(as_wanted && change.kind == "remembered") << change.kind << " " << change.where;
      }
    }
  });
  EXPECT_LT(0, seen);
}

}  // namespace
}  // namespace wmsim
