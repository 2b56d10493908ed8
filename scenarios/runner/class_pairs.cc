#include "scenarios/runner/class_pairs.h"

#include <algorithm>
#include <array>
#include <set>

#include "policy_engine/actions.h"
#include "policy_engine/metabase.h"
#include "policy_engine/origin.h"

namespace wmsim {
namespace {

using Pairs = std::set<ClassPair>;

template <class Class>
std::uint8_t Number(Class word) {
  return static_cast<std::uint8_t>(word);
}

template <class Class>
ClassPair PairOf(Class a, Class b) {
  return {Number(a), Number(b)};
}

template <class Class>
ClassPair Same(Class word) {
  return PairOf(word, word);
}

// What the device alone decides.
using ClassOf = std::uint8_t (*)(const Device& device);

bool GrantsManager(const Device& device) { return Intersects(EffectiveRoles(device, role::kUserAuth), role::kManager); }

template <class Value>
std::uint8_t YesIf(Value value) {
  return Number(ToYesNo(value));
}

struct DeviceRow {
  FieldId field;
  ClassOf class_of;
};
constexpr auto kOfDevice = std::to_array<DeviceRow>({
    {FieldId::kOperatorRestricted, [](const Device& d) { return YesIf(IsOperatorRestricted(d)); }},
    {FieldId::kChecked, [](const Device& d) { return YesIf(d.image->profile.checks_signatures.value); }},
    {FieldId::kUnsignedApps, [](const Device& d) { return Number(SwitchOf(d, policy::kUnsignedApps)); }},
    {FieldId::kUnsignedPrompt, [](const Device& d) { return Number(SwitchOf(d, policy::kUnsignedPrompt)); }},
    {FieldId::kPrivilegedApps, [](const Device& d) { return Number(SwitchOf(d, policy::kPrivilegedApps)); }},
    {FieldId::kRapi, [](const Device& d) { return Number(RapiOf(d)); }},
    {FieldId::kUnsignedCabs, [](const Device& d) { return Number(MaskClassOf(d, policy::kUnsignedCabs)); }},
    {FieldId::kUnsignedThemes, [](const Device& d) { return Number(MaskClassOf(d, policy::kUnsignedThemes)); }},
    {FieldId::kGrantsManager, [](const Device& d) { return YesIf(GrantsManager(d)); }},
    {FieldId::kRootsOnly, [](const Device& d) { return YesIf(d.image->profile.certinst.value.roots_only); }},
});

// What a step decides too: each visits what can be asked of both devices.
using Visit = Pairs (*)(const Action& action, const Device& a, const Device& b);

bool HasTool(const Action& action, const Device& device) {
  const Profile& profile = device.image->profile;
  return &action == &kCertinstAction ? profile.certinst.value.present : profile.built_in_editor.value;
}

Pairs OfTool(const Action& action, const Device& a, const Device& b) {
  return {PairOf(ToYesNo(HasTool(action, a)), ToYesNo(HasTool(action, b)))};
}

NeededRole RoleFor(const Device& device, std::string_view store) {
  const Profile& profile = device.image->profile;
  const StorePart* part = FindStorePart(profile, store, profile.certinst.value.part);
  return RoleNeeded(part != nullptr ? part->access : role::kManager);
}

Pairs OfNeededRole(const Action&, const Device& a, const Device& b) {
  Pairs pairs;
  for (const std::string_view store : {kRootStore, kCaStore, kMyStore}) {
    pairs.insert(PairOf(RoleFor(a, store), RoleFor(b, store)));
  }
  return pairs;
}

YesNo Takes(const Device& device, FileFormat format) {
  const auto formats = device.image->profile.certinst.value.formats;
  return ToYesNo(std::ranges::find(formats, format) != formats.end());
}

Pairs OfFormat(const Action&, const Device& a, const Device& b) {
  Pairs pairs;
  for (std::size_t i = 0; i < Words<FileFormat>().size(); ++i) {
    const auto format = static_cast<FileFormat>(i);
    pairs.insert(PairOf(Takes(a, format), Takes(b, format)));
  }
  return pairs;
}

// A key that no device protects, and those that one of the two does.
Pairs OfKey(const Action&, const Device& a, const Device& b) {
  Pairs pairs{Same(YesNo::kNo)};
  for (const Device* device : {&a, &b}) {
    for (const std::string_view key : device->image->profile.protected_keys.value) {
      pairs.insert(PairOf(ToYesNo(IsProtectedKey(a, key)), ToYesNo(IsProtectedKey(b, key))));
    }
  }
  return pairs;
}

// The files of the system are protected on every device.
Pairs OfTarget(const Action& action, const Device& a, const Device& b) {
  Pairs pairs = OfKey(action, a, b);
  pairs.insert(Same(YesNo::kYes));
  return pairs;
}

// A certificate that neither device has, and those that one of them has.
Pairs OfCertificate(const Device& a, const Device& b, std::initializer_list<std::string_view> stores) {
  Pairs pairs{Same(YesNo::kNo)};
  for (const Device* device : {&a, &b}) {
    for (const CertificateRows::Row& row : StoredCertificates(*device)) {
      if (std::ranges::find(stores, row.key.store) == stores.end()) continue;
      const auto has = [&](const Device& d) { return ToYesNo(HasCertificate(d, row.key.store, row.key.thumbprint)); };
      pairs.insert(PairOf(has(a), has(b)));
    }
  }
  return pairs;
}

Pairs OfInstalled(const Action& action, const Device& a, const Device& b) {
  return &action == &kSpAddCertAction ? OfCertificate(a, b, {kRootStore}) : OfCertificate(a, b, {kRootStore, kCaStore});
}

Pairs OfRoot(const Action&, const Device& a, const Device& b) { return OfCertificate(a, b, {kRootStore}); }

Pairs OfHash(const Action&, const Device& a, const Device& b) {
  const auto knows = [](const Device& device) { return ToYesNo(device.image->profile.knows_sha2.value); };
  return {Same(YesNo::kNo), Same(YesNo::kYes), PairOf(knows(a), knows(b))};
}

Pairs OfHost(const Action&, const Device& a, const Device& b) {
  const auto takes = [](const Device& device) { return ToYesNo(device.image->profile.wildcard_hosts.value); };
  return {Same(YesNo::kNo), Same(YesNo::kYes), PairOf(takes(a), takes(b))};
}

// Whether a message is accepted, for each set of roles that a gateway can give it.
template <const PolicyId& kPolicy>
Pairs OfMessage(const Action&, const Device& a, const Device& b) {
  Pairs pairs;
  const std::size_t gateways = Words<Gateway>().size();
  for (unsigned set = 0; set < (1U << gateways); ++set) {
    RoleMask roles = role::kNone;
    for (std::size_t i = 0; i < gateways; ++i) {
      if (((set >> i) & 1U) != 0) roles = roles | RoleOf(static_cast<Gateway>(i));
    }
    pairs.insert(PairOf(ToYesNo(AcceptsRoles(a, kPolicy, roles)), ToYesNo(AcceptsRoles(b, kPolicy, roles))));
  }
  return pairs;
}

// The trust of a running program, for each signature with which it may have started.
Pairs OfProcess(const Action&, const Device& a, const Device& b) {
  const auto trust = [](const Device& device, Signature signature) {
    LoadFacts facts;
    facts.checked = ToYesNo(device.image->profile.checks_signatures.value);
    facts.signed_by = signature;
    facts.privileged_apps = SwitchOf(device, policy::kPrivilegedApps);
    return TrustOf(facts);
  };
  Pairs pairs;
  for (const Signature signature : {Signature::kNone, Signature::kPrivileged}) {
    pairs.insert(PairOf(trust(a, signature), trust(b, signature)));
  }
  return pairs;
}

// The masks of one request on both devices, before 4119 and 4120.
struct Request {
  RoleMask a;
  RoleMask b;
};

RoleMask OfRapi(const Device& device) {
  const RapiMode mode = RapiOf(device);
  return mode == RapiMode::kClosed ? role::kNone : OriginRow(OriginOfRapi(mode)).mask;
}

RoleMask OfUnsignedPackage(const Device& device, PackageKind kind) {
  const Profile& profile = device.image->profile;
  const Origin origin = OriginOfPackage(kind, PackageSignature::kNone, profile.unsigned_packages.value);
  return MaskOfOrigin(origin, {.unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                               .unsigned_themes = MaskOf(device, policy::kUnsignedThemes),
                               .every = profile.all_roles.value});
}

std::vector<Request> RequestsOf(const Action& action, const Device& a, const Device& b) {
  std::vector<Request> requests;
  for (const RoleInfo& role : Roles()) requests.push_back({role.bit, role.bit});
  if (&action == &kProvisionAction) {
    requests.push_back({OfRapi(a), OfRapi(b)});
  } else {
    for (const PackageKind kind : {PackageKind::kCab, PackageKind::kCpf, PackageKind::kTheme}) {
      requests.push_back({OfUnsignedPackage(a, kind), OfUnsignedPackage(b, kind)});
    }
  }
  return requests;
}

// What a request with a mask comes to, at the settings whose access is in the table.
Pairs OfDocument(const Action& action, const Device& a, const Device& b) {
  const auto fault = [](const Device& device, RoleMask request, std::string_view setting) {
    const AccessRow* row = FindAccess(setting, device.image->profile.platform);
    const bool may = row == nullptr || MayWrite(EffectiveRoles(device, request), row->access, row->rw);
    return may ? DocumentFault::kNone : DocumentFault::kRoleTooLow;
  };
  Pairs pairs{Same(DocumentFault::kNone), Same(DocumentFault::kRoleTooLow), Same(DocumentFault::kProviderUnknown),
              Same(DocumentFault::kValueInvalid)};
  for (const Request& request : RequestsOf(action, a, b)) {
    for (const AccessRow& row : AccessRows()) {
      pairs.insert(PairOf(fault(a, request.a, row.setting), fault(b, request.b, row.setting)));
    }
  }
  return pairs;
}

// Whether a fault of a package counts on a device; a version may be too new or too old for one of two.
bool Counts(const Device& device, PackageFault fault) {
  const Profile& profile = device.image->profile;
  switch (fault) {
    case PackageFault::kSizeWrong:
      return profile.cabinet_size_checked.value;
    case PackageFault::kCompressed:
      return !profile.compressed_cpf.value;
    case PackageFault::kNoUninstallMissing:
      return profile.no_uninstall_wanted.value;
    case PackageFault::kNone:
    case PackageFault::kProcessorWrong:
    case PackageFault::kOsVersionWrong:
      return true;
  }
  return true;
}

Pairs OfPackage(const Action&, const Device& a, const Device& b) {
  Pairs pairs;
  for (std::size_t i = 0; i < Words<PackageFault>().size(); ++i) {
    const auto fault = static_cast<PackageFault>(i);
    const auto on = [&](const Device& device) { return Counts(device, fault) ? fault : PackageFault::kNone; };
    pairs.insert(PairOf(on(a), on(b)));
  }
  if (a.image->profile.os_version.value != b.image->profile.os_version.value) {
    pairs.insert(PairOf(PackageFault::kNone, PackageFault::kOsVersionWrong));
    pairs.insert(PairOf(PackageFault::kOsVersionWrong, PackageFault::kNone));
  }
  return pairs;
}

struct StepRow {
  FieldId field;
  Visit pairs;
};
constexpr auto kOfStep = std::to_array<StepRow>({
    {FieldId::kToolPresent, OfTool},
    {FieldId::kNeededRole, OfNeededRole},
    {FieldId::kFormatTaken, OfFormat},
    {FieldId::kKeyProtected, OfKey},
    {FieldId::kTargetProtected, OfTarget},
    {FieldId::kAlreadyThere, OfInstalled},
    {FieldId::kRootThere, OfRoot},
    {FieldId::kHashesKnown, OfHash},
    {FieldId::kHost, OfHost},
    {FieldId::kSlAccepted, OfMessage<policy::kServiceLoading>},
    {FieldId::kSiAccepted, OfMessage<policy::kServiceIndication>},
    {FieldId::kProcessTrust, OfProcess},
    {FieldId::kDocumentFault, OfDocument},
    {FieldId::kPackageFault, OfPackage},
});

// Of a device that has just started: what its client sees is what is there.
void SettleSignIn(Cell& cell) {
  const auto facts = std::span(cell).subspan(1, kSignInAction.fields.size() - 1);
  cell[0] = YesIf(std::ranges::all_of(facts, [](std::uint8_t fact) { return fact == Number(YesNo::kYes); }));
}

std::size_t PlaceOf(const Action& action, FieldId id) {
  return static_cast<std::size_t>(std::ranges::find(action.fields, id, &FieldInfo::id) - action.fields.begin());
}

std::uint8_t& FactIn(const Action& action, FieldId id, Cell& cell) { return cell[PlaceOf(action, id)]; }

ClassPair PairIn(const Action& action, FieldId id, const CellPair& cells) {
  const std::size_t place = PlaceOf(action, id);
  return {cells.a[place], cells.b[place]};
}

// Certinst and a file: only a PKCS#12 file may not open or hold a key, whose certificate goes to MY; the others go to
// ROOT and CA. Of a file that was not opened, or that holds none, no certificate is known.
bool IsCertinstFile(const CellPair& cells, const Device& a, const Device& b) {
  const auto fact = [&](FieldId id) { return PairIn(kCertinstAction, id, cells); };
  const auto needs = [&](std::string_view store) {
    return fact(FieldId::kNeededRole) == PairOf(RoleFor(a, store), RoleFor(b, store));
  };
  const bool may_be_pkcs12 =
      fact(FieldId::kFormatTaken) == PairOf(Takes(a, FileFormat::kPkcs12), Takes(b, FileFormat::kPkcs12));
  const bool is_open = fact(FieldId::kOpening) == Same(Opening::kOpen);
  const bool holds_none = fact(FieldId::kHoldsNone) == Same(YesNo::kYes);
  const bool is_unread = fact(FieldId::kCertificateKind) == Same(CertificateKind::kUnread);
  if (!is_open && !(may_be_pkcs12 && holds_none)) return false;
  if (holds_none != is_unread) return false;
  if (holds_none) return needs(kRootStore) && fact(FieldId::kAlreadyThere) == Same(YesNo::kNo);
  const bool is_root = fact(FieldId::kCertificateKind) == Same(CertificateKind::kRoot);
  return needs(is_root ? kRootStore : kCaStore) || (may_be_pkcs12 && needs(kMyStore));
}

}  // namespace

std::vector<ClassPair> PairsOf(const Action& action, const FieldInfo& field, const Device& a, const Device& b) {
  const auto of_device = std::ranges::find(kOfDevice, field.id, &DeviceRow::field);
  if (of_device != kOfDevice.end()) return {{of_device->class_of(a), of_device->class_of(b)}};
  const auto of_step = std::ranges::find(kOfStep, field.id, &StepRow::field);
  if (of_step != kOfStep.end()) {
    const Pairs pairs = of_step->pairs(action, a, b);
    return {pairs.begin(), pairs.end()};
  }
  if (field.id == FieldId::kSeenGood) return {Same(YesNo::kNo)};
  std::vector<ClassPair> same;
  for (std::size_t i = 0; i < field.classes.size(); ++i) same.push_back(Same(i));
  return same;
}

void Settle(const Action& action, Cell& cell) {
  if (&action == &kSignInAction) SettleSignIn(cell);
  if (&action != &kRegistryWriteAction) return;
  const bool is_built_in = FactIn(action, FieldId::kWriter, cell) == Number(RegistryWriter::kBuiltInEditor);
  if (!is_built_in) FactIn(action, FieldId::kToolPresent, cell) = Number(YesNo::kYes);
}

bool IsPossible(const Action& action, const CellPair& cells, const Device& a, const Device& b) {
  if (&action == &kCertinstAction) return IsCertinstFile(cells, a, b);
  if (&action != &kSpAddCertAction) return true;
  const bool is_unread = PairIn(action, FieldId::kCertificateKind, cells) == Same(CertificateKind::kUnread);
  return !is_unread || PairIn(action, FieldId::kAlreadyThere, cells) == Same(YesNo::kNo);
}

}  // namespace wmsim
