// The catalogue of security policies, its spellings, and the classes of values.
#include "policy_engine/policy.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

using enum PolicyKind;

std::uint32_t Number(PolicyId id) { return static_cast<std::uint32_t>(id); }

// Policies 1.1, every id; 4112 has no constant, and of 1 and 3 to 10 nothing but the name is known.
TEST(Policies, HaveTheIdsNamesAndConstantsOfTheDocuments) {
  struct {
    std::uint32_t id;
    std::string_view name, constant;
    PolicyKind kind;
  } const rows[] = {
      {1, "no-run-dlg", "", kSwitch},
      {2, "auto-run", "CFAUTORUN", kSwitch},
      {3, "disallow-run", "", kSwitch},
      {4, "restrict-run", "", kSwitch},
      {5, "no-download", "", kSwitch},
      {6, "password-period", "", kNumber},
      {7, "no-passwd-period", "", kSwitch},
      {8, "no-weak-password", "", kSwitch},
      {9, "no-rapi-reg-mod", "", kSwitch},
      {10, "no-external-exes", "", kSwitch},
      {4097, "rapi", "RAPI", kEnumeration},
      {4101, "unsigned-cabs", "UNSIGNEDCABS", kRoleMask},
      {4102, "unsigned-applications", "UNSIGNEDAPPS", kSwitch},
      {4103, "unsigned-themes", "UNSIGNEDTHEMES", kRoleMask},
      {4104, "tps", "TPSCARRIERROLE", kSwitch},
      {4105, "message-authentication-retry", "MAXAUTHENTICATIONRETRY", kNumber},
      {4106, "unused-4106", "", kUnused},
      {4107, "wap-signed-message", "WAPSIGNEDMSG", kRoleMask},
      {4108, "service-loading", "SL_MESSAGE", kRoleMask},
      {4109, "service-indication", "SI_MESSAGE", kRoleMask},
      {4110, "unauthenticated-message", "UNAUTHMESSAGES", kRoleMask},
      {4111, "ota-provisioning", "OTAPROVISIONING", kRoleMask},
      {4112, "wdp-push", "", kSwitch},
      {4113, "wsp-push", "WSPNOTIFICATIONS", kSwitch},
      {4114, "unused-4114", "", kUnused},
      {4115, "unused-4115", "", kUnused},
      {4116, "unused-4116", "", kUnused},
      {4117, "unused-4117", "", kUnused},
      {4118, "unused-4118", "", kUnused},
      {4119, "grant-manager", "GRANTMANAGER", kRoleMask},
      {4120, "grant-user-authenticated", "GRANTUSERAUTH", kRoleMask},
      {4121, "trusted-wap-proxy", "TRUSTED_WAP_PROXY", kRoleMask},
      {4122, "unsigned-prompt", "UNSIGNEDPROMPT", kSwitch},
      {4123, "privileged-applications", "PRIVILEGEDAPPS", kSwitch},
      {4124, "sl-security", "SLSECUREDOWNLOAD", kSwitch},
      {4125, "signed-mail", "USESIGN", kEnumeration},
      {4126, "encrypted-mail", "USEENCRYPT", kEnumeration},
      {4127, "software-certificates", "SOFTCERTS", kSwitch},
      {4128, "unused-4128", "", kUnused},
      {4129, "drm-security", "DRM_WAPRIGHTS", kRoleMask},
      {4130, "oma-dm-ssl", "OMADMSSLCONN", kSwitch},
      {4131, "password-required", "LASS_PWD_REQUIRED", kSwitch},
      {4132, "network-pin-prompt", "WAP_NETWPIN_PROMPT", kSwitch},
      {4133, "desktop-unlock", "LASS_DESKTOP", kSwitch},
      {4134, "encrypt-removable-storage", "MENCRYPT_REMOVABLE", kSwitch},
      {4135, "bluetooth", "BLUETOOTH", kSwitch},
      {4136, "html-message", "HTML_MESSAGE", kSwitch},
      {4137, "smime-signing", "SMIMESIGNING", kSwitch},
      {4138, "smime-encryption", "SMIMEENCRYPTION", kSwitch},
      {4139, "smime-signing-algorithm", "SMIMESIGNINGALGORITHM", kEnumeration},
      {4140, "smime-encryption-algorithm", "SMIMEENCRYPTIONALGORITHM", kEnumeration},
      {4141, "oma-cp-network-pin", "OMACPNETWPINMSG", kRoleMask},
      {4142, "oma-cp-user-pin", "OMACPUSERPINMSG", kRoleMask},
      {4143, "oma-cp-user-network-pin", "OMACPUSERNETWPINMSG", kRoleMask},
      {4144, "encryption-negotiation", "SMIMEENCRYPTIONNEGOTIATION", kEnumeration},
      {4145, "sharepoint-unc-access", "SHAREPOINTUNCPROTOCOLACCESS", kSwitch},
      {4146, "desktop-quick-connect", "LASS_DESKTOP_QUICK_CONNECT", kSwitch},
      {4147, "sms-mms-service", "MSGSERVICE_SMS_MMS", kSwitch},
      {4148, "internet-email-service", "MSGSERVICE_INTERNET_EMAIL", kSwitch},
      {4149, "fips-self-tests", "FIPS_SELF_TESTS", kSwitch},
      {4150, "loader-certificate-expiration-check", "LVMOD_CERTIFICATE_EXPIRATION_CHECK", kSwitch},
      {4151, "widget-installation", "WIDGET_INSTALLATION", kSwitch},
      {4152, "widget-execution", "WIDGET_EXECUTION", kSwitch},
  };
  ASSERT_EQ(Policies().size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const PolicyInfo& info = Policies()[i];
    SCOPED_TRACE(rows[i].name);
    EXPECT_EQ(info.id, PolicyId{rows[i].id});
    EXPECT_EQ(info.name, rows[i].name);
    EXPECT_EQ(info.constant, rows[i].constant);
    EXPECT_EQ(info.kind, rows[i].kind);
    EXPECT_EQ(FindPolicy(PolicyId{rows[i].id}), &info);
  }
}

