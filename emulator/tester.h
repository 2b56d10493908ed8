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
// A part that is empty means the store's first; StoreRemove takes the certificate out of every part then. The device
// must have the store and the part.
StepResult PolicySet(Device& device, const std::vector<PolicySetting>& settings);
StepResult StoreAdd(Device& device, CertificatePtr certificate, std::string_view store, std::string_view part,
                    RoleMask role);
StepResult StoreRemove(Device& device, const Thumbprint& thumbprint, std::string_view store, std::string_view part);
StepResult SetOperatorRestriction(Device& device, bool restricted);
StepResult MetabaseSet(Device& device, std::string_view setting, const MetabaseEntry& entry);
StepResult Remember(Device& device, std::string_view program);
StepResult Revoke(Device& device, std::string_view hash);                          // in the form of RevocationHash
StepResult Allow(Device& device, std::string_view hash, const AllowedFile& file);  // in the form of AllowHash
StepResult SetClock(Device& device, UnixTime clock);
StepResult RestartStep(Device& device);
StepResult HardResetStep(Device& device);

}  // namespace wmsim
