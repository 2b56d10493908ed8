// The guide's two devices (design 3.2), and the roots that they ship with.
#include "policy_engine/profile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/program.h"
#include "policy_engine/source.h"
#include "policy_engine/store.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

using Columns = std::map<std::string, std::string>;

// The rows of a table with a heading, by the names of its columns.
std::vector<Columns> ReadTable(const std::filesystem::path& path) {
  const auto split = [](const std::string& line) {
    std::vector<std::string> words;
    std::istringstream in(line);
    for (std::string word; std::getline(in, word, '\t');) words.push_back(word);
    return words;
  };
  std::vector<Columns> rows;
  std::vector<std::string> names;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words = split(line);
    if (names.empty()) {
      names = words;
      continue;
    }
    Columns row;
    for (std::size_t i = 0; i < std::min(names.size(), words.size()); ++i) row[names[i]] = words[i];
    rows.push_back(row);
  }
  return rows;
}

// "Jan 29 00:00:00 1996 GMT", as openssl writes times.
UnixTime OpensslTime(const std::string& text) {
  std::tm fields{};
  std::istringstream in(text);
  in >> std::get_time(&fields, "%b %d %H:%M:%S %Y");
  EXPECT_FALSE(in.fail()) << text;
  return Utc(fields.tm_year + 1900, static_cast<unsigned>(fields.tm_mon + 1), static_cast<unsigned>(fields.tm_mday),
             fields.tm_hour, fields.tm_min, fields.tm_sec);
}

TEST(GuideProfiles, ShipThePoliciesOfTheDesign) {
  struct {
    std::uint32_t id, value;
    std::string_view source;
    Confidence confidence;
  } const rows[] = {
      {4102, 0, "dd425351", Confidence::kDocumented},  {4119, 128, "dd425351", Confidence::kDocumented},
      {4120, 16, "aa455966", Confidence::kDocumented}, {4101, 16, "ms889564", Confidence::kDocumented},
      {4097, 2, "bb416355", Confidence::kDocumented},  {4123, 1, "dd425351", Confidence::kInferred},
      {4122, 0, "ms889513", Confidence::kDocumented},
  };
  for (const std::string_view name : {"guide-pocket-pc", "guide-smartphone"}) {
    SCOPED_TRACE(name);
    const Profile* profile = FindProfile(name);
    ASSERT_NE(profile, nullptr);
    EXPECT_EQ(profile->policies.size(), std::size(rows));
    for (const auto& row : rows) {
      SCOPED_TRACE(row.id);
      const PolicyDefault* shipped = FindDefault(*profile, PolicyId{row.id});
      ASSERT_NE(shipped, nullptr);
      EXPECT_EQ(shipped->standing, PolicyStanding::kSet);
      EXPECT_EQ(shipped->value, row.value);
      EXPECT_EQ(shipped->source, row.source);
      EXPECT_EQ(shipped->confidence, row.confidence);
    }
    EXPECT_TRUE(profile->policies_at_once.value);
    EXPECT_EQ(profile->policies_at_once.confidence, Confidence::kAssumed);
    EXPECT_EQ(profile->clock, 1243857600);  // 2009-06-01T12:00:00Z
    EXPECT_EQ(profile->roots.value.size(), 11U);
    EXPECT_EQ(profile->roots.source, "kb915840");
  }
}

TEST(GuideProfiles, DifferInCertinstAndTheRegistryEditor) {
  const Profile& pocket_pc = *FindProfile("guide-pocket-pc");
  EXPECT_TRUE(pocket_pc.certinst.value.present);
  EXPECT_EQ(pocket_pc.certinst.value.needs, NeededRole::kManager);
  const auto formats = pocket_pc.certinst.value.formats;
  EXPECT_EQ(std::vector<FileFormat>(formats.begin(), formats.end()),
            (std::vector<FileFormat>{FileFormat::kDer, FileFormat::kBase64}));  // certificates 4: .cer is either
  EXPECT_EQ(pocket_pc.certinst.source, "dd425351");
  EXPECT_TRUE(pocket_pc.built_in_editor.value);

  const Profile& smartphone = *FindProfile("guide-smartphone");
  EXPECT_FALSE(smartphone.certinst.value.present);
  EXPECT_FALSE(smartphone.built_in_editor.value);
}

// Policies 3.4.
TEST(GuideProfiles, ProtectTheTenKeys) {
  const std::set<std::string_view> expected{"HKLM\\Comm",     "HKLM\\Drivers", "HKLM\\HARDWARE",   "HKLM\\Init",
                                            "HKLM\\Services", "HKLM\\SYSTEM",  "HKLM\\WDMDrivers", "HKLM\\Security",
                                            "HKCU\\Security", "HKLM\\Loader"};
  for (const std::string_view name : {"guide-pocket-pc", "guide-smartphone"}) {
    const auto keys = FindProfile(name)->protected_keys.value;
    EXPECT_EQ(std::set<std::string_view>(keys.begin(), keys.end()), expected) << name;
  }
}

