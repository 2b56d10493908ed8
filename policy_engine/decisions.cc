#include "policy_engine/decisions.h"

#include <algorithm>
#include <bit>
#include <set>

namespace wmsim {
namespace {

// Facts that some rules look at together, as bits by their place in the action, and these rules. Rules of different
// groups stop or not whatever the others do.
struct Group {
  std::uint64_t fields = 0;
  std::uint64_t rules = 0;
};

Group GroupOf(const Action& action, std::size_t rule) {
  Group group{0, std::uint64_t{1} << rule};
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    if (action.rules[rule].reads.Has(action.fields[i].id)) group.fields |= std::uint64_t{1} << i;
  }
  return group;
}

std::vector<Group> GroupsOf(const Action& action) {
  std::vector<Group> groups;
  for (std::size_t rule = 0; rule < action.rules.size(); ++rule) {
    Group joined = GroupOf(action, rule);
    std::erase_if(groups, [&](const Group& other) {
      if ((other.fields & joined.fields) == 0) return false;
      joined = {other.fields | joined.fields, other.rules | joined.rules};
      return true;
    });
    groups.push_back(joined);
  }
  return groups;
}

// The next cell that differs in the fields of a group, the last field fastest; false after the last.
bool Advance(const Action& action, const Group& group, Cell& cell) {
  for (std::size_t i = action.fields.size(); i-- > 0;) {
    if (((group.fields >> i) & 1) == 0) continue;
    if (++cell[i] < action.fields[i].classes.size()) return true;
    cell[i] = 0;
  }
  return false;
}

// Which rules of a group stop at once.
std::set<std::uint64_t> FiredIn(const Action& action, const Group& group) {
  std::set<std::uint64_t> fired;
  Cell cell{};
  std::uint64_t last = ~std::uint64_t{0};
  do {
    const std::uint64_t now = action.decide(cell).fired & group.rules;
    if (now != last) fired.insert(now);  // neighbours are often alike
    last = now;
  } while (Advance(action, group, cell));
  return fired;
}

}  // namespace

std::uint64_t RulesInTheWay(const Action& action, const Decision& decision) {
  std::uint64_t rules = 0;
  for (std::size_t i = 0; i < action.rules.size(); ++i) {
    const bool counts = i == decision.headline || action.rules[i].weight == Weight::kBlocks;
    if (counts) rules |= decision.fired & (std::uint64_t{1} << i);
  }
  return rules;
}

std::vector<std::uint64_t> DistinctDecisions(const Action& action) {
  std::set<std::uint64_t> fired{0};
  for (const Group& group : GroupsOf(action)) {
    std::set<std::uint64_t> joined;
    for (const std::uint64_t of_group : FiredIn(action, group)) {
      for (const std::uint64_t before : fired) joined.insert(before | of_group);
    }
    fired = std::move(joined);
  }
  std::set<std::uint64_t> distinct;
  for (const std::uint64_t rules : fired) {
    const std::size_t lowest = static_cast<std::size_t>(std::countr_zero(rules));
    const auto headline = static_cast<std::uint8_t>(std::min(lowest, action.rules.size()));
    distinct.insert(RulesInTheWay(action, {action.success, headline, rules}));
  }
  std::vector<std::uint64_t> decisions(distinct.begin(), distinct.end());
  std::ranges::stable_sort(decisions, {}, [](std::uint64_t rules) { return std::popcount(rules); });
  return decisions;
}

}  // namespace wmsim
