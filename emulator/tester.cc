#include "emulator/tester.h"

#include "emulator/certificate_tools.h"
#include "emulator/device_settings.h"
#include "emulator/store_registry.h"

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
  const PolicyPlace place = PlaceOf(setting.id);
  const auto data = RegistryOf(device).Value(place.key, place.name);
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

StepResult StoreAdd(Device& device, CertificatePtr certificate, std::string_view store, std::string_view part,
                    RoleMask role) {
  return Recorded(device, [&] {
    StepResult result;
    const std::string_view into = FindStorePart(device.image->profile, store, part)->part;
    const bool there = HasCertificate(device, {std::string(store), std::string(into), certificate->thumbprint});
    result.outcome = there ? Outcome::kAlreadyInstalled : Outcome::kInstalled;
    if (!there) AddCertificate(device, certificate, store, into, role);
    NotePlacement(device, certificate, store, into, result);
    return result;
  });
}

StepResult StoreRemove(Device& device, const Thumbprint& thumbprint, std::string_view store, std::string_view part) {
  return Changing(device, [&] {
    for (const StorePart& row : device.image->profile.store_parts) {
      if (row.store != store || (!part.empty() && row.part != part)) continue;
      const CertificateLocation place{std::string(store), std::string(row.part), thumbprint};
      if (HasCertificate(device, place)) device.changes.certificates.Set(place, std::nullopt);
    }
  });
}

StepResult SetOperatorRestriction(Device& device, bool restricted) {
  return Changing(device, [&] {
    device.changes.operator_restricted.reset();  // as in the image: not a change
    if (IsOperatorRestricted(device) != restricted) device.changes.operator_restricted = restricted;
  });
}

StepResult MetabaseSet(Device& device, std::string_view setting, const MetabaseEntry& entry) {
  return Changing(device, [&] {
    if (MetabaseEntryFor(device, setting) != entry) device.changes.metabase.Set(MetabaseKey(setting), entry);
  });
}

StepResult Remember(Device& device, std::string_view program) {
  return Changing(device, [&] { RememberProgram(device, program); });
}

StepResult Revoke(Device& device, std::string_view hash) {
  return Changing(device, [&] { SetRevoked(device, hash, true); });
}

StepResult Allow(Device& device, std::string_view hash, const AllowedFile& file) {
  return Changing(device, [&] { AllowFile(device, hash, file); });
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
