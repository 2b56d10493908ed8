#include "emulator/reg_import.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/registry_tree.h"
#include "emulator/store_registry.h"

namespace wmsim {
namespace {

// The registry of a device while many settings are done: its own changes as a tree, and the keys of its certificates.
class RegistryImporter {
 public:
  explicit RegistryImporter(Device& device)
      : device_(device), registry_(device.image->registry, device.changes.registry) {
    for (const CertificateRows::Row& row : StoredCertificates(device)) certificates_.insert(CertificateKey(row.key));
  }

  void Apply(const RegSetting& setting) {
    if (setting.name && setting.data) {
      PutValue(setting.key, *setting.name, *setting.data);
    } else if (setting.name) {
      RemoveValue(setting.key, *setting.name);
    } else if (setting.removed) {
      RemoveKey(setting.key);
    } else {
      registry_.MakeKey(setting.key);
    }
  }

  void Finish() { device_.changes.registry = registry_.Changes(); }

 private:
  void PutValue(const std::string& key, const std::string& name, const RegistryData& data) {
    if (auto blob = CertificateInValue(device_, key, name, data)) {
      registry_.DeleteValue(key, name);
      SetCertificate(key, StoredCertificate{std::move(blob->certificate), nullptr, blob->role});
      certificates_.insert(key);
      return;
    }
    if (CertificateStoredAs(device_, key, name) != nullptr) TakeOut(key);
    registry_.SetValue(key, name, data);
  }

  void RemoveValue(const std::string& key, const std::string& name) {
    if (CertificateStoredAs(device_, key, name) != nullptr) {
      TakeOut(key);
    } else {
      registry_.DeleteValue(key, name);
    }
  }

  void RemoveKey(const std::string& key) {
    auto at = certificates_.lower_bound(key);
    while (at != certificates_.end() && IsAtOrBelow(*at, key)) {
      SetCertificate(*at, std::nullopt);
      at = certificates_.erase(at);
    }
    registry_.DeleteKey(key);
  }

  void TakeOut(const std::string& key) {
    SetCertificate(key, std::nullopt);
    certificates_.erase(key);
  }

  void SetCertificate(std::string_view key, std::optional<StoredCertificate> certificate) {
    device_.changes.certificates.Set(*CertificatePlace(key), std::move(certificate));
  }

  Device& device_;
  RegistryTree registry_;
  std::set<std::string, RegistryNameLess> certificates_;  // their keys
};

}  // namespace

void ApplyRegSettings(Device& device, std::span<const RegSetting> settings) {
  RegistryImporter importer(device);
  for (const RegSetting& setting : settings) importer.Apply(setting);
  importer.Finish();
}

}  // namespace wmsim
