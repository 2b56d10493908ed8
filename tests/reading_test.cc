// The other readings that a device file may choose: what each changes, and that it changes nothing else.
#include "policy_engine/reading.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/contradiction.h"
#include "tests/every_platform.h"

namespace wmsim {
namespace {

// The columns of a profile by name; the policies by their ids.
using Text = std::map<std::string, std::string>;

template <class T>
std::string Joined(const T& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + std::string(word);
  return text;
}

std::string Known(std::string_view source, Confidence confidence) {
  return " [" + std::string(source) + ", " + std::string(Word(confidence)) + "]";
}

template <class T>
std::string Known(const Fact<T>& fact) {
  return Known(fact.source, fact.confidence);
}

std::string YesOrNo(bool value) { return value ? "yes" : "no"; }

std::string CertinstText(const CertinstInfo& tool) {
  std::vector<std::string_view> words{tool.present ? "there" : "not there", tool.roots_only ? "roots" : "any",
                                      tool.part};
  for (const FileFormat format : tool.formats) words.push_back(Word(format));
  return Joined(words);
}

std::string PolicyText(const PolicyDefault& policy) {
  return policy.standing == PolicyStanding::kSet ? std::to_string(policy.value) : std::string(Word(policy.standing));
}

Text TextOf(const Profile& profile) {
  std::vector<std::string> roots, signers, parts;
  for (const ShippedRoot& root : profile.roots.value) roots.emplace_back(root.thumbprint);
  for (const SignerPlacement& row : profile.signers.value) {
    signers.push_back(std::string(row.signer->thumbprint) + "/" + std::string(row.store));
  }
  for (const StorePart& part : profile.store_parts) {
    parts.push_back(std::string(part.store) + "/" + std::string(part.part) + "/" + FormatRoleMask(part.access));
  }
  Text text{
      {"name", profile.name},
      {"title", profile.title},
      {"policies-at-once", YesOrNo(profile.policies_at_once.value) + Known(profile.policies_at_once)},
      {"checks-signatures", YesOrNo(profile.checks_signatures.value) + Known(profile.checks_signatures)},
      {"certinst", CertinstText(profile.certinst.value) + Known(profile.certinst)},
      {"built-in-editor", YesOrNo(profile.built_in_editor.value) + Known(profile.built_in_editor)},
      {"protected-keys", Joined(profile.protected_keys.value) + Known(profile.protected_keys)},
      {"unsigned-packages", std::string(Word(profile.unsigned_packages.value)) + Known(profile.unsigned_packages)},
      {"grant-user-changed-by",
       FormatRoleMask(profile.grant_user_changed_by.value) + Known(profile.grant_user_changed_by)},
      {"all-roles", FormatRoleMask(profile.all_roles.value) + Known(profile.all_roles)},
      {"knows-sha2", YesOrNo(profile.knows_sha2.value) + Known(profile.knows_sha2)},
      {"wildcard-hosts", YesOrNo(profile.wildcard_hosts.value) + Known(profile.wildcard_hosts)},
      {"roots", Joined(roots) + Known(profile.roots)},
      {"signers", Joined(signers) + Known(profile.signers)},
      {"store-parts", Joined(parts)},
      {"clock", FormatTime(profile.clock)},
  };
  for (const PolicyDefault& policy : profile.policies) {
    text[std::to_string(static_cast<std::uint32_t>(policy.id))] =
        PolicyText(policy) + Known(policy.source, policy.confidence);
  }
  return text;
}

// What differs, as it is afterwards.
Text Changed(const Profile& before, const Profile& after) {
  Text changed;
  const Text was = TextOf(before);
  for (const auto& [column, text] : TextOf(after)) {
    const auto found = was.find(column);
    if (found == was.end() || found->second != text) changed[column] = text;
  }
  EXPECT_EQ(was.size(), TextOf(after).size());
  return changed;
}

// Each reading that may be chosen, on a device that goes by another one, with the column that it changes and what that
// says then. Policies 10 and 1.2, sdk-facts 8, certificates 4.
struct Row {
  std::string_view contradiction, source, device, column, text;
};
constexpr Row kRows[] = {
    {"certinst-before-6", "jacco", "wm5-pocket-pc", "certinst", "there roots system der base64"},
    {"grant-manager-default", "aa457992", "wm5-pocket-pc-phone", "4119", "16"},
    {"grant-manager-default", "dd425351", "wm6-professional", "4119", "128"},
    {"grant-user-auth-change-role", "aa457991", "smartphone-2003", "grant-user-changed-by", "MANAGER"},
    {"grant-user-auth-change-role", "aa457992", "wm6-standard", "grant-user-changed-by", "USER_AUTH"},
    {"grant-user-auth-change-role", "ak", "wm5-smartphone", "grant-user-changed-by", "USER_AUTH"},
    {"grant-user-auth-change-role", "bb737380", "pocket-pc-2003", "grant-user-changed-by", "MANAGER"},
    {"protected-keys", "aa914678", "wm6-standard", "protected-keys",
     R"(HKLM\Comm HKLM\Drivers HKLM\HARDWARE HKLM\Init HKLM\Services HKLM\SYSTEM HKLM\WDMDrivers)"},
    {"protected-keys", "aa919335", "smartphone-2003", "protected-keys",
     R"(HKLM\Comm HKLM\Drivers HKLM\HARDWARE HKLM\Init HKLM\Services HKLM\SYSTEM HKLM\WDMDrivers HKLM\Security )"
     R"(HKCU\Security HKLM\Loader)"},
    {"protected-keys", "ms885964", "wm5-pocket-pc", "protected-keys",
     R"(HKLM\Comm HKLM\Drivers HKLM\HARDWARE HKLM\Init HKLM\Services HKLM\SYSTEM HKLM\WDMDrivers)"},
    {"rapi-on-pocket-pc-2003", "aa459012", "pocket-pc-2003", "4097", "not honoured"},
    {"unsigned-apps-default", "dd425351", "wm5-pocket-pc", "4102", "0"},
    {"unsigned-apps-default", "ms889564", "guide-pocket-pc", "4102", "1"},
    {"unsigned-cab-role", "aa457840", "wm5-pocket-pc-phone", "unsigned-packages", "4101"},
    {"unsigned-cab-role", "bb416355", "wm61-professional", "unsigned-packages", "4101"},
    {"unsigned-cab-role", "blogcab", "guide-pocket-pc", "unsigned-packages", "MANAGER"},
    {"wap-signed-message-default", "ak", "wm5-smartphone", "4107", "3204"},
    {"wap-signed-message-default", "ms889564", "smartphone-2003", "4107", "3200"},
    {"wildcard-host-names", "blogfaq", "wm6-standard", "wildcard-hosts", "no"},
    {"wildcard-host-names", "ce42", "wm5-smartphone", "wildcard-hosts", "yes"},
    {"wildcard-host-names", "ce5", "wm5-pocket-pc", "wildcard-hosts", "yes"},
};

TEST(Choose, ChangesWhatTheReadingSaysAndNothingElse) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(std::string(row.contradiction) + " as " + std::string(row.source));
    const Profile& before = *FindProfile(row.device);
    Profile after = before;
    EXPECT_EQ(Choose(after, row.contradiction, row.source), std::nullopt);
    const Text changed = Changed(before, after);
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed.begin()->first, row.column);
    EXPECT_EQ(changed.begin()->second.substr(0, changed.begin()->second.find(" [")), row.text);
  }
}

