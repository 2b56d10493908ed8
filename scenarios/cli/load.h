// The scenario files that the words of a command line mean.
#pragma once

#include <deque>
#include <filesystem>
#include <set>
#include <vector>

#include "scenarios/cli/command_line.h"
#include "scenarios/cli/console.h"
#include "scenarios/runner/suite.h"

namespace wmsim {

// What the paths of the line mean, read. `errors` are about paths that mean nothing.
struct LoadedFiles {
  std::deque<ScenarioFile> files;
  std::vector<const ScenarioFile*> named;  // those that the line names themselves, not by their folder
  std::vector<Error> errors;
};

// LoadAll reads what the line's paths mean; without one, scenarios/suite below the current folder.
LoadedFiles LoadAll(const CommandLine& line, SuiteLoader& loader);

// SuiteFolders returns the folders of the suites that the line's paths belong to.
std::set<std::filesystem::path> SuiteFolders(const CommandLine& line);

// ComplainOfPaths tells every path that means nothing; in JSON there is one error object, of the first.
ExitStatus ComplainOfPaths(const LoadedFiles& loaded, Format format);

// AllowedFolders returns what --allow names.
Result<std::vector<std::filesystem::path>> AllowedFolders(const CommandLine& line);

// Says each error once: what is wrong with a suite.yaml is wrong for every file of its suite.
class Complaints {
 public:
  // Returns the errors that had not been said.
  std::vector<Diagnostic> Add(const std::vector<Diagnostic>& errors) {
    std::vector<Diagnostic> fresh;
    for (const Diagnostic& error : errors) {
      if (!said_.insert(error).second) continue;
      Complain(error);
      fresh.push_back(error);
    }
    return fresh;
  }

 private:
  std::set<Diagnostic> said_;
};

}  // namespace wmsim
