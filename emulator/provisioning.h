// How provisioning documents reach the device by themselves: over RAPI, from programs, by push, from servers and the
// ROM. Packages bring theirs another way (package_tools.h).
#pragma once

#include <string>
#include <string_view>

#include "emulator/configuration_manager.h"
#include "emulator/step_result.h"
#include "policy_engine/origin.h"

namespace wmsim {

// How a push message that carries a document was sent.
struct PushDelivery {
  PushSecurity security = PushSecurity::kNone;
  PushSignature signature = PushSignature::kGood;
  EnteredPin pin = EnteredPin::kRight;
  RoleMask gateway_roles = role::kNone;
};

// A document of a package has the role `role` of its signer, or without one is of an unsigned package; one of a
// management server has the role of its account. `push` counts where it comes by push.
struct ProvisioningStep {
  std::string_view bytes;
  DocumentRoute route;
  std::optional<RoleMask> role;
  PushDelivery push;
  ProcessingFlags flags{};
};

// Provision processes a document; over push it may be WBXML. Bytes that are no XML are an invalid-input; a document
// that the device refuses is refused, and the device is as before; the outcome is unchanged where it was not to be
// processed. The result has the answer, the request's mask before 4119 and 4120, and the error code.
StepResult Provision(Device& device, const ProvisioningStep& step);

}  // namespace wmsim
