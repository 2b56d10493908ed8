// The matrix of a scenario file: variables, their combinations, and putting values in place of ${variables}.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/language/node.h"

namespace wmsim {

// One combination: each variable with its value, in the file's order.
using Combination = std::vector<std::pair<std::string, std::string>>;

// DecodeMatrix returns every combination of `matrix: {VARIABLE: [VALUE]}`, the last variable changing fastest; one
// empty combination where `node` is null.
std::vector<Combination> DecodeMatrix(const Node* node, Diagnostics& diagnostics);

// Substitute returns `node` with ${variable} replaced inside its values ($${ stands for ${ itself). What was replaced
// counts as written without quotes. Adds the variables that it met to `used`; an unknown one is an error.
Node Substitute(const Node& node, const Combination& combination, std::set<std::string>& used,
                Diagnostics& diagnostics);

// CombinationText writes " [device=guide-pocket-pc, grant=16]", or nothing for an empty combination.
std::string CombinationText(const Combination& combination);

}  // namespace wmsim
