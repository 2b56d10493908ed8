// The folder of `wmsim run --coverage --suggest DIR`.
#pragma once

#include <optional>
#include <string>

#include "scenarios/runner/suggestions.h"

namespace wmsim {

// WhyNoFolder returns why suggestions cannot go to a folder, as far as that can be told before: it holds something, it
// is none, or there is none to make it in. Nothing where they can.
std::optional<Error> WhyNoFolder(const std::string& folder);

// WriteSuggestions makes the folder where it is missing, and writes the scenarios and the files that they name; each
// file once.
std::optional<Error> WriteSuggestions(const std::string& folder, const Suggestions& suggestions);

// SuggestionsText tells in a line what was written and what was not.
std::string SuggestionsText(const std::string& folder, const Suggestions& suggestions);

}  // namespace wmsim
