// The files that a scenario, a device file or a suite.yaml names, looked for without running anything.
#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/runner/suite.h"

namespace wmsim {

// NamedFileErrors returns an error for each place of a file, in any of its cases, that names a file which is not there
// or which the suite may not read, with the file that was probably meant. Device files are read too, and what is wrong
// with them and with what they name is told at its place in them; what other files hold is not looked at. Requires that
// the file could be read.
std::vector<Diagnostic> NamedFileErrors(const ScenarioFile& file, const std::vector<std::filesystem::path>& allowed);

}  // namespace wmsim
