// The configuration manager: what a provisioning document does to a device, and what the device answers.
//
// A document is processed section by section, in its order; one element that fails undoes the whole document
// [ak: transactions]. The answer has the shape of the request: queries give way to what they found, and the element
// that failed has its -error form.
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"
#include "emulator/xml_reader.h"
#include "policy_engine/origin.h"

namespace wmsim {

// How a push message that carries a document was sent.
struct PushDelivery {
  PushSecurity security = PushSecurity::kNone;
  PushSignature signature = PushSignature::kGood;
  EnteredPin pin = EnteredPin::kRight;
  RoleMask gateway_roles = role::kNone;
};

// What the configuration manager is asked to do. Without `process` it only looks at the document; with `metadata` the
// parms of the answer say who may touch their settings, and how [cfgmgrapi.h; ms890032].
struct ProcessingFlags {
  bool process = true;
  bool metadata = false;
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

// The root element of a provisioning document.
inline constexpr std::string_view kProvisioningRoot = "wap-provisioningdoc";

// WhyNotTaken returns why a device does not take a document that is well-formed, by its encoding and its elements, or
// "". RapiConfig strips a byte-order mark; every other route refuses one [sdk-facts 7, ms890704].
std::string WhyNotTaken(const XmlDocument& document, DocumentRoute route);

// Provision processes a document. Bytes that are no XML are an invalid-input; a document that the device refuses is
// refused, and the device is as before; the outcome is unchanged where it was not to be processed. The result has the
// answer, the request's mask before 4119 and 4120, and the error code.
StepResult Provision(Device& device, const ProvisioningStep& step);

}  // namespace wmsim
