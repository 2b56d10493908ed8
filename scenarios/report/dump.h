// A device's whole state.
#pragma once

#include <string>

#include "emulator/device.h"

namespace wmsim {

// DumpText writes the state for people: policies with the values in force, the registry, the stores, what runs.
std::string DumpText(const Device& device);

// DumpJson writes the same as one object (docs/json.md).
std::string DumpJson(const Device& device);

}  // namespace wmsim
