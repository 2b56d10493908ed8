#include "policy_engine/alternatives.h"

#include <algorithm>

namespace wmsim {

std::vector<Alternative> Alternatives(const Verdict& verdict) {
  const Action& action = *verdict.action;
  std::vector<Alternative> alternatives;
  for (std::size_t field = 0; field < action.fields.size(); ++field) {
    Cell cell = verdict.cell;
    for (std::size_t value = 0; value < action.fields[field].classes.size(); ++value) {
      if (value == verdict.cell[field]) continue;
      cell[field] = static_cast<std::uint8_t>(value);
      alternatives.push_back({field, cell[field], action.decide(cell)});
    }
  }
  return alternatives;
}

namespace {

// Collects alternatives by their fact and by what stops the step then.
void Collect(const Verdict& verdict, const Alternative& alternative, std::vector<Turn>& turns) {
  const std::size_t headline = alternative.decision.headline;
  const RuleInfo* rule = headline < verdict.action->rules.size() ? &verdict.action->rules[headline] : nullptr;
  const auto turn = std::ranges::find_if(
      turns, [&](const Turn& known) { return known.field == alternative.field && known.stopped_by == rule; });
  if (turn != turns.end()) {
    turn->classes.push_back(alternative.value);
  } else {
    turns.push_back({alternative.field, {alternative.value}, rule});
  }
}

}  // namespace

std::vector<Turn> WhatUnsets(const Verdict& verdict, std::size_t rule) {
  std::vector<Turn> turns;
  for (const Alternative& alternative : Alternatives(verdict)) {
    const bool still_stops = ((alternative.decision.fired >> rule) & 1) != 0;
    if (!still_stops) Collect(verdict, alternative, turns);
  }
  return turns;
}

std::vector<Turn> WhatStops(const Verdict& verdict) {
  std::vector<Turn> turns;
  for (const Alternative& alternative : Alternatives(verdict)) {
    const bool stops = alternative.decision.headline < verdict.action->rules.size();
    if (stops) Collect(verdict, alternative, turns);
  }
  return turns;
}

}  // namespace wmsim
