// The verb expect-state: a device's state against what a tester wants it to be.
#pragma once

#include <vector>

#include "emulator/device.h"
#include "emulator/step_result.h"
#include "scenarios/runner/failure.h"
#include "scenarios/runner/setup.h"

namespace wmsim {

// StateDifferences lists what of `wanted` (keys of the verb expect-state) the device does not have. Errors are about
// files of certificates.
Result<std::vector<Failure>> StateDifferences(const Device& device, const Entries& wanted, Surroundings& surroundings);

// ExpectState answers matches or differs.
Result<StepResult> ExpectState(const Device& device, const Entries& wanted, Surroundings& surroundings);

}  // namespace wmsim
