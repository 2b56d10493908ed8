// The named security configurations, the certificates that some of them put into the signing stores, and the search for
// the one that a device is in.
#include "policy_engine/configuration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_file.h"
#include "policy_engine/number.h"
#include "policy_engine/source.h"
#include "policy_engine/store.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

using PolicyValues = std::map<std::uint32_t, std::uint32_t>;

PolicyValues ValuesOf(const Configuration& configuration) {
  PolicyValues values;
  for (const ConfigurationPolicy& policy : configuration.policies) {
    values[static_cast<std::uint32_t>(policy.id)] = policy.value;
  }
  return values;
}

std::string Text(const PolicyValues& values) {
  std::string text;
  for (const auto& [id, value] : values) text += std::to_string(id) + "=" + std::to_string(value) + " ";
  return text;
}

// A certificate in a store: "SPC 90954D07A0E0CF5206D0729A482D8D9C411459A8 16".
using StoreEntries = std::multiset<std::string>;

std::string Entry(std::string_view store, std::string_view thumbprint, std::string_view role) {
  return std::string(store) + " " + std::string(thumbprint) + " " + std::string(role);
}

StoreEntries EntriesOf(const Configuration& configuration) {
  StoreEntries entries;
  for (const SignerPlacement& placement : configuration.signers) {
    entries.insert(Entry(placement.store, placement.signer->thumbprint, std::to_string(Bits(placement.role))));
  }
  return entries;
}

// sdk-facts 1.3, 3.1, 3.2: every cell.
struct ExpectedConfiguration {
  std::string_view name;
  std::string_view source;
  Confidence confidence;
  std::string_view policies;
} const kExpected[] = {
    {"one-tier-locked", "t5", Confidence::kShipped, "2=0 4097=0 4101=0 4102=0 4103=0 4119=8 4120=16 4122=0 4123=1 "},
    {"two-tier-locked", "t5", Confidence::kShipped, "2=0 4097=0 4101=0 4102=0 4103=0 4119=8 4120=16 4122=0 4123=0 "},
    {"one-tier-prompt", "t5", Confidence::kShipped, "2=0 4097=2 4101=16 4102=1 4103=64 4119=16 4120=16 4122=0 4123=1 "},
    {"two-tier-prompt", "t5", Confidence::kShipped, "2=0 4097=2 4101=16 4102=1 4103=64 4119=8 4120=16 4122=0 4123=0 "},
    {"security-off", "t5", Confidence::kShipped, "2=0 4097=1 4101=16 4102=1 4103=64 4119=144 4120=16 4122=1 4123=1 "},
    {"powertoy-locked", "scm", Confidence::kShipped, "4097=2 4101=0 4102=0 4119=8 4122=0 4123=0 "},
    {"powertoy-one-tier-mobile2market", "scm", Confidence::kShipped, "4097=2 4101=0 4102=0 4119=8 4122=0 4123=1 "},
    {"powertoy-two-tier-mobile2market", "scm", Confidence::kShipped, "4097=2 4101=0 4102=0 4119=128 4122=0 4123=0 "},
    {"powertoy-one-tier-prompt", "scm", Confidence::kShipped, "4097=2 4101=16 4102=1 4119=8 4122=0 4123=1 "},
    {"powertoy-two-tier-prompt", "scm", Confidence::kShipped, "4097=2 4101=16 4102=1 4119=128 4122=0 4123=0 "},
    {"powertoy-security-off", "scm", Confidence::kShipped, "4097=1 4101=222 4102=1 4119=16 4122=1 4123=1 "},
    {"smartphone-2003-high", "ak", Confidence::kDocumented,
     "2=1 4097=0 4101=0 4102=0 4103=0 4104=0 4105=3 4107=132 4108=0 4109=0 4110=0 4111=4 4113=0 4119=4 4120=4 4121=8 "
     "4122=1 4123=0 "},
    {"smartphone-2003-medium", "ak", Confidence::kDocumented,
     "2=0 4097=2 4101=16 4102=1 4103=64 4104=1 4105=3 4107=3204 4108=2048 4109=3072 4110=64 4111=3732 4113=1 4119=16 "
     "4120=16 4121=140 4122=0 4123=0 "},
    {"smartphone-2003-low", "ak", Confidence::kDocumented,
     "2=0 4097=1 4101=16 4102=1 4103=16 4104=1 4105=3 4107=3972 4108=3840 4109=3840 4110=80 4111=16 4113=1 4119=148 "
     "4120=196 4121=148 4122=0 4123=1 "},
};

