// From a cell of an action to a scenario that shows it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy_engine/action.h"
#include "scenarios/language/node.h"
#include "scenarios/runner/draft.h"
#include "scenarios/runner/images.h"

namespace wmsim {

// A scenario that wmsim makes, and the files that it names, by their names beside it.
struct MadeScenario {
  Node root;
  MadeFiles files;
};

// Realize returns a scenario of one step that is decided in exactly this cell, tried on the first of `devices` (names
// of profiles) that can show it, or nothing where no scenario can. What it returns has been run. Where nothing that can
// be given brings a fact about (a certificate that came after Communicator Mobile started), steps before it do.
std::optional<MadeScenario> Realize(const Action& action, const Cell& cell, std::span<const std::string> devices);

// A Realizer does the same for many cells, and keeps what they share. A file that it makes has the same bytes wherever
// it has the same name.
class Realizer {
 public:
  // Names of no profile are passed over.
  explicit Realizer(std::span<const std::string> devices);

  std::optional<MadeScenario> Realize(const Action& action, const Cell& cell);

  // VisitReach calls `visit` with the cells of an action, in the order of CellAt, until it returns false; cells that
  // plainly no device can show are left out.
  void VisitReach(const Action& action, const std::function<bool(const Cell&)>& visit);

 private:
  // For each fact of an action the classes that a device can show, as bits.
  using Reach = std::array<std::uint8_t, kMaxFields>;
  const std::vector<Reach>& ReachOf(const Action& action);
  std::optional<MadeScenario> Try(const Draft& draft, const Cell& cell);

  std::vector<const Profile*> devices_;
  std::map<const Action*, std::vector<Reach>> reach_;  // of each device
  RunCaches caches_;
};

}  // namespace wmsim
