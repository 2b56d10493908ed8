// What each platform ships with, cell by cell as the references have it.
#include "policy_engine/policy_default.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

using enum Platform;
using enum PolicyStanding;
using enum Confidence;

// A cell of a reference, in its own letters: D documented, I inferred, R recalled.
struct Cell {
  PolicyStanding standing;
  std::uint32_t value;
  Confidence confidence;
};
constexpr Cell D(std::uint32_t value) { return {kSet, value, kDocumented}; }
constexpr Cell I(std::uint32_t value) { return {kSet, value, kInferred}; }
constexpr Cell R(std::uint32_t value) { return {kSet, value, kAssumed}; }
constexpr Cell kAbsentD{kNotSet, 0, kDocumented};
constexpr Cell kAbsentI{kNotSet, 0, kInferred};
constexpr Cell kUnseen{kNotSet, 0, kAssumed};
constexpr Cell kIgnoredD{kNotHonoured, 0, kDocumented};

void Expect(Platform platform, std::uint32_t id, const Cell& cell) {
  SCOPED_TRACE(std::string(Word(platform)) + " " + std::to_string(id));
  const PolicyDefault* found = FindDefault(DefaultsOf(platform), PolicyId{id});
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(Word(found->standing), Word(cell.standing));
  EXPECT_EQ(found->value, cell.value);
  EXPECT_EQ(Word(found->confidence), Word(cell.confidence));
}

std::vector<Platform> EveryPlatform() {
  std::vector<Platform> all;
  for (std::size_t i = 0; i < Words<Platform>().size(); ++i) all.push_back(static_cast<Platform>(i));
  return all;
}

bool IsShellRestriction(PolicyId id) { return id == PolicyId{1} || (id >= PolicyId{3} && id <= PolicyId{10}); }

TEST(DefaultsOf, HasOneRowForEveryPolicyOfTheCatalogue) {
  ASSERT_EQ(EveryPlatform().size(), 17U);
  for (const Platform platform : EveryPlatform()) {
    SCOPED_TRACE(Word(platform));
    const auto defaults = DefaultsOf(platform);
    ASSERT_EQ(defaults.size(), Policies().size());
    for (std::size_t i = 0; i < defaults.size(); ++i) {
      EXPECT_EQ(defaults[i].id, Policies()[i].id);
      EXPECT_EQ(FindDefault(defaults, defaults[i].id), &defaults[i]);
    }
  }
}

TEST(DefaultsOf, CitesKnownSourcesAndKeepsWithinTheCatalogue) {
  for (const Platform platform : EveryPlatform()) {
    for (const PolicyDefault& row : DefaultsOf(platform)) {
      const PolicyInfo* info = FindPolicy(row.id);
      ASSERT_NE(info, nullptr);
      SCOPED_TRACE(std::string(Word(platform)) + " " + std::string(info->name));
      EXPECT_NE(FindSource(row.source), nullptr) << row.source;
      if (row.standing == kSet) {
        EXPECT_GE(row.value, info->least);
        EXPECT_LE(row.value, info->most);
      } else {
        EXPECT_EQ(row.value, 0U);
      }
    }
  }
}

// Design 3.2.
TEST(DefaultsOf, GuideDevicesHaveTheValuesOfTheGuide) {
  struct {
    std::uint32_t id, value;
    std::string_view source;
    Confidence confidence;
  } const rows[] = {
      {4097, 2, "bb416355", kDocumented},   {4101, 16, "ms889564", kDocumented}, {4102, 0, "dd425351", kDocumented},
      {4119, 128, "dd425351", kDocumented}, {4120, 16, "aa455966", kDocumented}, {4122, 0, "ms889513", kDocumented},
      {4123, 1, "dd425351", kInferred},
  };
  for (const Platform platform : {kGuidePocketPc, kGuideSmartphone}) {
    for (const auto& row : rows) {
      Expect(platform, row.id, {kSet, row.value, row.confidence});
      EXPECT_EQ(FindDefault(DefaultsOf(platform), PolicyId{row.id})->source, row.source) << row.id;
    }
  }
}

