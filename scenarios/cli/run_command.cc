#include <algorithm>
#include <map>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/interruption.h"
#include "scenarios/cli/load.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/run_options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/diff.h"
#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/run_json.h"
#include "scenarios/report/run_text.h"
#include "scenarios/runner/last_failed.h"
#include "scenarios/runner/update.h"
#include "scenarios/runner/watch.h"

namespace wmsim {
namespace {

// The cases of a run, and how many there were before the shard was taken.
struct CasesToRun {
  std::vector<SelectedCase> cases;
  std::size_t before_shard = 0;
};

// Why nothing is selected: the first part of the choice that leaves nothing.
Error NothingSelected(const std::vector<SelectedCase>& all, const Choice& choice) {
  const std::string of = "none of " + std::to_string(all.size()) + (all.size() == 1 ? " case" : " cases");
  if (choice.failed_before && choice.failed_before->empty()) {
    return {"--failed: no failed case is remembered here (.wmsim/failed)"};
  }
  const std::set<std::string> tags = TagsOf(all);
  const std::vector<std::string_view> known(tags.begin(), tags.end());
  for (const std::string& tag : choice.tags) {
    if (!tag.starts_with('!') && !tags.contains(tag)) return {"--tag: " + UnknownWord("tag", tag, known)};
  }
  std::string text = "nothing is selected: " + of;
  for (const std::string& pattern : choice.patterns) text += ", --filter " + pattern;
  for (const std::string& tag : choice.tags) text += ", --tag " + tag;
  return {text + (choice.failed_before ? ", --failed" : "")};
}

Result<CasesToRun> ChooseCases(const LoadedFiles& loaded, const RunOptions& options) {
  const std::vector<SelectedCase> all = CasesOf(loaded.files);
  CasesToRun chosen{Chosen(all, options.choice)};
  if (chosen.cases.empty()) return NothingSelected(all, options.choice);
  chosen.before_shard = chosen.cases.size();
  if (options.shard) chosen.cases = OfShard(chosen.cases, *options.shard);
  if (options.seed) Shuffle(chosen.cases, *options.seed);
  return chosen;
}

// What the paths of the line mean must be scenarios, all of it.
std::optional<LoadedFiles> LoadScenarios(const CommandLine& line, SuiteLoader& loader, Format format) {
  LoadedFiles loaded = LoadAll(line, loader);
  for (const ScenarioFile* file : loaded.named) {
    if (!file->is_device) continue;
    loaded.errors.push_back({"a device file has no steps: run a scenario whose device it is", file->name});
  }
  if (std::ranges::all_of(loaded.files, &ScenarioFile::is_device) && loaded.errors.empty()) {
    loaded.errors.push_back({"there is no scenario there, only device files", loaded.files.front().name});
  }
  if (loaded.errors.empty()) return loaded;
  ComplainOfPaths(loaded, format);
  return std::nullopt;
}

std::string ShardText(const Shard& shard, const CasesToRun& chosen) {
  return "shard " + std::to_string(shard.index) + " of " + std::to_string(shard.count) + ": " +
         std::to_string(chosen.cases.size()) + " of " + std::to_string(chosen.before_shard) + " cases\n";
}

ExitStatus ListCases(const CasesToRun& chosen, Format format) {
  Complaints complaints;
  bool is_whole = true;
  for (const SelectedCase& one : chosen.cases) {
    if (format == Format::kText) Print(PrintableLine(CaseId(*one.file, one.scenario_case)) + "\n");
    if (one.scenario_case != nullptr) continue;
    complaints.Add(one.file->errors);
    is_whole = false;
  }
  if (format == Format::kJson) Print(ListJson(chosen.cases));
  return is_whole ? ExitStatus::kYes : ExitStatus::kCouldNot;
}

// What one run gathers, and prints as it goes.
class RunPrinter {
 public:
  RunPrinter(const CommandLine& line, const RunOptions& options, const LoadedFiles& loaded, const CasesToRun& chosen)
      : line_(line),
        options_(options),
        json_({chosen.cases.size(), options.shard, chosen.before_shard}),
        colours_(ColoursOfOutput()) {
    for (const ScenarioFile& file : loaded.files) keys_.files.insert(file.report_name);
    for (const SelectedCase& one : CasesOf(loaded.files)) keys_.known.insert(CaseKey(*one.file, one.scenario_case));
    wants_json_ = options.format == Format::kJson || Wants(options.targets, "json");
    if (options.format == Format::kText && options.shard) Print(ShardText(*options.shard, chosen));
  }

  // Returns whether the run is to go on.
  bool Add(const TimedReport& timed) {
    const CaseReport& report = timed.report;
    CaseRecord record = RecordOf(report);
    const bool is_wrong = report.status == CaseStatus::kFailed || report.status == CaseStatus::kError;
    summary_.Count(report.status);
    coverage_.Add(report);
    const std::string key = CaseKey(*report.file, report.scenario_case);
    keys_.ran.insert(key);
    if (is_wrong) keys_.failed.insert(key);
    if (options_.slowest > 0) timings_.push_back({record.id, timed.took});
    if (wants_json_) json_.Add(CaseJson(report));
    if (options_.format == Format::kText) {
      if (!line_.Has("quiet")) Print(CaseLine(record, colours_));
      if (line_.Has("verbose")) Print(StepLines(record));
      if (!line_.Has("update")) details_ += FailureDetail(report, colours_);
    }
    complaints_.Add(report.errors);
    if (!options_.targets.empty()) records_.push_back(std::move(record));
    return !(is_wrong && line_.Has("fail-fast"));
  }

