// The catalogue of security policies, its spellings, and the classes of values.
#include "policy_engine/policy.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

std::uint32_t Number(PolicyId id) { return static_cast<std::uint32_t>(id); }

// Policies 1.1 and 1.3; sdk-facts 1.4 for what waits.
TEST(Policies, HaveTheIdsNamesAndRolesOfTheDocuments) {
  struct {
    std::uint32_t id;
    std::string_view title, constant, value_name;
    PolicyKind kind;
    TakesEffect takes_effect;
  } const rows[] = {
      {4097, "RAPI", "RAPI", "00001001", PolicyKind::kEnumeration, TakesEffect::kAtOnce},
      {4101, "Unsigned CABs", "UNSIGNEDCABS", "00001005", PolicyKind::kRoleMask, TakesEffect::kAtOnce},
      {4102, "Unsigned Applications", "UNSIGNEDAPPS", "00001006", PolicyKind::kSwitch, TakesEffect::kAfterRestart},
      {4119, "Grant Manager", "GRANTMANAGER", "00001017", PolicyKind::kRoleMask, TakesEffect::kAtOnce},
      {4120, "Grant User Authenticated", "GRANTUSERAUTH", "00001018", PolicyKind::kRoleMask, TakesEffect::kAtOnce},
      {4122, "Unsigned Prompt", "UNSIGNEDPROMPT", "0000101a", PolicyKind::kSwitch, TakesEffect::kAtOnce},
      {4123, "Privileged Applications", "PRIVILEGEDAPPS", "0000101b", PolicyKind::kSwitch,
       TakesEffect::kForNewPrograms},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.title);
    const PolicyInfo* info = FindPolicy(PolicyId{row.id});
    ASSERT_NE(info, nullptr);
    EXPECT_EQ(info->id, PolicyId{row.id});
    EXPECT_EQ(info->title, row.title);
    EXPECT_EQ(info->constant, row.constant);
    EXPECT_EQ(PolicyValueName(info->id), row.value_name);
    EXPECT_EQ(info->kind, row.kind);
    EXPECT_EQ(info->takes_effect, row.takes_effect);
    EXPECT_EQ(info->change_role, role::kManager);
  }
}

TEST(Policies, AreAscendingAndCiteAKnownSource) {
  std::uint32_t last = 0;
  for (const PolicyInfo& info : Policies()) {
    SCOPED_TRACE(info.name);
    EXPECT_GT(Number(info.id), last);
    last = Number(info.id);
    EXPECT_NE(FindSource(info.source), nullptr);
    EXPECT_FALSE(info.values.empty());
    EXPECT_EQ(FindPolicy(info.id), &info);
  }
}

TEST(FindPolicy, ReturnsNullForIdsThatNoDocumentNames) {
  for (const std::uint32_t id : {0U, 4096U, 4106U, 4128U, 9999U, 0xFFFFFFFFU}) {
    EXPECT_EQ(FindPolicy(PolicyId{id}), nullptr) << id;
  }
}

