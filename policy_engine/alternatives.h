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

// A fact, and those of its other classes that make a difference.
struct Turn {
  std::size_t field;
  std::vector<std::uint8_t> classes;
};

// WhatUnsets returns the facts whose change alone takes rule number `rule` out of the way, each with the classes that
// do. Nothing where only several changes together would. Requires that the rule stops.
std::vector<Turn> WhatUnsets(const Verdict& verdict, std::size_t rule);

}  // namespace wmsim
