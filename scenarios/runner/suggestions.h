// Scenarios for what a run did not come to.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/runner/coverage.h"
#include "scenarios/runner/realize.h"

namespace wmsim {

// A scenario that is decided as no step of the run was. `name` is its file's: ACTION-HEADLINE-N.yaml, the same for the
// same decision whatever else is missing.
struct Suggestion {
  std::string name;
  MadeScenario scenario;
};

// `more` decisions could be shown too and were not asked for; `not_shown` of the missing ones no scenario shows: facts
// contradict each other, no profile brings them about, or wmsim knows no way to.
struct Suggestions {
  std::vector<Suggestion> list;
  std::size_t more = 0;
  std::size_t not_shown = 0;
};

// Suggest looks for the first cell of each decision (decisions.h) that `coverage` lacks and that one of the profiles
// can show. Those with few rules in the way come first, of as many in the order of the actions. `progress` is told how
// many decisions are done; MissingDecisions says of how many.
Suggestions Suggest(const Coverage& coverage, std::size_t limit, const std::function<void(std::size_t)>& progress);
std::size_t MissingDecisions(const Coverage& coverage);

}  // namespace wmsim
