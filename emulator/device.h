// The device: an image (what is in its ROM) and changes over it.
//
// A Device is one plain value. Copying it is a snapshot, putting a copy back is a rollback, and what a step did is the
// difference of two values (device_diff.h). Time is a field of the device.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/registry.h"
#include "emulator/rows.h"
#include "policy_engine/configuration.h"
#include "policy_engine/metabase.h"
#include "policy_engine/policy.h"
#include "policy_engine/profile.h"
#include "policy_engine/program.h"
#include "policy_engine/risk.h"
#include "policy_engine/store.h"

namespace wmsim {

// Where a certificate is: the store by its right name, the part ("system" or "user"), and the thumbprint.
struct CertificateLocation {
  std::string store;
  std::string part;
  Thumbprint thumbprint;
  auto operator<=>(const CertificateLocation&) const = default;
};

// A certificate in a store. Of a shipped root perhaps only its row is known: then `certificate` is null.
struct StoredCertificate {
  CertificatePtr certificate;
  const ShippedRoot* row = nullptr;
  RoleMask role = role::kNone;
  bool operator==(const StoredCertificate& other) const { return role == other.role; }
};
std::string_view SubjectOf(const StoredCertificate& stored);
std::optional<UnixTime> NotBefore(const StoredCertificate& stored);
std::optional<UnixTime> NotAfter(const StoredCertificate& stored);

using CertificateRows = Rows<CertificateLocation, StoredCertificate>;

// A program or package that the person accepted at a prompt. A real file is known by its digest: SHA-1 over what a
// signature would be of; a declared one has none and is known by its name.
struct Accepted {
  std::string name;
  std::string digest;
  bool operator==(const Accepted&) const = default;
};
using RememberedRows = Rows<std::string, Accepted>;

// An entry of the metabase: which roles may touch a setting, and how. Keys are paths in lower case.
struct MetabaseEntry {
  RoleMask access = role::kNone;
  ReadWrite rw = ReadWrite::kBoth;
  bool operator==(const MetabaseEntry&) const = default;
};
using MetabaseRows = Rows<std::string, MetabaseEntry>;

// A file of the device, or a folder: then there are no bytes. Keys are whole paths in lower case (device_files.h).
struct DeviceFile {
  std::string path;
  std::shared_ptr<const std::string> bytes;
  bool operator==(const DeviceFile& other) const {
    return (bytes == nullptr) == (other.bytes == nullptr) && (bytes == other.bytes || *bytes == *other.bytes);
  }
};
using FileRows = Rows<std::string, DeviceFile>;

// A setting of a provider (device_settings.h). Keys are paths in lower case.
struct Setting {
  std::string path;
  std::string value;
  bool operator==(const Setting&) const = default;
};
using SettingRows = Rows<std::string, Setting>;

// The loader's revocation list: the hashes of programs, packages and certificates, in Base64.
struct Revoked {
  bool operator==(const Revoked&) const = default;
};
using RevokedRows = Rows<std::string, Revoked>;

// The allow-list of 6.1 and later: unsigned files that run all the same, by SHA-1 in Base64, each with the name that it
// was listed under and the trust that it gets (device_settings.h).
struct AllowedFile {
  std::string name;
  Trust trust = Trust::kNormal;
  bool operator==(const AllowedFile&) const = default;
};
using AllowedRows = Rows<std::string, AllowedFile>;

// MetabaseKey returns the key of a setting's path.
std::string MetabaseKey(std::string_view setting);

// What the ROM holds: built once, never changed. A hard reset goes back to it.
struct Image {
  Profile profile;
  bool operator_restricted = false;
  RegistryRows registry;
  CertificateRows certificates;
  MetabaseRows metabase;
  FileRows files;
  RevokedRows revoked;
};

// BuildImage makes the image of a profile. `known_roots` are certificates whose bytes are at hand: they complete the
// shipped rows with the same thumbprint; others are ignored.
std::shared_ptr<const Image> BuildImage(const Profile& profile, bool operator_restricted,
                                        std::span<const CertificatePtr> known_roots);

// Everything that differs from the image and that a hard reset drops.
struct Changes {
  RegistryRows registry;
  CertificateRows certificates;
  RememberedRows remembered;
  MetabaseRows metabase;
  FileRows files;
  SettingRows settings;
  RevokedRows revoked;
  AllowedRows allowed;
  std::optional<bool> operator_restricted;
  bool operator==(const Changes&) const = default;
};

// `registry_at_boot` holds the registry as it was when the device started: the policies in force. `communicator_stores`
// holds the stores as they were when Communicator Mobile first started after the boot. `running` has the programs that
// run, by identity, with the trust that they started with. `operator_certificates` are those by which the operator
// signs files: wmsim's own, no store of the device.
struct Device {
  std::shared_ptr<const Image> image;
  std::vector<CertificatePtr> operator_certificates;
  Changes changes;
  RegistryRows registry_at_boot;
  std::optional<CertificateRows> communicator_stores;
  std::map<std::string, Trust, std::less<>> running;
  UnixTime clock = 0;
  bool operator==(const Device&) const = default;
};

// Burn makes an image of a device as it is: what was changes is in its ROM. What the person accepted is not.
std::shared_ptr<const Image> Burn(const Device& device);

// Configure puts a security configuration onto a device: its policies, and where it sets them the signers.
void Configure(Device& device, const Configuration& configuration);

// Boot makes a device that has just started: the image with `changes`, nothing running, the clock at `clock`.
Device Boot(std::shared_ptr<const Image> image, Changes changes, UnixTime clock);

// Restart stops every program, forgets what they saw, and puts the registry's policies in force.
void Restart(Device& device);

// HardReset goes back to the image and its profile's clock, and starts the device.
void HardReset(Device& device);

// IdentityOf returns what a program is known by while it runs: its name in lower case without ".exe".
std::string IdentityOf(std::string_view program);

// StartProgram and StopProgram: by the names of shipped programs or any other. The first start of Communicator Mobile
// after a boot takes the snapshot of the stores that it uses until the next boot.
void StartProgram(Device& device, std::string_view name, Trust trust);
void StopProgram(Device& device, std::string_view name);

// MetabaseEntryFor returns the entry of a setting, by its path in any case, or nothing where it has none of its own.
std::optional<MetabaseEntry> MetabaseEntryFor(const Device& device, std::string_view setting);

RegistryView RegistryOf(const Device& device);

// IsProtectedKey tells whether a registry key is one that only privileged code writes, or below one.
bool IsProtectedKey(const Device& device, std::string_view key);
bool IsOperatorRestricted(const Device& device);

// The prompt exclusion list: what the person accepted. Names are without folders; one that is there by its name alone
// stands for every file of that name. RememberedPrograms returns their names, sorted.
bool IsRemembered(const Device& device, std::string_view name, std::string_view digest = {});
void RememberProgram(Device& device, std::string_view name, std::string_view digest = {});
void ForgetRemembered(Device& device);
std::set<std::string> RememberedPrograms(const Device& device);

// What a device says of one policy. `registry` is the DWORD in the registry, if there is one (a value of another type
// counts as missing [assumed]); `in_force` is what decisions use: the value at boot where changes wait for a restart,
// and the profile's default where the value is missing. Nothing in force means that no value is known.
struct PolicyState {
  bool honoured = true;
  std::optional<std::uint32_t> registry;
  std::optional<std::uint32_t> in_force;
  bool by_default = false;
  std::optional<std::uint32_t> when_missing;  // what counts while the registry has no value

