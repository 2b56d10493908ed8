// Scenario files on the host: which ones a path means, and the suite that each belongs to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/language/scenario.h"
#include "scenarios/runner/setup.h"

namespace wmsim {

// FindScenarioFiles returns the scenario files that `path` means: the file itself, or every .yaml and .yml file below a
// folder except suite.yaml, sorted.
Result<std::vector<std::filesystem::path>> FindScenarioFiles(const std::filesystem::path& path);

// SuiteRootOf returns the nearest folder at or above a scenario file's that holds a suite.yaml, or the file's own.
std::filesystem::path SuiteRootOf(const std::filesystem::path& scenario_file);

// A Suite is the nearest folder above a scenario file that holds a suite.yaml, or the file's own folder.
struct Suite {
  std::filesystem::path root;
  SuiteSettings settings;
  KnownRoots known_roots;
};

// What a file of a suite is: a scenario, or something that has no steps to run.
enum class FileKind : std::uint8_t { kScenario, kDevice, kSuite };

// A scenario file that was read. `scenario` is missing where the file is wrong; then `errors` says how.
struct ScenarioFile {
  std::filesystem::path path;
  std::string name;         // as messages call it: below the current folder, or as it was given
  std::string report_name;  // as JSON and JUnit call it: never an absolute path
  std::string id;           // the path below the suite's folder, without ending
  const Suite* suite = nullptr;
  FileKind kind = FileKind::kScenario;
  std::string text;  // what the file holds, or "" where it could not be read
  std::optional<Scenario> scenario;
  std::vector<Diagnostic> errors;
};

// Loads scenario files and remembers their suites.
class SuiteLoader {
 public:
  // `allowed` are the folders that suites may read besides their own.
  explicit SuiteLoader(FileCache& files, std::vector<std::filesystem::path> allowed = {})
      : files_(files), allowed_(std::move(allowed)) {}

  // Load never fails as a whole: what is wrong is in the result.
  ScenarioFile Load(const std::filesystem::path& path);

 private:
  struct LoadedSuite {
    Suite suite;
    std::vector<Diagnostic> errors;
  };
  const LoadedSuite& SuiteOf(const std::filesystem::path& scenario_file);

  FileCache& files_;
  std::vector<std::filesystem::path> allowed_;
  std::map<std::filesystem::path, LoadedSuite> suites_;
};

// WithText returns the file as it would be if it held `text`.
ScenarioFile WithText(const ScenarioFile& file, std::string text);

// SuiteFileName returns what messages call the suite.yaml of a file's suite.
std::string SuiteFileName(const ScenarioFile& file);

// ReportName returns what JSON and JUnit call a file that messages about `file` call `name`: never an absolute path.
std::string ReportName(const ScenarioFile& file, const std::string& name);

// DisplayPath writes a path as seen from the current folder; one that leads elsewhere stays as it was given.
std::string DisplayPath(const std::filesystem::path& path);

}  // namespace wmsim
