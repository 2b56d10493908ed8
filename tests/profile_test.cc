// The devices as they leave the factory, column by column as design 3.2 and 4 have them, and the roots that they ship
// with.
#include "policy_engine/profile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/program.h"
#include "policy_engine/source.h"
#include "policy_engine/store.h"
#include "tests/every_platform.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

using enum Platform;

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

// Certificates 4: a .cer is either DER or Base64.
TEST(GuideProfiles, DifferInCertinstAndTheRegistryEditor) {
  const Profile& pocket_pc = *FindProfile("guide-pocket-pc");
  EXPECT_TRUE(pocket_pc.certinst.value.present);
  const auto formats = pocket_pc.certinst.value.formats;
  EXPECT_EQ(std::vector<FileFormat>(formats.begin(), formats.end()),
            (std::vector<FileFormat>{FileFormat::kDer, FileFormat::kBase64}));
  EXPECT_EQ(pocket_pc.certinst.source, "dd425351");
  EXPECT_EQ(pocket_pc.certinst.confidence, Confidence::kDocumented);
  EXPECT_TRUE(pocket_pc.built_in_editor.value);
  EXPECT_EQ(pocket_pc.built_in_editor.confidence, Confidence::kAssumed);

  const Profile& smartphone = *FindProfile("guide-smartphone");
  EXPECT_FALSE(smartphone.certinst.value.present);
  EXPECT_EQ(smartphone.certinst.source, "dd425351");
  EXPECT_FALSE(smartphone.built_in_editor.value);
}

std::string Shown(const Profile& profile, PolicyId id) {
  const PolicyDefault* row = FindDefault(profile, id);
  if (row == nullptr) return "no such policy";
  return row->standing == PolicyStanding::kSet ? std::to_string(row->value) : std::string(Word(row->standing));
}

// "der base64, any, manager, system": what it takes, whether roots only, what the person must be, where it installs.
std::string Shown(const Profile& profile, const CertinstInfo& tool) {
  if (!tool.present) return "not there";
  std::string text;
  for (const FileFormat format : tool.formats) text += (text.empty() ? "" : " ") + std::string(Word(format));
  const StorePart* part = FindStorePart(profile, "ROOT", tool.part);
  return text + (tool.roots_only ? ", roots, " : ", any, ") +
         (part != nullptr ? std::string(Word(RoleNeeded(part->access))) : "no such part") + ", " +
         std::string(tool.part);
}

constexpr std::string_view kCer = "der base64, any, manager, system";
constexpr std::string_view kEveryKind = "der base64 pkcs7 pkcs12, any, user-auth, user";

// Design 3.2, 4 (the table of Certinst) and 9 (unsigned packages); policies 1.2 and sdk-facts 1.1 (4102, 4119, 4123);
// sdk-facts 4.1, 4.2 (what is checked). The rows stand in the order of design 3.2.
struct Row {
  std::string_view name, p4102, p4119, p4123;
  bool checked;
  std::string_view certinst, unsigned_packages;
};
constexpr Row kTable[] = {
    {"guide-pocket-pc", "0", "128", "1", true, kCer, "4101"},
    {"guide-smartphone", "0", "128", "1", true, "not there", "4101"},
    {"smartphone-2002", "1", "16", "0", true, "not there", "4101"},
    {"pocket-pc-2003", "not honoured", "16", "not honoured", false, "der base64, roots, nothing, system", "every role"},
    {"smartphone-2003", "1", "16", "0", true, "not there", "4101"},
    {"wm5-pocket-pc", "1", "16", "1", true, kCer, "MANAGER"},
    {"wm5-pocket-pc-phone", "1", "128", "1", true, kCer, "MANAGER"},
    {"wm5-smartphone", "1", "128", "0", true, kCer, "4101"},
    {"wm6-classic", "1", "16", "1", true, kEveryKind, "MANAGER"},
    {"wm6-professional", "1", "128", "1", true, kEveryKind, "MANAGER"},
    {"wm6-standard", "1", "128", "0", true, kEveryKind, "4101"},
    {"wm61-classic", "1", "48", "1", true, kEveryKind, "MANAGER"},
    {"wm61-professional", "1", "160", "1", true, kEveryKind, "MANAGER"},
    {"wm61-standard", "1", "160", "0", true, kEveryKind, "4101"},
    {"wm65-classic", "1", "48", "1", true, kEveryKind, "MANAGER"},
    {"wm65-professional", "1", "160", "1", true, kEveryKind, "MANAGER"},
    {"wm65-standard", "1", "160", "0", true, kEveryKind, "4101"},
};

