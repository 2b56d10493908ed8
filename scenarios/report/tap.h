// TAP 14, the Test Anything Protocol.
#pragma once

#include <string>
#include <vector>

#include "scenarios/report/case_record.h"

namespace wmsim {

// RunTap returns the text of a whole run: a test point per case, with its differences or errors as a YAML block. What
// was skipped is `# SKIP`, what was expected to fail `# TODO`. A run that ended early bails out.
std::string RunTap(const std::vector<CaseRecord>& cases, const Summary& summary);

}  // namespace wmsim
