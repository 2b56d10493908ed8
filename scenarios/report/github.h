// Workflow commands of GitHub Actions: what went wrong, shown beside the lines of the scenario files.
#pragma once

#include <string>
#include <vector>

#include "scenarios/report/case_record.h"

namespace wmsim {

// RunGitHub returns an `::error` for each difference and error, a `::notice` for each case that was skipped or expected
// to fail, and nothing for what passed; one `::error` for all that was not run.
std::string RunGitHub(const std::vector<CaseRecord>& cases, const Summary& summary);

}  // namespace wmsim
