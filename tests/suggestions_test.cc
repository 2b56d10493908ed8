// Scenarios for what a run lacks, of a run that came to nothing at all. Expected from the rules' tables.
#include "scenarios/runner/suggestions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "policy_engine/actions.h"
#include "policy_engine/decisions.h"

namespace wmsim {
namespace {

class SuggestTest : public testing::Test {
 protected:
  static const Suggestions& All() {
    static const Suggestions kAll = Suggest(Coverage(), 100000, [](std::size_t) {});
    return kAll;
  }
  static std::size_t Of(const Action& action) {
    const std::string start = std::string(action.name) + "-";
    return static_cast<std::size_t>(std::ranges::count_if(
        All().list, [&](const Suggestion& suggestion) { return suggestion.name.starts_with(start); }));
  }
};

TEST_F(SuggestTest, ShowsEveryRuleAndEverySuccess) {
  std::set<std::string> headlines;  // the names without number and ending
  for (const Suggestion& suggestion : All().list) {
    headlines.insert(suggestion.name.substr(0, suggestion.name.find_last_of('-')));
  }
  for (const Action* action : Actions()) {
    const std::string start = std::string(action->name) + "-";
    EXPECT_TRUE(headlines.contains(start + std::string(Word(action->success)))) << action->name;
    for (const RuleInfo& rule : action->rules) {
      EXPECT_TRUE(headlines.contains(start + std::string(rule.id))) << action->name << " " << rule.id;
    }
  }
}

// How many decisions scenarios show. All, but for: Certinst, whose formats and passwords hang together with the version
// (files that are not taken: 2 x 2 x 4 ways; taken ones: 2 x 2, and 3 of version 6; root-only: 2; each with and without
// a yes; and already there). Provisioning, where a document comes by one way and is processed or not (15 ways).
// Sign-in, where no sample has both a hash that is not known and an issuer that may not issue (2 to the power of 4).
TEST_F(SuggestTest, ShowsWhatCanBe) {
  const std::map<std::string_view, std::size_t> partly{
      {"certinst", (16 + 4 + 3 + 2) * 2 + 1}, {"provision", 15}, {"sign-in", 65 - 16}};
  for (const Action* action : Actions()) {
    const std::size_t shown = Of(*action);
    const std::size_t all = DistinctDecisions(*action).size();
    RecordProperty(std::string(action->name), std::to_string(shown) + " of " + std::to_string(all));
    if (action == &kInstallCabAction) continue;  // what packages can be is the rules' own affair
    const auto row = partly.find(action->name);
    EXPECT_EQ(shown, row != partly.end() ? row->second : all) << action->name;
  }
  EXPECT_EQ(MissingDecisions(Coverage()), All().list.size() + All().not_shown);
  EXPECT_EQ(All().more, 0U);
}

TEST_F(SuggestTest, TakesThoseWithFewRulesInTheWayFirst) {
  std::size_t progress = 0;
  const Suggestions few = Suggest(Coverage(), 30, [&](std::size_t done) {
    EXPECT_GT(done, progress);
    progress = done;
  });
  ASSERT_EQ(few.list.size(), 30U);
  EXPECT_EQ(few.more, All().list.size() - 30);
  EXPECT_EQ(few.not_shown, All().not_shown);
  for (std::size_t i = 0; i < few.list.size(); ++i) EXPECT_EQ(few.list[i].name, All().list[i].name);
  for (std::size_t i = 0; i < Actions().size(); ++i) {  // what nothing stops comes first
    EXPECT_EQ(few.list[i].name,
              std::string(Actions()[i]->name) + "-" + std::string(Word(Actions()[i]->success)) + "-1.yaml");
  }
}

}  // namespace
}  // namespace wmsim
