// The risks that the guide warns of.
#include "policy_engine/risk.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

using Ids = std::vector<std::string_view>;

Ids Added(const RiskFacts& before, const RiskFacts& after) {
  Ids ids;
  for (const RiskInfo* risk : AddedRisks(before, after)) ids.push_back(risk->id);
  return ids;
}

TEST(Risks, AreTheTwoOfTheGuide) {
  std::set<std::string_view> ids;
  for (const RiskInfo& risk : Risks()) {
    ids.insert(risk.id);
    EXPECT_FALSE(risk.text.empty());
    EXPECT_EQ(risk.source, "dd425351");
    EXPECT_NE(FindSource(risk.source), nullptr);
  }
  EXPECT_TRUE(ids.contains("unsigned-programs-can-run"));
  EXPECT_TRUE(ids.contains("user-becomes-manager"));
  EXPECT_EQ(ids.size(), Risks().size());
}

TEST(AddedRisks, UnsignedProgramsCanRunOnceUnsignedApplicationsIs1) {
  const Ids risk{"unsigned-programs-can-run"};
  EXPECT_EQ(Added({0, 128}, {1, 128}), risk);
  EXPECT_EQ(Added({2, 128}, {1, 128}), risk);
  EXPECT_EQ(Added({std::nullopt, 128}, {1, 128}), risk);
}

// Design 3.1.9: any mask with 16 will do.
TEST(AddedRisks, UserBecomesManagerWithAnyMaskThatNamesUserAuth) {
  for (const std::uint32_t mask : {16U, 24U, 48U, 144U, 0xFFFFFFFFU}) {
    EXPECT_EQ(Added({0, 128}, {0, mask}), Ids{"user-becomes-manager"}) << mask;
  }
}

TEST(AddedRisks, AreBothWhereBothPoliciesOpen) {
  EXPECT_EQ(Added({0, 128}, {1, 16}), (Ids{"unsigned-programs-can-run", "user-becomes-manager"}));
}

TEST(AddedRisks, AreNoneOtherwise) {
  struct {
    std::string_view situation;
    RiskFacts before, after;
  } const rows[] = {
      {"nothing changed", {0, 128}, {0, 128}},
      {"they were there before", {1, 16}, {1, 16}},
      {"the mask grew around 16", {0, 16}, {0, 144}},
      {"they went away", {1, 16}, {0, 128}},
      {"2 counts as 0", {0, 128}, {2, 128}},
      {"another mask without 16", {0, 128}, {0, 0xFFFFFFEF}},
      {"the mask became 0", {0, 128}, {0, 0}},
      {"the values went away", {0, 128}, {std::nullopt, std::nullopt}},
      {"no values at all", {std::nullopt, std::nullopt}, {std::nullopt, std::nullopt}},
  };
  for (const auto& row : rows) EXPECT_EQ(Added(row.before, row.after), Ids{}) << row.situation;
}

}  // namespace
}  // namespace wmsim
