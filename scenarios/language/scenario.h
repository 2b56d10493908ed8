// A scenario file as values: the cases that it runs, each with its device, its givens and its steps.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/matrix.h"
#include "scenarios/language/verb.h"

namespace wmsim {

// Marks say what to do with a scenario or a step that is not as it should be: each holds the reason.
struct Marks {
  std::optional<std::string> xfail;
  std::optional<std::string> skip;
  std::vector<std::string> only_on;  // devices; empty means all
};

// A Step is a verb with its arguments, the person's answers, and what must come of it. Without `expect` the step must
// succeed.
struct Step {
  const VerbInfo* verb = nullptr;
  Position at;
  Entries arguments;
  Answers answers;
  std::optional<Entries> expect;
  Marks marks;
};

// A Case is what runs: a scenario file for one combination of its matrix.
struct Case {
  std::string name;  // the scenario's, with the combination in brackets
  Combination combination;
  std::string device;
  Entries given;
  std::vector<Step> steps;
  Marks marks;
  Position device_at = {};  // line 0 where suite.yaml names the device
};

struct Scenario {
  std::string name;
  Position at;
  std::vector<std::string> sources;
  std::vector<std::string> tags;
  std::vector<Case> cases;
};

// What suite.yaml says for every file of a suite; all of it may be missing.
struct SuiteSettings {
  std::string device;
  std::vector<std::string> tags;
  std::string roots;
  bool answers_required = false;
  Position device_at = {};
  Position roots_at = {};
};

// ParseSuite reads suite.yaml.
SuiteSettings ParseSuite(std::string_view text, Diagnostics& diagnostics);

// ParseScenario reads a scenario file. Returns nothing, and at least one diagnostic, where anything in it is wrong: all
// errors of the file are found, not only the first.
// DecodeScenario does the same with a file that ParseYaml has read.
std::optional<Scenario> ParseScenario(std::string_view text, const SuiteSettings& suite, Diagnostics& diagnostics);
std::optional<Scenario> DecodeScenario(const Node& root, const SuiteSettings& suite, Diagnostics& diagnostics);

// ParseDeviceFile reads a device file: the keys of DeviceFileKeys(). Returns nothing, and at least one diagnostic,
// where anything in it is wrong. DecodeDeviceFile does the same with a file that ParseYaml has read, and
// DescribesDevice tells whether that is a device file: its mapping has the key `based-on`.
std::optional<Entries> ParseDeviceFile(std::string_view text, Diagnostics& diagnostics);
std::optional<Entries> DecodeDeviceFile(const Node& root, Diagnostics& diagnostics);
bool DescribesDevice(const Node& root);

// DecodeGiven reads `given`: as DecodeMapping, and the same policy from two keys is an error.
Entries DecodeGiven(const Node& node, Diagnostics& diagnostics);

}  // namespace wmsim
