#include "emulator/store_init.h"

#include "emulator/device_files.h"
#include "emulator/pkcs7.h"
#include "emulator/store_registry.h"

namespace wmsim {
namespace {

constexpr std::string_view kInitFile = "InitFile";

// The certificates of the PKCS#7 file that the value names, or nothing where it names none.
std::optional<std::vector<CertificatePtr>> InitialCertificates(const Device& device, std::string_view key) {
  const auto data = RegistryOf(device).Value(key, kInitFile);
  const auto* path = data ? std::get_if<RegistryText>(&*data) : nullptr;
  const DeviceFile* file = path != nullptr ? FindFile(device, path->text) : nullptr;
  if (file == nullptr || file->bytes == nullptr) return std::nullopt;
  auto certificates = ReadPkcs7(*file->bytes);
  return certificates.ok() ? std::optional(std::move(certificates).value()) : std::nullopt;
}

}  // namespace

void FillStores(Device& device) {
  for (const StorePart& part : device.image->profile.store_parts) {
    const std::string key = StoreKey(part.store, part.part);
    const auto certificates = InitialCertificates(device, key);
    if (!certificates) continue;
    for (const CertificatePtr& certificate : *certificates) {
      const auto* stored =
          FindStored(device, {std::string(part.store), std::string(part.part), certificate->thumbprint});
      const RoleMask role = stored != nullptr ? stored->role : role::kNone;
      AddCertificate(device, certificate, part.store, part.part, role);
    }
    DeleteRegistryValue(device.image->registry, device.changes.registry, key, kInitFile);
  }
}

}  // namespace wmsim
