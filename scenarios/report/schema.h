// The JSON Schema of scenario files, for editors: made from the same tables that the decoder reads by.
#pragma once

#include <string>

namespace wmsim {

// ScenarioSchema returns the text of scenario.schema.json (draft 7).
std::string ScenarioSchema();

}  // namespace wmsim
