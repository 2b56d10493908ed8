#include "emulator/device.h"

#include <algorithm>
#include <array>

#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/store_init.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

// Keys that every device has, besides the protected ones.
constexpr std::array<std::string_view, 3> kCommonKeys{"HKCR", R"(HKCU\Software)", R"(HKLM\Software)"};

// The registry of a profile's image: the keys, and the policies that are set.
RegistryRows ImageRegistry(const Profile& profile) {
  RegistryRows rows;
  const RegistryRows nothing;
  for (const std::string_view key : kCommonKeys) MakeRegistryKey(nothing, rows, key);
  for (const std::string_view key : profile.protected_keys.value) MakeRegistryKey(nothing, rows, key);
  MakeRegistryKey(nothing, rows, kPoliciesKey);
  for (const PolicyDefault& policy : profile.policies) {
    if (policy.standing != PolicyStanding::kSet) continue;
    const PolicyPlace place = PlaceOf(policy.id);
    SetRegistryValue(nothing, rows, place.key, place.name, policy.value);
  }
  return rows;
}

CertificateRows::Row SignerRow(const SignerPlacement& signer) {
  const auto thumbprint = ParseThumbprint(signer.signer->thumbprint);
  return {{std::string(signer.store), std::string(kSystemPart), *thumbprint},
          StoredCertificate{nullptr, signer.signer, signer.role}};
}

CertificateRows ImageCertificates(const Profile& profile, std::span<const CertificatePtr> known_roots) {
  std::vector<CertificateRows::Row> rows;
  for (const ShippedRoot& root : profile.roots.value) {
    const auto thumbprint = ParseThumbprint(root.thumbprint);
    const auto known = std::ranges::find(known_roots, *thumbprint, &Certificate::thumbprint);
    const CertificatePtr bytes = known != known_roots.end() ? *known : nullptr;
    rows.push_back({{std::string(kRootStore), std::string(kSystemPart), *thumbprint}, StoredCertificate{bytes, &root}});
  }
  for (const SignerPlacement& signer : profile.signers.value) rows.push_back(SignerRow(signer));
  CertificateRows certificates;
  certificates.Append(std::move(rows));
  return certificates;
}

std::optional<std::uint32_t> PolicyIn(const RegistryView& registry, PolicyId id) {
  const PolicyPlace place = PlaceOf(id);
  const auto data = registry.Value(place.key, place.name);
  if (!data) return std::nullopt;
  const auto* number = std::get_if<std::uint32_t>(&*data);
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

// What counts where the registry has no value.
std::optional<std::uint32_t> ValueWhenMissing(const PolicyDefault* shipped, PolicyId id) {
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && info->when_missing == WhenMissing::kZero) return 0;
  if (shipped == nullptr || shipped->standing != PolicyStanding::kSet) return std::nullopt;
  return shipped->value;
}

// The key of the exclusion list.
std::string ListKey(std::string_view name, std::string_view digest) {
  return digest.empty() ? IdentityOf(name) : "sha1:" + HexOf(digest);
}

}  // namespace

std::string_view SubjectOf(const StoredCertificate& stored) {
  return stored.certificate != nullptr ? std::string_view(stored.certificate->subject) : stored.row->subject;
}

std::optional<UnixTime> NotBefore(const StoredCertificate& stored) {
  return stored.certificate != nullptr ? stored.certificate->not_before : stored.row->not_before;
}

std::optional<UnixTime> NotAfter(const StoredCertificate& stored) {
  return stored.certificate != nullptr ? stored.certificate->not_after : stored.row->not_after;
}

std::shared_ptr<const Image> BuildImage(const Profile& profile, bool operator_restricted,
                                        std::span<const CertificatePtr> known_roots) {
  return std::make_shared<Image>(
      Image{profile, operator_restricted, ImageRegistry(profile), ImageCertificates(profile, known_roots), {}, {}, {}});
}

std::shared_ptr<const Image> Burn(const Device& device) {
  Image image{device.image->profile, IsOperatorRestricted(device), {}, {}, device.image->metabase, {}, {}};
  image.profile.clock = device.clock;
  image.registry.Append(RegistryOf(device).Entries());
  image.certificates.Append(StoredCertificates(device));
  for (const auto& row : device.changes.metabase) image.metabase.Set(row.key, row.value);
  for (const DeviceFile* file : FilesOf(device)) image.files.Set(LowerCase(file->path), *file);
  for (const std::string& hash : RevokedHashes(device)) image.revoked.Set(hash, Revoked{});
  return std::make_shared<const Image>(std::move(image));
}

