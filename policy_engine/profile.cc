#include "policy_engine/profile.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using enum Confidence;
using KeyList = std::span<const std::string_view>;

constexpr auto kTitles = std::to_array<std::string_view>({
    "the Pocket PC of the Communicator Mobile guide",
    "the smartphone of the Communicator Mobile guide",
    "Smartphone 2002",
    "Pocket PC 2003",
    "Smartphone 2003",
    "Windows Mobile 5.0, Pocket PC without a phone",
    "Windows Mobile 5.0, Pocket PC Phone Edition",
    "Windows Mobile 5.0, Smartphone",
    "Windows Mobile 6 Classic: a touch screen, no phone",
    "Windows Mobile 6 Professional: a touch screen and a phone",
    "Windows Mobile 6 Standard: a phone without a touch screen",
    "Windows Mobile 6.1 Classic",
    "Windows Mobile 6.1 Professional",
    "Windows Mobile 6.1 Standard",
    "Windows Mobile 6.5 Classic",
    "Windows Mobile 6.5 Professional",
    "Windows Mobile 6.5 Standard",
});
static_assert(kTitles.size() == kWordsOf<Platform>.size());

// The registry keys that are protected, with everything below them: by Windows Mobile 6, and by Smartphone 2003.
constexpr auto kProtectedKeysOf6 = std::to_array<std::string_view>(
    {R"(HKLM\Comm)", R"(HKLM\Drivers)", R"(HKLM\HARDWARE)", R"(HKLM\Init)", R"(HKLM\Services)", R"(HKLM\SYSTEM)",
     R"(HKLM\WDMDrivers)", R"(HKLM\Security)", R"(HKCU\Security)", R"(HKLM\Loader)"});
constexpr auto kProtectedKeysOf2003 = std::to_array<std::string_view>(
    {R"(HKLM\Comm)", R"(HKLM\Drivers)", R"(HKLM\HARDWARE)", R"(HKLM\Init)", R"(HKLM\SYSTEM)", R"(HKLM\Security)"});

constexpr auto kCerOnly = std::to_array<FileFormat>({FileFormat::kDer, FileFormat::kBase64});
constexpr auto kEveryFormat =
    std::to_array<FileFormat>({FileFormat::kDer, FileFormat::kBase64, FileFormat::kPkcs7, FileFormat::kPkcs12});

// Every role of the kit of 2003, which knows no ENTERPRISE and no ANY_PUSH_SOURCE, every role of later versions, and
// those of 6.5, which no longer knows OEM.
constexpr RoleMask kRolesOf2003{2 + 4 + 8 + 16 + 64 + 128 + 256 + 512 + 1024 + 2048};
constexpr RoleMask kRolesSinceWm5 = kRolesOf2003 | role::kEnterprise | RoleMask{4096};
constexpr RoleMask kRolesOf65{Bits(kRolesSinceWm5) - Bits(role::kOem)};

constexpr Platforms kTouchScreens = platforms::kWm5PocketPcs | platforms::kClassics | platforms::kProfessionals;

// A column's values: the first row whose platforms include the profile's holds.
template <class T>
struct ColumnRow {
  Platforms platforms;
  Fact<T> fact;
};

constexpr auto kPoliciesAtOnce = std::to_array<ColumnRow<bool>>({
    {platforms::kGuide, {true, "dd425351", kAssumed}},
    {platforms::kAll, {false, "ak", kDocumented}},
});

constexpr auto kChecksSignatures = std::to_array<ColumnRow<bool>>({
    {Platform::kPocketPc2003, {false, "ak", kDocumented}},
    {platforms::kSmartphonesOf2003, {true, "ak", kDocumented}},
    {platforms::kAll, {true, "blog101", kDocumented}},
});

constexpr auto kCertinst = std::to_array<ColumnRow<CertinstInfo>>({
    {Platform::kGuidePocketPc, {{true, kCerOnly, false, kSystemPart}, "dd425351", kDocumented}},
    {Platform::kGuideSmartphone, {{false, kCerOnly, false, kSystemPart}, "dd425351", kDocumented}},
    {platforms::kSmartphonesOf2003, {{false, kCerOnly, false, kSystemPart}, "dd425351", kInferred}},
    {Platform::kPocketPc2003, {{true, kCerOnly, true, kSystemPart}, "jacco", kReported}},
    {platforms::kWm5PocketPcs, {{true, kCerOnly, false, kSystemPart}, "dd425351", kInferred}},
    {Platform::kWm5Smartphone, {{true, kCerOnly, false, kSystemPart}, "emulator", kAssumed}},
    {platforms::kWm6AndLater, {{true, kEveryFormat, false, kUserPart}, "bb416252", kDocumented}},
});

