// The device that a step of the command line finds: as the device options describe it, or as a scenario leaves it.
#pragma once

#include <string>

#include "scenarios/cli/device_line.h"

namespace wmsim {

// NamesScenario tells whether the value of --after is a scenario file, by its ending.
bool NamesScenario(const std::string& after);

// StartingDevice is DeviceOf, or with --after SCENARIO.yaml the device after that scenario, which wants one case and
// says all there is to say of its device: device options beside it are errors.
Result<DeviceLine> StartingDevice(const CommandLine& line, Surroundings& surroundings);

}  // namespace wmsim
