// The search for all minimal fixes of a step.
#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/fix/remedy.h"

namespace wmsim {

inline constexpr std::size_t kMostRemedies = 4;

// A Fix is a set of remedies, by their numbers in the order of RemediesFor, after which the step succeeds, while after
// no proper subset of them it does. `result` is what came of the step when it was tried so; `reach` the most that one
// of the remedies, or the step itself, opens.
struct Fix {
  std::vector<std::size_t> remedies;
  Reach reach = Reach::kNone;
  StepResult result;
};

// What the search found, and how many sets of remedies it tried on the device.
struct Fixes {
  std::vector<Fix> list;
  std::size_t tried = 0;
};

// FindFixes returns every fix of at most kMostRemedies remedies: those that open least first, then those of fewest
// remedies, whole configurations behind others, then in the order of the remedies.
//
// A set that does not succeed is stopped by some rule, and whatever set holds it and succeeds must change one of the
// facts that this rule reads: so only remedies that may change one of them are added to it. A set that came to the same
// as the one before, to the letter, is not built upon: two remedies that help only together, while neither changes any
// fact's text, would be passed over. Of each fix every smaller set is tried, so that what is told is minimal.
Fixes FindFixes(const Problem& problem, const std::vector<Remedy>& remedies);

// Apply makes a device and a step as they are after a set of remedies: the tester's steps in order, a restart at the
// end where one of them wants it. `by_hand` are all these steps. Nothing where one of them cannot be done.
struct Applied {
  Device device;
  Attempt attempt;
  std::vector<Attempt> by_hand;
};
std::optional<Applied> Apply(const Problem& problem, const std::vector<Remedy>& remedies,
                             const std::vector<std::size_t>& chosen);

}  // namespace wmsim