TEST(Profiles, HaveTheColumnsOfTheDesign) {
  ASSERT_EQ(Profiles().size(), 17U);
  ASSERT_EQ(std::size(kTable), 17U);
  for (std::size_t i = 0; i < std::size(kTable); ++i) {
    const Row& row = kTable[i];
    SCOPED_TRACE(row.name);
    const Profile& profile = Profiles()[i];
    EXPECT_EQ(profile.name, row.name);
    EXPECT_EQ(FindProfile(row.name), &profile);
    EXPECT_EQ(Shown(profile, policy::kUnsignedApps), row.p4102);
    EXPECT_EQ(Shown(profile, policy::kGrantManager), row.p4119);
    EXPECT_EQ(Shown(profile, policy::kPrivilegedApps), row.p4123);
    EXPECT_EQ(profile.checks_signatures.value, row.checked);
    EXPECT_EQ(Shown(profile, profile.certinst.value), row.certinst);
    EXPECT_EQ(Word(profile.unsigned_packages.value), row.unsigned_packages);
    EXPECT_EQ(profile.built_in_editor.value, row.name == "guide-pocket-pc");
    EXPECT_EQ(profile.policies_at_once.value, row.name.starts_with("guide-"));
    EXPECT_EQ(profile.clock, Utc(2009, 6, 1, 12));
    EXPECT_FALSE(profile.title.empty());
  }
}

// Design 4 says "assumed" of the Smartphone of 5.0. The guide speaks of its own devices alone. Certificates 4 has a
// report of users for the time before 6, and a page for 6.
TEST(Profiles, TellHowWellCertinstIsKnown) {
  struct {
    std::string_view source;
    Confidence confidence;
    std::vector<Platform> platforms;
  } const rows[] = {
      {"dd425351", Confidence::kDocumented, {kGuidePocketPc, kGuideSmartphone}},
      {"dd425351", Confidence::kInferred, {kSmartphone2002, kSmartphone2003, kWm5PocketPc, kWm5PocketPcPhone}},
      {"jacco", Confidence::kReported, {kPocketPc2003}},
      {"emulator", Confidence::kAssumed, {kWm5Smartphone}},
      {"bb416252",
       Confidence::kDocumented,
       {kWm6Classic, kWm6Professional, kWm6Standard, kWm61Classic, kWm61Professional, kWm61Standard, kWm65Classic,
        kWm65Professional, kWm65Standard}},
  };
  for (const auto& row : rows) {
    for (const Platform platform : row.platforms) {
      const auto& certinst = ProfileOf(platform).certinst;
      EXPECT_EQ(certinst.source, row.source) << Word(platform);
      EXPECT_EQ(Word(certinst.confidence), Word(row.confidence)) << Word(platform);
    }
  }
}

// Design 9: that packages install with MANAGER on one tier is inferred, from blogcab.
TEST(Profiles, TellHowWellTheRoleOfUnsignedPackagesIsKnown) {
  for (const Profile& profile : Profiles()) {
    if (profile.unsigned_packages.value != UnsignedPackageRole::kManager) continue;
    EXPECT_EQ(profile.unsigned_packages.source, "blogcab") << profile.name;
    EXPECT_EQ(profile.unsigned_packages.confidence, Confidence::kInferred) << profile.name;
  }
}

// Policies 3.4: ten since Windows Mobile 5.0 and on the guide's devices; sdk-facts 4.7: six on Smartphones before it,
// none on Pocket PC 2003, where nothing is unprivileged.
TEST(Profiles, ProtectTheKeysOfTheirVersion) {
  using Keys = std::set<std::string_view>;
  const Keys ten{"HKLM\\Comm",   "HKLM\\Drivers",    "HKLM\\HARDWARE", "HKLM\\Init",     "HKLM\\Services",
                 "HKLM\\SYSTEM", "HKLM\\WDMDrivers", "HKLM\\Security", "HKCU\\Security", "HKLM\\Loader"};
  const Keys six{"HKLM\\Comm", "HKLM\\Drivers", "HKLM\\HARDWARE", "HKLM\\SYSTEM", "HKLM\\Init", "HKLM\\Security"};
  for (const Profile& profile : Profiles()) {
    const bool smartphone_of_2003 = profile.name == "smartphone-2002" || profile.name == "smartphone-2003";
    const auto keys = profile.protected_keys.value;
    EXPECT_EQ(Keys(keys.begin(), keys.end()), profile.name == "pocket-pc-2003" ? Keys{}
                                              : smartphone_of_2003             ? six
                                                                               : ten)
        << profile.name;
  }
}

