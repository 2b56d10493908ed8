// The answer of `fix`: what would make a step succeed, who can do it and by which ways, and what it opens.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/fix/answer.h"

namespace wmsim {

// FixText writes the step's outcome and the fixes, least risk first; FixJsonText is the same as JSON (docs/json.md).
std::string FixText(const Problem& problem, const FixAnswer& answer, std::string_view device);
std::string FixJsonText(const Problem& problem, const FixAnswer& answer);

}  // namespace wmsim