// sdk-facts 3.3.
const StoreEntries kMicrosoftEntries{
    "Privileged Execution Trust Authorities 1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB 0",
    "Privileged Execution Trust Authorities C93ACDAAB9D0647ADD6B150B63880687F170CF8F 0",
    "SPC 1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB 222",
    "SPC 90954D07A0E0CF5206D0729A482D8D9C411459A8 16",
    "Unprivileged Execution Trust Authorities 90954D07A0E0CF5206D0729A482D8D9C411459A8 0",
};
const StoreEntries kMobile2MarketEntries{
    "Privileged Execution Trust Authorities 1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB 0",
    "Privileged Execution Trust Authorities 4A5A4FBABABA1112D49FB0C28463C53CB111F9BE 0",
    "Privileged Execution Trust Authorities 531700A6149352AC4BABB4E0BED893926C5515E9 0",
    "Privileged Execution Trust Authorities 802F0BA13A4A3D362DA1CC348EFC59B92B5A9067 0",
    "Privileged Execution Trust Authorities C93ACDAAB9D0647ADD6B150B63880687F170CF8F 0",
    "SPC 140AFE42C7AE2A2DBFF67A3A59CD2C5262D84A1A 16",
    "SPC 1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB 222",
    "SPC 4A5A4FBABABA1112D49FB0C28463C53CB111F9BE 222",
    "SPC 531700A6149352AC4BABB4E0BED893926C5515E9 222",
    "SPC 802F0BA13A4A3D362DA1CC348EFC59B92B5A9067 222",
    "SPC 90954D07A0E0CF5206D0729A482D8D9C411459A8 16",
    "SPC B2A44C4D48FD9516B46390B9F621289DA0F3A365 16",
    "SPC C06E95210F109DA105B6AA4A8C9F04F3F7D10211 16",
    "Unprivileged Execution Trust Authorities 140AFE42C7AE2A2DBFF67A3A59CD2C5262D84A1A 0",
    "Unprivileged Execution Trust Authorities 90954D07A0E0CF5206D0729A482D8D9C411459A8 0",
    "Unprivileged Execution Trust Authorities B2A44C4D48FD9516B46390B9F621289DA0F3A365 0",
    "Unprivileged Execution Trust Authorities C06E95210F109DA105B6AA4A8C9F04F3F7D10211 0",
};

TEST(Configurations, AreThoseOfTheSourcesInTheOrderOfTheListings) {
  ASSERT_EQ(Configurations().size(), std::size(kExpected));
  std::set<std::string_view> titles;
  for (std::size_t i = 0; i < std::size(kExpected); ++i) {
    const Configuration& configuration = Configurations()[i];
    SCOPED_TRACE(configuration.name);
    EXPECT_EQ(configuration.name, kExpected[i].name);
    EXPECT_EQ(configuration.source, kExpected[i].source);
    EXPECT_NE(FindSource(configuration.source), nullptr);
    EXPECT_EQ(configuration.confidence, kExpected[i].confidence);
    EXPECT_TRUE(titles.insert(configuration.title).second) << configuration.title;
  }
}

TEST(Configurations, HaveTheValuesOfTheSources) {
  for (const ExpectedConfiguration& expected : kExpected) {
    SCOPED_TRACE(expected.name);
    const Configuration* configuration = FindConfiguration(expected.name);
    ASSERT_NE(configuration, nullptr);
    EXPECT_EQ(Text(ValuesOf(*configuration)), expected.policies);
    EXPECT_EQ(
        std::ranges::adjacent_find(configuration->policies, std::ranges::greater_equal{}, &ConfigurationPolicy::id),
        configuration->policies.end());
  }
}

TEST(Configurations, SetTheSigningStoresOnlyInThePowertoy) {
  for (const Configuration& configuration : Configurations()) {
    SCOPED_TRACE(configuration.name);
    const bool powertoy = configuration.name.starts_with("powertoy-");
    EXPECT_EQ(configuration.sets_stores, powertoy);
    const StoreEntries expected = !powertoy                                 ? StoreEntries{}
                                  : configuration.name == "powertoy-locked" ? kMicrosoftEntries
                                                                            : kMobile2MarketEntries;
    EXPECT_EQ(EntriesOf(configuration), expected);
  }
}

