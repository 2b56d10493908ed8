// Callers from outside: a desktop over RAPI, and the push router.
#pragma once

#include <string>

#include "emulator/step_result.h"

namespace wmsim {

// A call: `target` is the registry key, file, database or DLL that it is about; `signed_by` speaks of a DLL to invoke.
// Only the permission is decided: what the call would do is not known, so nothing changes.
struct RapiCallStep {
  RapiCallKind what = RapiCallKind::kRegistryWrite;
  std::string target;
  Signature signed_by = Signature::kNone;
};
StepResult RapiCall(Device& device, const RapiCallStep& step);

// A service message, with what the push gateway says of its sender as roles.
StepResult PushMessage(Device& device, PushKind kind, RoleMask gateway_roles);

}  // namespace wmsim
