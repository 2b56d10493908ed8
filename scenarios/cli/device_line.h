// From the words of a command line to a device and a step on it. Both go through the same nodes, tables and decoders as
// scenario files.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/cli/command_line.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/setup.h"

namespace wmsim {

// A device as a command line describes it.
struct DeviceLine {
  std::string name;
  std::string configuration;  // put into its ROM, or ""
  Device device;
};

// What a line gives a device, as the mapping that `given` would be in a scenario; its paths start at `base`.
struct GivenLine {
  Node node;
  std::filesystem::path base;
};
Result<GivenLine> GivenOf(const CommandLine& line);

// DeviceOf boots the device of --device with what the other device options say.
Result<DeviceLine> DeviceOf(const CommandLine& line, Surroundings& surroundings);

// StepOf reads a verb, its main argument and its options; ArgumentsOf returns them as the mapping that would stand
// behind the verb in a scenario. `words` starts with the verb.
Result<Node> ArgumentsOf(const std::vector<std::string>& words, const CommandLine& line);
Result<Step> StepOf(const std::vector<std::string>& words, const CommandLine& line);

// HereSurroundings are those of the command line: paths start at the current folder and may lead anywhere.
Surroundings HereSurroundings(RunCaches& caches);

}  // namespace wmsim