TEST(FindConfiguration, ReturnsTheRowOfANameAndOfNothingElse) {
  for (const Configuration& configuration : Configurations()) {
    EXPECT_EQ(FindConfiguration(configuration.name), &configuration);
  }
  for (const std::string_view name : {"",
                                      " ",
                                      "locked",
                                      "prompt",
                                      "one-tier",
                                      "one-tier-locked ",
                                      " one-tier-locked",
                                      "One-Tier-Locked",
                                      "ONE-TIER-LOCKED",
                                      "one_tier_locked",
                                      "OneTierLocked",
                                      "powertoy",
                                      "powertoy-",
                                      "powertoy-prompt",
                                      "one-tier-mobile2market",
                                      "powertoy-one-tier-mobile2market-locked",
                                      "smartphone-2003",
                                      "high",
                                      "One-Tier Locked of the SDK",
                                      "none"}) {
    EXPECT_EQ(FindConfiguration(name), nullptr) << "`" << name << "`";
  }
}

// sdk-facts 3.3; the times are those of the documents' ValidFrom and ValidTo.
TEST(ShippedSigners, AreTheNineOfTheDocuments) {
  struct {
    std::string_view thumbprint, common_name, not_before, not_after, signature_algorithm;
  } const rows[] = {
      {"1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB", "Microsoft Mobile Device Privileged Component PCA",
       "2002-12-15T08:00:00Z", "2012-12-20T08:00:00Z", "md5WithRSAEncryption"},
      {"C93ACDAAB9D0647ADD6B150B63880687F170CF8F", "Microsoft Windows CE Cryptographic Service Provider Signature CA",
       "2004-06-02T02:13:06Z", "2009-06-02T02:23:06Z", "sha1WithRSAEncryption"},
      {"90954D07A0E0CF5206D0729A482D8D9C411459A8", "Microsoft Mobile Device PCA", "2002-03-25T08:00:00Z",
       "2012-03-26T08:00:00Z", "md5WithRSAEncryption"},
      {"C06E95210F109DA105B6AA4A8C9F04F3F7D10211", "VeriSign Authorized Code Signing Root CA for Microsoft",
       "2002-09-12T00:00:00Z", "2042-09-11T23:59:59Z", "sha1WithRSAEncryption"},
      {"140AFE42C7AE2A2DBFF67A3A59CD2C5262D84A1A", "Baltimore Mobile Device Root", "2002-04-01T18:55:27Z",
       "2022-04-01T18:55:27Z", "sha1WithRSAEncryption"},
      {"802F0BA13A4A3D362DA1CC348EFC59B92B5A9067", "VeriSign Authorized Code Signing (Privileged) Root for Microsoft",
       "2003-06-06T00:00:00Z", "2043-06-05T23:59:59Z", "sha1WithRSAEncryption"},
      {"4A5A4FBABABA1112D49FB0C28463C53CB111F9BE", "Baltimore Mobile Device Privileged Root", "2003-05-28T19:08:35Z",
       "2023-05-28T19:08:35Z", "sha1WithRSAEncryption"},
      {"531700A6149352AC4BABB4E0BED893926C5515E9", "GeoTrust Mobile Device Root - Privileged", "2003-07-30T04:00:00Z",
       "2023-07-30T04:00:00Z", "sha1WithRSAEncryption"},
      {"B2A44C4D48FD9516B46390B9F621289DA0F3A365", "GeoTrust Mobile Device Root - Unprivileged", "2003-07-30T04:00:00Z",
       "2023-07-30T04:00:00Z", "sha1WithRSAEncryption"},
  };
  ASSERT_EQ(ShippedSigners().size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const ShippedRoot& certificate = ShippedSigners()[i].certificate;
    SCOPED_TRACE(rows[i].common_name);
    EXPECT_EQ(certificate.thumbprint, rows[i].thumbprint);
    EXPECT_TRUE(certificate.subject.ends_with(", CN = " + std::string(rows[i].common_name))) << certificate.subject;
    EXPECT_EQ(FormatTime(certificate.not_before), rows[i].not_before);
    EXPECT_EQ(FormatTime(certificate.not_after), rows[i].not_after);
    EXPECT_EQ(certificate.key, "rsaEncryption");
    EXPECT_EQ(certificate.key_bits, 2048U);
    EXPECT_EQ(certificate.signature_algorithm, rows[i].signature_algorithm);
    EXPECT_EQ(certificate.version, 3U);
  }
}