// Sdk-facts 4.7 is of Smartphone 2003; policies 3.4 of Windows Mobile 6.
TEST(Profiles, TellForWhichVersionsProtectedKeysAreDocumented) {
  for (const Platform platform : {kSmartphone2003, kWm6Standard, kWm61Professional}) {
    EXPECT_EQ(Word(ProfileOf(platform).protected_keys.confidence), "documented") << Word(platform);
  }
  for (const Platform platform : {kSmartphone2002, kWm5PocketPc, kWm5PocketPcPhone, kWm5Smartphone}) {
    EXPECT_EQ(Word(ProfileOf(platform).protected_keys.confidence), "inferred") << Word(platform);
  }
}

bool IsOf2003(const Profile& profile) { return profile.name.ends_with("-2002") || profile.name.ends_with("-2003"); }

// Sdk-facts 1.1: USER_AUTH changes 4120 in 2003; policies 1.3: MANAGER changes every other policy, in every version.
TEST(ChangeRole, IsTheManagerButFor4120In2003) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    EXPECT_EQ(Bits(profile.grant_user_changed_by.value), IsOf2003(profile) ? 16U : 8U);
    EXPECT_EQ(Bits(ChangeRole(profile, *FindPolicy(PolicyId{4120}))), IsOf2003(profile) ? 16U : 8U);
    for (const std::uint32_t id : {2U, 4097U, 4101U, 4102U, 4103U, 4107U, 4119U, 4121U, 4122U, 4123U}) {
      EXPECT_EQ(Bits(ChangeRole(profile, *FindPolicy(PolicyId{id}))), 8U) << id;
    }
  }
}

// Sdk-facts 2.1: 2003 knows neither ENTERPRISE (32) nor ANY_PUSH_SOURCE (4096). Policies 2.1 has all of them.
TEST(Profiles, KnowTheRolesOfTheirVersion) {
  constexpr std::uint32_t kOf2003 = 2 + 4 + 8 + 16 + 64 + 128 + 256 + 512 + 1024 + 2048;
  for (const Profile& profile : Profiles()) {
    if (profile.name.starts_with("wm65-")) continue;
    EXPECT_EQ(Bits(profile.all_roles.value), IsOf2003(profile) ? kOf2003 : kOf2003 + 32 + 4096) << profile.name;
  }
}

// Policies 2.1: OEM (2) is gone from the table of 6.5.
TEST(Profiles, OfWindowsMobile65KnowNoOem) {
  for (const Platform platform : {kWm65Classic, kWm65Professional, kWm65Standard}) {
    EXPECT_EQ(Bits(ProfileOf(platform).all_roles.value), 4U + 8 + 16 + 32 + 64 + 128 + 256 + 512 + 1024 + 2048 + 4096)
        << Word(platform);
  }
}

// Certificates 1.1 and sdk-facts 6.1: Baltimore and VeriSign on Smartphones before 5.0, no such store on Pocket PC
// 2003; sdk-facts 1.6 and 3.2: the nine of the powertoy afterwards. Of the guide's devices nothing is known.
TEST(Profiles, ShipTheSignersOfTheirVersion) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    if (profile.name.starts_with("guide-")) {
      EXPECT_EQ(profile.signers.confidence, Confidence::kAssumed);
      continue;
    }
    std::set<std::string> names;
    for (const SignerPlacement& row : profile.signers.value) {
      EXPECT_NE(FindStorePart(profile, row.store, ""), nullptr) << row.store;
      const std::string_view subject = row.signer->subject;
      names.insert(std::string(subject.substr(subject.find("CN = ") + 5)));
    }
    std::set<std::string> expected;
    if (profile.name == "smartphone-2002") {  // those that were valid before 2003, sdk-facts 3.3
      expected = {"VeriSign Authorized Code Signing Root CA for Microsoft", "Baltimore Mobile Device Root"};
    } else if (profile.name != "pocket-pc-2003") {
      expected = {"VeriSign Authorized Code Signing (Privileged) Root for Microsoft",
                  "Baltimore Mobile Device Privileged Root", "VeriSign Authorized Code Signing Root CA for Microsoft",
                  "Baltimore Mobile Device Root"};
    }
    if (!IsOf2003(profile)) {
      expected.insert({"Microsoft Mobile Device Privileged Component PCA",
                       "Microsoft Windows CE Cryptographic Service Provider Signature CA",
                       "GeoTrust Mobile Device Root - Privileged", "Microsoft Mobile Device PCA",
                       "GeoTrust Mobile Device Root - Unprivileged"});
      EXPECT_EQ(profile.signers.confidence, Confidence::kInferred);
    }
    EXPECT_EQ(names, expected);
  }
}

