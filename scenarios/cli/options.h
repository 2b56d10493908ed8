// The options of every command, as rows.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "emulator/result.h"
#include "scenarios/cli/command_line.h"
#include "scenarios/cli/console.h"

namespace wmsim {

// The options that describe a device.
std::span<const OptionInfo> DeviceOptions();

bool IsDeviceOption(std::string_view name);

// The arguments of all verbs, as options.
std::vector<OptionInfo> VerbOptions();

// FormatOf returns what --format asks for.
Result<Format> FormatOf(const CommandLine& line);

}  // namespace wmsim