// Design 3.2: each cell has its source; here that is the one chosen.
TEST(Choose, CitesTheChosenSource) {
  for (const Row& row : kRows) {
    Profile profile = *FindProfile(row.device);
    ASSERT_EQ(Choose(profile, row.contradiction, row.source), std::nullopt);
    const std::string text = TextOf(profile).at(std::string(row.column));
    EXPECT_NE(text.find(" [" + std::string(row.source) + ", "), std::string::npos)
        << row.contradiction << " as " << row.source << ": " << text;
  }
}

TEST(Choose, ChangesOneColumnAtMostOnEveryDevice) {
  for (const Row& row : kRows) {
    for (const Profile& before : Profiles()) {
      SCOPED_TRACE(std::string(row.contradiction) + " as " + std::string(row.source) + " on " + before.name);
      Profile after = before;
      if (const auto problem = Choose(after, row.contradiction, row.source)) {
        EXPECT_NE(problem->find("documents do not disagree about"), std::string::npos) << *problem;
        EXPECT_EQ(Changed(before, after), Text());
        continue;
      }
      for (const auto& [column, text] : Changed(before, after)) EXPECT_EQ(column, row.column) << text;
      Profile twice = after;
      EXPECT_EQ(Choose(twice, row.contradiction, row.source), std::nullopt);
      EXPECT_EQ(Changed(after, twice), Text());
    }
  }
}

