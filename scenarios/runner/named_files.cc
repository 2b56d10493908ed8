#include "scenarios/runner/named_files.h"

#include <algorithm>
#include <set>

#include "emulator/certificate.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// The file beside a missing one that has nearly its name.
std::string Suggestion(const fs::path& missing) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(missing.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> words(names.begin(), names.end());
  const std::string_view nearest = Nearest(missing.filename().string(), words);
  return nearest.empty() ? "" : "; did you mean `" + std::string(nearest) + "`?";
}

class Finder {
 public:
  Finder(const ScenarioFile& file, const std::vector<fs::path>& allowed)
      : file_(file), scope_{FolderOf(file), file.suite->root, allowed} {}

  std::vector<Diagnostic> Run() {
    for (const Case& one : file_.scenario->cases) {
      if (IsDeviceFile(one.device)) Look(one.device, file_.scenario->at);
      LookIn(one.given, "");
      for (const Step& step : one.steps) {
        // With a declared signature the main argument is a name.
        const bool is_declared = step.arguments.Has("signed-by");
        LookIn(step.arguments, is_declared ? step.verb->main : "");
        LookForProgram(step);
        if (step.expect) LookIn(*step.expect, "");
      }
    }
    return {errors_.begin(), errors_.end()};
  }

 private:
  static fs::path FolderOf(const ScenarioFile& file) {
    std::error_code error;
    return fs::weakly_canonical(file.path, error).parent_path();
  }

  void LookIn(const Entries& entries, std::string_view name_only) {
    for (const Entry& entry : entries) {
      if (entry.key->name != name_only) LookAt(entry);
    }
  }

  // A program with an ending is a file, where no signature is declared for it.
  void LookForProgram(const Step& step) {
    if (FindKey(step.verb->keys, "signed-by") == nullptr || step.arguments.Has("signed-by")) return;
    const Entry* name = step.arguments.Find("name");
    const bool is_file = name != nullptr && fs::path(step.arguments.Text("name")).has_extension();
    if (is_file) Look(step.arguments.Text("name"), name->at);
  }

  void LookAt(const Entry& entry) {
    if (entry.key->kind == ValueKind::kFile) Look(std::get<std::string>(entry.value), entry.at);
    if (entry.key->kind == ValueKind::kFiles) {
      for (const std::string& text : std::get<std::vector<std::string>>(entry.value))
        LookUnlessThumbprint(text, entry.at);
    }
    if (const auto* stores = std::get_if<std::vector<StoreSetting>>(&entry.value)) {
      for (const StoreSetting& setting : *stores) Look(setting.file, setting.at);
    }
    if (const auto* states = std::get_if<std::vector<StoreState>>(&entry.value)) {
      for (const StoreState& state : *states) {
        for (const std::string& text : state.has) LookUnlessThumbprint(text, state.at);
        for (const std::string& text : state.lacks) LookUnlessThumbprint(text, state.at);
      }
    }
    if (const auto* files = std::get_if<std::vector<FileSetting>>(&entry.value)) {
      for (const FileSetting& setting : *files) {
        if (setting.kind == FileSetting::Kind::kFile) Look(setting.file, setting.at);
      }
    }
  }

  void LookUnlessThumbprint(const std::string& text, Position at) {
    if (!ParseThumbprint(text)) Look(text, at);
  }

  void Look(const std::string& path, Position at) {
    const Result<fs::path> resolved = Resolve(path, scope_);
    std::error_code unknown;
    std::string problem;
    if (!resolved.ok()) {
      problem = resolved.error().text;
    } else if (!fs::exists(resolved.value(), unknown)) {
      problem = "no such file" + Suggestion(resolved.value());
    } else if (!fs::is_regular_file(resolved.value(), unknown)) {
      problem = "not a regular file";
    }
    if (!problem.empty()) errors_.insert({file_.name, at, "`" + path + "`: " + problem});
  }

  const ScenarioFile& file_;
  PathScope scope_;
  std::set<Diagnostic> errors_;
};

}  // namespace

std::vector<Diagnostic> NamedFileErrors(const ScenarioFile& file, const std::vector<fs::path>& allowed) {
  return Finder(file, allowed).Run();
}

}  // namespace wmsim
