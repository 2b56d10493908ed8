// The tables of keys of scenario files and suite files.
#pragma once

#include <span>

#include "scenarios/language/key.h"

namespace wmsim {

std::span<const KeyInfo> ScenarioKeys();       // a scenario file
std::span<const KeyInfo> GivenKeys();          // `given`: the device as it booted
std::span<const KeyInfo> DeviceFileKeys();     // a device file
std::span<const KeyInfo> StepKeys();           // what stands beside the verb of a step
std::span<const KeyInfo> ExpectKeys();         // `expect`
std::span<const KeyInfo> ExpectElementKeys();  // an element of a list of expectations: ExpectKeys() and `when`
std::span<const KeyInfo> SuiteKeys();          // suite.yaml

}  // namespace wmsim
