// What failed in the last runs, remembered in the folder `.wmsim` for `--failed`.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace wmsim {

// The cases of a run by their keys (CaseKey): which ran, which of them failed, and which there are in the files that
// were read, chosen or not.
struct RunKeys {
  std::set<std::string> ran;
  std::set<std::string> failed;
  std::set<std::string> known;
  std::set<std::string> files;
};

// FailedBefore returns the keys that are remembered below `folder`; none where nothing is.
std::set<std::string> FailedBefore(const std::filesystem::path& folder);

// RememberFailed adds what failed, and takes off what ran and did not and cases that their files have no more. The
// folder `.wmsim` is made where something failed, with a .gitignore of its own, and its file goes where nothing is
// left. A folder that cannot be written to remembers nothing.
void RememberFailed(const std::filesystem::path& folder, const RunKeys& keys);

}  // namespace wmsim
