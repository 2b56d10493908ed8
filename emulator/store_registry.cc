#include "emulator/store_registry.h"

#include <algorithm>
#include <array>

#include "emulator/exclusion_list.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kSystemStores = R"(HKLM\Comm\Security\SystemCertificates)";
constexpr std::string_view kUserStores = R"(HKCU\Comm\Security\SystemCertificates)";
constexpr std::string_view kBlob = "Blob";

// The numbers of a Blob's records [certificates 1.3; seen in registry exports].
constexpr std::uint32_t kThumbprintRecord = 3;
constexpr std::uint32_t kCertificateRecord = 0x20;
constexpr std::uint32_t kRoleRecord = 0x8000;
constexpr std::uint32_t kEncoding = 1;
constexpr std::size_t kRecordHead = 12;

// Registries spell two stores in their own way [seen in registry exports].
struct StoreSpelling {
  std::string_view store;
  std::string_view key;
};
constexpr auto kSpellings = std::to_array<StoreSpelling>({
    {kRootStore, "Root"},
    {kUnprivilegedStore, "UnPrivileged Execution Trust Authorities"},
});

std::string_view KeyOfStore(std::string_view store) {
  const auto row = std::ranges::find(kSpellings, store, &StoreSpelling::store);
  return row != kSpellings.end() ? row->key : store;
}

void AppendNumber(std::uint32_t number, std::string& bytes) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((number >> shift) & 0xFF);
}

std::uint32_t NumberAt(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

void AppendRecord(std::uint32_t number, std::string_view data, std::string& bytes) {
  AppendNumber(number, bytes);
  AppendNumber(kEncoding, bytes);
  AppendNumber(static_cast<std::uint32_t>(data.size()), bytes);
  bytes += data;
}

std::optional<RegistryData> BlobOf(const StoredCertificate& stored) {
  if (stored.certificate == nullptr) return std::nullopt;
  return RegistryBinary{EncodeBlob(*stored.certificate, stored.role)};
}

}  // namespace

std::optional<DecodedBlob> CertificateInValue(const Device& device, std::string_view key, std::string_view name,
                                              const RegistryData& data) {
  const auto* binary = std::get_if<RegistryBinary>(&data);
  if (binary == nullptr || binary->type != kBinaryType || !EqualIgnoringCase(name, kBlob)) return std::nullopt;
  const auto place = CertificatePlace(key);
  if (!place || FindStorePart(device.image->profile, place->store, place->part) == nullptr) return std::nullopt;
  auto blob = DecodeBlob(binary->bytes);
  const bool is_own = blob && blob->certificate->thumbprint == place->thumbprint;
  return is_own ? std::move(blob) : std::nullopt;
}

const StoredCertificate* CertificateStoredAs(const Device& device, std::string_view key, std::string_view name) {
  if (!EqualIgnoringCase(name, kBlob)) return nullptr;
  const auto place = CertificatePlace(key);
  return place ? FindStored(device, *place) : nullptr;
}

std::string StoreKey(std::string_view store, std::string_view part) {
  std::string key(part == kUserPart ? kUserStores : kSystemStores);
  key += '\\';
  key += KeyOfStore(store);
  return key;
}

std::string CertificateKey(const CertificateLocation& place) {
  return StoreKey(place.store, place.part) + R"(\Certificates\)" + FormatThumbprint(place.thumbprint);
}

std::optional<CertificateLocation> CertificatePlace(std::string_view key) {
  const bool is_user = IsAtOrBelow(key, kUserStores);
  if (!is_user && !IsAtOrBelow(key, kSystemStores)) return std::nullopt;
  const std::size_t digits = key.rfind('\\');
  const auto thumbprint = ParseThumbprint(key.substr(digits + 1));
  if (!thumbprint) return std::nullopt;
  for (const StoreInfo& store : Stores()) {
    CertificateLocation place{std::string(store.name), std::string(is_user ? kUserPart : kSystemPart), *thumbprint};
    if (EqualIgnoringCase(CertificateKey(place), key)) return place;
  }
  return std::nullopt;
}

std::string EncodeBlob(const Certificate& certificate, RoleMask role) {
  std::string blob;
  const auto& thumbprint = certificate.thumbprint.bytes;
  AppendRecord(kThumbprintRecord, std::string(thumbprint.begin(), thumbprint.end()), blob);
  if (role != role::kNone) {
    std::string mask;
    AppendNumber(Bits(role), mask);
    AppendRecord(kRoleRecord, mask, blob);
  }
  AppendRecord(kCertificateRecord, certificate.der, blob);
  return blob;
}

std::optional<DecodedBlob> DecodeBlob(std::string_view bytes) {
  DecodedBlob blob;
  while (!bytes.empty()) {
    if (bytes.size() < kRecordHead) return std::nullopt;
    const std::uint32_t number = NumberAt(bytes, 0);
    const std::size_t length = NumberAt(bytes, 8);
    if (length > bytes.size() - kRecordHead) return std::nullopt;
    const std::string_view data = bytes.substr(kRecordHead, length);
    if (number == kRoleRecord && length == 4) blob.role = RoleMask{NumberAt(data, 0)};
    if (number == kCertificateRecord) {
      auto certificate = ParseCertificate(data);
      if (!certificate.ok()) return std::nullopt;
      blob.certificate = std::move(certificate).value();
    }
    bytes.remove_prefix(kRecordHead + length);
  }
  return blob.certificate != nullptr ? std::optional(std::move(blob)) : std::nullopt;
}

