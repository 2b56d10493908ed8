// The registry of a device as everyone on it sees it: what is written there, the certificate stores, and the prompt
// exclusion list (exclusion_list.h), which is gone with its key or with one of its values.
//
// A certificate in a store is a key, HIVE\Comm\Security\SystemCertificates\STORE\Certificates\THUMBPRINT, with a value
// "Blob"; system parts are below HKLM, user parts below HKCU. Both ways: a certificate that a tool installs is there in
// the registry, and a Blob that is written there is a certificate in the store [timjacobs; seen in registry exports].
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/device.h"

namespace wmsim {

// FullRegistryOf returns the registry's entries with the keys of the stores, all or those at and below a key. Of a
// certificate whose bytes are not known there is the key, and no Blob. RegistryValueOf looks up one value of it,
// RegistryValueExists and RegistryKeyExists tell what is there: the Blob too of a certificate whose bytes are not
// known.
RegistryRows FullRegistryOf(const Device& device, std::string_view at = {});
std::optional<RegistryData> RegistryValueOf(const Device& device, std::string_view key, std::string_view name);
bool RegistryValueExists(const Device& device, std::string_view key, std::string_view name);
bool RegistryKeyExists(const Device& device, std::string_view key);

// AddCertificate puts a certificate into a part of a store without asking any rule. A plain value Blob below its key is
// gone then.
void AddCertificate(Device& device, CertificatePtr certificate, std::string_view store, std::string_view part,
                    RoleMask role);

// Writing, without asking any rule. A Blob that holds the certificate of its key puts it into the store (if the device
// has that store and part); deleting the Blob, or a key at or above it, takes it out. Keys must be normalized.
void PutRegistryValue(Device& device, std::string_view key, std::string_view name, const RegistryData& data);
void PutRegistryKey(Device& device, std::string_view key);
void RemoveRegistryValue(Device& device, std::string_view key, std::string_view name);
void RemoveRegistryKey(Device& device, std::string_view key);

// ChangeRegistry does the one of them that is wanted.
void ChangeRegistry(Device& device, const RegistryChange& change);

// CertificateInValue returns the certificate that a value with this data is: the Blob of its key's own certificate, in
// a store and part that the device has. CertificateStoredAs returns the one that is such a value now, or null.
struct DecodedBlob {
  CertificatePtr certificate;
  RoleMask role = role::kNone;
};
std::optional<DecodedBlob> CertificateInValue(const Device& device, std::string_view key, std::string_view name,
                                              const RegistryData& data);
const StoredCertificate* CertificateStoredAs(const Device& device, std::string_view key, std::string_view name);

// StoreKey returns the registry key of a part of a store, CertificateKey that of a certificate, CertificatePlace the
// place that such a key means, or nothing for any other key.
std::string StoreKey(std::string_view store, std::string_view part);
std::string CertificateKey(const CertificateLocation& place);
std::optional<CertificateLocation> CertificatePlace(std::string_view key);

// EncodeBlob writes the value of a certificate's key: its thumbprint, its role where it has one, and its bytes.
// DecodeBlob reads one: records of {u32 number, u32 1, u32 length, data}, little endian; records with other numbers are
// passed over. Returns nothing where the records are damaged, or there is no certificate.
std::string EncodeBlob(const Certificate& certificate, RoleMask role);
std::optional<DecodedBlob> DecodeBlob(std::string_view bytes);

}  // namespace wmsim
