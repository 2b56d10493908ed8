// Regions, patterns, and what a configuration says of facts.
#include "policy_engine/pattern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "policy_engine/actions.h"
#include "policy_engine/configuration_classes.h"

namespace wmsim {
namespace {

TEST(Region, HasABitForEveryClassOfEveryFact) {
  for (const Action* action : Actions()) {
    for (const FieldInfo& field : action->fields) EXPECT_LE(field.classes.size(), kMaxClasses) << field.name;
    EXPECT_EQ(Cells(*action), Cells(WholeRegion(*action)));
  }
}

TEST(Region, VisitsItsOwnCellsInTheirOrder) {
  Region region = WholeRegion(kSignInAction);
  region.classes[0] = OneClass(1);
  region.classes[5] = OneClass(0);
  std::vector<Cell> wanted;
  for (std::uint64_t i = 0; i < Cells(kSignInAction); ++i) {
    const Cell cell = CellAt(kSignInAction, i);
    if (cell[0] == 1 && cell[5] == 0) wanted.push_back(cell);
  }
  std::vector<Cell> visited;
  ForEachCell(region, [&](const Cell& cell) { visited.push_back(cell); });
  EXPECT_EQ(32U, visited.size());
  EXPECT_EQ(wanted, visited);
  EXPECT_EQ(32U, Cells(region));
}

TEST(Region, SkipsClassesInBetween) {
  Region odd = WholeRegion(kRapiCallAction);  // 4097 has six classes
  odd.classes = {};
  odd.classes[0] = static_cast<ClassSet>(OneClass(1) | OneClass(4));
  for (std::size_t i = 1; i < kRapiCallAction.fields.size(); ++i) odd.classes[i] = OneClass(0);
  std::vector<int> modes;
  ForEachCell(odd, [&](const Cell& cell) { modes.push_back(cell[0]); });
  EXPECT_EQ((std::vector<int>{1, 4}), modes);
}

TEST(Region, WithoutAClassOfSomeFactHasNoCell) {
  Region region = WholeRegion(kSignInAction);
  region.classes[3] = 0;
  int visited = 0;
  ForEachCell(region, [&](const Cell&) { ++visited; });
  EXPECT_EQ(0, visited);
  EXPECT_EQ(0U, Cells(region));
}

TEST(Pattern, OfEveryCellCountsThemAll) {
  for (const Action* action : Actions()) EXPECT_EQ(Cells(*action), Cells(EveryCell(*action))) << action->name;
}

// Each cell has one headline, so that the counts by headline add up.
TEST(Pattern, PartsTheCellsByTheirHeadline) {
  for (const Action* action : {&kSignInAction, &kCertinstAction, &kProvisionAction}) {
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row <= action->rules.size(); ++row) {
      Pattern pattern = EveryCell(*action);
      pattern.headlines = OneRule(row);
      sum += Cells(pattern);
    }
    EXPECT_EQ(Cells(*action), sum) << action->name;
  }
}

// A demand and its opposite part the cells in two, for blockers and for prompts, also with "no rule" in them.
TEST(Pattern, PartsTheCellsByADemand) {
  const Action& action = kCertinstAction;
  for (const RuleSet rules : {OneRule(1), OneRule(2) | OneRule(7), NoRule(action), NoRule(action) | OneRule(7)}) {
    for (const auto demands : {&Pattern::blockers, &Pattern::prompts}) {
      Pattern with = EveryCell(action), without = EveryCell(action);
      (with.*demands).push_back({rules, false});
      (without.*demands).push_back({rules, true});
      EXPECT_EQ(Cells(action), Cells(with) + Cells(without));
    }
  }
}

// Design 4: Certinst asks after the permission check; who is refused before is not asked.
TEST(Pattern, KnowsWhoIsAsked) {
  Pattern asked = EveryCell(kCertinstAction);
  asked.prompts.push_back({NoRule(kCertinstAction), true});
  ForEachCell(asked, [&](const Cell& cell, const Decision& decision) {
    const Outcome outcome = decision.outcome;
    ASSERT_TRUE(outcome == Outcome::kInstalled || outcome == Outcome::kAlreadyInstalled ||
                outcome == Outcome::kDeclined)
        << Word(outcome);
    ASSERT_EQ(1, cell[0]) << "there is a Certinst";
  });
}

const FieldInfo& FieldOf(const Action& action, FieldId id) {
  return *std::ranges::find(action.fields, id, &FieldInfo::id);
}

// Sdk-facts 3.1, 3.2, 1.3: the values of the configurations, reduced by hand.
TEST(ClassesUnder, AreThoseOfTheConfigurationsPolicies) {
  struct Row {
    const char* configuration;
    const Action* action;
    FieldId field;
    const char* word;  // "" where every class is left
  };
  for (const Row& row : std::vector<Row>{
           {"one-tier-locked", &kRunAppAction, FieldId::kUnsignedApps, "0"},
           {"one-tier-locked", &kRunAppAction, FieldId::kPrivilegedApps, "1"},
           {"two-tier-locked", &kRunAppAction, FieldId::kPrivilegedApps, "0"},
           {"one-tier-locked", &kRapiCallAction, FieldId::kRapi, "0"},
           {"powertoy-locked", &kRapiCallAction, FieldId::kRapi, "2"},
           {"security-off", &kRegistryWriteAction, FieldId::kRapi, "1"},
           {"security-off", &kProvisionAction, FieldId::kRapi, "1"},
           {"security-off", &kInstallCabAction, FieldId::kUnsignedCabs, "mask"},
           {"two-tier-locked", &kInstallCabAction, FieldId::kUnsignedCabs, "0"},
           {"smartphone-2003-high", &kInstallCabAction, FieldId::kUnsignedThemes, "0"},
           {"powertoy-locked", &kInstallCabAction, FieldId::kUnsignedThemes, ""},
           {"smartphone-2003-high", &kInstallCabAction, FieldId::kUnsignedPrompt, "1"},
           {"one-tier-locked", &kCertinstAction, FieldId::kGrantsManager, "no"},           // 8: nobody else
           {"one-tier-prompt", &kCertinstAction, FieldId::kGrantsManager, "yes"},          // 16
           {"security-off", &kCertinstAction, FieldId::kGrantsManager, "yes"},             // 144 = 128 + 16
           {"powertoy-two-tier-prompt", &kCertinstAction, FieldId::kGrantsManager, "no"},  // 128
           {"smartphone-2003-low", &kCertinstAction, FieldId::kGrantsManager, "yes"},      // 148 = 128 + 16 + 4
           {"smartphone-2003-high", &kCertinstAction, FieldId::kGrantsManager, "no"},      // 4
           {"one-tier-locked", &kCertinstAction, FieldId::kNeededRole, ""},
           {"smartphone-2003-high", &kPushMessageAction, FieldId::kSlAccepted, "no"},
           {"smartphone-2003-low", &kPushMessageAction, FieldId::kSlAccepted, ""},
           {"one-tier-locked", &kPushMessageAction, FieldId::kSiAccepted, ""},
           {"one-tier-locked", &kRunAppAction, FieldId::kChecked, ""},
       }) {
    SCOPED_TRACE(std::string(row.configuration) + " " + std::string(FieldOf(*row.action, row.field).name));
    const FieldInfo& field = FieldOf(*row.action, row.field);
    const auto word = std::ranges::find(field.classes, std::string_view(row.word));
    const bool is_open = *row.word == '\0';
    ASSERT_NE(is_open, word != field.classes.end());
    const ClassSet wanted =
        is_open ? EveryClass(field) : OneClass(static_cast<std::size_t>(word - field.classes.begin()));
    EXPECT_EQ(wanted, ClassesUnder(*FindConfiguration(row.configuration), field));
  }
}

}  // namespace
}  // namespace wmsim
