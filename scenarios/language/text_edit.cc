#include "scenarios/language/text_edit.h"

#include <algorithm>
#include <functional>

#include "emulator/encoding.h"

namespace wmsim {

std::size_t OffsetOf(std::string_view text, Position at) {
  std::size_t offset = 0;
  for (int line = 1; line < at.line; ++line) {
    const std::size_t end = text.find('\n', offset);
    if (end == std::string_view::npos) return text.size();
    offset = end + 1;
  }
  for (int column = 1; column < at.column; ++column) {
    const std::string_view rest = text.substr(offset);
    if (rest.empty() || rest.front() == '\n' || rest.starts_with("\r\n")) break;
    offset += std::max<std::size_t>(CharacterLength(rest), 1);
  }
  return offset;
}

std::string Edited(std::string_view text, std::vector<TextEdit> edits) {
  std::ranges::sort(edits, std::ranges::greater(), &TextEdit::from);
  std::string edited(text);
  for (const TextEdit& edit : edits) edited.replace(edit.from, edit.to - edit.from, edit.text);
  return edited;
}

}  // namespace wmsim
