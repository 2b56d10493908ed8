// What a device file imports: a registry export, or an answer that the device gave about its policies.
#pragma once

#include <optional>
#include <string>

#include "emulator/device.h"
#include "scenarios/runner/files.h"

namespace wmsim {

// Import reads the file at `path` and lays its settings over the device: a .reg file's keys and values, the policies of
// a provisioning document (.xml). Returns what is wrong with the file, or nothing.
std::optional<Error> Import(Device& device, const std::string& path, const PathScope& scope);

}  // namespace wmsim
