// Two devices compared by what comes of the same step on each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/runner/class_pairs.h"
#include "scenarios/runner/realize.h"

namespace wmsim {

// A kind of difference: an action, and the rows of its table that decide on the one device and on the other (the number
// of rules where nothing stops). `cells` counts the pairs of cells of the kind; `first` are some of them, in order.
struct DifferenceKind {
  const Action* action;
  std::size_t row_a;
  std::size_t row_b;
  std::uint64_t cells = 0;
  std::vector<CellPair> first;
};

// All of one action: `cells` are the pairs of cells that were looked at, the kinds those whose outcomes differ, in the
// order of the rows.
struct ActionComparison {
  const Action* action;
  std::uint64_t cells = 0;
  std::vector<DifferenceKind> kinds;

  std::uint64_t Differing() const;
};

// CompareActions looks at every pair of cells (class_pairs.h) of every action.
std::vector<ActionComparison> CompareActions(const Device& a, const Device& b);

// A device as a scenario names it: a profile or a device file, and a configuration or "". `profile` is the profile at
// the bottom of it.
struct NamedDevice {
  std::string device;
  std::string configuration;
  std::string profile;
};

// ExampleOf returns a scenario that runs one step on both devices and shows a difference of the kind, or nothing where
// none of the kind's first cells can be shown so. What it returns has been run.
std::optional<MadeScenario> ExampleOf(const DifferenceKind& kind, const NamedDevice& a, const NamedDevice& b);

}  // namespace wmsim