TEST(ShippedSigners, AreInStoresThatDevicesHave) {
  for (const SignerPlacement& placement : Mobile2MarketSigners()) {
    const StoreInfo* store = FindStore(placement.store);
    ASSERT_NE(store, nullptr) << placement.store;
    EXPECT_EQ(store->name, placement.store);
    EXPECT_EQ(placement.role != role::kNone, placement.store == "SPC");
  }
}

TEST(ShippedSigners, AreMicrosoftsFirst) {
  ASSERT_EQ(MicrosoftSigners().size(), 5U);
  ASSERT_EQ(Mobile2MarketSigners().size(), 17U);
  EXPECT_EQ(MicrosoftSigners().data(), Mobile2MarketSigners().data());
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NE(MicrosoftSigners()[i].signer->subject.find("CN = Microsoft"), std::string_view::npos);
  }
  for (std::size_t i = 5; i < 17; ++i) {
    EXPECT_EQ(Mobile2MarketSigners()[i].signer->subject.find("CN = Microsoft"), std::string_view::npos);
  }
}

// The name of the configuration that is found, and the policies that differ: "two-tier-prompt 4119 ".
std::string Detect(const PolicyValues& values) {
  const ConfigurationMatch match = DetectConfiguration([&](PolicyId id) -> std::optional<std::uint32_t> {
    const auto value = values.find(static_cast<std::uint32_t>(id));
    if (value == values.end()) return std::nullopt;
    return value->second;
  });
  if (match.configuration == nullptr) return "null";
  std::string text = std::string(match.configuration->name) + " ";
  for (const PolicyId id : match.differing) text += std::to_string(static_cast<std::uint32_t>(id)) + " ";
  return text;
}

PolicyValues ValuesOf(std::string_view name) { return ValuesOf(*FindConfiguration(name)); }

// No two rows are alike, so each is found as itself, whatever other policies the device has.
TEST(DetectConfiguration, FindsEachRow) {
  for (const Configuration& configuration : Configurations()) {
    PolicyValues values = ValuesOf(configuration);
    EXPECT_EQ(Detect(values), std::string(configuration.name) + " ");
    values[9999] = 7;
    values[4147] = 0;
    EXPECT_EQ(Detect(values), std::string(configuration.name) + " ");
  }
}

TEST(DetectConfiguration, NamesTheOneThatDiffers) {
  struct {
    std::string_view name;
    std::uint32_t id, value;
    std::string_view found;
  } const rows[] = {
      {"two-tier-prompt", 4119, 148, "two-tier-prompt 4119 "},
      {"two-tier-prompt", 2, 1, "two-tier-prompt 2 "},
      {"one-tier-locked", 4120, 0, "one-tier-locked 4120 "},
      {"security-off", 4097, 2, "security-off 4097 "},
      {"security-off", 4102, 2, "security-off 4102 "},
      {"smartphone-2003-high", 4105, 5, "smartphone-2003-high 4105 "},
      {"smartphone-2003-low", 4121, 0, "smartphone-2003-low 4121 "},
      {"powertoy-security-off", 4101, 254, "powertoy-security-off 4101 "},
  };
  for (const auto& row : rows) {
    PolicyValues values = ValuesOf(row.name);
    values[row.id] = row.value;
    EXPECT_EQ(Detect(values), row.found) << row.name;
  }
}

TEST(DetectConfiguration, NamesAllThatDifferInAscendingOrder) {
  PolicyValues values = ValuesOf("smartphone-2003-high");
  values[4107] = 9;
  values[2] = 9;
  EXPECT_EQ(Detect(values), "smartphone-2003-high 2 4107 ");
}

// The powertoy's two-tier prompt is the SDK's but for 4119, and says nothing of three policies.
TEST(DetectConfiguration, PrefersAnExactRowToAnEarlierNearOne) {
  PolicyValues values = ValuesOf("two-tier-prompt");
  values[4119] = 128;
  EXPECT_EQ(Detect(values), "powertoy-two-tier-prompt ");
}

