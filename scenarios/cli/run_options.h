// What the options of `wmsim run` ask for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/cli/command_line.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/report_files.h"
#include "scenarios/report/coverage_report.h"
#include "scenarios/runner/run_cases.h"

namespace wmsim {

struct RunOptions {
  Format format = Format::kText;
  std::vector<ReportTarget> targets;
  Choice choice;
  std::optional<Shard> shard;
  std::optional<std::uint32_t> seed;  // of --shuffle
  RunPlan plan;
  std::size_t slowest = 0;
  bool with_coverage = false;
  std::vector<CoverageGoal> goals;
  std::string suggest_folder;  // of --suggest; "" without it
  std::size_t suggest_limit = 50;

  // WantsJson tells whether the JSON is printed or written.
  bool WantsJson() const { return format == Format::kJson || Wants(targets, "json"); }
};

// The options of `wmsim run`, as rows.
std::vector<OptionInfo> RunOptionRows();

// ReadRunOptions reads them. Errors: a number that is none or is 0, a folder that suggestions cannot go to, options
// that do not go together, and whatever the parts say of theirs.
Result<RunOptions> ReadRunOptions(const CommandLine& line);

}  // namespace wmsim
