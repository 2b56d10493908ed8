// The files that a scenario names, looked for without running it.
#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/runner/suite.h"

namespace wmsim {

// NamedFileErrors returns an error for each place of a scenario, in any of its cases, that names a file which is not
// there or which the scenario may not read, with the file that was probably meant. What the files hold is not looked
// at. Requires that the file could be read.
std::vector<Diagnostic> NamedFileErrors(const ScenarioFile& file, const std::vector<std::filesystem::path>& allowed);

}  // namespace wmsim