void Configure(Device& device, const Configuration& configuration) {
  for (const ConfigurationPolicy& policy : configuration.policies) WritePolicy(device, policy.id, policy.value);
  if (!configuration.sets_stores) return;
  for (const std::string_view store : {kPackageStore, kPrivilegedStore, kUnprivilegedStore}) {
    for (const auto& row : CertificatesIn(*device.image, device.changes.certificates, store)) {
      device.changes.certificates.Set(row.key, std::nullopt);
    }
  }
  for (const SignerPlacement& signer : configuration.signers) {
    if (FindStorePart(device.image->profile, signer.store, kSystemPart) == nullptr) continue;
    CertificateRows::Row row = SignerRow(signer);
    device.changes.certificates.Set(std::move(row.key), std::move(row.value));
  }
}

Device Boot(std::shared_ptr<const Image> image, Changes changes, UnixTime clock) {
  Device device{.image = std::move(image),
                .operator_certificates = {},
                .changes = std::move(changes),
                .registry_at_boot = {},
                .communicator_stores = {},
                .running = {},
                .clock = clock};
  device.registry_at_boot = device.changes.registry;
  return device;
}

void Restart(Device& device) {
  std::vector<CertificatePtr> signers = std::move(device.operator_certificates);
  device = Boot(std::move(device.image), std::move(device.changes), device.clock);
  device.operator_certificates = std::move(signers);
}

void HardReset(Device& device) {
  device.changes = {};
  device.clock = device.image->profile.clock;
  Restart(device);
}

std::string MetabaseKey(std::string_view setting) { return LowerCase(setting); }

std::string IdentityOf(std::string_view program) {
  std::string identity = LowerCase(program);
  if (identity.ends_with(".exe")) identity.resize(identity.size() - 4);
  return identity;
}

void StartProgram(Device& device, std::string_view name, Trust trust) {
  const std::string identity = IdentityOf(name);
  device.running.emplace(identity, trust);  // one that runs keeps its trust [ak]
  if (identity == kCommunicatorMobile && !device.communicator_stores) {
    FillStores(device);
    device.communicator_stores = device.changes.certificates;
  }
}

void StopProgram(Device& device, std::string_view name) {
  if (const auto program = device.running.find(IdentityOf(name)); program != device.running.end()) {
    device.running.erase(program);
  }
}

std::optional<MetabaseEntry> MetabaseEntryFor(const Device& device, std::string_view setting) {
  const MetabaseEntry* entry = FindOverlaid(device.image->metabase, device.changes.metabase, MetabaseKey(setting));
  return entry != nullptr ? std::optional(*entry) : std::nullopt;
}

RegistryView RegistryOf(const Device& device) { return {device.image->registry, device.changes.registry}; }

bool IsProtectedKey(const Device& device, std::string_view key) {
  const auto is_above = [&](std::string_view root) { return IsAtOrBelow(key, root); };
  return std::ranges::any_of(device.image->profile.protected_keys.value, is_above);
}

bool IsOperatorRestricted(const Device& device) {
  return device.changes.operator_restricted.value_or(device.image->operator_restricted);
}

bool IsRemembered(const Device& device, std::string_view name, std::string_view digest) {
  const RememberedRows& list = device.changes.remembered;
  return list.Find(IdentityOf(name)) != nullptr || (!digest.empty() && list.Find(ListKey(name, digest)) != nullptr);
}

void RememberProgram(Device& device, std::string_view name, std::string_view digest) {
  device.changes.remembered.Set(ListKey(name, digest), Accepted{IdentityOf(name), std::string(digest)});
}

void ForgetRemembered(Device& device) { device.changes.remembered = {}; }

std::set<std::string> RememberedPrograms(const Device& device) {
  std::set<std::string> names;
  for (const auto& row : device.changes.remembered) names.insert(row.value->name);
  return names;
}

TakesEffect WhenInForce(const Device& device, PolicyId id) {
  const PolicyInfo* info = FindPolicy(id);
  if (device.image->profile.policies_at_once.value || info == nullptr) return TakesEffect::kAtOnce;
  return info->takes_effect;
}

PolicyState StateOf(const Device& device, PolicyId id) {
  const PolicyDefault* shipped = FindDefault(device.image->profile, id);
  PolicyState state;
  state.honoured = shipped == nullptr || shipped->standing != PolicyStanding::kNotHonoured;
  state.registry = PolicyIn(RegistryOf(device), id);
  state.in_force = state.registry;
  if (WhenInForce(device, id) == TakesEffect::kAfterRestart) {
    state.in_force = PolicyIn(RegistryView(device.image->registry, device.registry_at_boot), id);
  }
  state.when_missing = ValueWhenMissing(shipped, id);
  if (!state.in_force) {
    state.in_force = state.when_missing;
    state.by_default = state.in_force.has_value();
  }
  return state;
}

