// Certificate stores: in which parts each device has them, and who may write there.
#include "policy_engine/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/source.h"
#include "tests/every_platform.h"

namespace wmsim {
namespace {

using enum Platform;

constexpr std::string_view kPrivileged = "Privileged Execution Trust Authorities";
constexpr std::string_view kUnprivileged = "Unprivileged Execution Trust Authorities";

bool LetsIn(RoleMask access, RoleMask request) { return access == RoleMask{0} || Intersects(access, request); }

// Certificates 1.1, design 9.
TEST(Stores, AreTheSixOfTheDocumentsInAnyCase) {
  std::vector<std::string_view> names;
  for (const StoreInfo& store : Stores()) {
    names.push_back(store.name);
    EXPECT_FALSE(store.meaning.empty()) << store.name;
    EXPECT_NE(FindSource(store.source), nullptr) << store.name;
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"ROOT", "CA", "MY", "SPC", kPrivileged, kUnprivileged}));
  EXPECT_EQ(FindStore("root")->name, "ROOT");
  EXPECT_EQ(FindStore("privileged execution trust AUTHORITIES")->name, kPrivileged);
  EXPECT_EQ(FindStore("UnPrivileged Execution Trust Authorities")->name, kUnprivileged);  // Provisioning 4.3.
}

TEST(FindStore, TakesNothingElse) {
  for (const std::string_view name :
       {"", "ROOTS", "Trust", "UserDS", "ROOT ", " ROOT", "Privileged", "Privileged Store", "TPS", "ROOT\\system",
        "PrivilegedExecutionTrustAuthorities"}) {
    EXPECT_EQ(FindStore(name), nullptr) << "`" << name << "`";
  }
}

// A part of the hand-typed table: the roles other than MANAGER that may write there. Nobody: MANAGER alone.
constexpr std::uint32_t kEveryRequest = 0xFFFFFFFF, kNobody = 0, kUser = 16, kEnterprise = 32;
struct Part {
  std::string_view store, part;
  std::uint32_t others;
};

// Certificates 1.1 and 9.4. The guide's devices are of 5.0 in this (design 3.2). Up to 6.0 MY is the person's own.
const struct {
  std::initializer_list<Platform> platforms;
  std::vector<Part> parts;
} kTable[] = {
    {{kPocketPc2003},
     {{"ROOT", "system", kEveryRequest}, {"CA", "system", kEveryRequest}, {"MY", "system", kEveryRequest}}},
    {{kSmartphone2002, kSmartphone2003, kGuidePocketPc, kGuideSmartphone, kWm5PocketPc, kWm5PocketPcPhone,
      kWm5Smartphone},
     {{"ROOT", "system", kNobody},
      {"CA", "system", kNobody},
      {"MY", "system", kUser},
      {"SPC", "system", kNobody},
      {kPrivileged, "system", kNobody},
      {kUnprivileged, "system", kNobody}}},
    {{kWm6Classic, kWm6Professional, kWm6Standard},
     {{"ROOT", "system", kEnterprise},
      {"ROOT", "user", kUser},
      {"CA", "system", kEnterprise},
      {"CA", "user", kUser},
      {"MY", "user", kUser},
      {"SPC", "system", kNobody},
      {kPrivileged, "system", kNobody},
      {kUnprivileged, "system", kNobody}}},
    {{kWm61Classic, kWm61Professional, kWm61Standard, kWm65Classic, kWm65Professional, kWm65Standard},
     {{"ROOT", "system", kEnterprise},
      {"ROOT", "user", kUser},
      {"CA", "system", kEnterprise},
      {"CA", "user", kUser},
      {"MY", "system", kNobody},
      {"MY", "user", kUser},
      {"SPC", "system", kNobody},
      {kPrivileged, "system", kNobody},
      {kUnprivileged, "system", kNobody}}},
};

