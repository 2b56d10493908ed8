// A pattern: which cells of an action are meant, by their facts and by what is decided in them.
#pragma once

#include <cstdint>
#include <vector>

#include "policy_engine/region.h"

namespace wmsim {

// Rows of an action's table of rules, a bit for each; the bit behind the last row stands for no rule.
using RuleSet = std::uint64_t;
constexpr RuleSet OneRule(std::size_t row) { return RuleSet{1} << row; }
inline RuleSet NoRule(const Action& action) { return OneRule(action.rules.size()); }
inline RuleSet EveryRule(const Action& action) { return NoRule(action) | (NoRule(action) - 1); }

// BlockersOf returns the further blockers of a decision, PromptsOf the rules that ask on the way to it; NoRule where
// there are none.
RuleSet BlockersOf(const Action& action, const Decision& decision);
RuleSet PromptsOf(const Action& action, const Cell& cell, const Decision& decision);

// A demand on a set of rules: one of `rules` is in it, or where `is_not`, none of them.
struct RuleDemand {
  RuleSet rules = 0;
  bool is_not = false;
};

// The cells of `region` whose headline is one of `headlines`, and whose blockers and prompts are as every demand wants.
struct Pattern {
  Region region;
  RuleSet headlines = 0;
  std::vector<RuleDemand> blockers;
  std::vector<RuleDemand> prompts;
};

// EveryCell returns the pattern that each cell of `action` fits.
Pattern EveryCell(const Action& action);

// BothOf returns the pattern of the cells that fit both. Requires the same action.
Pattern BothOf(const Pattern& a, const Pattern& b);

// SpeaksOfDecisions tells whether the region alone does not say which cells fit.
bool SpeaksOfDecisions(const Pattern& pattern);

// Fits tells whether a cell of the pattern's region, in which `decision` is made, fits.
bool Fits(const Pattern& pattern, const Cell& cell, const Decision& decision);

// ForEachCell visits every cell that fits, `visit(const Cell&, const Decision&)`, in the order of CellAt.
template <class Visit>
void ForEachCell(const Pattern& pattern, Visit visit) {
  ForEachCell(pattern.region, [&](const Cell& cell) {
    const Decision decision = pattern.region.action->decide(cell);
    if (Fits(pattern, cell, decision)) visit(cell, decision);
  });
}

// Cells returns the number of cells that fit.
std::uint64_t Cells(const Pattern& pattern);

}  // namespace wmsim
