#include "scenarios/cli/run_options.h"

#include <cstdlib>
#include <thread>

#include "policy_engine/number.h"
#include "scenarios/cli/load.h"
#include "scenarios/cli/made_files.h"
#include "scenarios/cli/options.h"
#include "scenarios/runner/last_failed.h"

namespace wmsim {
namespace {

Result<std::uint32_t> NumberOf(const CommandLine& line, const std::string& option, std::uint32_t least) {
  const std::string text = line.Value(option);
  const auto number = ParseDecimal(text);
  if (number && *number >= least) return *number;
  return Error{"--" + option + " wants a whole number from " + std::to_string(least) + " on, not `" + text + "`"};
}

// What keeps --suggest from making sense, before anything is run.
std::optional<Error> WhyNoSuggestions(const CommandLine& line) {
  if (line.Has("suggest-limit") && !line.Has("suggest")) return Error{"--suggest-limit goes with --suggest"};
  if (!line.Has("suggest")) return std::nullopt;
  if (!line.Has("coverage")) return Error{"--suggest goes with --coverage: it writes what the coverage lacks"};
  for (const char* other : {"watch", "update", "list"}) {
    if (line.Has(other)) return Error{"--suggest and --" + std::string(other) + " do not go together"};
  }
  return WhyNoFolder("suggest", line.Value("suggest"));
}

}  // namespace

std::vector<OptionInfo> RunOptionRows() {
  return {
      {"filter", "GLOB", "only cases whose id, name or file matches one of these (* and ?; !GLOB leaves out)",
       Repeats::kYes},
      {"tag", "TAG", "only cases with one of these tags (!TAG leaves out)", Repeats::kYes},
      {"failed", "", "only cases that failed when they last ran here (remembered in .wmsim/)"},
      {"shard", "I/N", "part I of N; auto asks the CI system or cluster, auto/N where that does not say of how many"},
      {"list", "", "print the cases that are chosen, and run none"},
      {"jobs", "N", "cases run at once (default: one per core); the output is in the same order with any number"},
      {"fail-fast", "", "end with the first case that fails"},
      {"shuffle", "SEED", "run in another order, the same for the same seed"},
      {"repeat", "N", "run each case N times; it passes where it passed every time"},
      {"watch", "", "run again whenever a file of the suites changes, until interrupted"},
      {"update", "", "write what came out into the expectations that differ, and show what was changed"},
      {"quiet", "", "print failures and the summary only"},
      {"verbose", "", "print every step of every case"},
      {"slowest", "N", "print the N cases that took longest"},
      {"report", "FORMAT=FILE", "write json, junit, tap or github to a file too (github=- prints it)", Repeats::kYes},
      {"coverage", "", "show which rules, messages, outcomes, policies and cells the run reached"},
      {"suggest", "DIR", "with --coverage: write scenarios for the decisions that it lacks into a new or empty folder"},
      {"suggest-limit", "N", "write at most so many (default 50)"},
      {"min-coverage", "LIST", "fail below these percentages, such as rules=100,messages=90,cells=0.1", Repeats::kYes},
  };
}

Result<RunOptions> ReadRunOptions(const CommandLine& line) {
  RunOptions options;
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return format.error();
  options.format = format.value();
  auto targets = ReportTargets(line);
  if (!targets.ok()) return targets.error();
  options.targets = std::move(targets).value();
  auto allowed = AllowedFolders(line);
  if (!allowed.ok()) return allowed.error();
  options.plan.allowed = std::move(allowed).value();
  options.choice = {line.Values("filter"), line.Values("tag"), std::nullopt};
  if (line.Has("failed")) options.choice.failed_before = FailedBefore(".");
  if (line.Has("shard")) {
    const auto shard = ParseShard(line.Value("shard"), [](const char* name) { return std::getenv(name); });
    if (!shard.ok()) return shard.error();
    options.shard = shard.value();
  }
  std::string lists;
  for (const std::string& list : line.Values("min-coverage")) lists += (lists.empty() ? "" : ",") + list;
  auto goals = ParseCoverageGoals(lists);
  if (!goals.ok()) return goals.error();
  options.goals = std::move(goals).value();
  options.with_coverage = line.Has("coverage");
  options.plan.threads = std::max(1U, std::thread::hardware_concurrency());
  struct NumberRow {
    const char* option;
    std::uint32_t least;
    void (*set)(RunOptions&, std::uint32_t);
  };
  const NumberRow rows[] = {{"jobs", 1, [](RunOptions& o, std::uint32_t n) { o.plan.threads = n; }},
                            {"repeat", 1, [](RunOptions& o, std::uint32_t n) { o.plan.repeats = n; }},
                            {"suggest-limit", 1, [](RunOptions& o, std::uint32_t n) { o.suggest_limit = n; }},
                            {"slowest", 1, [](RunOptions& o, std::uint32_t n) { o.slowest = n; }},
                            {"shuffle", 0, [](RunOptions& o, std::uint32_t n) { o.seed = n; }}};
  for (const NumberRow& row : rows) {
    if (!line.Has(row.option)) continue;
    const auto number = NumberOf(line, row.option, row.least);
    if (!number.ok()) return number.error();
    row.set(options, number.value());
  }
  if (auto error = WhyNoSuggestions(line)) return *error;
  options.suggest_folder = line.Value("suggest");
  if (line.Has("quiet") && line.Has("verbose")) return Error{"--quiet and --verbose do not go together"};
  if (line.Has("watch") && options.format == Format::kJson)
    return Error{"--watch goes with text: one run after the other"};
  if (line.Has("watch") && line.Has("update")) return Error{"--watch and --update do not go together"};
  if (line.Has("update") && options.format == Format::kJson)
    return Error{"--update goes with text: it shows what it changes"};
  if (options.slowest > 0 && options.format == Format::kJson) {
    return Error{"--slowest goes with text: the JSON holds no times"};
  }
  return options;
}

}  // namespace wmsim
