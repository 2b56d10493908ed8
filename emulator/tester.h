// The tester's hand: changes to a device that no rule is asked about.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/step_result.h"

namespace wmsim {

// A policy and its new value; no value removes it from the registry.
struct PolicySetting {
  PolicyId id;
  std::optional<std::uint32_t> value;
};

// Each answers changed or unchanged; StoreAdd installed or already-installed.
StepResult PolicySet(Device& device, const std::vector<PolicySetting>& settings);
StepResult StoreAdd(Device& device, CertificatePtr certificate, std::string_view store, RoleMask role);
StepResult StoreRemove(Device& device, const Thumbprint& thumbprint, std::string_view store);
StepResult SetOperatorRestriction(Device& device, bool restricted);
StepResult Remember(Device& device, std::string_view program);
StepResult SetClock(Device& device, UnixTime clock);
StepResult RestartStep(Device& device);
StepResult HardResetStep(Device& device);

}  // namespace wmsim