// Certificates 4: the report is of what Pocket PCs import. Design 4: these devices have no such tool.
TEST(Choose, IsForPlatformsOnWhichTheMatterArises) {
  const struct {
    std::string_view contradiction, source, device;
  } rows[] = {{"rapi-on-pocket-pc-2003", "aa459012", "wm65-standard"},
              {"certinst-before-6", "jacco", "wm65-professional"},
              {"unsigned-apps-default", "dd425351", "pocket-pc-2003"}};
  for (const auto& row : rows) {
    Profile profile = *FindProfile(row.device);
    const auto problem = Choose(profile, row.contradiction, row.source);
    ASSERT_TRUE(problem) << row.contradiction;
    EXPECT_NE(problem->find(row.device), std::string::npos) << *problem;
  }
}

TEST(Choose, GivesNoInstallerToADeviceWithoutOne) {
  for (const std::string_view device : {"guide-smartphone", "smartphone-2002", "smartphone-2003"}) {
    Profile profile = *FindProfile(device);
    Choose(profile, "certinst-before-6", "jacco");
    EXPECT_FALSE(profile.certinst.value.present) << device;
  }
}

// One after the other: each changes its own column.
TEST(Choose, TakesSeveralReadings) {
  const Profile& before = *FindProfile("wm6-professional");
  Profile after = before;
  EXPECT_EQ(Choose(after, "unsigned-apps-default", "dd425351"), std::nullopt);
  EXPECT_EQ(Choose(after, "grant-manager-default", "aa457992"), std::nullopt);
  EXPECT_EQ(Choose(after, "protected-keys", "aa914678"), std::nullopt);
  std::set<std::string> columns;
  for (const auto& [column, text] : Changed(before, after)) columns.insert(column);
  EXPECT_EQ(columns, (std::set<std::string>{"4102", "4119", "protected-keys"}));
}

TEST(CanChoose, IsWhatChooseDoes) {
  std::set<std::pair<std::string_view, std::string_view>> expected, found;
  for (const Row& row : kRows) expected.emplace(row.contradiction, row.source);
  for (const Contradiction& row : Contradictions()) {
    for (const Reading& reading : row.readings) {
      SCOPED_TRACE(std::string(row.id) + " as " + std::string(reading.source));
      bool chosen = false;
      for (const Profile& before : Profiles()) {
        Profile after = before;
        const bool is_chosen = !Choose(after, row.id, reading.source);
        chosen = chosen || is_chosen;
        if (!is_chosen) {
          EXPECT_EQ(Changed(before, after), Text());
        }
      }
      EXPECT_EQ(CanChoose(row.id, reading.source), chosen);
      if (chosen) found.emplace(row.id, reading.source);
    }
  }
  EXPECT_EQ(found, expected) << "the table of this test lacks a reading";
}

TEST(Choose, RefusesWhatItDoesNotKnow) {
  const struct {
    std::string_view contradiction, source;
    std::vector<std::string_view> words;
  } rows[] = {
      {"", "dd425351", {"do not disagree", "``", "wmsim policies --contradictions"}},
      {"4119", "dd425351", {"do not disagree", "`4119`", "wmsim policies --contradictions"}},
      {"Protected-Keys", "aa914678", {"do not disagree", "`Protected-Keys`", "wmsim policies --contradictions"}},
      {"protected-keys ", "aa914678", {"do not disagree", "`protected-keys `"}},
      {"aa914678", "protected-keys", {"do not disagree", "`aa914678`"}},
      {"protected-keys",
       "dd425351",
       {"`dd425351` says nothing", "`protected-keys`", "the sources are", "aa919335", "aa914678", "ms885964", "ak"}},
      {"protected-keys", "", {"`` says nothing", "`protected-keys`", "aa919335"}},
      {"protected-keys", "AA914678", {"`AA914678` says nothing", "aa914678"}},
      {"unsigned-apps-default", "aa455966", {"`aa455966` says nothing", "dd425351", "ms889564", "ak", "aa455735"}},
      {"byte-order-mark", "t6", {"cannot choose a reading", "`byte-order-mark`"}},
      {"operator-role", "cc182289", {"cannot choose a reading", "`operator-role`"}},
      {"grant-manager-default", "cc842615", {"cannot choose what `cc842615` says", "only", "dd425351", "aa457992"}},
      {"spaddcert-scope", "kb841060", {"cannot choose a reading", "`spaddcert-scope`"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.contradiction) + " as " + std::string(row.source));
    EXPECT_FALSE(CanChoose(row.contradiction, row.source));
    for (const Profile& before : Profiles()) {
      Profile after = before;
      const auto problem = Choose(after, row.contradiction, row.source);
      ASSERT_TRUE(problem);
      for (const std::string_view word : row.words) EXPECT_NE(problem->find(word), std::string::npos) << *problem;
      EXPECT_EQ(problem->find('\n'), std::string::npos) << *problem;
      EXPECT_EQ(Changed(before, after), Text());
    }
  }
}

}  // namespace
}  // namespace wmsim
