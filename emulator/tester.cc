#include "emulator/tester.h"

#include "emulator/certificate_tools.h"

namespace wmsim {
namespace {

// Runs `change`; the outcome is changed if the device differs afterwards.
template <class ChangeDevice>
StepResult Changing(Device& device, ChangeDevice change) {
  StepResult result = Recorded(device, [&] {
    change();
    return StepResult{};
  });
  result.outcome = result.changes.empty() ? Outcome::kUnchanged : Outcome::kChanged;
  return result;
}

}  // namespace

StepResult PolicySet(Device& device, const std::vector<PolicySetting>& settings) {
  return Changing(device, [&] {
    for (const PolicySetting& setting : settings) WritePolicy(device, setting.id, setting.value);
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
  return Changing(device, [&] { device.changes.operator_restricted = restricted; });
}

StepResult Remember(Device& device, std::string_view program) {
  return Changing(device, [&] { device.changes.remembered.Set(std::string(program), Accepted{}); });
}

StepResult SetClock(Device& device, UnixTime clock) {
  return Changing(device, [&] { device.clock = clock; });
}

StepResult RestartStep(Device& device) {
  StepResult result = Recorded(device, [&] {
    Restart(device);
    return StepResult{};
  });
  result.outcome = Outcome::kChanged;
  return result;
}

StepResult HardResetStep(Device& device) {
  StepResult result = Recorded(device, [&] {
    HardReset(device);
    return StepResult{};
  });
  result.outcome = Outcome::kChanged;
  return result;
}

}  // namespace wmsim