Switch SwitchOf(const Device& device, PolicyId id) {
  const PolicyState state = StateOf(device, id);
  return state.honoured ? SwitchClass(state.in_force) : Switch::kNotHonoured;
}

MaskClass MaskClassOf(const Device& device, PolicyId id) {
  const PolicyState state = StateOf(device, id);
  if (!state.honoured) return MaskClass::kNotHonoured;
  if (!state.in_force) return MaskClass::kAbsent;
  return *state.in_force == 0 ? MaskClass::kZero : MaskClass::kMask;
}

RapiMode RapiOf(const Device& device) {
  const PolicyState state = StateOf(device, policy::kRapi);
  return state.honoured ? RapiClass(state.in_force) : RapiMode::kNotHonoured;
}

RoleMask MaskOf(const Device& device, PolicyId id) { return RoleMask{StateOf(device, id).in_force.value_or(0)}; }

RoleMask EffectiveRoles(const Device& device, RoleMask request) {
  return EffectiveMask(request, MaskOf(device, policy::kGrantManager), MaskOf(device, policy::kGrantUserAuth));
}

bool AcceptsRoles(const Device& device, PolicyId id, RoleMask roles) {
  return MaskClassOf(device, id) == MaskClass::kNotHonoured || Intersects(MaskOf(device, id), roles);
}

std::string PolicyText(const Device& device, PolicyId id) {
  const PolicyState state = StateOf(device, id);
  if (!state.honoured) return "not honoured";
  if (!state.in_force) return "not set";
  std::string text = FormatPolicyValue(id, *state.in_force);
  if (state.by_default && !state.registry) text += " by default: the registry has no such DWORD";
  if (!state.registry && !state.by_default) text += " until a restart: the registry has no such DWORD";
  if (state.registry && state.registry != state.in_force) {
    text += " until a restart: the registry says " + FormatPolicyValue(id, *state.registry);
  }
  return text;
}

RiskFacts RiskFactsOf(const Device& device) {
  const auto wanted = [&](PolicyId id) {
    const PolicyState state = StateOf(device, id);
    if (!state.honoured) return std::optional<std::uint32_t>();
    return state.Wanted();
  };
  return {wanted(policy::kUnsignedApps), wanted(policy::kGrantManager)};
}

void WritePolicy(Device& device, PolicyId id, std::optional<std::uint32_t> value) {
  const PolicyPlace place = PlaceOf(id);
  if (value) {
    SetRegistryValue(device.image->registry, device.changes.registry, place.key, place.name, *value);
  } else {
    DeleteRegistryValue(device.image->registry, device.changes.registry, place.key, place.name);
  }
}

std::vector<CertificateRows::Row> CertificatesIn(const Image& image, const CertificateRows& changes,
                                                 std::string_view store) {
  std::vector<CertificateRows::Row> found;
  VisitOverlay(image.certificates, changes, [&](const CertificateLocation& key, const auto* base, const auto* change) {
    const auto* row = change != nullptr ? change : base;
    if (key.store == store && row->value) found.push_back(*row);
  });
  return found;
}

std::vector<CertificateRows::Row> StoredCertificates(const Device& device) {
  std::vector<CertificateRows::Row> stored;
  for (const StoreInfo& store : Stores()) {
    const auto rows = CertificatesIn(*device.image, device.changes.certificates, store.name);
    stored.insert(stored.end(), rows.begin(), rows.end());
  }
  return stored;
}

const StoredCertificate* FindStored(const Device& device, const CertificateLocation& place) {
  return FindOverlaid(device.image->certificates, device.changes.certificates, place);
}

std::optional<CertificateLocation> FindCertificate(const Device& device, std::string_view store,
                                                   const Thumbprint& thumbprint) {
  for (const auto& row : CertificatesIn(*device.image, device.changes.certificates, store)) {
    if (row.key.thumbprint == thumbprint) return row.key;
  }
  return std::nullopt;
}

bool HasCertificate(const Device& device, std::string_view store, const Thumbprint& thumbprint) {
  return FindCertificate(device, store, thumbprint).has_value();
}

bool HasCertificate(const Device& device, const CertificateLocation& place) {
  return FindStored(device, place) != nullptr;
}

ConfigurationMatch ConfigurationOf(const Device& device) {
  return DetectConfiguration([&](PolicyId id) { return StateOf(device, id).Wanted(); });
}

}  // namespace wmsim
