// From what was tried on the command line to a scenario file.
#pragma once

#include <optional>
#include <string>

#include "emulator/step_result.h"
#include "scenarios/cli/command_line.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/images.h"

namespace wmsim {

// SaveScenario writes a scenario that does `step` (of `line`, whose words start with the verb) on the same device and
// expects all of `result`, with a response in a file beside it. Files that it names and that are outside the suite of
// `file` are copied beside it, a device file with what it names. Errors, with nothing left behind: a file that is there
// already or has another ending than .yaml, options that a scenario has no word for, a prompt without an answer in a
// suite that requires them, and a scenario that does not pass.
std::optional<Error> SaveScenario(const std::string& file, const CommandLine& line, const Step& step,
                                  const StepResult& result);

}  // namespace wmsim
