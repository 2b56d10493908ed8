// A step as a person would write it, so that it can be changed, done and written to a file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/result.h"
#include "scenarios/language/scenario.h"

namespace wmsim {

// The verb of a step, the mapping behind it, and what the person answers.
struct Attempt {
  const VerbInfo* verb = nullptr;
  Node arguments;
  Answers answers;

  bool Has(std::string_view key) const { return arguments.Find(key) != nullptr; }
  std::string Text(std::string_view key) const;
  void Set(std::string_view key, Node value);
  void Drop(std::string_view key);
};

// MakeAttempt puts one together. Requires that the verb is one.
Attempt MakeAttempt(VerbId verb, std::vector<std::pair<std::string, Node>> arguments);

// StepOf decodes an attempt: the same step as a scenario file's. Errors are about arguments that do not go together.
Result<Step> StepOf(const Attempt& attempt);

}  // namespace wmsim
