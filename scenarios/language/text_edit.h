// Changing parts of a text and leaving the rest as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostic.h"

namespace wmsim {

// What is to stand instead of the text from one place up to another; an insertion where both are the same.
struct TextEdit {
  Position from;
  Position to;
  std::string text;
  bool operator==(const TextEdit&) const = default;
};

// Edited makes the edits. Requires that none overlaps another, and that their places are in the text; a column behind
// the end of a line means its end.
std::string Edited(std::string_view text, std::vector<TextEdit> edits);

}  // namespace wmsim