  // Prints the end, writes the reports, and returns the exit status.
  ExitStatus Finish(std::size_t not_run) {
    summary_.not_run = static_cast<int>(not_run);
    const std::string json = wants_json_ ? json_.Whole(summary_, WantedCoverage()) : "";
    const std::string missed = MissedGoalsText(coverage_, options_.goals);
    if (options_.format == Format::kText) {
      if (!details_.empty()) Print("failures:\n" + details_ + "\n");
      if (options_.slowest > 0) Print(SlowestText(timings_, options_.slowest));
      if (line_.Has("coverage")) Print(CoverageText(coverage_));
      Print(missed);
    } else {
      Print(json);
      if (!missed.empty()) ComplainLines(missed);
    }
    const std::vector<Error> errors = WriteReports(options_.targets, records_, summary_, json);
    if (options_.format == Format::kText) Print(SummaryText(summary_));
    for (const Error& error : errors) Complain(error);
    RememberFailed(".", keys_);
    if (!errors.empty()) return ExitStatus::kCouldNot;
    return std::max(ExitOf(summary_), missed.empty() ? ExitStatus::kYes : ExitStatus::kNo);
  }

  const RunKeys& keys() const { return keys_; }

  // Whether something else than a case that failed keeps the run from being a success.
  bool FallsShort() const { return summary_.not_run > 0 || !MissedGoalsText(coverage_, options_.goals).empty(); }

 private:
  nlohmann::ordered_json WantedCoverage() const {
    return line_.Has("coverage") ? CoverageJson(coverage_) : nlohmann::ordered_json();
  }

  const CommandLine& line_;
  const RunOptions& options_;
  RunJsonText json_;
  Colours colours_;
  bool wants_json_ = false;
  Summary summary_;
  Coverage coverage_;
  Complaints complaints_;
  RunKeys keys_;
  std::vector<Timing> timings_;
  std::vector<CaseRecord> records_;
  std::string details_;
};

// Writes what came out into the files of failed cases, and shows each difference. Returns no where a place is left.
ExitStatus UpdateFiles(const LoadedFiles& loaded, const CasesToRun& cases, const RunKeys& keys,
                       const RunOptions& options) {
  RunCaches caches;
  std::map<const ScenarioFile*, std::set<std::string>> chosen;  // of files with a case that failed
  for (const SelectedCase& one : cases.cases) {
    const bool failed = one.scenario_case != nullptr && keys.failed.contains(CaseKey(*one.file, one.scenario_case));
    if (failed) chosen.try_emplace(one.file);
  }
  for (const SelectedCase& one : cases.cases) {
    const auto file = chosen.find(one.file);
    if (file != chosen.end()) file->second.insert(CaseId(*one.file, one.scenario_case));
  }
  std::size_t changed = 0, left = 0;
  for (const ScenarioFile& file : loaded.files) {
    if (!chosen.contains(&file)) continue;
    const UpdatedFile updated = UpdateExpectations(file, chosen.at(&file), caches, options.plan.allowed);
    if (updated.text != file.text) {
      if (const auto error = WriteHostFile(file.path, updated.text)) return Complain(*error);
      PrintLines(UnifiedDiff(file.name, file.text, updated.text));
      ++changed;
    }
    for (const Diagnostic& place : updated.left) PrintLines("left as it was: " + FormatDiagnostic(place) + "\n");
    left += updated.left.size();
  }
  Print(std::to_string(changed) + (changed == 1 ? " file" : " files") + " updated, " + std::to_string(left) +
        (left == 1 ? " place" : " places") + " left\n");
  return left > 0 ? ExitStatus::kNo : ExitStatus::kYes;
}

ExitStatus RunOnce(const CommandLine& line, const RunOptions& options, const Interruption& interruption) {
  RunCaches caches;
  SuiteLoader loader(caches.files, options.plan.allowed);
  const std::optional<LoadedFiles> loaded = LoadScenarios(line, loader, options.format);
  if (!loaded) return ExitStatus::kCouldNot;
  const Result<CasesToRun> chosen = ChooseCases(*loaded, options);
  if (!chosen.ok()) return Complain(chosen.error(), options.format);
  if (line.Has("list")) return ListCases(chosen.value(), options.format);
  const std::vector<SelectedCase>& cases = chosen.value().cases;
  RunPrinter printer(line, options, *loaded, chosen.value());
  const std::size_t reported = RunCases(cases, options.plan, caches, interruption.came(),
                                        [&](const TimedReport& timed) { return printer.Add(timed); });
  const ExitStatus status = printer.Finish(cases.size() - reported);
  if (interruption.came()) {
    if (line.Has("update")) Print("interrupted: nothing is updated\n");
    return interruption.exit();
  }
  if (!line.Has("update")) return status;
  const ExitStatus updated = UpdateFiles(*loaded, chosen.value(), printer.keys(), options);
  if (status == ExitStatus::kCouldNot) return status;
  return printer.FallsShort() ? std::max(updated, ExitStatus::kNo) : updated;
}

}  // namespace

ExitStatus RunCommand(const CommandInfo&, const CommandLine& line) {
  const Result<RunOptions> options = ReadRunOptions(line);
  const Result<Format> format = FormatOf(line);
  if (!options.ok()) return Complain(options.error(), format.ok() ? format.value() : Format::kText);
  const Interruption interruption;
  while (true) {
    const ExitStatus status = RunOnce(line, options.value(), interruption);
    if (!line.Has("watch") || interruption.came()) return status;
    const std::set<std::filesystem::path> folders = SuiteFolders(line);
    Print("waiting for a file of the suite to change; Ctrl-C ends\n");
    Flush();
    if (!WaitForChange(folders, interruption.came())) return interruption.exit();
  }
}

}  // namespace wmsim
