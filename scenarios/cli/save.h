// From what was tried on the command line to a scenario file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "scenarios/cli/command_line.h"
#include "scenarios/fix/attempt.h"
#include "scenarios/runner/images.h"

namespace wmsim {

// What a saved scenario does: `by_hand` first, steps that must succeed, and then the attempt whose result it expects.
// `made` are files that they name and that are on no disk yet, or null.
struct SavedSteps {
  std::string name;  // the scenario's
  std::vector<Attempt> by_hand;
  Attempt attempt;
  const MadeFiles* made = nullptr;
};

// SaveScenario writes a scenario that does `steps` on the device of `line` and expects all of `result`, with a response
// in a file beside it. Files that it names and that are outside the suite of `file` are copied beside it, a device file
// with what it names. Errors, with nothing left behind: a file that is there already or has another ending than .yaml,
// options that a scenario has no word for, a prompt without an answer in a suite that requires them, and a scenario
// that does not pass.
std::optional<Error> SaveScenario(const std::string& file, const CommandLine& line, const SavedSteps& steps,
                                  const StepResult& result);

// AttemptOf returns the step of a line, whose words start with the verb, as it was typed.
Result<Attempt> AttemptOf(const CommandLine& line);

}  // namespace wmsim