// Policies 1.1 and sdk-facts 1.1 and 1.5; of the enumerations, what a later header adds is there too.
TEST(Policies, AllowTheValuesOfTheDocuments) {
  struct {
    std::uint32_t id, least, most;
    std::vector<std::uint32_t> values;
  } const rows[] = {
      {2, 0, 1, {0, 1}},
      {4097, 0, 2, {0, 1, 2}},
      {4101, 0, 8191, {0}},
      {4102, 0, 1, {0, 1}},
      {4105, 1, 256, {}},
      {4112, 0, 1, {0, 1}},
      {4119, 0, 8191, {0, 8, 16}},
      {4120, 0, 8191, {16}},
      {4121, 0, 8191, {}},
      {4122, 0, 1, {0, 1}},
      {4125, 0, 3, {0, 1, 2, 3}},
      {4126, 0, 6, {0, 1, 2, 3, 4, 5, 6}},
      {4131, 0, 1, {0, 1}},
      {4139, 0, 6, {0, 2, 3, 4, 5, 6}},
      {4140, 0, 9, {0, 2, 3, 4, 5, 6, 7, 8, 9}},
      {4143, 0, 8191, {0}},
      {4144, 0, 3, {0, 1, 2, 3}},
      {4146, 0, 1, {0, 1}},
      {4152, 0, 1, {0, 1}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.id);
    const PolicyInfo* info = FindPolicy(PolicyId{row.id});
    ASSERT_NE(info, nullptr);
    EXPECT_EQ(info->least, row.least);
    EXPECT_EQ(info->most, row.most);
    std::vector<std::uint32_t> values;
    for (const PolicyValue& allowed : info->values) values.push_back(allowed.value);
    EXPECT_EQ(values, row.values);
  }
}

// Policies 1.1: the switches whose 0 is easily taken for the opposite.
TEST(Policies, SayWhichWayASwitchGoes) {
  struct {
    std::uint32_t id;
    std::string_view zero, one;
  } const rows[] = {
      {2, "they may", "they may not"},
      {4102, "they may not", "they may"},
      {4122, "ask", "never ask"},
      {4123, "two tiers: the signature decides", "one tier: whatever runs is privileged"},
      {4124, "https and wsps only", "http and wsp too"},
      {4130, "enforced", "not enforced"},
      {4131, "required", "not required"},
      {4132, "ask", "do not ask"},
      {4137, "forced", "optional"},
      {4138, "forced", "optional"},
      {4150, "checked", "not checked"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.id);
    const PolicyInfo* info = FindPolicy(PolicyId{row.id});
    ASSERT_NE(info, nullptr);
    ASSERT_EQ(info->values.size(), 2U);
    EXPECT_EQ(info->values[0].meaning, row.zero);
    EXPECT_EQ(info->values[1].meaning, row.one);
  }
}

