#include "policy_engine/alternatives.h"

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

std::vector<Turn> WhatUnsets(const Verdict& verdict, std::size_t rule) {
  std::vector<Turn> turns;
  for (const Alternative& alternative : Alternatives(verdict)) {
    if (((alternative.decision.fired >> rule) & 1) != 0) continue;
    if (turns.empty() || turns.back().field != alternative.field) turns.push_back({alternative.field, {}});
    turns.back().classes.push_back(alternative.value);
  }
  return turns;
}

}  // namespace wmsim
