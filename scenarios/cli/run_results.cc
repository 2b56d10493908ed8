#include "scenarios/cli/run_results.h"

namespace wmsim {

RunResults::RunResults(const RunOptions& options, const LoadedFiles& loaded, const CasesToRun& chosen)
    : options_(options), cases_(chosen.cases.size()), json_({cases_, options.shard, chosen.before_shard}) {
  for (const ScenarioFile& file : loaded.files) keys_.files.insert(file.report_name);
  for (const SelectedCase& one : CasesOf(loaded.files)) keys_.known.insert(CaseKey(*one.file, one.scenario_case));
}

void RunResults::Add(const TimedReport& timed, const CaseRecord& record) {
  const CaseReport& report = timed.report;
  summary_.Count(report.status);
  coverage_.Add(report);
  const std::string key = CaseKey(*report.file, report.scenario_case);
  keys_.ran.insert(key);
  if (IsWrong(report.status)) keys_.failed.insert(key);
  if (options_.slowest > 0) timings_.push_back({record.id, timed.took});
  if (options_.WantsJson()) json_.Add(CaseJson(report));
  if (!options_.targets.empty()) records_.push_back(record);
}

void RunResults::End() { summary_.not_run = static_cast<int>(cases_) - summary_.total; }

std::string RunResults::Json() const {
  return json_.Whole(summary_, options_.with_coverage ? CoverageJson(coverage_) : nlohmann::ordered_json());
}

}  // namespace wmsim
