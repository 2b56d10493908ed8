// The distinct decisions of an action. Expected from the rules' tables and from walking the cells.
#include "policy_engine/decisions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <set>

#include "policy_engine/actions.h"

namespace wmsim {
namespace {

std::set<std::uint64_t> AsSet(const std::vector<std::uint64_t>& decisions) {
  return {decisions.begin(), decisions.end()};
}

TEST(DistinctDecisions, AreThoseOfEveryCell) {
  for (const Action* action : Actions()) {
    constexpr std::uint64_t kMostCells = 50000;  // of the larger actions as many, spread over all
    const std::uint64_t cells = Cells(*action);
    const std::uint64_t stride = std::max<std::uint64_t>(1, cells / kMostCells) | 1U;
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < cells; i += stride) {
      seen.insert(RulesInTheWay(*action, action->decide(CellAt(*action, i))));
    }
    const std::set<std::uint64_t> decisions = AsSet(DistinctDecisions(*action));
    EXPECT_TRUE(std::ranges::includes(decisions, seen)) << action->name;
    if (stride == 1) {
      EXPECT_EQ(decisions, seen) << action->name;
    }
  }
}

// By hand: a program runs, or one of the loader's four rows stops it, and no two of them can at once. A push is taken
// or discarded. Of RAPI's three rows two are about different calls, and the first excludes both.
TEST(DistinctDecisions, OfSmallActionsAreCounted) {
  EXPECT_EQ(AsSet(DistinctDecisions(kRunAppAction)), (std::set<std::uint64_t>{0, 1, 2, 4, 8}));
  EXPECT_EQ(AsSet(DistinctDecisions(kPushMessageAction)), (std::set<std::uint64_t>{0, 1}));
  EXPECT_EQ(AsSet(DistinctDecisions(kRapiCallAction)), (std::set<std::uint64_t>{0, 1, 2, 4}));
}

TEST(DistinctDecisions, HaveSmallSetsFirst) {
  for (const Action* action : Actions()) {
    const std::vector<std::uint64_t> decisions = DistinctDecisions(*action);
    EXPECT_TRUE(std::ranges::is_sorted(decisions, {}, [](std::uint64_t rules) { return std::popcount(rules); }));
    EXPECT_EQ(decisions.front(), 0U) << action->name;
  }
}

// A certificate that is there already settles a step, and is no blocker of one that stops before.
TEST(RulesInTheWay, LeavesOutWhatWouldSettle) {
  SpAddCertFacts facts{};
  facts.checked = YesNo::kYes;
  facts.signed_by = Signature::kPrivileged;
  facts.already_there = YesNo::kYes;
  const Decision settled = DecideSpAddCert(facts);
  EXPECT_EQ(RulesInTheWay(kSpAddCertAction, settled), std::uint64_t{1} << settled.headline);
  facts.signed_by = Signature::kRevoked;
  const Decision stopped = DecideSpAddCert(facts);
  EXPECT_NE(stopped.fired, RulesInTheWay(kSpAddCertAction, stopped));
  facts.already_there = YesNo::kNo;
  EXPECT_EQ(RulesInTheWay(kSpAddCertAction, stopped), DecideSpAddCert(facts).fired);
}

}  // namespace
}  // namespace wmsim