// Sdk-facts 1.1 and 1.5: for these any other value counts as 0.
TEST(Policies, SayThatAnythingButOneCountsAsZero) {
  for (const PolicyId id : {policy::kUnsignedApps, policy::kUnsignedPrompt, policy::kPrivilegedApps}) {
    EXPECT_NE(FindPolicy(id)->meaning.find("anything but 1 counts as 0"), std::string_view::npos) << Number(id);
  }
}

// Sdk-facts 1.4; policies 1.2 on 2, 1.3 on the role. That 4120 asks for USER_AUTH in 2003 is a matter of the profiles.
TEST(Policies, AreEnforcedAndChangedAsTheDocumentsSay) {
  for (const PolicyInfo& info : Policies()) {
    SCOPED_TRACE(info.name);
    const TakesEffect when = info.id == PolicyId{4102}   ? TakesEffect::kAfterRestart
                             : info.id == PolicyId{4123} ? TakesEffect::kForNewPrograms
                                                         : TakesEffect::kAtOnce;
    EXPECT_EQ(info.takes_effect, when);
    EXPECT_EQ(info.takes_effect_source, when == TakesEffect::kAtOnce ? "emulator" : "ak");
    EXPECT_EQ(info.when_missing, info.id == PolicyId{2} ? WhenMissing::kZero : WhenMissing::kDefault);
    EXPECT_EQ(info.when_missing_source, info.id == PolicyId{2} ? "ms889564" : "dd425351");
    EXPECT_EQ(info.change_role, role::kManager);
  }
}

// What is said of a policy that no platform of the emulator has, or that only its name is known of.
TEST(Policies, SayWhatIsNotKnown) {
  struct {
    std::uint32_t id;
    std::string_view meaning;
  } const rows[] = {
      {1, "by its name"},
      {10, "by its name"},
      {4106, "no document gives it a meaning"},
      {4118, "no document gives it a meaning"},
      {4128, "no document gives it a meaning"},
      {4112, "assumed"},
      {4149, "of a product after Windows Mobile 6.5"},
      {4152, "of a product after Windows Mobile 6.5"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.id);
    const PolicyInfo* info = FindPolicy(PolicyId{row.id});
    ASSERT_NE(info, nullptr);
    EXPECT_NE(info->meaning.find(row.meaning), std::string_view::npos) << info->meaning;
  }
}

TEST(Policies, AreCompleteAndCiteKnownSources) {
  for (const PolicyInfo& info : Policies()) {
    SCOPED_TRACE(info.name);
    EXPECT_FALSE(info.title.empty());
    EXPECT_FALSE(info.meaning.empty());
    EXPECT_LE(info.least, info.most);
    for (const PolicyValue& allowed : info.values) EXPECT_FALSE(allowed.meaning.empty()) << allowed.value;
    if (info.kind == kSwitch) {
      EXPECT_EQ(info.values.size(), 2U);
    }
    if (info.kind == kEnumeration) {
      EXPECT_FALSE(info.values.empty());
    }
    if (info.kind == kUnused) {
      EXPECT_TRUE(info.values.empty());
    }
    for (const std::string_view key : {info.when_missing_source, info.takes_effect_source, info.change_role_source}) {
      EXPECT_NE(FindSource(key), nullptr) << key;
    }
    EXPECT_FALSE(info.sources.empty());
    std::set<std::string_view> keys;
    for (const std::string_view key : info.sources) {
      EXPECT_NE(FindSource(key), nullptr) << key;
      EXPECT_TRUE(keys.insert(key).second) << key;
    }
  }
}

