#include "policy_engine/reach.h"

#include <gtest/gtest.h>

namespace wmsim {
namespace {

TEST(ReachTest, IsWhatTheGuideWarnsOf) {
  EXPECT_EQ(Reach::kUnsignedPrograms, ReachOf(policy::kUnsignedApps, 0, 1));  // dd425351
  EXPECT_EQ(Reach::kAdministrator, ReachOf(policy::kGrantManager, 128, 16));  // dd425351
  EXPECT_EQ(Reach::kAdministrator, ReachOf(policy::kGrantManager, 128, 144));
  EXPECT_EQ(Reach::kAdministrator, ReachOf(policy::kRapi, 2, 1));  // bb416355: no call is checked
}

TEST(ReachTest, IsNothingWhereNothingIsOpened) {
  struct Row {
    PolicyId policy;
    std::optional<std::uint32_t> before;
    std::uint32_t after;
  };
  for (const Row& row :
       {Row{policy::kUnsignedApps, 1, 0}, Row{policy::kUnsignedApps, 1, 1}, Row{policy::kUnsignedApps, 0, 2},
        Row{policy::kGrantManager, 16, 128}, Row{policy::kGrantManager, 16, 16}, Row{policy::kGrantManager, 144, 16},
        Row{policy::kGrantManager, 128, 8}, Row{policy::kRapi, 1, 2}, Row{policy::kRapi, 0, 2},
        Row{policy::kUnsignedCabs, 16, 0}, Row{PolicyId{41}, std::nullopt, 1}}) {
    EXPECT_EQ(Reach::kNone, ReachOf(row.policy, row.before, row.after)) << Bits(RoleMask{row.after});
  }
}

TEST(ReachTest, OfAMaskOnlyTheAddedRolesCount) {
  EXPECT_EQ(Reach::kUnsignedPrograms, ReachOf(policy::kUnsignedCabs, 0, 16));
  EXPECT_EQ(Reach::kAdministrator, ReachOf(policy::kUnsignedCabs, 16, 24));  // MANAGER
  EXPECT_EQ(Reach::kUnsignedPrograms, ReachOf(policy::kUnsignedCabs, 8, 24));
}

}  // namespace
}  // namespace wmsim
