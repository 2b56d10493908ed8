// Device profiles: what a device is when it leaves the factory, as rows of data with a source for each cell.
//
// Profiles are values. No rule reads a profile's name: whatever differs between devices is a column here. A device file
// is a profile with some columns changed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/classes.h"
#include "policy_engine/confidence.h"
#include "policy_engine/policy_default.h"
#include "policy_engine/shipped_root.h"
#include "policy_engine/shipped_signer.h"
#include "policy_engine/store.h"
#include "policy_engine/time.h"

namespace wmsim {

// A value with where it is from and how well it is known.
template <class T>
struct Fact {
  T value;
  std::string_view source;
  Confidence confidence;
};

// The built-in certificate installer of a profile: whether there is one, the file formats it takes, whether it takes
// roots only, and the part of the store that it writes; the role that the person needs is that part's. Where there is
// no installer, the others say what it would take and need if there were [assumed]: they are what still stands in the
// way.
struct CertinstInfo {
  bool present;
  std::span<const FileFormat> formats;
  bool roots_only;
  std::string_view part;
};

// With which role mask an unsigned package installs: with that of Unsigned CABs (4101), with MANAGER, or with every
// role.
enum class UnsignedPackageRole : std::uint8_t { kOfPolicy, kManager, kEvery };
template <>
inline constexpr auto kWordsOf<UnsignedPackageRole> = std::to_array<std::string_view>({"4101", "MANAGER",
                                                                                       "every role"});

// A version of the operating system below a platform: Windows CE.
struct OsVersion {
  std::uint32_t major;
  std::uint32_t minor;
  auto operator<=>(const OsVersion&) const = default;
};

// A row per profile. `platform` is the one whose rows of other tables hold for it. `policies` has every policy of the
// catalogue, ascending by id. `policies_at_once`: every change of a policy is enforced at once, whatever the catalogue
// says. `checks_signatures`: programs and packages are checked at all. `protected_keys`: registry keys that, with all
// below them, only privileged code writes. `grant_user_changed_by`: the role that a request needs to change policy
// 4120. `all_roles`: every role that the version knows. `knows_sha2`: signatures over SHA-2 can be verified.
// `internet_codes`: ActiveSync shows INTERNET_ and the last two digits of an error instead of the whole code.
// `wildcard_hosts`: a certificate for *.contoso.com is one for its hosts. Of packages: `compressed_cpf`: a .cpf may be
// compressed; `no_uninstall_wanted`: it must say NoUninstall; `cabinet_size_checked`: the header of a signed cabinet
// must have the size of the whole file; `allow_list`: unsigned files that are listed run all the same; `runs_setup`: a
// .cab is installed by its _setup.xml, not by its older header.
struct Profile {
  Platform platform;
  std::string name;
  std::string title;
  std::vector<PolicyDefault> policies;
  Fact<bool> policies_at_once;
  Fact<bool> checks_signatures;
  Fact<CertinstInfo> certinst;
  Fact<bool> built_in_editor;
  Fact<std::span<const std::string_view>> protected_keys;
  Fact<UnsignedPackageRole> unsigned_packages;
  Fact<RoleMask> grant_user_changed_by;
  Fact<RoleMask> all_roles;
  Fact<bool> knows_sha2;
  Fact<bool> wildcard_hosts;
  Fact<bool> internet_codes;
  Fact<OsVersion> os_version;
  Fact<bool> compressed_cpf;
  Fact<bool> no_uninstall_wanted;
  Fact<bool> cabinet_size_checked;
  Fact<bool> runs_setup;
  Fact<bool> allow_list;
  Fact<std::span<const ShippedRoot>> roots;
  Fact<std::span<const SignerPlacement>> signers;
  std::vector<StorePart> store_parts;
  UnixTime clock;
};

// Profiles returns every row, in the order of Platform.
std::span<const Profile> Profiles();

// ProfileOf returns the profile of a platform.
const Profile& ProfileOf(Platform platform);

// FindProfile returns the row of that name, or null.
const Profile* FindProfile(std::string_view name);

// FindDefault returns the profile's row for a policy, or null for an id that the catalogue does not have.
const PolicyDefault* FindDefault(const Profile& profile, PolicyId id);

// FindStorePart returns the part of a store that `part` names, or where `part` is empty the store's first part; null
// where the profile has none.
const StorePart* FindStorePart(const Profile& profile, std::string_view store, std::string_view part);

// KnowsAlgorithm tells whether the device can verify signatures of an algorithm, by its name: RSA over MD2, MD5 and
// SHA-1, DSA over SHA-1, and where it knows SHA-2 these over SHA-2 [ms925940].
bool KnowsAlgorithm(const Profile& profile, std::string_view signature_algorithm);

// ChangeRole returns the role that a request needs to change a policy on this device.
RoleMask ChangeRole(const Profile& profile, const PolicyInfo& policy);

}  // namespace wmsim
