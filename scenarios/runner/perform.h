// From a step of a scenario to what the device does.
#pragma once

#include "emulator/device.h"
#include "emulator/step_result.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/setup.h"

namespace wmsim {

// Perform does one step. A malformed file is an outcome (invalid-input); an error is a file that could not be read at
// all, or a certificate that a tester's step needs and the file does not hold. After an error the device is as before.
Result<StepResult> Perform(Device& device, const Step& step, Surroundings& surroundings);

}  // namespace wmsim
