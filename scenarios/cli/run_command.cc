#include <algorithm>
#include <functional>

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
  if (choice.ids && choice.ids->empty()) return {"--failed: no failed case is remembered here (.wmsim/failed)"};
  const std::set<std::string> tags = TagsOf(all);
  const std::vector<std::string_view> known(tags.begin(), tags.end());
  for (const std::string& tag : choice.tags) {
    if (!tag.starts_with('!') && !tags.contains(tag)) return {"--tag: " + UnknownWord("tag", tag, known)};
  }
  std::string text = "nothing is selected: " + of;
  for (const std::string& pattern : choice.patterns) text += ", --filter " + pattern;
  for (const std::string& tag : choice.tags) text += ", --tag " + tag;
  return {text + (choice.ids ? ", --failed" : "")};
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
    loaded.errors.push_back({"there is no scenario in this folder", line.words.front()});
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
  if (format == Format::kJson) {
    Print(ListJson(chosen.cases));
    return ExitStatus::kYes;
  }
  for (const SelectedCase& one : chosen.cases) Print(PrintableLine(CaseId(*one.file, one.scenario_case)) + "\n");
  return ExitStatus::kYes;
}

// What one run gathers, and prints as it goes.
class RunPrinter {
 public:
  RunPrinter(const CommandLine& line, const RunOptions& options, const CasesToRun& chosen)
      : line_(line),
        options_(options),
        json_({chosen.cases.size(), options.shard, chosen.before_shard}),
        colours_(ColoursOfOutput()) {
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
    ids_.run.insert(record.id);
    if (is_wrong) ids_.failed.insert(record.id);
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
    RememberFailed(".", ids_);
    if (!errors.empty()) return ExitStatus::kCouldNot;
    return std::max(ExitOf(summary_), missed.empty() ? ExitStatus::kYes : ExitStatus::kNo);
  }

  const RunIds& ids() const { return ids_; }

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
  RunIds ids_;
  std::vector<Timing> timings_;
  std::vector<CaseRecord> records_;
  std::string details_;
};

// Writes what came out into the files of failed cases, and shows each difference. Returns whether every case passes
// now.
ExitStatus UpdateFiles(const LoadedFiles& loaded, const CasesToRun& chosen, const RunIds& ids,
                       const RunOptions& options) {
  RunCaches caches;
  std::set<std::string> run;
  std::set<const ScenarioFile*> files;
  for (const SelectedCase& one : chosen.cases) {
    const std::string id = CaseId(*one.file, one.scenario_case);
    run.insert(id);
    if (one.scenario_case != nullptr && ids.failed.contains(id)) files.insert(one.file);
  }
  std::size_t changed = 0, left = 0;
  for (const ScenarioFile& file : loaded.files) {
    if (!files.contains(&file)) continue;
    const UpdatedFile updated = UpdateExpectations(file, run, caches, options.plan.allowed);
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
  RunPrinter printer(line, options, chosen.value());
  const std::size_t reported = RunCases(cases, options.plan, caches, interruption.came(),
                                        [&](const TimedReport& timed) { return printer.Add(timed); });
  ExitStatus status = printer.Finish(cases.size() - reported);
  if (interruption.came()) return interruption.exit();
  if (line.Has("update") && status == ExitStatus::kNo) {
    status = UpdateFiles(*loaded, chosen.value(), printer.ids(), options);
  }
  return status;
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
