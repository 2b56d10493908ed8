// A tree of nodes as YAML text.
#pragma once

#include <string>

#include "scenarios/language/node.h"

namespace wmsim {

// YamlText writes a node in block style: lists and mappings line by line, empty ones as [] and {}, plain scalars as
// they are and all others in quotes. ParseYaml reads it back as the same node. Requires UTF-8, and at most 64 levels.
std::string YamlText(const Node& node);

// FlowText writes a node in one line: [a, b] and {key: value}. The same holds for it. Requires that no plain scalar
// holds one of the characters , [ ] { }, and that keys are shorter than 900 bytes.
std::string FlowText(const Node& node);

}  // namespace wmsim