TEST(DefaultsOf, GuideDevicesAreWindowsMobile5PhonesInAllElse) {
  constexpr std::array kOwn = {4097U, 4101U, 4102U, 4119U, 4120U, 4122U, 4123U};
  for (const Platform platform : {kGuidePocketPc, kGuideSmartphone}) {
    for (const PolicyDefault& row : DefaultsOf(platform)) {
      if (std::ranges::find(kOwn, static_cast<std::uint32_t>(row.id)) != kOwn.end()) continue;
      SCOPED_TRACE(FindPolicy(row.id)->name);
      const PolicyDefault* phone = FindDefault(DefaultsOf(kWm5PocketPcPhone), row.id);
      EXPECT_EQ(row.standing, phone->standing);
      EXPECT_EQ(row.value, phone->value);
      EXPECT_EQ(row.source, phone->source);
      EXPECT_NE(Word(row.confidence), Word(kDocumented));
      if (phone->confidence == kAssumed) {
        EXPECT_EQ(Word(row.confidence), Word(kAssumed));
      }
    }
  }
  Expect(kGuidePocketPc, 2, kAbsentI);
  Expect(kGuidePocketPc, 4103, I(64));
  Expect(kGuidePocketPc, 4105, I(3));
  Expect(kGuideSmartphone, 4107, I(3200));
  Expect(kGuideSmartphone, 4109, R(3072));
  Expect(kGuideSmartphone, 4129, I(3072));
  Expect(kGuideSmartphone, 4131, {kNotHonoured, 0, kInferred});
}

// Sdk-facts 1.1, every row; 1.3 for Smartphone 2002, which has no prompt policy.
TEST(DefaultsOf, DevicesOf2003HaveTheValuesOfTheirKit) {
  struct {
    std::uint32_t id;
    Cell smartphone_2002, smartphone_2003, pocket_pc_2003;
  } const rows[] = {
      {2, I(0), D(0), D(0)},
      {4097, I(2), D(2), D(2)},
      {4101, I(16), D(16), D(16)},
      {4102, I(1), D(1), kIgnoredD},
      {4103, I(64), D(64), kIgnoredD},
      {4104, I(1), D(1), D(1)},
      {4105, I(3), D(3), D(3)},
      {4107, I(3204), D(3204), D(3204)},
      {4108, I(2048), D(2048), D(0)},
      {4109, I(3072), D(3072), D(0)},
      {4110, I(64), D(64), D(64)},
      {4111, I(3732), D(3732), D(3732)},
      {4112, kUnseen, kUnseen, kIgnoredD},
      {4113, I(1), D(1), D(1)},
      {4119, I(16), D(16), D(16)},
      {4120, I(16), D(16), D(16)},
      {4121, I(140), D(140), D(140)},
      {4122, kIgnoredD, D(0), kIgnoredD},
      {4123, I(0), D(0), kIgnoredD},
  };
  for (const auto& row : rows) {
    Expect(kSmartphone2002, row.id, row.smartphone_2002);
    Expect(kSmartphone2003, row.id, row.smartphone_2003);
    Expect(kPocketPc2003, row.id, row.pocket_pc_2003);
    const std::string_view source = FindDefault(DefaultsOf(kPocketPc2003), PolicyId{row.id})->source;
    EXPECT_EQ(source, row.id == 4112 ? "aa457991" : "ak") << row.id;
    EXPECT_EQ(FindDefault(DefaultsOf(kSmartphone2003), PolicyId{row.id})->source, "ak") << row.id;
  }
}