TEST(DetectConfiguration, GivesTiesToTheFirstRow) {
  // One from two-tier-prompt (4119) and one from powertoy-two-tier-prompt (4119).
  PolicyValues values = ValuesOf("two-tier-prompt");
  values[4119] = 0;
  EXPECT_EQ(Detect(values), "two-tier-prompt 4119 ");

  // One from one-tier-locked (4123), one from two-tier-locked (4123).
  values = ValuesOf("one-tier-locked");
  values[4123] = 2;
  EXPECT_EQ(Detect(values), "one-tier-locked 4123 ");

  // One from smartphone-2003-medium (4105), one from one-tier-prompt (4123), one from two-tier-prompt (4119).
  values = ValuesOf("smartphone-2003-medium");
  values[4105] = 5;
  EXPECT_EQ(Detect(values), "one-tier-prompt 4123 ");

  // One from powertoy-locked (4119) and one from powertoy-two-tier-mobile2market (4119).
  values = ValuesOf("powertoy-locked");
  values[4119] = 16;
  EXPECT_EQ(Detect(values), "powertoy-locked 4119 ");
}

TEST(DetectConfiguration, CountsAPolicyWithoutAValueAsDifferent) {
  for (const Configuration& configuration : Configurations()) {
    SCOPED_TRACE(configuration.name);
    PolicyValues values = ValuesOf(configuration);
    values.erase(4122);
    const std::string found = Detect(values);
    EXPECT_EQ(found, std::string(configuration.name) + " 4122 ");
  }
  // 0 is a value, and none is not 0.
  PolicyValues values = ValuesOf("one-tier-locked");
  values.erase(2);
  EXPECT_EQ(Detect(values), "one-tier-locked 2 ");
}

// Of a device without values the shortest rows are nearest.
TEST(DetectConfiguration, OfNothingIsTheFirstOfTheShortest) {
  EXPECT_EQ(Detect({}), "powertoy-locked 4097 4101 4102 4119 4122 4123 ");
}

TEST(DetectConfiguration, ComparesNumbersAndNotWhatTheyCountAs) {
  PolicyValues values = ValuesOf("powertoy-locked");
  values[4122] = 2;  // counts as 0
  EXPECT_EQ(Detect(values), "powertoy-locked 4122 ");
}

// The policies of design 3.2.
TEST(DetectConfiguration, FindsTheGuidesDevicesInNone) {
  EXPECT_EQ(Detect({{4097, 2}, {4101, 16}, {4102, 0}, {4119, 128}, {4120, 16}, {4122, 0}, {4123, 1}}),
            "powertoy-one-tier-mobile2market 4101 4119 ");
}

// What a document sets: the policies and the certificates, and of each certificate the bytes.
struct Document {
  PolicyValues policies;
  StoreEntries entries;
  std::map<std::string, std::string> base64;
  int removals = 0;
};

// The documents are ASCII, some of them as UTF-16LE.
std::string Narrow(const std::string& bytes) {
  if (!bytes.starts_with("\xFF\xFE")) return bytes;
  std::string text;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    EXPECT_EQ(bytes[i + 1], '\0');
    text += bytes[i];
  }
  return text;
}

