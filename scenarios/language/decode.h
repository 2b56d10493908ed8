// From nodes to values: strict, and with an error for everything that is not as the tables say.
#pragma once

#include <optional>
#include <span>

#include "scenarios/language/key.h"

namespace wmsim {

// IsDeviceFile tells whether the name of a device is the path of a device file: it has a folder or the extension of
// YAML.
bool IsDeviceFile(std::string_view name);

// DecodeValue reads one value as its key's row says. Returns nothing, and adds a diagnostic, where it is not of that
// kind. The kinds of whole mappings (kExpect, kGiven, kSteps, kMatrix, kWhen) are read by scenario.cc.
std::optional<Value> DecodeValue(const KeyInfo& key, const Node& node, Diagnostics& diagnostics);

// DecodeMapping reads a mapping whose keys are those of a table: unknown and missing keys are errors. Entries that are
// wrong are left out; keys of kinds that DecodeValue does not read are left to the caller.
Entries DecodeMapping(const Node& node, std::span<const KeyInfo> keys, Diagnostics& diagnostics);

}  // namespace wmsim
