#include "scenarios/cli/commands.h"
#include "scenarios/cli/load.h"
#include "scenarios/cli/options.h"
#include "scenarios/report/json.h"
#include "scenarios/runner/named_files.h"
#include "scenarios/runner/unknown_policies.h"

namespace wmsim {

ExitStatus CheckCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const auto allowed = AllowedFolders(line);
  if (!allowed.ok()) return Complain(allowed.error(), format.value());
  RunCaches caches;
  SuiteLoader loader(caches.files, allowed.value());
  const LoadedFiles loaded = LoadAll(line, loader);
  if (loaded.files.empty()) return ComplainOfPaths(loaded, format.value());
  std::size_t cases = 0;
  std::vector<Diagnostic> all;
  Complaints complaints;
  const auto add = [&](const std::vector<Diagnostic>& errors) {
    const auto fresh = complaints.Add(errors);
    all.insert(all.end(), fresh.begin(), fresh.end());
  };
  std::set<Diagnostic> notes;
  for (const Error& error : loaded.errors) add({{error.file, {}, error.text}});
  for (const ScenarioFile& file : loaded.files) {
    add(file.errors.empty() ? NamedFileErrors(file, allowed.value()) : file.errors);
    for (const Diagnostic& note : UnknownPolicies(file)) notes.insert(note);
    cases += file.scenario ? file.scenario->cases.size() : 0;
  }
  for (const Diagnostic& note : notes) Complain(Diagnostic{note.file, note.at, "note: " + note.text});
  const std::size_t count = loaded.files.size();
  if (format.value() == Format::kJson) {
    Print(CheckJson(all, count, cases));
  } else {
    PrintLines(std::to_string(count) + " files, " + std::to_string(cases) + " cases, " + std::to_string(all.size()) +
               (all.size() == 1 ? " error\n" : " errors\n"));
  }
  return all.empty() ? ExitStatus::kYes : ExitStatus::kCouldNot;
}

}  // namespace wmsim
