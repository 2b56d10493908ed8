#include "scenarios/report/printable.h"

#include "policy_engine/number.h"

namespace wmsim {
namespace {

bool IsContinuation(std::string_view text, std::size_t i) {
  return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
}

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;  // 0: not UTF-8
};

// Decodes the sequence at the front; overlong forms, surrogates and what is above U+10FFFF are not UTF-8.
CodePoint Decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text, i)) return {};
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const std::uint32_t smallest = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < smallest || value > 0x10FFFF || surrogate) return {};
  return {value, length};
}

// Controls, characters that turn the direction of writing, and code points that are no characters.
bool IsHarmless(std::uint32_t value) {
  const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x2028 || value == 0x2029;
  const bool direction = value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
                         (value >= 0x2066 && value <= 0x2069);
  const bool none = (value & 0xFFFEU) == 0xFFFEU || (value >= 0xFDD0 && value <= 0xFDEF);
  return !control && !direction && !none;
}

std::string Escaped(std::string_view text, bool keep_lines) {
  std::string printable;
  printable.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = Decode(text);
    if ((keep_lines && text[0] == '\n') || (next.length > 0 && IsHarmless(next.value))) {
      printable += text.substr(0, next.length);
      text.remove_prefix(next.length);
      continue;
    }
    const std::size_t length = next.length > 0 ? next.length : 1;
    for (const char byte : text.substr(0, length)) printable += "\\x" + Hex(static_cast<unsigned char>(byte), 2);
    text.remove_prefix(length);
  }
  return printable;
}

}  // namespace

std::string Printable(std::string_view text) { return Escaped(text, true); }

std::string PrintableLine(std::string_view text) { return Escaped(text, false); }

}  // namespace wmsim
