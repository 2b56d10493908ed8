// Clients of servers: Communicator Mobile, ActiveSync and the browser, and what they make of a server's certificates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "policy_engine/profile.h"
#include "policy_engine/program.h"

namespace wmsim {

// A client signs in to a server that presents `chain` (its own certificate first). `host` is the name that the person
// entered; without one names are not compared. Communicator Mobile starts if it is not running, and stays running.
struct SignInStep {
  const std::vector<CertificatePtr>& chain;
  std::optional<std::string> host;
  const ServerClient& client;
};
StepResult SignIn(Device& device, const SignInStep& step);

// FindRoot tells whether the root of a chain is on the device now: found or not-found. Nothing changes.
StepResult FindRoot(Device device, const std::vector<CertificatePtr>& chain);

}  // namespace wmsim
