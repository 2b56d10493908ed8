#include "emulator/tester.h"

#include "emulator/certificate_tools.h"

namespace wmsim {
namespace {

// Runs `change`; the outcome is changed if the device is another one afterwards, also in what no listing shows (what a
// running program has seen).
template <class ChangeDevice>
StepResult Changing(Device& device, ChangeDevice change) {
  return Recorded(device, [&] {
    const Device before = device;
    change();
    StepResult result;
    result.outcome = device == before ? Outcome::kUnchanged : Outcome::kChanged;
    return result;
  });
}

bool IsAsWanted(const Device& device, const PolicySetting& setting) {
  const auto data = RegistryOf(device).Value(kPoliciesKey, PolicyValueName(setting.id));
  if (!data || !setting.value) return data.has_value() == setting.value.has_value();
  const auto* number = std::get_if<std::uint32_t>(&*data);
  return number != nullptr && *number == *setting.value;
}

}  // namespace

StepResult PolicySet(Device& device, const std::vector<PolicySetting>& settings) {
  return Changing(device, [&] {
    for (const PolicySetting& setting : settings) {
      if (!IsAsWanted(device, setting)) WritePolicy(device, setting.id, setting.value);
    }
  });
}

StepResult StoreAdd(Device& device, CertificatePtr certificate, std::string_view store, RoleMask role) {
  return Recorded(device, [&] {
    StepResult result;
    const bool there = HasCertificate(device, store, certificate->thumbprint);
    result.outcome = there ? Outcome::kAlreadyInstalled : Outcome::kInstalled;
    if (!there) AddCertificate(device, certificate, store, role);
    NotePlacement(device, certificate, store, result);
    return result;
  });
}

StepResult StoreRemove(Device& device, const Thumbprint& thumbprint, std::string_view store) {
  return Changing(device, [&] {
    if (!HasCertificate(device, store, thumbprint)) return;
    device.changes.certificates.Set({std::string(store), std::string(kSystemPart), thumbprint}, std::nullopt);
  });
}

StepResult SetOperatorRestriction(Device& device, bool restricted) {
  return Changing(device, [&] {
    device.changes.operator_restricted.reset();  // as in the image: not a change
    if (IsOperatorRestricted(device) != restricted) device.changes.operator_restricted = restricted;
  });
}

StepResult Remember(Device& device, std::string_view program) {
  return Changing(device, [&] { RememberProgram(device, program); });
}

StepResult SetClock(Device& device, UnixTime clock) {
  return Changing(device, [&] { device.clock = clock; });
}

StepResult RestartStep(Device& device) {
  return Changing(device, [&] { Restart(device); });
}

StepResult HardResetStep(Device& device) {
  return Changing(device, [&] { HardReset(device); });
}

}  // namespace wmsim