// Policies 1.2, every row; blank cells, and 4111, are those that nobody saw.
TEST(DefaultsOf, WindowsMobile5HasTheValuesOfItsPages) {
  struct {
    std::uint32_t id;
    Cell pocket_pc, phone, smartphone;
  } const rows[] = {
      {2, kAbsentD, kAbsentD, kAbsentD}, {4097, D(2), D(2), R(2)},          {4101, D(16), D(16), R(16)},
      {4102, D(1), D(1), R(1)},          {4103, D(64), D(64), D(64)},       {4104, D(1), D(1), R(1)},
      {4105, D(3), D(3), R(3)},          {4107, D(3200), D(3200), R(3200)}, {4108, D(2048), D(2048), R(2048)},
      {4109, R(3072), R(3072), R(3072)}, {4110, R(64), R(64), R(64)},       {4111, kUnseen, kUnseen, kUnseen},
      {4113, R(1), R(1), R(1)},          {4119, D(16), D(128), D(128)},     {4120, D(16), D(16), D(16)},
      {4121, R(140), kUnseen, R(140)},   {4122, D(0), D(0), D(0)},          {4123, D(1), D(1), D(0)},
      {4124, kUnseen, kUnseen, kUnseen}, {4125, kUnseen, kUnseen, kUnseen}, {4126, kUnseen, kUnseen, kUnseen},
      {4127, kUnseen, kUnseen, kUnseen}, {4129, D(3072), D(3072), D(3072)}, {4130, kUnseen, kUnseen, kUnseen},
  };
  for (const auto& row : rows) {
    Expect(kWm5PocketPc, row.id, row.pocket_pc);
    Expect(kWm5PocketPcPhone, row.id, row.phone);
    Expect(kWm5Smartphone, row.id, row.smartphone);
  }
}

// Policies 1.2; 6.1 and 6.5 have those of 6 but for 4119.
TEST(DefaultsOf, WindowsMobile6HasTheValuesOfItsPages) {
  struct {
    std::uint32_t id;
    Cell classic, professional, standard;
  } const rows[] = {
      {2, R(0), D(0), kAbsentD},         {4097, D(2), D(2), D(2)},          {4101, R(16), R(16), R(16)},
      {4102, R(1), R(1), R(1)},          {4103, R(64), R(64), R(64)},       {4104, R(1), R(1), R(1)},
      {4105, R(3), R(3), R(3)},          {4107, R(3200), R(3200), R(3200)}, {4108, R(2048), R(2048), R(2048)},
      {4109, R(3072), R(3072), R(3072)}, {4110, R(64), R(64), R(64)},       {4111, kUnseen, kUnseen, kUnseen},
      {4113, R(1), R(1), R(1)},          {4120, R(16), R(16), R(16)},       {4121, kUnseen, kUnseen, kUnseen},
      {4122, R(0), R(0), R(0)},          {4123, I(1), I(1), I(0)},          {4129, R(3072), R(3072), R(3072)},
      {4131, kUnseen, kUnseen, kUnseen}, {4143, kUnseen, kUnseen, kUnseen}, {4146, kUnseen, kUnseen, kUnseen},
  };
  for (const auto& row : rows) {
    for (const Platform platform : {kWm6Classic, kWm61Classic, kWm65Classic}) Expect(platform, row.id, row.classic);
    for (const Platform platform : {kWm6Professional, kWm61Professional, kWm65Professional}) {
      Expect(platform, row.id, row.professional);
    }
    for (const Platform platform : {kWm6Standard, kWm61Standard, kWm65Standard}) Expect(platform, row.id, row.standard);
  }
}

// Policies 1.2: Windows Mobile 6.1 adds ENTERPRISE.
TEST(DefaultsOf, GrantManagerOfWindowsMobile6DependsOnTheVersion) {
  struct {
    Platform platform;
    Cell cell;
    std::string_view source;
  } const rows[] = {
      {kWm6Classic, I(16), "aa455966"},  {kWm6Professional, I(128), "aa455966"},  {kWm6Standard, I(128), "aa455966"},
      {kWm61Classic, D(48), "cc842615"}, {kWm61Professional, D(160), "cc842615"}, {kWm61Standard, D(160), "cc842615"},
      {kWm65Classic, D(48), "cc842615"}, {kWm65Professional, D(160), "cc842615"}, {kWm65Standard, D(160), "cc842615"},
  };
  for (const auto& row : rows) {
    Expect(row.platform, 4119, row.cell);
    EXPECT_EQ(FindDefault(DefaultsOf(row.platform), policy::kGrantManager)->source, row.source);
  }
}