TEST(StorePartsOf, HasThePartsOfTheVersion) {
  std::size_t platforms = 0;
  for (const auto& row : kTable) {
    for (const Platform platform : row.platforms) {
      SCOPED_TRACE(Word(platform));
      ++platforms;
      std::vector<std::pair<std::string_view, std::string_view>> parts, expected;
      for (const StorePart& part : StorePartsOf(platform)) parts.emplace_back(part.store, part.part);
      for (const Part& part : row.parts) expected.emplace_back(part.store, part.part);
      EXPECT_EQ(parts, expected);
    }
  }
  EXPECT_EQ(platforms, 17U);
}

TEST(StorePartsOf, LetsInTheRolesOfTheVersion) {
  for (const auto& row : kTable) {
    for (const Platform platform : row.platforms) {
      for (const Part& expected : row.parts) {
        const StorePart* part = FindStorePart(ProfileOf(platform), expected.store, expected.part);
        ASSERT_NE(part, nullptr);
        for (const RoleInfo& role : Roles()) {
          if (role.bit == role::kManager) continue;
          EXPECT_EQ(LetsIn(part->access, role.bit),
                    expected.others == kEveryRequest || (Bits(role.bit) & expected.others) != 0)
              << role.name << " " << part->store << " " << part->part << " " << Word(platform);
        }
      }
    }
  }
}

// Certificates 9.4: whoever has MANAGER may write every store of every version.
TEST(StorePartsOf, LetsTheManagerInToEverySystemPart) {
  for (const Platform platform : EveryPlatform()) {
    for (const StorePart& part : StorePartsOf(platform)) {
      if (part.access == role::kUserAuth) continue;
      EXPECT_TRUE(LetsIn(part.access, role::kManager)) << part.store << " " << part.part << " " << Word(platform);
    }
  }
}

TEST(StorePartsOf, LetsTheManagerInToThePersonsOwnParts) {
  for (const Platform platform : EveryPlatform()) {
    for (const StorePart& part : StorePartsOf(platform)) {
      if (!Intersects(part.access, role::kUserAuth)) continue;
      EXPECT_TRUE(LetsIn(part.access, role::kManager)) << part.store << " " << part.part << " " << Word(platform);
    }
  }
}

// Certificates 9.4: with the 4119 that they ship with, of the devices of 5.0 those without a phone let the person in.
TEST(StorePartsOf, OfWindowsMobile5AreOpenToThePersonWhereGrantManagerNamesThem) {
  const struct {
    Platform platform;
    bool lets_in;
  } rows[] = {{kWm5PocketPc, true}, {kWm5PocketPcPhone, false}, {kWm5Smartphone, false}, {kGuidePocketPc, false}};
  for (const auto& row : rows) {
    SCOPED_TRACE(Word(row.platform));
    const Profile& profile = ProfileOf(row.platform);
    const RoleMask person = EffectiveMask(role::kUserAuth, RoleMask{FindDefault(profile, policy::kGrantManager)->value},
                                          RoleMask{FindDefault(profile, policy::kGrantUserAuth)->value});
    for (const std::string_view store : {"ROOT", "CA", "SPC"}) {
      EXPECT_EQ(LetsIn(FindStorePart(profile, store, "")->access, person), row.lets_in) << store;
    }
    EXPECT_TRUE(LetsIn(FindStorePart(profile, "MY", "")->access, person));
  }
}

// Certificates 1.1: a documented page has the split of 6; who may write SPC and the stores of signers is implied.
TEST(StorePartsOf, TellsWhatIsDocumentedFromWhatIsImplied) {
  for (const Platform platform : EveryPlatform()) {
    if (!platforms::kWm5AndLater.Has(platform)) continue;
    SCOPED_TRACE(Word(platform));
    for (const StorePart& part : StorePartsOf(platform)) {
      SCOPED_TRACE(part.store);
      const bool serves_chains = part.store == "ROOT" || part.store == "CA";
      if (serves_chains) {
        EXPECT_EQ(part.confidence, Confidence::kDocumented);
      }
      if (!serves_chains && part.store != "MY") {
        EXPECT_EQ(part.confidence, Confidence::kInferred);
      }
      EXPECT_EQ(part.source, "bb416317");
    }
  }
}