// Certificates 2.1: the eleven of KB 915840 for 5.0; the same authorities on Smartphone 2003; without GlobalSign and
// Equifax on Smartphone 2002; what 6 has is not known. Sdk-facts 6.1: Pocket PC 2003 has none.
TEST(Profiles, ShipTheRootsOfTheirVersion) {
  const auto holds = [](const Profile& profile, std::string_view name) {
    return std::ranges::any_of(profile.roots.value, [&](const ShippedRoot& root) {
      return root.subject.find(name) != std::string_view::npos;
    });
  };
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    const auto roots = profile.roots.value;
    if (profile.name == "pocket-pc-2003") {
      EXPECT_TRUE(roots.empty());
      EXPECT_EQ(profile.roots.confidence, Confidence::kDocumented);
      continue;
    }
    for (const std::string_view name : {"VeriSign", "CyberTrust", "Thawte", "Entrust"}) {
      EXPECT_TRUE(holds(profile, name)) << name;
    }
    const bool of_2002 = profile.name == "smartphone-2002";
    for (const std::string_view name : {"GlobalSign", "Equifax"}) EXPECT_EQ(holds(profile, name), !of_2002) << name;
    const bool since_6 = profile.name.starts_with("wm6");
    EXPECT_EQ(roots.size(), of_2002 ? 9U : since_6 ? 17U : 11U);
    if (since_6) {
      EXPECT_EQ(profile.roots.confidence, Confidence::kAssumed);
    }
    for (const std::string_view name :
         {"AAA Certificate Services", "AddTrust External CA Root", "Baltimore CyberTrust Root", "GeoTrust Global CA",
          "Go Daddy Class 2", "Starfield Class 2", "http://www.valicert.com/"}) {
      EXPECT_EQ(holds(profile, name), since_6) << name;
    }
    EXPECT_EQ(holds(profile, "CN = GTE CyberTrust Root"), !since_6);
    if (IsOf2003(profile)) {
      EXPECT_EQ(profile.roots.source, "kb841060");
      EXPECT_EQ(profile.roots.confidence, Confidence::kInferred);
    }
  }
}

// Policies 1.1: 1 to 10, 4097, and 4101 to 4152.
TEST(EveryProfile, HasEveryPolicyOfTheCatalogueAscending) {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t id = 1; id <= 10; ++id) ids.push_back(id);
  ids.push_back(4097);
  for (std::uint32_t id = 4101; id <= 4152; ++id) ids.push_back(id);
  ASSERT_EQ(ids.size(), 63U);
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    std::vector<std::uint32_t> found;
    for (const PolicyDefault& policy : profile.policies) {
      found.push_back(static_cast<std::uint32_t>(policy.id));
      EXPECT_EQ(FindDefault(profile, policy.id), &policy);
    }
    EXPECT_EQ(found, ids);
  }
}

TEST(EveryProfile, CitesKnownSources) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    for (const PolicyDefault& policy : profile.policies) EXPECT_NE(FindSource(policy.source), nullptr) << policy.source;
    for (const StorePart& part : profile.store_parts) EXPECT_NE(FindSource(part.source), nullptr) << part.source;
    for (const std::string_view source :
         {profile.policies_at_once.source, profile.checks_signatures.source, profile.certinst.source,
          profile.built_in_editor.source, profile.protected_keys.source, profile.unsigned_packages.source,
          profile.grant_user_changed_by.source, profile.all_roles.source, profile.roots.source,
          profile.signers.source}) {
      EXPECT_NE(FindSource(source), nullptr) << source;
    }
  }
}

TEST(FindProfile, TakesTheExactNameOnly) {
  for (const std::string_view name : {"",
                                      " ",
                                      "guide",
                                      "Guide-Pocket-PC",
                                      "guide-pocket-pc ",
                                      " guide-pocket-pc",
                                      "guide pocket pc",
                                      "guide_pocket_pc",
                                      "guide-pocket-pc\n",
                                      "pocket-pc",
                                      "pocket-pc-2002",
                                      "smartphone",
                                      "smartphone-2004",
                                      "wm5",
                                      "wm5-standard",
                                      "wm5-pocket-pc-",
                                      "wm6",
                                      "wm6-smartphone",
                                      "wm60-classic",
                                      "wm6.1-classic",
                                      "wm61",
                                      "WM65-Standard",
                                      "wm653-standard",
                                      "wm7",
                                      "0"}) {
    EXPECT_EQ(FindProfile(name), nullptr) << "`" << name << "`";
  }
}

TEST(FindDefault, ReturnsNullForIdsThatTheProfileLacks) {
  for (const Profile& profile : Profiles()) {
    for (const std::uint32_t id : {0U, 11U, 4096U, 4098U, 4100U, 4153U, 9999U, 0xFFFFFFFFU}) {
      EXPECT_EQ(FindDefault(profile, PolicyId{id}), nullptr) << profile.name << " " << id;
    }
  }
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
