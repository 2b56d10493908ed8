#include "scenarios/cli/starting_device.h"

#include <array>
#include <filesystem>

#include "scenarios/cli/options.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/suite.h"

namespace wmsim {
namespace {

// Of the options of a device only the answers are about the step.
std::optional<Error> BesideScenario(const CommandLine& line) {
  for (const auto& [name, values] : line.options) {
    const bool is_of_device = (IsDeviceOption(name) && name != "answer") || name == "save";
    if (is_of_device) return Error{"--" + name + " does not go with --after SCENARIO"};
  }
  return std::nullopt;
}

Result<DeviceLine> AfterScenario(const std::string& path, RunCaches& caches) {
  SuiteLoader loader(caches.files);
  const ScenarioFile file = loader.Load(path);
  if (file.kind != FileKind::kScenario && file.errors.empty()) {
    const std::string what = file.kind == FileKind::kDevice ? "a device file" : "the settings of a suite";
    return Error{what + ": --after wants a scenario", file.name};
  }
  if (!file.scenario) {
    const Diagnostic& first = file.errors.front();
    return Error{first.text, first.file, first.at.line, first.at.column};
  }
  if (file.scenario->cases.size() != 1) {
    return Error{"the scenario has " + std::to_string(file.scenario->cases.size()) + " cases; --after wants one", path};
  }
  const Case& one = file.scenario->cases.front();
  Result<Device> device = DeviceAfter(file, one, caches, {});
  if (!device.ok()) return device.error();
  const bool is_file = FindProfile(one.device) == nullptr;
  const std::string name = is_file ? (std::filesystem::path(path).parent_path() / one.device).string() : one.device;
  return DeviceLine{name, one.given.Text("configuration"), std::move(device).value()};
}

}  // namespace

bool NamesScenario(const std::string& after) { return after.ends_with(".yaml") || after.ends_with(".yml"); }

Result<DeviceLine> StartingDevice(const CommandLine& line, Surroundings& surroundings) {
  if (!line.Has("after")) return DeviceOf(line, surroundings);
  const std::string after = line.Value("after");
  if (!NamesScenario(after)) return Error{"--after wants a scenario file (.yaml), not `" + after + "`"};
  if (const auto error = BesideScenario(line)) return *error;
  return AfterScenario(after, surroundings.caches);
}

}  // namespace wmsim