  // What will count once every change is in force.
  std::optional<std::uint32_t> Wanted() const { return registry ? registry : when_missing; }
};
PolicyState StateOf(const Device& device, PolicyId id);

// WhenInForce returns when a changed value of this policy is enforced on this device.
TakesEffect WhenInForce(const Device& device, PolicyId id);

// The classes that decisions use, and the mask of a role mask policy (0 where no value is known).
Switch SwitchOf(const Device& device, PolicyId id);
MaskClass MaskClassOf(const Device& device, PolicyId id);
RapiMode RapiOf(const Device& device);
RoleMask MaskOf(const Device& device, PolicyId id);

// EffectiveRoles returns what a request's roles are after Grant Manager (4119) and Grant User Authenticated (4120).
RoleMask EffectiveRoles(const Device& device, RoleMask request);

// AcceptsRoles tells whether a role mask policy lets a message with these roles through; one that is not honoured does.
bool AcceptsRoles(const Device& device, PolicyId id, RoleMask roles);

// PolicyText writes a policy's value for a trace: "128 (OPERATOR_TPS)", "0 by default: the registry has no such DWORD".
std::string PolicyText(const Device& device, PolicyId id);

// RiskFactsOf returns the values in the registry that carry risks, whether they are in force yet or not.
RiskFacts RiskFactsOf(const Device& device);

// WritePolicy puts a policy into the registry; no value removes it.
void WritePolicy(Device& device, PolicyId id, std::optional<std::uint32_t> value);

// CertificatesIn returns the rows of a store, all parts, as seen through `changes` over the image.
std::vector<CertificateRows::Row> CertificatesIn(const Image& image, const CertificateRows& changes,
                                                 std::string_view store);

// StoredCertificates returns the rows of every store as they are now, store by store in the order of Stores().
std::vector<CertificateRows::Row> StoredCertificates(const Device& device);

// FindStored returns what is at a place now, or null.
const StoredCertificate* FindStored(const Device& device, const CertificateLocation& place);

// FindCertificate returns where a certificate is in a store, in whichever part; HasCertificate whether it is.
std::optional<CertificateLocation> FindCertificate(const Device& device, std::string_view store,
                                                   const Thumbprint& thumbprint);
bool HasCertificate(const Device& device, std::string_view store, const Thumbprint& thumbprint);
bool HasCertificate(const Device& device, const CertificateLocation& place);

// ConfigurationOf returns the security configuration that a device is in, or the nearest: by the policies in its
// registry, and the platform's defaults for those that are missing.
ConfigurationMatch ConfigurationOf(const Device& device);

}  // namespace wmsim