TEST(StoreParts, NameEachPartOfAPlatformOnceTheSystemPartFirst) {
  for (const StorePart& row : StoreParts()) {
    SCOPED_TRACE(std::string(row.store) + " " + std::string(row.part));
    ASSERT_NE(FindStore(row.store), nullptr);
    EXPECT_EQ(FindStore(row.store)->name, row.store);
    EXPECT_TRUE(row.part == "system" || row.part == "user");
    EXPECT_NE(row.platforms, Platforms());
    EXPECT_NE(FindSource(row.source), nullptr) << row.source;
  }
  for (const Platform platform : EveryPlatform()) {
    SCOPED_TRACE(Word(platform));
    std::map<std::string_view, std::vector<std::string_view>> parts;
    for (const StorePart& row : StorePartsOf(platform)) {
      EXPECT_TRUE(row.platforms.Has(platform));
      parts[row.store].push_back(row.part);
    }
    for (const auto& [store, names] : parts) {
      EXPECT_TRUE(std::ranges::is_sorted(names)) << store;
      EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size()) << store;
    }
  }
}

// The first part is meant where none is named (design 9).
TEST(FindStorePart, FindsThePartOrTheFirst) {
  const struct {
    Platform platform;
    std::string_view store, part, found;
  } rows[] = {{kWm6Professional, "ROOT", "", "system"},     {kWm6Professional, "ROOT", "system", "system"},
              {kWm6Professional, "ROOT", "user", "user"},   {kWm6Professional, "MY", "", "user"},
              {kWm61Standard, "MY", "", "system"},          {kWm61Standard, "MY", "user", "user"},
              {kWm5Smartphone, kPrivileged, "", "system"},  {kWm65Classic, kUnprivileged, "system", "system"},
              {kPocketPc2003, "MY", "system", "system"},    {kGuidePocketPc, "CA", "", "system"},
              {kGuideSmartphone, "SPC", "system", "system"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(Word(row.platform)) + " " + std::string(row.store) + " " + std::string(row.part));
    const StorePart* part = FindStorePart(ProfileOf(row.platform), row.store, row.part);
    ASSERT_NE(part, nullptr);
    EXPECT_EQ(part->store, row.store);
    EXPECT_EQ(part->part, row.found);
  }
}

TEST(FindStorePart, ReturnsNullForWhatTheDeviceDoesNotHave) {
  const struct {
    Platform platform;
    std::string_view store, part;
  } rows[] = {{kPocketPc2003, "SPC", ""},
              {kPocketPc2003, kPrivileged, ""},
              {kPocketPc2003, kUnprivileged, "system"},
              {kPocketPc2003, "ROOT", "user"},
              {kSmartphone2003, "ROOT", "user"},
              {kWm5PocketPc, "MY", "user"},
              {kGuidePocketPc, "CA", "user"},
              {kWm6Standard, "MY", "system"},
              {kWm6Standard, "SPC", "user"},
              {kWm65Professional, kPrivileged, "user"},
              {kWm65Professional, "ROOT", "HKLM"},
              {kWm65Professional, "ROOT", "System"},
              {kWm65Professional, "ROOT", " "},
              {kWm65Professional, "Trust", ""},
              {kWm65Professional, "", ""},
              {kWm65Professional, "", "system"}};
  for (const auto& row : rows) {
    EXPECT_EQ(FindStorePart(ProfileOf(row.platform), row.store, row.part), nullptr)
        << Word(row.platform) << " `" << row.store << "` `" << row.part << "`";
  }
}

// Design 4, the column "needs" of Certinst: nothing, Manager, USER_AUTH. Since 6 the system's part is for Manager or
// Enterprise, and the person can only become the former.
TEST(RoleNeeded, IsTheLeastThatThePersonMustBe) {
  const struct {
    std::uint32_t access;
    NeededRole needed;
  } rows[] = {
      {0, NeededRole::kNothing},   {8, NeededRole::kManager},       {8 + 32, NeededRole::kManager},
      {16, NeededRole::kUserAuth}, {8 + 16, NeededRole::kUserAuth}, {32, NeededRole::kManager},
  };
  for (const auto& row : rows) EXPECT_EQ(Word(RoleNeeded(RoleMask{row.access})), Word(row.needed)) << row.access;
}

}  // namespace
}  // namespace wmsim
