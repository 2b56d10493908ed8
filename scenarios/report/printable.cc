#include "scenarios/report/printable.h"

#include "policy_engine/number.h"

namespace wmsim {
namespace {

bool IsContinuation(std::string_view text, std::size_t i) {
  return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
}

// The length of the printable UTF-8 sequence at the front, or 0.
std::size_t SequenceLength(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return lead >= 0x20 && lead != 0x7F ? 1 : 0;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text, i)) return 0;
  }
  const bool second_control_set = lead == 0xC2 && length == 2 && static_cast<unsigned char>(text[1]) < 0xA0;
  return second_control_set ? 0 : length;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = text[0] == '\n' ? 1 : SequenceLength(text);
    if (length == 0) {
      printable += "\\x" + Hex(static_cast<unsigned char>(text[0]), 2);
      text.remove_prefix(1);
    } else {
      printable += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return printable;
}

}  // namespace wmsim
