// The access side: which roles may read and change a setting, row by row as the references have it.
#include "policy_engine/metabase.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "policy_engine/source.h"
#include "tests/every_platform.h"

namespace wmsim {
namespace {

constexpr std::uint32_t kOperator = 4, kManager = 8, kUserAuth = 16, kTps = 128;

std::string UpperCase(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

// Policies 2.3; provisioning 4.7. `rw` is as documents write it.
TEST(FindAccess, HasTheDefaultRolesOfTheDocuments) {
  const struct {
    std::string_view setting;
    std::uint32_t access;
    int rw;
  } rows[] = {
      {"CM_Mappings", kManager, 3},
      {"Metabase", kManager, 3},
      {"SecurityPolicy", kManager, 3},
      {"BOOTSTRAP", kManager + kOperator + kTps, 3},
      {"APPLICATION", kManager + kOperator + kTps, 3},
      {"ACCESS", kManager + kUserAuth, 3},
      {"Bluetooth", kManager + kUserAuth, 3},
      {"BrowserFavorite", kManager + kUserAuth, 3},
      {"Clock", kManager + kUserAuth, 3},
      {"CM_NetEntries", kManager + kUserAuth, 3},
      {"CM_Networks", kManager + kUserAuth, 3},
      {"CM_Planner", kManager + kUserAuth, 3},
      {"CM_ProxyEntries", kManager + kUserAuth, 3},
      {"CM_VPNEntries", kManager + kUserAuth, 3},
      {"CM_WiFiEntries", kManager + kUserAuth, 3},
      {"CMPLANNER", kManager + kUserAuth, 3},
      {"CM_GPRSEntries", kManager + kTps + kUserAuth, 3},
      {"DevDetail", kManager + kOperator + kTps, 1},
      {"DeviceInformation", kManager, 1},
      {"UnInstall", kManager + kUserAuth, 3},
      {"Registry", kManager, 3},  // Provisioning 4.2.
  };
  for (const Platform platform : EveryPlatform()) {
    for (const auto& row : rows) {
      SCOPED_TRACE(std::string(row.setting) + " on " + std::string(Word(platform)));
      const AccessRow* found = FindAccess(row.setting, platform);
      ASSERT_NE(found, nullptr);
      EXPECT_EQ(found->setting, row.setting);
      EXPECT_EQ(FormatRoleMask(found->access), FormatRoleMask(RoleMask{row.access}));
      EXPECT_EQ(static_cast<int>(found->rw), row.rw);
    }
  }
}

// Policies 2.3: what can be read of its row; the text is cut off there.
TEST(FindAccess, LetsTheUserAndTheProvisioningServerChangePppEntries) {
  for (const Platform platform : EveryPlatform()) {
    const AccessRow* row = FindAccess("CM_PPPEntries", platform);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(Bits(row->access) & ~kManager, kUserAuth + kTps) << Word(platform);
  }
}

// Policies 2.3: themes, the home screen and ring tones are for the unauthenticated user; provisioning 4.2 and 4.5: with
// its key and its folder.
TEST(FindAccess, LetsUnauthenticatedUsersChangeTheHomeScreenAndSoundsAlone) {
  for (const AccessRow& row : AccessRows()) {
    const bool expected = row.setting == "Home" || row.setting == "Sounds" ||
                          row.setting == R"(FileOperation\Application Data\Home)" ||
                          row.setting == R"(FileOperation\Storage\Application Data\Home)" ||
                          row.setting == R"(Registry\HKCU\Software\Microsoft\Today)";
    EXPECT_EQ(Intersects(row.access, role::kUserUnauth), expected) << row.setting;
  }
}

// Sdk-facts 2.4: never OEM; OPERATOR_TPS wherever OPERATOR.
TEST(AccessRows, KeepToTheGuidelineOfTheKit) {
  for (const AccessRow& row : AccessRows()) {
    SCOPED_TRACE(row.setting);
    EXPECT_FALSE(Intersects(row.access, role::kOem));
    EXPECT_TRUE(!Intersects(row.access, role::kOperator) || Intersects(row.access, role::kOperatorTps));
  }
}

// Sdk-facts 2.4: every setting of a provider has MANAGER.
TEST(AccessRows, AllNameTheManager) {
  for (const AccessRow& row : AccessRows()) EXPECT_TRUE(Intersects(row.access, role::kManager)) << row.setting;
}

// Certificates 5.1.
TEST(FindAccess, KeepsCertificatesToTheManagerBefore65) {
  for (const Platform platform : EveryPlatform()) {
    SCOPED_TRACE(Word(platform));
    const bool is_65 = Word(platform).starts_with("wm65-");
    const AccessRow* row = FindAccess("CertificateStore", platform);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(Bits(row->access), is_65 ? kManager + kUserAuth : kManager);
    EXPECT_EQ(row->rw, ReadWrite::kBoth);
    EXPECT_EQ(row->source, is_65 ? "csp65" : "aa455885");
  }
}

// Sdk-facts 2.4: 1 read-only, 2 write-only, 3 both.
TEST(ReadWrite, HasTheNumbersOfTheDocuments) {
  EXPECT_EQ(static_cast<int>(ReadWrite::kReadOnly), 1);
  EXPECT_EQ(static_cast<int>(ReadWrite::kWriteOnly), 2);
  EXPECT_EQ(static_cast<int>(ReadWrite::kBoth), 3);
}

TEST(MayWrite, IsNoToWhatIsReadOnly) {
  const AccessRow& detail = *FindAccess("DevDetail", Platform::kWm5PocketPc);
  EXPECT_TRUE(MayRead(role::kOperatorTps, detail.access, detail.rw));
  EXPECT_FALSE(MayWrite(role::kOperatorTps, detail.access, detail.rw));
  EXPECT_FALSE(MayWrite(role::kManager, detail.access, detail.rw));
  EXPECT_FALSE(MayRead(role::kUserAuth, detail.access, detail.rw));
}

TEST(FindAccess, TakesNamesInAnyCase) {
  for (const AccessRow& row : AccessRows()) {
    for (const Platform platform : EveryPlatform()) {
      EXPECT_EQ(FindAccess(UpperCase(row.setting), platform), FindAccess(row.setting, platform)) << row.setting;
    }
  }
  EXPECT_NE(FindAccess("certificatestore", Platform::kWm6Standard), nullptr);
}

// ms844847 of 2003, aa455922 and bb737649 of later versions. Pocket PC 2003 has neither provider (aa457970).
TEST(FindAccess, KeepsRevocationsAndFilesFromPocketPc2003) {
  for (const Platform platform : EveryPlatform()) {
    SCOPED_TRACE(Word(platform));
    const AccessRow* revocations = FindAccess("LoaderRevocation", platform);
    const bool is_there = platform != Platform::kPocketPc2003;
    EXPECT_EQ(revocations != nullptr, is_there);
    EXPECT_EQ(FindAccess("FileOperation", platform) != nullptr, is_there);
    if (revocations == nullptr) continue;
    const bool is_2003 = Word(platform).starts_with("smartphone-200");
    EXPECT_EQ(Bits(revocations->access), is_2003 ? kManager + kOperator + kTps : kManager + kTps);
  }
}

// ms844862 of 2003, aa455948 and bb737506 of later versions.
TEST(FindAccess, LetsTheUserChangeProxiesSinceVersion5) {
  for (const Platform platform : EveryPlatform()) {
    const bool is_2003 = Word(platform).find("-200") != std::string_view::npos;
    EXPECT_EQ(Bits(FindAccess("PXLOGICAL", platform)->access), kManager + kOperator + kTps + (is_2003 ? 0 : kUserAuth))
        << Word(platform);
  }
}

// Provisioning 4.6: no provider is called ROLES.
TEST(FindAccess, ReturnsNullForAnythingElse) {
  for (const std::string_view name :
       {"", " ", "ROLES", "CertificateStor", "CertificateStores", "CertificateStore ", " CertificateStore",
        "Certificate Store", "CertificateStore\\ROOT", "Registry\\*", "*", "CM", "CM_", "SecurityPolicies", "4119"}) {
    EXPECT_EQ(FindAccess(name, Platform::kWm6Professional), nullptr) << "`" << name << "`";
  }
}

// A row that no platform reaches would say nothing.
TEST(AccessRows, AreAscendingAndReachedOnSomePlatform) {
  EXPECT_TRUE(std::ranges::is_sorted(AccessRows(), {}, &AccessRow::setting));
  for (const AccessRow& row : AccessRows()) {
    SCOPED_TRACE(row.setting);
    EXPECT_NE(FindSource(row.source), nullptr) << row.source;
    EXPECT_NE(row.access, role::kNone);
    const auto platforms = EveryPlatform();
    EXPECT_TRUE(std::ranges::any_of(platforms, [&](Platform p) { return FindAccess(row.setting, p) == &row; }));
  }
}

}  // namespace
}  // namespace wmsim
