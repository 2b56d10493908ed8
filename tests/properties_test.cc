// What must hold of every action, whatever its rules are: tightening a policy never turns a no into a yes.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using Words = std::vector<std::string_view>;

// For each policy its classes from the most permissive to the strictest; those of one list count alike.
const std::map<std::string_view, std::vector<Words>>& Strictness() {
  static const std::map<std::string_view, std::vector<Words>> kOrder{
      {"4097", {{"1", "not-honoured"}, {"2", "absent", "other"}, {"0"}}},
      {"4101", {{"mask", "not-honoured"}, {"0", "absent"}}},
      {"4102", {{"1", "not-honoured"}, {"0", "absent", "other"}}},
      {"4103", {{"mask", "not-honoured"}, {"0", "absent"}}},
      {"4122", {{"1", "not-honoured"}, {"0", "absent", "other"}}},
      {"4123", {{"1", "not-honoured"}, {"0", "absent", "other"}}},
      {"grants-manager", {{"yes"}, {"no"}}},
      {"sl-accepted", {{"yes"}, {"no"}}},
      {"si-accepted", {{"yes"}, {"no"}}},
      {"operator-restricted", {{"no"}, {"yes"}}},
      {"key-protected", {{"no"}, {"yes"}}},
      {"protected", {{"no"}, {"yes"}}},
      {"listed", {{"yes"}, {"no"}}},
      {"checked", {{"no"}, {"yes"}}},
  };
  return kOrder;
}

// How strict each class of a field is, 0 being the most permissive; empty for a field that is no policy.
std::vector<std::size_t> RanksOf(const FieldInfo& field) {
  std::vector<std::size_t> ranks;
  const auto order = Strictness().find(field.name);
  if (order == Strictness().end()) return ranks;
  for (const std::string_view word : field.classes) {
    const auto holds = [&](const Words& words) { return std::ranges::find(words, word) != words.end(); };
    const auto rank = std::ranges::find_if(order->second, holds);
    EXPECT_NE(rank, order->second.end()) << "no rank for " << field.name << " = " << word;
    ranks.push_back(static_cast<std::size_t>(rank - order->second.begin()));
  }
  return ranks;
}

bool IsYes(const Decision& decision) { return ExitOf(decision.outcome) == ExitStatus::kYes; }

class Tightening : public testing::TestWithParam<const Action*> {};

// ForEachPolicyCell visits every cell of an action once for each field that is a policy.
template <typename Visit>
void ForEachPolicyCell(const Action& action, Visit visit) {
  for (std::size_t field = 0; field < action.fields.size(); ++field) {
    const std::vector<std::size_t> ranks = RanksOf(action.fields[field]);
    if (ranks.empty()) continue;
    for (std::uint64_t index = 0; index < Cells(action); ++index) {
      visit(field, ranks, index);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

TEST_P(Tightening, NeverTurnsANoIntoAYes) {
  const Action& action = *GetParam();
  ForEachPolicyCell(action, [&](std::size_t field, const std::vector<std::size_t>& ranks, std::uint64_t index) {
    const FieldInfo& info = action.fields[field];
    const Cell cell = CellAt(action, index);
    if (IsYes(action.decide(cell))) return;
    Cell tighter = cell;
    for (std::size_t i = 0; i < info.classes.size(); ++i) {
      if (ranks[i] <= ranks[cell[field]]) continue;
      tighter[field] = static_cast<std::uint8_t>(i);
      ASSERT_FALSE(IsYes(action.decide(tighter)))
          << action.name << ", cell " << index << ": " << info.name << " = " << info.classes[i] << " lets it through";
    }
  });
}

// Within one rank the classes decide alike: absent and other count as 0, not honoured as the permissive value.
TEST_P(Tightening, DecidesAlikeWithinARank) {
  const Action& action = *GetParam();
  ForEachPolicyCell(action, [&](std::size_t field, const std::vector<std::size_t>& ranks, std::uint64_t index) {
    const FieldInfo& info = action.fields[field];
    const Cell cell = CellAt(action, index);
    Cell other = cell;
    for (std::size_t i = 0; i < info.classes.size(); ++i) {
      if (i == cell[field] || ranks[i] != ranks[cell[field]]) continue;
      other[field] = static_cast<std::uint8_t>(i);
      ASSERT_EQ(action.decide(other), action.decide(cell)) << action.name << ", cell " << index << ", " << info.name;
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Of, Tightening, testing::ValuesIn(Actions().begin(), Actions().end()),
                         [](const testing::TestParamInfo<const Action*>& param) {
                           std::string name(param.param->name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace wmsim
