// --update on the command line: files of cases that failed are written anew, and what changed is shown.
#pragma once

#include "scenarios/cli/load.h"
#include "scenarios/cli/run_results.h"

namespace wmsim {

// UpdateFiles writes what came out into the files of the chosen cases that failed, and prints each difference and each
// place that was left. Returns yes where nothing was left, kCouldNot where a file cannot be written.
ExitStatus UpdateFiles(const LoadedFiles& loaded, const CasesToRun& chosen, const RunKeys& keys,
                       const std::vector<std::filesystem::path>& allowed);

}  // namespace wmsim
