// The JSON Schema of what `run --format json` prints.
#pragma once

#include <string>

namespace wmsim {

// RunSchema returns the text of run.schema.json (draft 7): every key of docs/json.md, and no other.
std::string RunSchema();

}  // namespace wmsim
