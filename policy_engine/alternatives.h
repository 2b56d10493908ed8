// What would have been decided had one fact been another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy_engine/action.h"

namespace wmsim {

// One fact of a decision in another class, and what is decided then. `field` is the number of the fact in the action's
// order, `value` the other class.
struct Alternative {
  std::size_t field;
  std::uint8_t value;
  Decision decision;
};

// Alternatives returns every decision that differs from the verdict's in the class of one fact: fact by fact in the
// action's order, class by class.
std::vector<Alternative> Alternatives(const Verdict& verdict);

// A fact, and those of its other classes that, alone, lead to one other end: the rule that stops the step then, or null
// where it succeeds.
struct Turn {
  std::size_t field;
  std::vector<std::uint8_t> classes;
  const RuleInfo* stopped_by;
};

// WhatUnsets returns the changes of one fact that take rule number `rule` out of the way, whatever stops the step then.
// Nothing where only several changes together would. Requires that the rule stops.
std::vector<Turn> WhatUnsets(const Verdict& verdict, std::size_t rule);

// WhatStops returns the changes of one fact that stop a step that succeeds.
std::vector<Turn> WhatStops(const Verdict& verdict);

}  // namespace wmsim
