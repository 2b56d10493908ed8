#include "scenarios/cli/update_files.h"

#include <map>

#include "scenarios/report/diff.h"
#include "scenarios/runner/update.h"

namespace wmsim {
namespace {

// The ids of the chosen cases, for each file in which one of them failed.
std::map<const ScenarioFile*, std::set<std::string>> IdsByFile(const CasesToRun& chosen, const RunKeys& keys) {
  std::map<const ScenarioFile*, std::set<std::string>> ids;
  for (const SelectedCase& one : chosen.cases) {
    const bool failed = one.scenario_case != nullptr && keys.failed.contains(CaseKey(*one.file, one.scenario_case));
    if (failed) ids.try_emplace(one.file);
  }
  for (const SelectedCase& one : chosen.cases) {
    const auto file = ids.find(one.file);
    if (file != ids.end()) file->second.insert(CaseId(*one.file, one.scenario_case));
  }
  return ids;
}

}  // namespace

ExitStatus UpdateFiles(const LoadedFiles& loaded, const CasesToRun& chosen, const RunKeys& keys,
                       const std::vector<std::filesystem::path>& allowed) {
  RunCaches caches;
  const auto ids = IdsByFile(chosen, keys);
  std::size_t changed = 0, left = 0;
  for (const ScenarioFile& file : loaded.files) {
    if (!ids.contains(&file)) continue;
    const UpdatedFile updated = UpdateExpectations(file, ids.at(&file), caches, allowed);
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

}  // namespace wmsim
