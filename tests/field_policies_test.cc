#include "policy_engine/field_policies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>

#include "policy_engine/actions.h"

namespace wmsim {
namespace {

// A fact that is named after a policy is reduced from that policy alone.
TEST(FieldPoliciesTest, FactsNamedAfterAPolicyAreReducedFromIt) {
  for (const Action* action : Actions()) {
    for (const FieldInfo& field : action->fields) {
      std::uint32_t id = 0;
      const auto read = std::from_chars(field.name.data(), field.name.data() + field.name.size(), id);
      if (read.ec != std::errc() || read.ptr != field.name.data() + field.name.size()) continue;
      const auto policies = PoliciesBehind(field.id);
      ASSERT_EQ(policies.size(), 1U) << field.name;
      EXPECT_EQ(policies.front(), PolicyId{id});
    }
  }
}

TEST(FieldPoliciesTest, FactsOfFilesAndPeopleHaveNone) {
  for (const FieldId field :
       {FieldId::kSignedBy, FieldId::kCertificateKind, FieldId::kAnswer, FieldId::kOperatorRestricted,
        FieldId::kChecked, FieldId::kRootThere, FieldId::kAlreadyThere}) {
    EXPECT_TRUE(PoliciesBehind(field).empty());
  }
}

TEST(FieldPoliciesTest, PoliciesAreAscendingAndOfTheCatalogue) {
  for (const Action* action : Actions()) {
    for (const FieldInfo& field : action->fields) {
      const auto policies = PoliciesBehind(field.id);
      EXPECT_TRUE(std::ranges::is_sorted(policies)) << field.name;
      for (const PolicyId id : policies) EXPECT_NE(FindPolicy(id), nullptr) << field.name;
    }
  }
}

TEST(FieldPoliciesTest, FieldsOfIsTheInverse) {
  EXPECT_EQ(FieldsOf(policy::kUnsignedApps), FieldSet{FieldId::kUnsignedApps});
  EXPECT_EQ(FieldsOf(policy::kGrantManager),
            (FieldSet{FieldId::kGrantsManager, FieldId::kListed, FieldId::kDocumentFault}));
  EXPECT_EQ(FieldsOf(PolicyId{1}), FieldSet{});
}

}  // namespace
}  // namespace wmsim
