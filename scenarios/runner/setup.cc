#include "scenarios/runner/setup.h"

#include "emulator/certificate_tools.h"

namespace wmsim {
namespace {

template <class T>
T ValueOr(const Entries& given, std::string_view key, T otherwise) {
  const T* value = given.Get<T>(key);
  return value != nullptr ? *value : otherwise;
}

}  // namespace

std::shared_ptr<const Image> ImageShelf::Get(const Profile& profile, bool operator_restricted,
                                             const KnownRoots& known_roots) {
  auto& image = images_[{&profile, operator_restricted, known_roots}];
  if (image == nullptr) {
    const std::span<const CertificatePtr> roots =
        known_roots != nullptr ? std::span<const CertificatePtr>(*known_roots) : std::span<const CertificatePtr>();
    image = BuildImage(profile, operator_restricted, roots);
  }
  return image;
}

Result<CertificatePtr> OneCertificate(const std::string& path, Surroundings& surroundings) {
  const Result<LoadedCertificate> loaded = surroundings.caches.files.Certificate(path, surroundings.scope);
  if (!loaded.ok()) return loaded.error();
  const auto& [file, problem] = *loaded.value();
  if (!problem.empty()) return Error{problem, path};
  if (file.certificates.empty()) return Error{"expected a file with one certificate", path};
  return file.certificates.front();
}

void ApplyRegistry(Device& device, const std::vector<RegistrySetting>& settings) {
  const RegistryRows& image = device.image->registry;
  RegistryRows& changes = device.changes.registry;
  for (const RegistrySetting& setting : settings) {
    if (setting.name && setting.data) {
      SetRegistryValue(image, changes, setting.key, *setting.name, *setting.data);
    } else if (setting.name) {
      DeleteRegistryValue(changes, setting.key, *setting.name);
    } else if (setting.absent) {
      DeleteRegistryKey(changes, setting.key);
    } else {
      MakeRegistryKey(image, changes, setting.key);
    }
  }
}

Result<Device> SetUpDevice(const std::string& profile_name, const Entries& given, Surroundings& surroundings) {
  const Profile& profile = *FindProfile(profile_name);
  const bool restricted = ValueOr(given, "operator-restricted", false);
  Device device = Boot(surroundings.caches.images.Get(profile, restricted, surroundings.known_roots), Changes{},
                       ValueOr(given, "clock", profile.clock));
  for (const PolicySetting& setting : ValueOr(given, "policies", std::vector<PolicySetting>())) {
    WritePolicy(device, setting.id, setting.value);
  }
  ApplyRegistry(device, ValueOr(given, "registry", std::vector<RegistrySetting>()));
  for (const StoreSetting& setting : ValueOr(given, "stores", std::vector<StoreSetting>())) {
    Result<CertificatePtr> certificate = OneCertificate(setting.file, surroundings);
    if (!certificate.ok()) {
      const Error& error = certificate.error();
      return Error{error.text, error.file, setting.at.line, setting.at.column};
    }
    AddCertificate(device, std::move(certificate).value(), setting.store, setting.role);
  }
  for (const std::string& program : ValueOr(given, "remembered", std::vector<std::string>())) {
    RememberProgram(device, program);
  }
  device = Boot(std::move(device.image), std::move(device.changes), device.clock);
  for (const std::string& program : ValueOr(given, "running", std::vector<std::string>())) {
    StartProgram(device, program);
  }
  return device;
}

}  // namespace wmsim