// Sdk-facts 1.5: which id is in which header. What is missing there is not honoured; the restrictions by name were
// never in a header.
TEST(DefaultsOf, HonoursWhatTheHeaderOfTheVersionHas) {
  std::vector<std::uint32_t> header5 = {2,    4097, 4101, 4102, 4103, 4104, 4105, 4107, 4108, 4109, 4110, 4111,
                                        4113, 4119, 4120, 4121, 4122, 4123, 4124, 4125, 4126, 4127, 4129, 4130};
  std::vector<std::uint32_t> header6 = header5;
  for (std::uint32_t id = 4131; id <= 4146; ++id) header6.push_back(id);
  std::vector<std::uint32_t> header653 = header6;
  for (const std::uint32_t id : {4147U, 4148U}) header653.push_back(id);

  struct {
    std::string_view source;
    const std::vector<std::uint32_t>& ids;
    std::initializer_list<Platform> platforms;
  } const rows[] = {
      {"h5", header5, {kWm5PocketPc, kWm5PocketPcPhone, kWm5Smartphone}},
      {"h6", header6, {kWm6Classic, kWm6Professional, kWm6Standard, kWm61Classic, kWm61Professional, kWm61Standard}},
      {"h653", header653, {kWm65Classic, kWm65Professional, kWm65Standard}},
  };
  for (const auto& row : rows) {
    for (const Platform platform : row.platforms) {
      for (const PolicyDefault& found : DefaultsOf(platform)) {
        SCOPED_TRACE(std::string(Word(platform)) + " " + std::string(FindPolicy(found.id)->name));
        if (IsShellRestriction(found.id)) continue;
        const bool has = std::ranges::find(row.ids, static_cast<std::uint32_t>(found.id)) != row.ids.end();
        EXPECT_EQ(found.standing != kNotHonoured, has);
        if (!has) {
          EXPECT_EQ(Word(found.confidence), Word(kShipped));
        }
        if (has && found.standing == kNotSet && found.confidence == kAssumed) {
          EXPECT_EQ(found.source, row.source);
        }
      }
    }
  }
  for (const Platform platform : {kSmartphone2002, kSmartphone2003, kPocketPc2003}) {
    for (std::uint32_t id = 4124; id <= 4152; ++id) {
      EXPECT_EQ(FindDefault(DefaultsOf(platform), PolicyId{id})->standing, kNotHonoured) << id;
    }
  }
}

TEST(DefaultsOf, HonoursNowhereWhatNoHeaderHas) {
  for (const Platform platform : EveryPlatform()) {
    for (const std::uint32_t id : {4106U, 4114U, 4115U, 4116U, 4117U, 4118U, 4128U, 4149U, 4150U, 4151U, 4152U}) {
      Expect(platform, id, {kNotHonoured, 0, kShipped});
      EXPECT_EQ(FindDefault(DefaultsOf(platform), PolicyId{id})->source, "h653");
    }
  }
}

TEST(DefaultsOf, SetsNoRestrictionOfTheShell) {
  for (const Platform platform : EveryPlatform()) {
    for (const std::uint32_t id : {1U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U}) Expect(platform, id, kUnseen);
  }
}

TEST(FindDefault, ReturnsNullForIdsThatTheCatalogueLacks) {
  for (const std::uint32_t id : {0U, 11U, 4096U, 4098U, 4153U, 0xFFFFFFFFU}) {
    EXPECT_EQ(FindDefault(DefaultsOf(kWm6Professional), PolicyId{id}), nullptr) << id;
  }
  EXPECT_EQ(FindDefault({}, policy::kRapi), nullptr);
}

}  // namespace
}  // namespace wmsim