RegistryRows FullRegistryOf(const Device& device, std::string_view at) {
  std::vector<RegistryRows::Row> rows;
  std::vector<RegistryRows::Row> blobs;
  for (const CertificateRows::Row& row : StoredCertificates(device)) {
    std::string key = CertificateKey(row.key);
    if (!at.empty() && !IsAtOrBelow(key, at) && !IsAtOrBelow(at, key)) continue;
    if (auto blob = BlobOf(*row.value)) blobs.push_back({{key, std::string(kBlob)}, RegistryEntry{*std::move(blob)}});
    for (std::size_t end = key.size(); end != std::string::npos; end = key.rfind('\\')) {
      key.resize(end);
      if (!at.empty() && !IsAtOrBelow(key, at)) break;
      rows.push_back({{key, std::nullopt}, RegistryEntry{}});
    }
  }
  const auto entries = RegistryOf(device).EntriesAt(at);
  rows.insert(rows.end(), entries.begin(), entries.end());
  rows.insert(rows.end(), blobs.begin(), blobs.end());
  for (RegistryRows::Row& row : ExclusionListEntries(device)) {
    if (at.empty() || IsAtOrBelow(row.key.key, at)) rows.push_back(std::move(row));
  }
  RegistryRows full;
  full.Append(std::move(rows));
  return full;
}

std::optional<RegistryData> RegistryValueOf(const Device& device, std::string_view key, std::string_view name) {
  const StoredCertificate* stored = CertificateStoredAs(device, key, name);
  if (stored != nullptr) return BlobOf(*stored);
  auto listed = ExclusionListValue(device, key, name);
  return listed ? std::move(listed) : RegistryOf(device).Value(key, name);
}

bool RegistryValueExists(const Device& device, std::string_view key, std::string_view name) {
  return CertificateStoredAs(device, key, name) != nullptr || RegistryValueOf(device, key, name);
}

bool RegistryKeyExists(const Device& device, std::string_view key) {
  const auto is_above = [&](const CertificateRows::Row& row) { return IsAtOrBelow(CertificateKey(row.key), key); };
  const bool is_above_list = !device.changes.remembered.empty() && IsAtOrBelow(kExclusionListKey, key);
  return RegistryOf(device).KeyExists(key) || is_above_list ||
         std::ranges::any_of(StoredCertificates(device), is_above);
}

void AddCertificate(Device& device, CertificatePtr certificate, std::string_view store, std::string_view part,
                    RoleMask role) {
  CertificateLocation place{std::string(store), std::string(part), certificate->thumbprint};
  DeleteRegistryValue(device.image->registry, device.changes.registry, CertificateKey(place), kBlob);
  device.changes.certificates.Set(std::move(place), StoredCertificate{std::move(certificate), nullptr, role});
}

void PutRegistryValue(Device& device, std::string_view key, std::string_view name, const RegistryData& data) {
  if (auto blob = CertificateInValue(device, key, name, data)) {
    const auto place = CertificatePlace(key);
    AddCertificate(device, std::move(blob->certificate), place->store, place->part, blob->role);
    return;
  }
  if (ExclusionListValue(device, key, name)) return;
  if (CertificateStoredAs(device, key, name) != nullptr)
    device.changes.certificates.Set(*CertificatePlace(key), std::nullopt);
  SetRegistryValue(device.image->registry, device.changes.registry, key, name, data);
}

void PutRegistryKey(Device& device, std::string_view key) {
  MakeRegistryKey(device.image->registry, device.changes.registry, key);
}

void RemoveRegistryValue(Device& device, std::string_view key, std::string_view name) {
  if (CertificateStoredAs(device, key, name) != nullptr) {
    device.changes.certificates.Set(*CertificatePlace(key), std::nullopt);
    return;
  }
  if (ExclusionListValue(device, key, name)) ForgetRemembered(device);
  DeleteRegistryValue(device.image->registry, device.changes.registry, key, name);
}

void RemoveRegistryKey(Device& device, std::string_view key) {
  for (const CertificateRows::Row& row : StoredCertificates(device)) {
    if (IsAtOrBelow(CertificateKey(row.key), key)) device.changes.certificates.Set(row.key, std::nullopt);
  }
  if (IsAtOrBelow(kExclusionListKey, key)) ForgetRemembered(device);
  DeleteRegistryKey(device.changes.registry, key);
}

void ChangeRegistry(Device& device, const RegistryChange& change) {
  if (change.name && change.data) {
    PutRegistryValue(device, change.key, *change.name, *change.data);
  } else if (change.name) {
    RemoveRegistryValue(device, change.key, *change.name);
  } else if (change.removed) {
    RemoveRegistryKey(device, change.key);
  } else {
    PutRegistryKey(device, change.key);
  }
}

}  // namespace wmsim