TEST(Policies, HaveSpellingsThatLeadBackToThem) {
  std::set<std::string> spellings;
  for (const PolicyInfo& info : Policies()) {
    SCOPED_TRACE(info.name);
    EXPECT_TRUE(spellings.insert(std::string(info.name)).second);
    EXPECT_EQ(ParsePolicyId(info.name), info.id);
    if (!info.constant.empty()) {
      EXPECT_EQ(ParsePolicyId("SECPOLICY_" + std::string(info.constant)), info.id);
    }
    if (!info.registry_name.empty()) {
      EXPECT_EQ(ParsePolicyId(info.registry_name), info.id);
    }
    EXPECT_EQ(ParsePolicyId(PolicyValueName(info.id)), info.id);
    EXPECT_EQ(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
  }
}

TEST(FindPolicy, ReturnsNullForIdsThatNoDocumentNames) {
  for (const std::uint32_t id : {0U, 11U, 4096U, 4098U, 4100U, 4153U, 9999U, 0xFFFFFFFFU}) {
    EXPECT_EQ(FindPolicy(PolicyId{id}), nullptr) << id;
  }
}

// Policies 1 and 1.1.
TEST(PlaceOf, IsTheNumberOrForTheShellTheName) {
  struct {
    std::uint32_t id;
    std::string_view key, name;
  } const rows[] = {
      {1, R"(HKLM\Security\Policies\Shell)", "NoRunDlg"},
      {2, R"(HKLM\Security\Policies\Policies)", "00000002"},
      {3, R"(HKLM\Security\Policies\Shell)", "DisallowRun"},
      {4, R"(HKLM\Security\Policies\Shell)", "RestrictRun"},
      {5, R"(HKLM\Security\Policies\Shell)", "NoDownload"},
      {6, R"(HKLM\Security\Policies\Shell)", "PasswordPeriod"},
      {7, R"(HKLM\Security\Policies\Shell)", "NoPasswdPeriod"},
      {8, R"(HKLM\Security\Policies\Shell)", "NoWeakPassword"},
      {9, R"(HKLM\Security\Policies\Shell)", "NoRapiRegMod"},
      {10, R"(HKLM\Security\Policies\Shell)", "NoExternalExes"},
      {4097, R"(HKLM\Security\Policies\Policies)", "00001001"},
      {4119, R"(HKLM\Security\Policies\Policies)", "00001017"},
      {4122, R"(HKLM\Security\Policies\Policies)", "0000101a"},
      {4152, R"(HKLM\Security\Policies\Policies)", "00001038"},
      {9999, R"(HKLM\Security\Policies\Policies)", "0000270f"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.id);
    EXPECT_EQ(PlaceOf(PolicyId{row.id}).key, row.key);
    EXPECT_EQ(PlaceOf(PolicyId{row.id}).name, row.name);
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
      {"00001017", 4119},
      {"0000101A", 4122},
      {"00000002", 2},
      {"NoRunDlg", 1},
      {"norundlg", 1},
      {"NORAPIREGMOD", 9},
      {"no-rapi-reg-mod", 9},
      {"auto-run", 2},
      {"CFAUTORUN", 2},
      {"wap-signed-message", 4107},
      {"SECPOLICY_TRUSTED_WAP_PROXY", 4121},
      {"bluetooth", 4135},
      {"wdp-push", 4112},
      {"unused-4106", 4106},
      {"4106", 4106},
      {"widget-execution", 4152},
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
  for (const std::string_view text : {"",
                                      "grant",
                                      "grant manager",
                                      "Grant Manager",
                                      "grant_manager",
                                      "SECPOLICY_",
                                      "SECPOLICY_grant-manager",
                                      "SECPOLICY_4119",
                                      "SECPOLICY_NoRunDlg",
                                      "SECPOLICY_SECPOLICY_RAPI",
                                      "secpolicy_",
                                      "NoRunDlg ",
                                      "NoRun",
                                      "unused",
                                      "wap_signed_message",
                                      "-",
                                      "SECROLE_GRANTMANAGER",
                                      "4119 ",
                                      " 4119",
                                      "-4119",
                                      "4119x",
                                      "1017h",
                                      "0x",
                                      "4294967296"}) {
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
  EXPECT_EQ(ParsePolicyValue(policy::kNetworkPinMessage, "TRUSTED_PPG+PPG_AUTH"), 1536U);
  EXPECT_EQ(ParsePolicyValue(PolicyId{4105}, "300"), 300U);
  EXPECT_EQ(ParsePolicyValue(PolicyId{4106}, "7"), 7U);
  EXPECT_EQ(ParsePolicyValue(PolicyId{1}, "1"), 1U);
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
      {policy::kTps, "OPERATOR_TPS"},
      {PolicyId{4105}, "MANAGER"},
      {PolicyId{4106}, "MANAGER"},
      {PolicyId{4125}, "SHA-1"},
      {PolicyId{1}, "USER_AUTH"},
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
  EXPECT_EQ(FormatPolicyValue(policy::kWapSignedMessage, 3204), "3204 (OPERATOR+OPERATOR_TPS+PPG_AUTH+PPG_TRUSTED)");
  EXPECT_EQ(FormatPolicyValue(PolicyId{4105}, 16), "16");
  EXPECT_EQ(FormatPolicyValue(PolicyId{4106}, 16), "16");
  EXPECT_EQ(FormatPolicyValue(PolicyId{1}, 16), "16");
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
