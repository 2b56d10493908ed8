#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/report/coverage_report.h"
#include "scenarios/report/json.h"
#include "scenarios/report/junit.h"
#include "scenarios/report/text.h"
#include "scenarios/runner/run.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultSuite = "scenarios/suite";

// The forms that --report writes.
struct ReportFormat {
  std::string_view name;
  std::string (*text)(const std::vector<CaseReport>&, const Summary&);
};
std::string JsonReport(const std::vector<CaseReport>& cases, const Summary& summary) {
  return RunJson(cases, summary, nullptr);
}
constexpr auto kReportFormats = std::to_array<ReportFormat>({{"json", JsonReport}, {"junit", RunJUnit}});

struct ReportTarget {
  const ReportFormat* format;
  std::string file;
};

Result<std::vector<ReportTarget>> ReportTargets(const CommandLine& line) {
  std::vector<ReportTarget> targets;
  for (const std::string& text : line.Values("report")) {
    const std::size_t equals = text.find('=');
    const auto format = std::ranges::find(kReportFormats, text.substr(0, equals), &ReportFormat::name);
    if (equals == std::string::npos || equals + 1 == text.size() || format == kReportFormats.end()) {
      return Error{"--report wants json=FILE or junit=FILE, not `" + text + "`"};
    }
    targets.push_back({&*format, text.substr(equals + 1)});
  }
  return targets;
}

// Writes a file whole or not at all: beside it first, then in its place.
std::optional<Error> WriteWhole(const std::string& file, const std::string& text) {
  std::error_code unknown;
  const fs::file_type type = fs::symlink_status(file, unknown).type();
  const bool replaceable = type == fs::file_type::not_found || type == fs::file_type::regular;
  if (!replaceable) return Error{"not a regular file: the report is not written over it", file};
  const std::string beside = file + ".part";
  std::ofstream out(beside, std::ios::binary);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(beside, file, error);
  if (out && !error) return std::nullopt;
  fs::remove(beside, error);
  return Error{"the report cannot be written", file};
}

// What the paths of the line mean, read. `errors` are about paths that mean nothing.
struct Selection {
  std::deque<ScenarioFile> files;
  std::vector<const ScenarioFile*> named;  // those that the line names themselves, not by their folder
  std::vector<Error> errors;
};

Selection LoadAll(const CommandLine& line, SuiteLoader& loader) {
  std::vector<std::string> paths = line.words;
  if (paths.empty()) paths.emplace_back(kDefaultSuite);
  Selection selection;
  for (const std::string& path : paths) {
    const Result<std::vector<fs::path>> found = FindScenarioFiles(path);
    if (!found.ok()) {
      selection.errors.push_back(found.error());
    } else if (found.value().empty()) {
      selection.errors.push_back({"there is no scenario file in this folder", path});
    } else {
      for (const fs::path& file : found.value()) selection.files.push_back(loader.Load(file));
      const bool is_the_file = found.value().front() == path;
      if (is_the_file) selection.named.push_back(&selection.files.back());
    }
  }
  return selection;
}

// Tells every path that means nothing; in JSON there is one error object, of the first.
ExitStatus ComplainOfPaths(const Selection& selection, Format format) {
  for (const Error& error : selection.errors) {
    Complain(error, &error == &selection.errors.front() ? format : Format::kText);
  }
  return ExitStatus::kCouldNot;
}

// Says each error once: what is wrong with a suite.yaml is wrong for every file of its suite.
class Complaints {
 public:
  void Add(const std::vector<Diagnostic>& errors) {
    for (const Diagnostic& error : errors) {
      if (said_.insert(error).second) Complain(error);
    }
  }

 private:
  std::set<Diagnostic> said_;
};

Result<std::vector<fs::path>> AllowedFolders(const CommandLine& line) {
  std::vector<fs::path> folders;
  for (const std::string& folder : line.Values("allow")) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return Error{"--allow: `" + folder + "` is not a folder"};
    folders.emplace_back(folder);
  }
  return folders;
}