constexpr auto kBuiltInEditor = std::to_array<ColumnRow<bool>>({
    {Platform::kGuidePocketPc, {true, "dd425351", kAssumed}},
    {platforms::kAll, {false, "dd425351", kAssumed}},
});

constexpr auto kProtectedKeys = std::to_array<ColumnRow<KeyList>>({
    {Platform::kPocketPc2003, {{}, "ak", kDocumented}},
    {Platform::kSmartphone2003, {kProtectedKeysOf2003, "ak", kDocumented}},
    {Platform::kSmartphone2002, {kProtectedKeysOf2003, "ak", kInferred}},
    {platforms::kWm5, {kProtectedKeysOf6, "aa919335", kInferred}},
    {platforms::kAll, {kProtectedKeysOf6, "aa919335", kDocumented}},
});

constexpr auto kUnsignedPackages = std::to_array<ColumnRow<UnsignedPackageRole>>({
    {Platform::kPocketPc2003, {UnsignedPackageRole::kEvery, "ak", kDocumented}},
    {kTouchScreens, {UnsignedPackageRole::kManager, "blogcab", kInferred}},
    {platforms::kAll, {UnsignedPackageRole::kOfPolicy, "bb416355", kDocumented}},
});

constexpr auto kGrantUserChangedBy = std::to_array<ColumnRow<RoleMask>>({
    {platforms::kOf2003, {role::kUserAuth, "ak", kDocumented}},
    {platforms::kAll, {role::kManager, "bb737380", kDocumented}},
});

constexpr auto kAllRoles = std::to_array<ColumnRow<RoleMask>>({
    {platforms::kOf2003, {kRolesOf2003, "ak", kDocumented}},
    {platforms::kWm65, {kRolesOf65, "wm65roles", kInferred}},
    {platforms::kAll, {kRolesSinceWm5, "ms890461", kInferred}},
});

// The guide says nothing of algorithms and host names: its devices take what is common.
constexpr auto kKnowsSha2 = std::to_array<ColumnRow<bool>>({
    {platforms::kGuide, {true, "dd425351", kAssumed}},
    {platforms::kAll, {false, "ms925940", kInferred}},
});

constexpr auto kWildcardHosts = std::to_array<ColumnRow<bool>>({
    {platforms::kOf2003, {true, "ce42", kDocumented}},
    {platforms::kWm5, {false, "blogfaq", kDocumented}},
    {platforms::kAll, {true, "ce5", kInferred}},
});

constexpr auto kInternetCodes = std::to_array<ColumnRow<bool>>({
    {Platform::kSmartphone2003, {true, "cxliv", kReported}},
    {platforms::kOf2003, {true, "cxliv", kInferred}},
    {platforms::kAll, {false, "kb926144", kDocumented}},
});

constexpr auto kOsVersion = std::to_array<ColumnRow<OsVersion>>({
    {Platform::kSmartphone2002, {{3, 0}, "emulator", kAssumed}},
    {platforms::kOf2003, {{4, 20}, "emulator", kAssumed}},
    {platforms::kWm5, {{5, 1}, "emulator", kAssumed}},
    {platforms::kAll, {{5, 2}, "emulator", kAssumed}},
});

constexpr auto kCompressedCpf = std::to_array<ColumnRow<bool>>({
    {Platform::kPocketPc2003, {false, "ak", kDocumented}},
    {platforms::kAll, {true, "ak", kInferred}},
});

// The SDK's own .cpf files for later versions have no Install section.
constexpr auto kNoUninstallWanted = std::to_array<ColumnRow<bool>>({
    {platforms::kOf2003, {true, "aa459075", kDocumented}},
    {platforms::kAll, {false, "t5", kInferred}},
});

constexpr auto kCabinetSizeChecked = std::to_array<ColumnRow<bool>>({
    {Platform::kPocketPc2003, {true, "bb158562", kDocumented}},
    {platforms::kAll, {false, "bb158562", kInferred}},
});

constexpr auto kRunsSetup = std::to_array<ColumnRow<bool>>({
    {Platform::kPocketPc2003, {false, "ak", kDocumented}},
    {platforms::kAll, {true, "ak", kInferred}},
});

constexpr auto kAllowList = std::to_array<ColumnRow<bool>>({
    {platforms::kWm61 | platforms::kWm65, {true, "dd252766", kDocumented}},
    {platforms::kAll, {false, "dd252766", kInferred}},
});

// The column's value for a platform. Requires that some row includes it.
template <class T, std::size_t N>
Fact<T> Value(const std::array<ColumnRow<T>, N>& column, Platform platform) {
  return std::ranges::find_if(column, [&](const auto& row) { return row.platforms.Has(platform); })->fact;
}

