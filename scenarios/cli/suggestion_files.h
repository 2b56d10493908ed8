// The folder of `wmsim run --coverage --suggest DIR`.
#pragma once

#include <optional>
#include <string>

#include "scenarios/runner/suggestions.h"

namespace wmsim {

// WriteSuggestions makes the folder where it is missing, and writes the scenarios and the files that they name; each
// file once.
std::optional<Error> WriteSuggestions(const std::string& folder, const Suggestions& suggestions);

// SuggestionsText tells in a line what was written and what was not.
std::string SuggestionsText(const std::string& folder, const Suggestions& suggestions);

}  // namespace wmsim