std::string Attribute(std::string_view tag, const std::string& name) {
  const std::string start = " " + name + "=\"";
  const std::size_t at = tag.find(start);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + start.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

std::string UpperCase(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// Scan goes from tag to tag; `path` holds the types of the open characteristics. Comments have no tags in them.
Document Scan(const std::string& text) {
  Document document;
  std::vector<std::string> path;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    const std::string_view tag = std::string_view(text).substr(at, text.find('>', at) - at);
    if (tag.starts_with("</characteristic")) {
      EXPECT_FALSE(path.empty());
      if (!path.empty()) path.pop_back();
    } else if (tag.starts_with("<characteristic")) {
      path.push_back(Attribute(tag, "type"));
    } else if (tag.starts_with("<no")) {
      ++document.removals;
    } else if (tag.starts_with("<parm ") && path.size() == 1 && path[0] == "SecurityPolicy") {
      const auto id = ParseNumber(Attribute(tag, "name"));
      const auto value = ParseNumber(Attribute(tag, "value"));
      EXPECT_TRUE(id && value) << tag;
      if (!id || !value) continue;
      EXPECT_TRUE(document.policies.emplace(*id, *value).second) << tag;
    } else if (tag.starts_with("<parm ") && path.size() == 3 && path[0] == "CertificateStore") {
      const std::string thumbprint = UpperCase(path[2]);
      const std::string name = Attribute(tag, "name");
      if (name == "Role") document.entries.insert(Entry(path[1], thumbprint, Attribute(tag, "value")));
      if (name == "EncodedCertificate") document.base64[thumbprint] = Attribute(tag, "value");
    }
  }
  EXPECT_TRUE(path.empty());
  return document;
}

struct {
  std::string file;
  std::string_view name;
} const kDocuments[] = {
    {"003_OneTierLocked.xml", "one-tier-locked"},
    {"004_SecurityOff.xml", "security-off"},
    {"005_TwoTierLocked.xml", "two-tier-locked"},
    {"011_OneTierLocked.cpf___setup.xml", "one-tier-locked"},
    {"012_OneTierPrompt.cpf___setup.xml", "one-tier-prompt"},
    {"013_SecurityOff.cpf___setup.xml", "security-off"},
    {"014_TwoTierLocked.cpf___setup.xml", "two-tier-locked"},
    {"015_TwoTierPrompt.cpf___setup.xml", "two-tier-prompt"},
    {"more/001_SecCfgMgr_Locked.xml", "powertoy-locked"},
    {"more/002_SecCfgMgr_One-Tier_Mobile2Market_Locked.xml", "powertoy-one-tier-mobile2market"},
    {"more/003_SecCfgMgr_One-Tier_Prompt.xml", "powertoy-one-tier-prompt"},
    {"more/004_SecCfgMgr_Security_Off.xml", "powertoy-security-off"},
    {"more/005_SecCfgMgr_Two-Tier_Mobile2Market_Locked.xml", "powertoy-two-tier-mobile2market"},
    {"more/006_SecCfgMgr_Two-Tier_Prompt.xml", "powertoy-two-tier-prompt"},
};

bool HaveDocuments() { return std::filesystem::exists(TestDataPath("provisioning/003_OneTierLocked.xml")); }

Document ReadDocument(const std::string& file) {
  const auto path = TestDataPath("provisioning/" + file);
  EXPECT_TRUE(std::filesystem::exists(path)) << path;
  return Scan(Narrow(ReadAll(path)));
}

TEST(RealDocuments, SetWhatTheConfigurationsSet) {
  if (!HaveDocuments()) GTEST_SKIP() << "no real documents: set WMSIM_TEST_DATA";
  for (const auto& [file, name] : kDocuments) {
    SCOPED_TRACE(file);
    const Configuration* configuration = FindConfiguration(name);
    ASSERT_NE(configuration, nullptr);
    const Document document = ReadDocument(file);
    EXPECT_EQ(Text(document.policies), Text(ValuesOf(*configuration)));
    EXPECT_EQ(document.entries, EntriesOf(*configuration));
    EXPECT_EQ(!document.entries.empty(), configuration->sets_stores);
    EXPECT_EQ(document.removals, 0);
  }
}

TEST(RealDocuments, HoldTheCertificatesOfTheRows) {
  if (!HaveDocuments()) GTEST_SKIP() << "no real documents: set WMSIM_TEST_DATA";
  const Document document = ReadDocument("more/004_SecCfgMgr_Security_Off.xml");
  EXPECT_EQ(document.base64.size(), ShippedSigners().size());
  for (const ShippedSigner& signer : ShippedSigners()) {
    const ShippedRoot& row = signer.certificate;
    SCOPED_TRACE(row.subject);
    const auto encoded = document.base64.find(std::string(row.thumbprint));
    ASSERT_NE(encoded, document.base64.end());
    const auto file = ReadCertificateFile(encoded->second);
    ASSERT_TRUE(file.ok()) << file.error().text;
    ASSERT_EQ(file.value().certificates.size(), 1U);
    const Certificate& certificate = *file.value().certificates[0];
    EXPECT_EQ(FormatThumbprint(certificate.thumbprint), row.thumbprint);
    EXPECT_EQ(certificate.subject, row.subject);
    EXPECT_EQ(certificate.not_before, row.not_before);
    EXPECT_EQ(certificate.not_after, row.not_after);
    EXPECT_EQ(certificate.key_algorithm, row.key);
    EXPECT_EQ(certificate.key_bits, row.key_bits);
    EXPECT_EQ(certificate.signature_algorithm, row.signature_algorithm);
    EXPECT_EQ(certificate.version, row.version);
    EXPECT_EQ(certificate.kind == CertificateKind::kRoot,
              certificate.subject.find("CN = Microsoft") == std::string::npos);
  }
}

}  // namespace
}  // namespace wmsim
