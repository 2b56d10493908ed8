#include <algorithm>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/interruption.h"
#include "scenarios/cli/load.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/run_options.h"
#include "scenarios/cli/run_results.h"
#include "scenarios/cli/suggestion_files.h"
#include "scenarios/cli/update_files.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/printable.h"
#include "scenarios/runner/watch.h"

namespace wmsim {
namespace {

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
    if (file->kind == FileKind::kScenario) continue;
    loaded.errors.push_back({file->kind == FileKind::kDevice
                                 ? "a device file has no steps: run a scenario whose device it is"
                                 : "the settings of a suite have no steps: run the suite's folder",
                             file->name});
  }
  const auto has_no_steps = [](const ScenarioFile& file) { return file.kind != FileKind::kScenario; };
  if (std::ranges::all_of(loaded.files, has_no_steps) && loaded.errors.empty()) {
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

// Prints one run as it goes: the text, or the JSON at its end.
class RunPrinter {
 public:
  RunPrinter(const CommandLine& line, const RunOptions& options, const CasesToRun& chosen)
      : line_(line), is_text_(options.format == Format::kText), options_(options), colours_(ColoursOfOutput()) {
    if (is_text_ && options.shard) Print(ShardText(*options.shard, chosen));
  }

  void PrintCase(const CaseReport& report, const CaseRecord& record) {
    complaints_.Add(report.errors);
    if (!is_text_) return;
    if (!line_.Has("quiet")) Print(CaseLine(record, colours_));
    if (line_.Has("verbose")) Print(StepLines(record));
    if (!line_.Has("update")) details_ += FailureDetail(report, colours_);
  }

  // Prints the end and writes the reports. Returns the exit status of the run.
  ExitStatus PrintEnd(const RunResults& results) {
    const std::string json = options_.WantsJson() ? results.Json() : "";
    if (is_text_) {
      if (!details_.empty()) Print("failures:\n" + details_ + "\n");
      if (options_.slowest > 0) Print(SlowestText(results.timings(), options_.slowest));
      if (options_.with_coverage) Print(CoverageText(results.coverage()));
      Print(results.MissedGoals());
    } else {
      Print(json);
      ComplainLines(results.MissedGoals());
    }
    const std::vector<Error> errors = WriteReports(options_.targets, results.records(), results.summary(), json);
    if (is_text_) Print(SummaryText(results.summary()));
    for (const Error& error : errors) Complain(error);
    return errors.empty() ? results.exit() : ExitStatus::kCouldNot;
  }

 private:
  const CommandLine& line_;
  bool is_text_;
  const RunOptions& options_;
  Colours colours_;
  Complaints complaints_;
  std::string details_;
};

// Writes what --suggest asks for. Returns the exit status of the run, or that the files could not be written.
ExitStatus WriteMissing(const RunOptions& options, const Coverage& coverage, ExitStatus status) {
  const bool is_text = options.format == Format::kText;
  Progress progress(MissingDecisions(coverage), true, "decisions");
  const Suggestions suggestions =
      Suggest(coverage, options.suggest_limit, [&](std::size_t done) { progress.Show(done); });
  progress.Clear();
  if (const auto error = WriteSuggestions(options.suggest_folder, suggestions)) return Complain(*error);
  const std::string text = SuggestionsText(options.suggest_folder, suggestions);
  if (is_text) {
    PrintLines(text);
  } else {
    ComplainLines(text);
  }
  return status;
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
  RunResults results(options, *loaded, chosen.value());
  Progress progress(cases.size(), line.Has("quiet") || options.format == Format::kJson);
  RunCases(cases, options.plan, caches, interruption.came(), [&](const TimedReport& timed) {
    const CaseRecord record = RecordOf(timed.report);
    results.Add(timed, record);
    if (!timed.report.errors.empty()) progress.Clear();
    printer.PrintCase(timed.report, record);
    progress.Show(static_cast<std::size_t>(results.summary().total));
    return !(line.Has("fail-fast") && IsWrong(timed.report.status));
  });
  progress.Clear();
  results.End();
  const ExitStatus status = printer.PrintEnd(results);
  RememberFailed(".", results.keys());
  if (interruption.came()) {
    if (line.Has("update")) Print("interrupted: nothing is updated\n");
    if (line.Has("suggest")) Print("interrupted: nothing is suggested\n");
    return interruption.exit();
  }
  if (line.Has("suggest")) return WriteMissing(options, results.coverage(), status);
  if (!line.Has("update")) return status;
  const ExitStatus updated = UpdateFiles(*loaded, chosen.value(), results.keys(), options.plan.allowed);
  if (status == ExitStatus::kCouldNot) return status;
  return results.FallsShort() ? std::max(updated, ExitStatus::kNo) : updated;
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
