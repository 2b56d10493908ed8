// What failed in the last runs, remembered in the folder `.wmsim` for `--failed`.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace wmsim {

// The cases of a run by their ids, and which of them failed.
struct RunIds {
  std::set<std::string> run;
  std::set<std::string> failed;
};

// FailedBefore returns the ids that are remembered below `folder`; none where nothing is.
std::set<std::string> FailedBefore(const std::filesystem::path& folder);

// RememberFailed adds what failed and takes off what ran and did not. The folder `.wmsim` is made where something
// failed, with a .gitignore of its own, and its file goes where nothing is left. A folder that cannot be written to
// remembers nothing.
void RememberFailed(const std::filesystem::path& folder, const RunIds& ids);

}  // namespace wmsim
