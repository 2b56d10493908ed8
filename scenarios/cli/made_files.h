// Scenarios that wmsim makes, written to the host.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/runner/realize.h"

namespace wmsim {

// WhyNoFolder returns why the files of an option cannot go to a folder, as far as that can be told before: it holds
// something, it is none, or there is none to make it in. Nothing where they can.
std::optional<Error> WhyNoFolder(std::string_view option, const std::string& folder);

// WhyNotSaved returns why a scenario could not be saved as `file`, as far as that can be told before: it wants the
// ending .yaml or .yml, a folder that is there, and no file of this name.
std::optional<Error> WhyNotSaved(const std::string& file);

// SaveMade writes a scenario as `file` and the files that it names beside it; one that is there already must be the
// same. After an error nothing that was written is left.
std::optional<Error> SaveMade(const std::string& file, const MadeScenario& made);

}  // namespace wmsim
