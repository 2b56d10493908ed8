// The decisions that an action can come to, whatever the facts: which rule decides, and which others stand in the way.
#pragma once

#include <cstdint>
#include <vector>

#include "policy_engine/action.h"

namespace wmsim {

// RulesInTheWay returns the headline of a decision and its further blockers, a bit for each rule of `action`; 0 where
// nothing stopped the step. Settling rules behind the headline are left out.
std::uint64_t RulesInTheWay(const Action& action, const Decision& decision);

// DistinctDecisions returns the rules in the way of every cell of an action, each set once: small sets first, those of
// the same size in the order of the rules.
std::vector<std::uint64_t> DistinctDecisions(const Action& action);

}  // namespace wmsim