TEST(EveryProfile, HasItsPoliciesAscendingAndCitesKnownSources) {
  std::set<std::string_view> names;
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    EXPECT_TRUE(names.insert(profile.name).second);
    EXPECT_EQ(FindProfile(profile.name), &profile);
    EXPECT_FALSE(profile.title.empty());
    EXPECT_EQ(profile.clock, Utc(2009, 6, 1, 12));
    std::uint32_t last = 0;
    for (const PolicyDefault& policy : profile.policies) {
      EXPECT_GT(static_cast<std::uint32_t>(policy.id), last);
      last = static_cast<std::uint32_t>(policy.id);
      EXPECT_NE(FindSource(policy.source), nullptr) << last;
    }
    for (const std::string_view source :
         {profile.policies_at_once.source, profile.certinst.source, profile.built_in_editor.source,
          profile.protected_keys.source, profile.roots.source}) {
      EXPECT_NE(FindSource(source), nullptr) << source;
    }
  }
}

TEST(FindProfile, TakesTheExactNameOnly) {
  for (const std::string_view name : {"", "guide", "Guide-Pocket-PC", "guide-pocket-pc ", "guide pocket pc", "wm7"}) {
    EXPECT_EQ(FindProfile(name), nullptr) << name;
  }
  EXPECT_EQ(FindDefault(*FindProfile("guide-pocket-pc"), PolicyId{9999}), nullptr);
}

// Certificates 2.2: the eleven of Windows Mobile 5.0, without ValiCert of the later update.
TEST(ShippedRoots, AreTheElevenOfKb915840) {
  const std::set<std::string_view> expected{
      "6782AAE0EDEEE21A5839D3C0CD14680A4F60142A", "742C3192E607E424EB4549542BE1BBC53E6174E2",
      "801D62D07B449D5C5C035C98EA61FA443C2A58FE", "99A69BE61AFE886B4D2B82007CB854FC317E1539",
      "D23209AD23D314232174E40D7F9D62139786633A", "2F173F7DE99667AFA57AF80AA2D1B12FAC830338",
      "97817950D81C9670CC34D809CF794431367EF474", "90DEDE9E4C4E9F6FD88617579DD391BC65A68964",
      "4463C531D7CCC1006794612BB656D3BF8257846F", "627F8D7827656399D27D7F9044C9FEB3F33EFA9A",
      "23E594945195F2414803B4D564D2A3A3F5D88B8C"};
  std::set<std::string_view> thumbprints;
  for (const ShippedRoot& root : RootsOfKb915840()) thumbprints.insert(root.thumbprint);
  EXPECT_EQ(thumbprints, expected);
  EXPECT_EQ(RootsOfKb915840().size(), 11U);
}

TEST(ShippedRoots, AreWhatTheRealCertificatesSay) {
  const auto path = TestDataPath("roots/index.tsv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real roots: set WMSIM_TEST_DATA";
  std::map<std::string, Columns> by_thumbprint;
  for (const Columns& row : ReadTable(path)) {
    if (row.at("tier") == "A") by_thumbprint[row.at("sha1")] = row;
  }
  ASSERT_FALSE(by_thumbprint.empty());
  for (const ShippedRoot& root : RootsOfKb915840()) {
    SCOPED_TRACE(root.subject);
    const auto found = by_thumbprint.find(std::string(root.thumbprint));
    ASSERT_NE(found, by_thumbprint.end());
    const Columns& real = found->second;
    EXPECT_EQ(root.subject, real.at("subject"));
    EXPECT_EQ(root.not_before, OpensslTime(real.at("notBefore")));
    EXPECT_EQ(root.not_after, OpensslTime(real.at("notAfter")));
    EXPECT_EQ(root.key, real.at("key"));
    EXPECT_EQ(std::to_string(root.key_bits), real.at("bits"));
    EXPECT_EQ(root.signature_algorithm, real.at("sigalg"));
    EXPECT_EQ("v" + std::to_string(root.version), real.at("version"));
  }
}

// Certificates 1.1, design 9.
TEST(Stores, AreTheSixOfTheDocumentsInAnyCase) {
  std::vector<std::string_view> names;
  for (const StoreInfo& store : Stores()) {
    names.push_back(store.name);
    EXPECT_NE(FindSource(store.source), nullptr) << store.name;
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"ROOT", "CA", "MY", "SPC", "Privileged Execution Trust Authorities",
                                                  "Unprivileged Execution Trust Authorities"}));
  EXPECT_EQ(FindStore("root")->name, "ROOT");
  EXPECT_EQ(FindStore("privileged execution trust AUTHORITIES")->name, "Privileged Execution Trust Authorities");
  for (const std::string_view name : {"", "ROOTS", "Trust", "ROOT ", "Privileged"}) EXPECT_EQ(FindStore(name), nullptr);
}

// Design 5 and 9.
TEST(ServerClients, AreThreeAndOnlyCommunicatorHasAViewOfItsOwn) {
  std::map<std::string_view, std::string_view> clients;
  for (const ServerClient& client : ServerClients()) clients[client.name] = client.program;
  const std::map<std::string_view, std::string_view> expected{
      {"communicator-mobile", "communicator-mobile"}, {"activesync", ""}, {"browser", ""}};
  EXPECT_EQ(clients, expected);
  ASSERT_NE(FindShippedProgram("communicator-mobile"), nullptr);
  EXPECT_EQ(FindShippedProgram("communicator-mobile")->signed_by, Signature::kPrivileged);
  EXPECT_EQ(FindShippedProgram("game"), nullptr);
}

}  // namespace
}  // namespace wmsim
