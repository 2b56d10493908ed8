// RapiConfig, the tool on a desktop that sends a provisioning document to the device over RAPI [t6].
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"

namespace wmsim {

// The document, and what stands before its name on the tool's command line: /P and /M, or -p and -m.
struct RapiConfigStep {
  std::string_view bytes;
  std::string arguments;
};

// RapiConfig does what the tool does. The result has the lines of its console, its exit status, and as the answer what
// it writes into RapiConfigOut.xml: only where the call succeeded (bytes that are no XML are an invalid-input, which
// the tool calls mal-formed). Without /P the document is only looked at; /? shows how the tool is used and does
// nothing.
StepResult RapiConfig(Device& device, const RapiConfigStep& step);

}  // namespace wmsim