TEST(ParsePolicyId, ReadsNumbersNamesAndConstants) {
  struct {
    std::string_view text;
    std::uint32_t id;
  } const rows[] = {
      {"4119", 4119},
      {"0x1017", 4119},
      {"0X1017", 4119},
      {"grant-manager", 4119},
      {"Grant-Manager", 4119},
      {"GRANTMANAGER", 4119},
      {"grantmanager", 4119},
      {"SECPOLICY_GRANTMANAGER", 4119},
      {"secpolicy_GrantManager", 4119},
      {"unsigned-applications", 4102},
      {"SECPOLICY_UNSIGNEDAPPS", 4102},
      {"rapi", 4097},
      {"9999", 9999},
      {"0", 0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto id = ParsePolicyId(row.text);
    ASSERT_TRUE(id);
    EXPECT_EQ(Number(*id), row.id);
  }
}

TEST(ParsePolicyId, ReadsNothingElse) {
  for (const std::string_view text :
       {"", "grant", "grant manager", "Grant Manager", "grant_manager", "SECPOLICY_", "SECPOLICY_grant-manager",
        "SECPOLICY_4119", "SECROLE_GRANTMANAGER", "4119 ", " 4119", "-4119", "4119x", "1017h", "0x", "4294967296"}) {
    EXPECT_FALSE(ParsePolicyId(text)) << "`" << text << "`";
  }
}

TEST(PolicyOfValueName, IsTheInverseOfPolicyValueName) {
  for (const std::uint32_t id : {0U, 1U, 4097U, 4102U, 4119U, 4122U, 9999U, 0xFFFFFFFFU}) {
    EXPECT_EQ(PolicyOfValueName(PolicyValueName(PolicyId{id})), PolicyId{id});
  }
  EXPECT_EQ(PolicyOfValueName("0000101A"), PolicyId{4122});
}

TEST(PolicyOfValueName, TakesExactlyEightHexadecimalDigits) {
  for (const std::string_view name : {"", "1017", "0001017", "000001017", "0x001017", "0x1017", "0000101g", "        ",
                                      "+0001017", "-0001017", " 0001017", "4119    ", "NoRunDlg"}) {
    EXPECT_FALSE(PolicyOfValueName(name)) << "`" << name << "`";
  }
}

TEST(ParsePolicyValue, ReadsRoleNamesWhereThePolicyIsAMaskOrUnknown) {
  EXPECT_EQ(ParsePolicyValue(policy::kGrantManager, "16"), 16U);
  EXPECT_EQ(ParsePolicyValue(policy::kGrantManager, "0x90"), 144U);
  EXPECT_EQ(ParsePolicyValue(policy::kGrantManager, "OPERATOR_TPS"), 128U);
  EXPECT_EQ(ParsePolicyValue(policy::kUnsignedCabs, "USER_AUTH+OPERATOR_TPS"), 144U);
  EXPECT_EQ(ParsePolicyValue(PolicyId{9999}, "MANAGER"), 8U);
  EXPECT_EQ(ParsePolicyValue(PolicyId{9999}, "7"), 7U);
  EXPECT_EQ(ParsePolicyValue(policy::kUnsignedApps, "2"), 2U);
  EXPECT_EQ(ParsePolicyValue(policy::kRapi, "0x1"), 1U);
}

TEST(ParsePolicyValue, ReadsNothingElse) {
  struct {
    PolicyId id;
    std::string_view text;
  } const rows[] = {
      {policy::kUnsignedApps, "USER_AUTH"},
      {policy::kUnsignedApps, ""},
      {policy::kUnsignedApps, "yes"},
      {policy::kUnsignedApps, "-1"},
      {policy::kRapi, "open"},
      {policy::kRapi, "MANAGER"},
      {policy::kGrantManager, ""},
      {policy::kGrantManager, "USER"},
      {policy::kGrantManager, "16,8"},
      {policy::kGrantManager, "16+"},
      {PolicyId{9999}, ""},
      {PolicyId{9999}, "absent"},
  };
  for (const auto& row : rows) EXPECT_FALSE(ParsePolicyValue(row.id, row.text)) << row.text;
}

TEST(FormatPolicyValue, AddsTheRolesOfAMask) {
  EXPECT_EQ(FormatPolicyValue(policy::kGrantManager, 128), "128 (OPERATOR_TPS)");
  EXPECT_EQ(FormatPolicyValue(policy::kGrantManager, 144), "144 (USER_AUTH+OPERATOR_TPS)");
  EXPECT_EQ(FormatPolicyValue(policy::kGrantManager, 0), "0 (NONE)");
  EXPECT_EQ(FormatPolicyValue(policy::kUnsignedApps, 0), "0");
  EXPECT_EQ(FormatPolicyValue(policy::kUnsignedApps, 4294967295), "4294967295");
  EXPECT_EQ(FormatPolicyValue(policy::kRapi, 2), "2");
  EXPECT_EQ(FormatPolicyValue(PolicyId{9999}, 16), "16");
}

// Sdk-facts 1.1: any value but 1 counts as 0.
TEST(SwitchClass, KeepsOneApartFromEverythingElse) {
  EXPECT_EQ(SwitchClass(std::nullopt), Switch::kAbsent);
  EXPECT_EQ(SwitchClass(0), Switch::kZero);
  EXPECT_EQ(SwitchClass(1), Switch::kOne);
  for (const std::uint32_t value : {2U, 16U, 0x101U, 0xFFFFFFFFU}) EXPECT_EQ(SwitchClass(value), Switch::kOther);
  EXPECT_TRUE(IsOn(Switch::kOne));
  EXPECT_TRUE(IsOn(Switch::kNotHonoured));
  for (const Switch off : {Switch::kAbsent, Switch::kZero, Switch::kOther}) EXPECT_FALSE(IsOn(off)) << Word(off);
}

TEST(RapiClass, KnowsTheThreeModes) {
  EXPECT_EQ(RapiClass(std::nullopt), RapiMode::kAbsent);
  EXPECT_EQ(RapiClass(0), RapiMode::kClosed);
  EXPECT_EQ(RapiClass(1), RapiMode::kOpen);
  EXPECT_EQ(RapiClass(2), RapiMode::kRestricted);
  for (const std::uint32_t value : {3U, 16U, 0xFFFFFFFFU}) EXPECT_EQ(RapiClass(value), RapiMode::kOther);
}

}  // namespace
}  // namespace wmsim
