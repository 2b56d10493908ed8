#include "scenarios/runner/setup.h"

#include "emulator/device_settings.h"

namespace wmsim {
namespace {

template <class T>
T ValueOr(const Entries& given, std::string_view key, T otherwise) {
  const T* value = given.Get<T>(key);
  return value != nullptr ? *value : otherwise;
}

}  // namespace

Result<Device> SetUpDevice(const std::string& name, const Entries& given, Surroundings& surroundings) {
  auto image = RomOf(name, given, surroundings);
  if (!image.ok()) return image.error();
  return BootWith(std::move(image).value(), Changes{}, given, surroundings);
}

Result<Device> BootWith(std::shared_ptr<const Image> image, Changes changes, const Entries& given,
                        Surroundings& surroundings) {
  const UnixTime clock = ValueOr(given, "clock", image->profile.clock);
  Device device = Boot(std::move(image), std::move(changes), clock);
  if (const auto error = ApplyState(device, given, surroundings)) return *error;
  for (const std::string& program : ValueOr(given, "remembered", std::vector<std::string>())) {
    RememberProgram(device, program);
  }
  for (const std::string& hash : ValueOr(given, "allowed", std::vector<std::string>())) AllowFile(device, hash, {});
  for (const std::string& path : ValueOr(given, "operator-certificates", std::vector<std::string>())) {
    Result<CertificatePtr> certificate = OneCertificate(path, surroundings);
    if (!certificate.ok()) return certificate.error();
    device.operator_certificates.push_back(std::move(certificate).value());
  }
  Restart(device);
  for (const std::string& program : ValueOr(given, "running", std::vector<std::string>())) {
    StartProgram(device, program, Trust::kPrivileged);
  }
  return device;
}

}  // namespace wmsim
