// Changing parts of a text and leaving the rest as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostic.h"

namespace wmsim {

// What is to stand instead of the bytes from one offset up to another; an insertion where both are the same.
struct TextEdit {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string text;
  bool operator==(const TextEdit&) const = default;
};

// OffsetOf returns where a place is in a text: columns count characters, and one behind the end of a line is that end,
// in front of its carriage return and line feed.
std::size_t OffsetOf(std::string_view text, Position at);

// Edited makes the edits. Requires that none overlaps another, and that they are in the text.
std::string Edited(std::string_view text, std::vector<TextEdit> edits);

}  // namespace wmsim
