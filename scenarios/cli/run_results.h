// What a run leaves behind, gathered case by case.
#pragma once

#include <string>
#include <vector>

#include "scenarios/cli/load.h"
#include "scenarios/cli/run_options.h"
#include "scenarios/report/run_json.h"
#include "scenarios/report/run_text.h"
#include "scenarios/runner/last_failed.h"

namespace wmsim {

// The cases of a run, and how many there were before the shard was taken.
struct CasesToRun {
  std::vector<SelectedCase> cases;
  std::size_t before_shard = 0;
};

// Of a case that passed this keeps its keys, and what the reports that were asked for need.
class RunResults {
 public:
  RunResults(const RunOptions& options, const LoadedFiles& loaded, const CasesToRun& chosen);

  // Add takes the next case in.
  void Add(const TimedReport& timed, const CaseRecord& record);

  // End says that no more comes.
  void End();

  const Summary& summary() const { return summary_; }
  const Coverage& coverage() const { return coverage_; }
  const RunKeys& keys() const { return keys_; }
  const std::vector<Timing>& timings() const { return timings_; }
  const std::vector<CaseRecord>& records() const { return records_; }

  // Json returns the text of the whole run. Requires that somebody asked for it.
  std::string Json() const;

  // MissedGoals is a line for each goal of --min-coverage that was missed, or "".
  std::string MissedGoals() const { return MissedGoalsText(coverage_, options_.goals); }

  // FallsShort tells whether something else than a case that failed keeps the run from being a success: cases that were
  // not run, or a goal that was missed.
  bool FallsShort() const { return summary_.not_run > 0 || !MissedGoals().empty(); }

  ExitStatus exit() const { return std::max(ExitOf(summary_), FallsShort() ? ExitStatus::kNo : ExitStatus::kYes); }

 private:
  const RunOptions& options_;
  std::size_t cases_;
  RunJsonText json_;
  Summary summary_;
  Coverage coverage_;
  RunKeys keys_;
  std::vector<Timing> timings_;
  std::vector<CaseRecord> records_;
};

}  // namespace wmsim
