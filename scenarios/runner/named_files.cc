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

// What was found wrong so far, and the device files that were looked into.
struct Search {
  std::set<Diagnostic> errors;
  std::set<fs::path> device_files;
};

// Looks for the files that one file names, and for those that they name.
class Finder {
 public:
  Finder(std::string name, PathScope scope, Search& search)
      : name_(std::move(name)), scope_(std::move(scope)), search_(search) {}

  void LookIn(const Entries& entries, std::string_view name_only = "") {
    for (const Entry& entry : entries) {
      if (entry.key->name != name_only) LookAt(entry);
    }
  }

  void LookInDeviceFile(std::string_view text) {
    Diagnostics diagnostics(name_);
    const auto entries = ParseDeviceFile(text, diagnostics);
    search_.errors.insert(diagnostics.list().begin(), diagnostics.list().end());
    if (entries) LookIn(*entries);
  }

  void LookForStep(const Step& step) {
    // With a declared signature the main argument is a name.
    const bool is_declared = step.arguments.Has("signed-by");
    LookIn(step.arguments, is_declared ? step.verb->main : "");
    LookForProgram(step);
    if (step.expect) LookIn(*step.expect);
  }

  void LookForDevice(const std::string& device, Position at) {
    if (!IsDeviceFile(device)) return;
    const std::optional<fs::path> path = Look(device, at);
    if (!path || !search_.device_files.insert(*path).second) return;
    const Result<std::string> text = ReadHostFile(*path, kMaxTextBytes);
    if (!text.ok()) return Complain(device, text.error().text, at);
    Finder(NamedBy(name_, device), {path->parent_path(), scope_.root, scope_.allowed}, search_)
        .LookInDeviceFile(text.value());
  }

 private:
  // A program with an ending is a file, where no signature is declared for it.
  void LookForProgram(const Step& step) {
    if (FindKey(step.verb->keys, "signed-by") == nullptr || step.arguments.Has("signed-by")) return;
    const Entry* name = step.arguments.Find("name");
    const bool is_file = name != nullptr && fs::path(step.arguments.Text("name")).has_extension();
    if (is_file) Look(step.arguments.Text("name"), name->at);
  }

  void LookAt(const Entry& entry) {
    const ValueKind kind = entry.key->kind;
    if (kind == ValueKind::kFile) Look(std::get<std::string>(entry.value), entry.at);
    if (kind == ValueKind::kDevice) LookForDevice(std::get<std::string>(entry.value), entry.at);
    if (kind == ValueKind::kFiles || kind == ValueKind::kPaths) {
      const auto& texts = std::get<std::vector<std::string>>(entry.value);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (kind == ValueKind::kPaths || !ParseThumbprint(texts[i])) Look(texts[i], entry.ItemAt(i));
      }
    }
    if (const auto* stores = std::get_if<std::vector<StoreSetting>>(&entry.value)) {
      for (const StoreSetting& setting : *stores) Look(setting.file, setting.at);
    }
    if (const auto* states = std::get_if<std::vector<StoreState>>(&entry.value)) {
      for (const StoreState& state : *states) {
        for (const auto* texts : {&state.has, &state.lacks}) {
          for (const std::string& text : *texts) {
            if (!ParseThumbprint(text)) Look(text, state.at);
          }
        }
      }
    }
    if (const auto* files = std::get_if<std::vector<FileSetting>>(&entry.value)) {
      for (const FileSetting& setting : *files) {
        if (setting.kind == FileSetting::Kind::kFile) Look(setting.file, setting.at);
      }
    }
  }

  // Returns where the file is, if it is there and may be read.
  std::optional<fs::path> Look(const std::string& path, Position at) {
    const Result<fs::path> resolved = Resolve(path, scope_);
    std::error_code unknown;
    if (!resolved.ok()) {
      Complain(path, resolved.error().text, at);
    } else if (!fs::exists(resolved.value(), unknown)) {
      Complain(path, "no such file" + Suggestion(resolved.value()), at);
    } else if (!fs::is_regular_file(resolved.value(), unknown)) {
      Complain(path, "not a regular file", at);
    } else {
      return resolved.value();
    }
    return std::nullopt;
  }

  void Complain(const std::string& path, const std::string& problem, Position at) {
    search_.errors.insert({name_, at, "`" + path + "`: " + problem});
  }

  std::string name_;
  PathScope scope_;
  Search& search_;
};

fs::path FolderOf(const ScenarioFile& file) {
  std::error_code error;
  return fs::weakly_canonical(file.path, error).parent_path();
}

void LookForDeviceOfSuite(const ScenarioFile& file, const std::vector<fs::path>& allowed, Search& search) {
  const SuiteSettings& settings = file.suite->settings;
  const fs::path& root = file.suite->root;
  Finder(SuiteFileName(file), {root, root, allowed}, search).LookForDevice(settings.device, settings.device_at);
}

void LookInScenario(const ScenarioFile& file, const PathScope& scope, Search& search) {
  Finder finder(file.name, scope, search);
  for (const Case& one : file.scenario->cases) {
    if (one.device_at.line > 0) finder.LookForDevice(one.device, one.device_at);
    if (one.device_at.line == 0) LookForDeviceOfSuite(file, scope.allowed, search);
    finder.LookIn(one.given);
    for (const Step& step : one.steps) finder.LookForStep(step);
  }
}

}  // namespace

std::vector<Diagnostic> NamedFileErrors(const ScenarioFile& file, const std::vector<fs::path>& allowed) {
  const PathScope scope{FolderOf(file), file.suite->root, allowed};
  Search search;
  switch (file.kind) {
    case FileKind::kSuite:
      LookForDeviceOfSuite(file, allowed, search);
      break;
    case FileKind::kDevice:
      Finder(file.name, scope, search).LookInDeviceFile(file.text);
      break;
    case FileKind::kScenario:
      LookInScenario(file, scope, search);
      break;
  }
  return {search.errors.begin(), search.errors.end()};
}

}  // namespace wmsim
