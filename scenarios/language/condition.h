// Conditions of questions about cells, as people write them: `outcome=installed`, `4102=0,absent`, `!` for none of
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostic.h"
#include "scenarios/language/node.h"

namespace wmsim {

// A name, and words one of which must hold; or where `is_not`, none of which may.
struct Condition {
  struct Choice {
    std::string word;
    Position at;
  };
  std::string name;
  Position at;
  std::vector<Choice> choices;
  bool is_not = false;
};
using Conditions = std::vector<Condition>;

// ConditionText writes a condition as it is typed on a command line.
std::string ConditionText(const Condition& condition);

// ParseCondition reads NAME=WORD,WORD or NAME=!WORD,WORD.
std::optional<Condition> ParseCondition(std::string_view text, Diagnostics& diagnostics);

// DecodeConditions reads a mapping of them: behind each name such words, or a list of words.
Conditions DecodeConditions(const Node& node, Diagnostics& diagnostics);

}  // namespace wmsim
