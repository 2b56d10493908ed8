// The table of documents that disagree.
#include "policy_engine/contradiction.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "policy_engine/policy.h"
#include "policy_engine/source.h"

namespace wmsim {
namespace {

std::string_view FollowedOn(const Contradiction& row, Platform platform) {
  const auto found = std::ranges::find_if(
      row.follows, [&](const FollowedReading& followed) { return followed.platforms.Has(platform); });
  return found != row.follows.end() ? found->source : "-";
}

void ExpectClause(std::string_view text) {
  ASSERT_FALSE(text.empty());
  EXPECT_FALSE(text.ends_with('.')) << text;
  EXPECT_FALSE(text.starts_with(' ') || text.ends_with(' ')) << text;
  EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
  EXPECT_EQ(text.find('\n'), std::string_view::npos) << text;
}

// Policies 10, in its order; the second and the third are about one value.
TEST(FindContradiction, KnowsAllOfTheReferenceOfPolicies) {
  const struct {
    int number;
    std::string_view id;
  } rows[] = {
      {1, "unsigned-apps-default"},
      {2, "grant-manager-default"},
      {2, "grant-manager-for-certinst"},
      {3, "grant-manager-default"},
      {4, "grant-user-auth-change-role"},
      {5, "rapi-before-wm5"},
      {6, "signed-cab-without-spc"},
      {7, "unsigned-cabs-on-pocket-pc-2003"},
      {8, "locked-prompt"},
      {9, "security-off-privileges"},
      {10, "unrestricted-prompt"},
      {11, "root-on-one-tier"},
      {12, "protected-keys"},
      {13, "unprivileged-store-trust"},
      {14, "operator-role"},
      {15, "wap-signed-message-replaced"},
      {16, "policy-4144"},
      {16, "push-message-defaults"},
      {17, "unlock-recipe"},
  };
  for (const auto& row : rows) EXPECT_NE(FindContradiction(row.id), nullptr) << row.number << ": " << row.id;
}

// Design 3, 4 and 9; sdk-facts 3.2, 4.1, 4.2 and 8; certificates 9.2.
TEST(FindContradiction, KnowsThoseOfTheOtherReferences) {
  for (const std::string_view id : {"accepted-program-trust",
                                    "byte-order-mark",
                                    "certinst-before-6",
                                    "certinst-needs",
                                    "communicator-restart",
                                    "configuration-grant-manager",
                                    "cpf-no-uninstall",
                                    "cpf-over-activesync",
                                    "execution-stores-of-wm5-pocket-pc",
                                    "expired-code-signature",
                                    "line-breaks-in-certificates",
                                    "locked-rapi",
                                    "new-certificate-stores",
                                    "policy-change-takes-effect",
                                    "rapi-on-pocket-pc-2003",
                                    "rapi-reopens-device",
                                    "rapiconfig-switches",
                                    "security-off-unsigned-cabs",
                                    "spaddcert-scope",
                                    "unknown-signer",
                                    "unsigned-cab-role",
                                    "unsigned-cpf-remembered",
                                    "unsigned-prompt-values",
                                    "wap-signed-message-default",
                                    "wildcard-host-names"}) {
    EXPECT_NE(FindContradiction(id), nullptr) << id;
  }
}

TEST(FindContradiction, FindsEachRow) {
  for (const Contradiction& row : Contradictions()) EXPECT_EQ(FindContradiction(row.id), &row) << row.id;
}

TEST(FindContradiction, IsExact) {
  for (const std::string_view id :
       {"", " ", "-", "a", "zzz", "protected-key", "protected-keyss", "protected_keys", "protected keys",
        "Protected-Keys", "PROTECTED-KEYS", " protected-keys", "protected-keys ", "aa919335", "4119", "none"}) {
    EXPECT_EQ(FindContradiction(id), nullptr) << "`" << id << "`";
  }
}

TEST(Contradictions, AreAscendingAndLowerCase) {
  std::string_view last;
  for (const Contradiction& row : Contradictions()) {
    SCOPED_TRACE(row.id);
    EXPECT_GT(row.id, last);
    last = row.id;
    EXPECT_EQ(row.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
    EXPECT_FALSE(row.id.starts_with('-') || row.id.ends_with('-'));
  }
}

TEST(Contradictions, AreWrittenAsClauses) {
  for (const Contradiction& row : Contradictions()) {
    SCOPED_TRACE(row.id);
    ExpectClause(row.about);
    ExpectClause(row.followed);
    for (const Reading& reading : row.readings) ExpectClause(reading.says);
  }
}

// Sources are compared by what their keys stand for: two names of one page are one source.
TEST(Contradictions, HaveAtLeastTwoReadingsOfDifferentSources) {
  for (const Contradiction& row : Contradictions()) {
    SCOPED_TRACE(row.id);
    EXPECT_GE(row.readings.size(), 2U);
    std::set<const SourceInfo*> sources;
    std::set<std::string_view> sayings;
    for (const Reading& reading : row.readings) {
      const SourceInfo* source = FindSource(reading.source);
      ASSERT_NE(source, nullptr) << reading.source;
      EXPECT_TRUE(sources.insert(source).second) << reading.source;
      sayings.insert(reading.says);
    }
    EXPECT_GE(sayings.size(), 2U) << "all sources say the same";
  }
}

TEST(Contradictions, AreAboutPoliciesOfTheCatalogue) {
  for (const Contradiction& row : Contradictions()) {
    for (const std::uint32_t id : row.policies) EXPECT_NE(FindPolicy(PolicyId{id}), nullptr) << row.id << " " << id;
  }
  const auto about = FindContradiction("wap-signed-message-replaced")->policies;
  EXPECT_EQ(std::vector(about.begin(), about.end()), (std::vector<std::uint32_t>{4107, 4141, 4142, 4143}));
}

TEST(Contradictions, AreFollowedByOneOfTheirReadings) {
  for (const Contradiction& row : Contradictions()) {
    SCOPED_TRACE(row.id);
    EXPECT_FALSE(row.follows.empty());
    std::set<std::string_view> sources;
    for (const FollowedReading& followed : row.follows) {
      EXPECT_EQ(std::ranges::count(row.readings, followed.source, &Reading::source), 1) << followed.source;
      EXPECT_TRUE(sources.insert(followed.source).second) << followed.source << " has two rows of platforms";
      EXPECT_NE(followed.platforms, Platforms()) << followed.source;
    }
  }
}

TEST(Contradictions, AreFollowedByAPlatformInOneWay) {
  for (const Contradiction& row : Contradictions()) {
    for (std::size_t i = 0; i < Words<Platform>().size(); ++i) {
      const auto has = [&](const FollowedReading& followed) {
        return followed.platforms.Has(static_cast<Platform>(i));
      };
      EXPECT_LE(std::ranges::count_if(row.follows, has), 1) << row.id << " on " << Words<Platform>()[i];
    }
  }
}

// The order of trust of design 3, and the choices of design 4 and 9.
TEST(Contradictions, AreDecidedByTheOrderOfTrust) {
  using enum Platform;
  const struct {
    std::string_view id;
    Platform platform;
    std::string_view source;
  } rows[] = {
      {"unsigned-apps-default", kGuidePocketPc, "dd425351"},
      {"unsigned-apps-default", kWm5PocketPc, "ms889564"},
      {"unsigned-apps-default", kSmartphone2003, "ak"},
      {"unsigned-apps-default", kPocketPc2003, "-"},
      {"grant-manager-default", kGuideSmartphone, "dd425351"},
      {"grant-manager-default", kWm5PocketPcPhone, "aa455966"},
      {"grant-manager-default", kWm6Classic, "aa455966"},
      {"grant-manager-default", kWm61Classic, "cc842615"},
      {"grant-user-auth-change-role", kSmartphone2003, "ak"},
      {"grant-user-auth-change-role", kWm65Standard, "bb737380"},
      {"rapi-on-pocket-pc-2003", kPocketPc2003, "ak"},
      {"rapi-on-pocket-pc-2003", kWm5PocketPc, "-"},
      {"protected-keys", kWm65Professional, "aa919335"},
      {"protected-keys", kSmartphone2003, "ak"},
      {"unsigned-cab-role", kGuidePocketPc, "dd425351"},
      {"unsigned-cab-role", kWm5PocketPcPhone, "blogcab"},
      {"unsigned-cab-role", kWm61Professional, "blogcab"},
      {"unsigned-cab-role", kWm6Standard, "bb416355"},
      {"certinst-before-6", kWm5PocketPc, "dd425351"},
      {"certinst-before-6", kPocketPc2003, "jacco"},
      {"certinst-needs", kGuidePocketPc, "dd425351"},
      {"certinst-needs", kWm6Professional, "bb416317"},
      {"wap-signed-message-default", kPocketPc2003, "ak"},
      {"wap-signed-message-default", kWm5Smartphone, "ms889564"},
      {"configuration-grant-manager", kWm5PocketPc, "t5"},
      {"policy-change-takes-effect", kGuidePocketPc, "dd425351"},
      {"policy-change-takes-effect", kWm6Standard, "ak"},
  };
  for (const auto& row : rows) {
    const Contradiction* contradiction = FindContradiction(row.id);
    ASSERT_NE(contradiction, nullptr) << row.id;
    EXPECT_EQ(FollowedOn(*contradiction, row.platform), row.source) << row.id << " on " << Word(row.platform);
  }
}

}  // namespace
}  // namespace wmsim
