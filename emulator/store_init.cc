#include "emulator/store_init.h"

#include "emulator/device_files.h"
#include "emulator/pkcs7.h"
#include "emulator/store_registry.h"

namespace wmsim {
namespace {

constexpr std::string_view kInitFile = "InitFile";

// The certificates of the PKCS#7 file that the value names; nothing where it names none.
std::vector<CertificatePtr> InitialCertificates(const Device& device, std::string_view key) {
  const auto data = RegistryOf(device).Value(key, kInitFile);
  const auto* path = data ? std::get_if<RegistryText>(&*data) : nullptr;
  const DeviceFile* file = path != nullptr ? FindFile(device, path->text) : nullptr;
  if (file == nullptr || file->bytes == nullptr) return {};
  auto certificates = ReadPkcs7(*file->bytes);
  return certificates.ok() ? std::move(certificates).value() : std::vector<CertificatePtr>();
}

}  // namespace

void FillStores(Device& device) {
  for (const StorePart& part : device.image->profile.store_parts) {
    const std::string key = StoreKey(part.store, part.part);
    for (CertificatePtr& certificate : InitialCertificates(device, key)) {
      const Thumbprint thumbprint = certificate->thumbprint;
      device.changes.certificates.Set({std::string(part.store), std::string(part.part), thumbprint},
                                      StoredCertificate{std::move(certificate)});
      DeleteRegistryValue(device.image->registry, device.changes.registry, key, kInitFile);
    }
  }
}

}  // namespace wmsim
