// The scenario format as a document: made from the same tables that the decoder reads by.
#pragma once

#include <string>

namespace wmsim {

// ScenarioFormat returns the text of docs/scenario-format.md: every key of scenario, device and suite files, every verb
// with its arguments, and what each takes.
std::string ScenarioFormat();

}  // namespace wmsim