// Runs every case and hands each report on as soon as it is there.
void RunAll(const Selection& selection, RunCaches& caches, const std::vector<fs::path>& allowed,
            const std::function<void(CaseReport)>& done) {
  for (const ScenarioFile& file : selection.files) {
    if (file.is_device) continue;
    if (!file.scenario) {
      done(UnreadableCase(file));
      continue;
    }
    for (const Case& one : file.scenario->cases) done(RunCase(file, one, caches, allowed));
  }
}

// All failures together, so that nobody has to look for them among the cases that passed.
std::string FailuresText(const std::vector<CaseReport>& cases) {
  std::string text;
  for (const CaseReport& report : cases) text += FailureText(report);
  return text.empty() ? text : "failures:\n" + text;
}

}  // namespace

ExitStatus RunCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const auto targets = ReportTargets(line);
  if (!targets.ok()) return Complain(targets.error(), format.value());
  const auto allowed = AllowedFolders(line);
  if (!allowed.ok()) return Complain(allowed.error(), format.value());
  RunCaches caches;
  SuiteLoader loader(caches.files, allowed.value());
  Selection selection = LoadAll(line, loader);
  for (const ScenarioFile* file : selection.named) {
    if (file->is_device)
      selection.errors.push_back({"a device file has no steps: run a scenario whose device it is", file->name});
  }
  if (std::ranges::all_of(selection.files, &ScenarioFile::is_device) && selection.errors.empty()) {
    selection.errors.push_back({"there is no scenario in this folder", line.words.front()});
  }
  if (!selection.errors.empty()) return ComplainOfPaths(selection, format.value());

  std::vector<CaseReport> cases;
  Summary summary;
  Complaints complaints;
  Coverage coverage;
  const bool with_coverage = line.Has("coverage");
  RunAll(selection, caches, allowed.value(), [&](CaseReport report) {
    summary.Count(report.status);
    coverage.Add(report);
    if (format.value() == Format::kText) PrintLines(CaseText(report));
    complaints.Add(report.errors);
    cases.push_back(std::move(report));
  });
  if (format.value() == Format::kText) {
    PrintLines(FailuresText(cases) + (with_coverage ? CoverageText(coverage) : "") + SummaryText(summary));
  } else {
    Print(RunJson(cases, summary, with_coverage ? CoverageJson(coverage) : nlohmann::ordered_json()));
  }
  for (const ReportTarget& target : targets.value()) {
    if (const auto error = WriteWhole(target.file, target.format->text(cases, summary))) return Complain(*error);
  }
  return ExitOf(summary);
}

ExitStatus CheckCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const auto allowed = AllowedFolders(line);
  if (!allowed.ok()) return Complain(allowed.error(), format.value());
  RunCaches caches;
  SuiteLoader loader(caches.files, allowed.value());
  const Selection selection = LoadAll(line, loader);
  if (selection.files.empty()) return ComplainOfPaths(selection, format.value());
  std::size_t cases = 0;
  std::vector<Diagnostic> all;
  Complaints complaints;
  for (const Error& error : selection.errors) all.push_back({error.file, {}, error.text});
  complaints.Add(all);
  for (const ScenarioFile& file : selection.files) {
    complaints.Add(file.errors);
    all.insert(all.end(), file.errors.begin(), file.errors.end());
    cases += file.scenario ? file.scenario->cases.size() : 0;
  }
  const std::size_t count = selection.files.size();
  if (format.value() == Format::kJson) {
    Print(CheckJson(all, count, cases));
  } else {
    PrintLines(std::to_string(count) + " files, " + std::to_string(cases) + " cases, " + std::to_string(all.size()) +
               (all.size() == 1 ? " error\n" : " errors\n"));
  }
  return all.empty() ? ExitStatus::kYes : ExitStatus::kCouldNot;
}

}  // namespace wmsim
