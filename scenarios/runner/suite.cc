#include "scenarios/runner/suite.h"

#include <algorithm>

#include "scenarios/language/decode.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuiteFile = "suite.yaml";

bool IsScenarioFile(const fs::directory_entry& entry) {
  const fs::path extension = entry.path().extension();
  std::error_code unknown;
  return (extension == ".yaml" || extension == ".yml") && entry.path().filename() != kSuiteFile &&
         entry.is_regular_file(unknown);
}

// Where a file is, with every link followed; as it was given where that cannot be told.
fs::path Canonical(const fs::path& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error).lexically_normal();  // a missing relative path stays relative
  fs::path canonical = fs::weakly_canonical(absolute, error);
  return error ? absolute : canonical;
}

// The nearest folder at or above `folder` with a suite.yaml.
std::optional<fs::path> FindSuiteRoot(fs::path folder) {
  while (true) {
    std::error_code error;
    if (fs::exists(folder / kSuiteFile, error)) return folder;
    if (!folder.has_relative_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

// The settings as a scenario file sees them: the path of the suite's device file is relative to the suite's folder.
SuiteSettings SettingsFor(const Suite& suite, const fs::path& scenario_file) {
  SuiteSettings settings = suite.settings;
  if (IsDeviceFile(settings.device)) {
    settings.device =
        (suite.root / settings.device).lexically_relative(Canonical(scenario_file).parent_path()).string();
  }
  return settings;
}

}  // namespace

fs::path SuiteRootOf(const fs::path& scenario_file) {
  const fs::path folder = Canonical(scenario_file).parent_path();
  return FindSuiteRoot(folder).value_or(folder);
}

std::string DisplayPath(const fs::path& path) {
  std::error_code error;
  const fs::path relative = fs::absolute(path, error).lexically_normal().lexically_proximate(fs::current_path(error));
  if (!error && !relative.empty() && *relative.begin() != "..") return relative.generic_string();
  return path.lexically_normal().generic_string();
}

std::string SuiteFileName(const ScenarioFile& file) { return DisplayPath(file.suite->root / kSuiteFile); }

std::string ReportName(const ScenarioFile& file, const std::string& name) {
  if (name == file.name) return file.report_name;
  if (!fs::path(name).is_absolute()) return name;
  return Canonical(name).lexically_relative(file.suite->root).generic_string();
}

Result<std::vector<fs::path>> FindScenarioFiles(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Error{"no such file or folder", path.string()};
  if (!fs::exists(status)) return Error{error.message(), path.string()};
  if (!fs::is_directory(status)) return std::vector<fs::path>{path};
  std::vector<fs::path> files;
  fs::path reached = path;
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    reached = entry->path();
    if (IsScenarioFile(*entry)) files.push_back(reached);
  }
  if (error) return Error{error.message() + " (at or after this)", reached.string()};
  std::ranges::sort(files);
  return files;
}

const SuiteLoader::LoadedSuite& SuiteLoader::SuiteOf(const fs::path& scenario_file) {
  const fs::path folder = Canonical(scenario_file).parent_path();
  const std::optional<fs::path> root = FindSuiteRoot(folder);
  const fs::path key = root.value_or(folder);
  if (const auto known = suites_.find(key); known != suites_.end()) return known->second;

  LoadedSuite loaded;
  loaded.suite.root = key;
  if (root) {
    Diagnostics diagnostics(DisplayPath(*root / kSuiteFile));
    const Result<std::string> text = ReadHostFile(*root / kSuiteFile, kMaxTextBytes);
    if (!text.ok()) diagnostics.Add({}, text.error().text);
    if (text.ok()) loaded.suite.settings = ParseSuite(text.value(), diagnostics);
    if (!loaded.suite.settings.roots.empty()) {
      auto roots = files_.Folder(loaded.suite.settings.roots, PathScope{*root, *root, allowed_});
      if (!roots.ok()) {
        diagnostics.Add(loaded.suite.settings.roots_at, "`" + roots.error().file + "`: " + roots.error().text);
      }
      if (roots.ok()) {
        loaded.suite.known_roots = std::make_shared<const std::vector<CertificatePtr>>(std::move(roots).value());
      }
    }
    loaded.errors = diagnostics.list();
  }
  return suites_.emplace(key, std::move(loaded)).first->second;
}

ScenarioFile SuiteLoader::Load(const fs::path& path) {
  ScenarioFile file;
  file.path = path;
  const LoadedSuite& loaded = SuiteOf(path);
  file.suite = &loaded.suite;
  file.id = Canonical(path).lexically_relative(loaded.suite.root).replace_extension().generic_string();
  file.name = DisplayPath(path);
  file.report_name = fs::path(file.name).is_absolute() ? file.id + path.extension().string() : file.name;
  file.errors = loaded.errors;
  if (path.filename() == kSuiteFile) file.kind = FileKind::kSuite;
  if (!file.errors.empty() || file.kind == FileKind::kSuite) return file;

  const Result<std::string> text = ReadHostFile(path, kMaxTextBytes);
  if (text.ok()) return WithText(file, text.value());
  file.errors.push_back({file.name, {}, text.error().text});
  return file;
}

ScenarioFile WithText(const ScenarioFile& file, std::string text) {
  ScenarioFile read = file;
  read.text = std::move(text);
  read.scenario.reset();
  Diagnostics diagnostics(file.name);
  const std::optional<Node> root = ParseYaml(read.text, diagnostics);
  if (root && DescribesDevice(*root)) {
    read.kind = FileKind::kDevice;
    DecodeDeviceFile(*root, diagnostics);
  } else if (root) {
    read.scenario = DecodeScenario(*root, SettingsFor(*file.suite, file.path), diagnostics);
  }
  read.errors = diagnostics.list();
  return read;
}

}  // namespace wmsim
