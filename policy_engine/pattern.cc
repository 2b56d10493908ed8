#include "policy_engine/pattern.h"

#include <algorithm>

namespace wmsim {
namespace {

bool AreMet(const std::vector<RuleDemand>& demands, RuleSet rules) {
  return std::ranges::all_of(demands,
                             [&](const RuleDemand& demand) { return ((rules & demand.rules) != 0) != demand.is_not; });
}

void Append(const std::vector<RuleDemand>& more, std::vector<RuleDemand>& demands) {
  demands.insert(demands.end(), more.begin(), more.end());
}

}  // namespace

RuleSet BlockersOf(const Action& action, const Decision& decision) {
  RuleSet blockers = 0;
  for (std::size_t row = decision.headline + std::size_t{1}; row < action.rules.size(); ++row) {
    if (action.rules[row].weight == Weight::kBlocks) blockers |= decision.fired & OneRule(row);
  }
  return blockers != 0 ? blockers : NoRule(action);
}

RuleSet PromptsOf(const Action& action, const Cell& cell, const Decision& decision) {
  RuleSet prompts = 0;
  for (std::size_t row = 0; row < action.rules.size() && row <= decision.headline; ++row) {
    const bool may_ask = action.rules[row].prompt != MessageId::kNone;
    if (may_ask && action.prompt(cell, row) != MessageId::kNone) prompts |= OneRule(row);
  }
  return prompts != 0 ? prompts : NoRule(action);
}

Pattern EveryCell(const Action& action) { return {WholeRegion(action), EveryRule(action), {}, {}}; }

Pattern BothOf(const Pattern& a, const Pattern& b) {
  Pattern both = a;
  both.region = Overlap(a.region, b.region);
  both.headlines &= b.headlines;
  Append(b.blockers, both.blockers);
  Append(b.prompts, both.prompts);
  return both;
}

bool SpeaksOfDecisions(const Pattern& pattern) {
  const bool any_headline = pattern.headlines == EveryRule(*pattern.region.action);
  return !any_headline || !pattern.blockers.empty() || !pattern.prompts.empty();
}

bool Fits(const Pattern& pattern, const Cell& cell, const Decision& decision) {
  const Action& action = *pattern.region.action;
  return (pattern.headlines & OneRule(decision.headline)) != 0 &&
         (pattern.blockers.empty() || AreMet(pattern.blockers, BlockersOf(action, decision))) &&
         (pattern.prompts.empty() || AreMet(pattern.prompts, PromptsOf(action, cell, decision)));
}

std::uint64_t Cells(const Pattern& pattern) {
  if (!SpeaksOfDecisions(pattern)) return Cells(pattern.region);
  std::uint64_t cells = 0;
  ForEachCell(pattern, [&](const Cell&, const Decision&) { ++cells; });
  return cells;
}

}  // namespace wmsim
