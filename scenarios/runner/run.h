// Running scenarios: each case on a device of its own, step after step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "scenarios/runner/failure.h"
#include "scenarios/runner/suite.h"

namespace wmsim {

enum class StepStatus : std::uint8_t { kPassed, kFailed, kNotRun, kSkipped, kError };
template <>
inline constexpr auto kWordsOf<StepStatus> = std::to_array<std::string_view>({"passed", "failed", "not-run", "skipped",
                                                                              "error"});

enum class CaseStatus : std::uint8_t { kPassed, kFailed, kSkipped, kXfailed, kError };
template <>
inline constexpr auto kWordsOf<CaseStatus> = std::to_array<std::string_view>({"passed", "failed", "skipped", "xfailed",
                                                                              "error"});

// IsWrong tells whether a case that ended so is somebody's to mend.
constexpr bool IsWrong(CaseStatus status) { return status == CaseStatus::kFailed || status == CaseStatus::kError; }

// What came of one step of a case. `result` is missing where the step was not done.
struct StepReport {
  const Step* step = nullptr;
  StepStatus status = StepStatus::kNotRun;
  std::optional<StepResult> result;
  std::vector<Failure> failures;
};

// What came of one case. `errors` are what exit status 2 is for; `note` is the reason of a skip or an xfail, or that an
// expected failure did not happen.
struct CaseReport {
  const ScenarioFile* file = nullptr;
  const Case* scenario_case = nullptr;  // null for a file that could not be read
  CaseStatus status = CaseStatus::kPassed;
  std::string note;
  std::vector<StepReport> steps;
  std::vector<Diagnostic> errors;
};

// How many cases ended how; `total` is the sum of all but those that were not run.
struct Summary {
  int total = 0;
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int xfailed = 0;
  int errors = 0;
  int not_run = 0;  // selected, and not reported: the run ended before them
  void Count(CaseStatus status);
};

// RunCase runs one case of a file that was read. `allowed` are the folders that scenarios may read besides their suite.
CaseReport RunCase(const ScenarioFile& file, const Case& scenario_case, RunCaches& caches,
                   const std::vector<std::filesystem::path>& allowed);

// DeviceAfter runs a case and returns its device as it is then. Errors are those of the case.
Result<Device> DeviceAfter(const ScenarioFile& file, const Case& scenario_case, RunCaches& caches,
                           const std::vector<std::filesystem::path>& allowed);

// UnreadableCase is the report of a file that could not be read.
CaseReport UnreadableCase(const ScenarioFile& file);

// SurroundingsOf returns what the scenarios of a file may reach.
Surroundings SurroundingsOf(const ScenarioFile& file, RunCaches& caches,
                            const std::vector<std::filesystem::path>& allowed);

// ExitOf returns the exit status of a run: an error outranks a failure, and cases that were not run are no success.
ExitStatus ExitOf(const Summary& summary);

}  // namespace wmsim
