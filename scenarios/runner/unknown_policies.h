// Numbers of policies that no document names. A scenario may try them; often they are slips of the pen.
#pragma once

#include <vector>

#include "scenarios/runner/suite.h"

namespace wmsim {

// UnknownPolicies returns a note for each place of a scenario or device file that gives a value to a policy that is not
// known, with the number that was probably meant.
std::vector<Diagnostic> UnknownPolicies(const ScenarioFile& file);

}  // namespace wmsim