Fact<std::span<const ShippedRoot>> RootsOf(Platform platform) {
  if (platform == Platform::kPocketPc2003) return {{}, "ak", kDocumented};
  if (platform == Platform::kSmartphone2002) return {RootsOfSmartphone2002(), "kb841060", kInferred};
  if (platform == Platform::kSmartphone2003) return {RootsOfKb915840(), "kb841060", kInferred};
  if (platforms::kWm6AndLater.Has(platform)) return {RootsOfWindowsMobile6(), "cc182301", kAssumed};
  return {RootsOfKb915840(), "kb915840", kDocumented};
}

Fact<std::span<const SignerPlacement>> SignersOf(Platform platform) {
  if (platform == Platform::kPocketPc2003) return {{}, "ak", kDocumented};
  if (platforms::kGuide.Has(platform)) return {{}, "dd425351", kAssumed};
  if (platform == Platform::kSmartphone2002) return {SignersOfSmartphone2002(), "ms844804", kInferred};
  if (platform == Platform::kSmartphone2003) return {SignersOfSmartphone2003(), "ms844804", kInferred};
  return {Mobile2MarketSigners(), "scm", kInferred};
}

Profile MakeProfile(Platform platform) {
  const auto defaults = DefaultsOf(platform);
  return {.platform = platform,
          .name = std::string(Word(platform)),
          .title = std::string(kTitles[static_cast<std::size_t>(platform)]),
          .policies = {defaults.begin(), defaults.end()},
          .policies_at_once = Value(kPoliciesAtOnce, platform),
          .checks_signatures = Value(kChecksSignatures, platform),
          .certinst = Value(kCertinst, platform),
          .built_in_editor = Value(kBuiltInEditor, platform),
          .protected_keys = Value(kProtectedKeys, platform),
          .unsigned_packages = Value(kUnsignedPackages, platform),
          .grant_user_changed_by = Value(kGrantUserChangedBy, platform),
          .all_roles = Value(kAllRoles, platform),
          .knows_sha2 = Value(kKnowsSha2, platform),
          .wildcard_hosts = Value(kWildcardHosts, platform),
          .internet_codes = Value(kInternetCodes, platform),
          .os_version = Value(kOsVersion, platform),
          .compressed_cpf = Value(kCompressedCpf, platform),
          .no_uninstall_wanted = Value(kNoUninstallWanted, platform),
          .cabinet_size_checked = Value(kCabinetSizeChecked, platform),
          .runs_setup = Value(kRunsSetup, platform),
          .allow_list = Value(kAllowList, platform),
          .roots = RootsOf(platform),
          .signers = SignersOf(platform),
          .store_parts = StorePartsOf(platform),
          .clock = Utc(2009, 6, 1, 12)};
}

std::vector<Profile> AllProfiles() {
  std::vector<Profile> profiles;
  for (std::size_t i = 0; i < kTitles.size(); ++i) profiles.push_back(MakeProfile(static_cast<Platform>(i)));
  return profiles;
}

}  // namespace

std::span<const Profile> Profiles() {
  static const std::vector<Profile> kProfiles = AllProfiles();
  return kProfiles;
}

const Profile& ProfileOf(Platform platform) { return Profiles()[static_cast<std::size_t>(platform)]; }

const Profile* FindProfile(std::string_view name) {
  const auto row = std::ranges::find(Profiles(), name, &Profile::name);
  return row != Profiles().end() ? &*row : nullptr;
}

const PolicyDefault* FindDefault(const Profile& profile, PolicyId id) { return FindDefault(profile.policies, id); }

const StorePart* FindStorePart(const Profile& profile, std::string_view store, std::string_view part) {
  const auto row = std::ranges::find_if(
      profile.store_parts, [&](const StorePart& r) { return r.store == store && (part.empty() || r.part == part); });
  return row != profile.store_parts.end() ? &*row : nullptr;
}

bool KnowsAlgorithm(const Profile& profile, std::string_view signature_algorithm) {
  constexpr auto kKnown = std::to_array<std::string_view>(
      {"md2WithRSAEncryption", "md5WithRSAEncryption", "sha1WithRSAEncryption", "sha1WithRSA", "dsaWithSHA1"});
  constexpr auto kSha2 =
      std::to_array<std::string_view>({"sha224WithRSAEncryption", "sha256WithRSAEncryption", "sha384WithRSAEncryption",
                                       "sha512WithRSAEncryption", "dsa_with_SHA224", "dsa_with_SHA256"});
  const auto is_in = [&](const auto& names) { return std::ranges::find(names, signature_algorithm) != names.end(); };
  return is_in(kKnown) || (profile.knows_sha2.value && is_in(kSha2));
}

RoleMask ChangeRole(const Profile& profile, const PolicyInfo& policy) {
  return policy.id == policy::kGrantUserAuth ? profile.grant_user_changed_by.value : policy.change_role;
}

}  // namespace wmsim
