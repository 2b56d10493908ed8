// Numbers as people write them in scenario files, registries and on the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wmsim {

// ParseNumber reads a whole decimal or 0x number that fits a DWORD; nothing else (no sign, blank or suffix) is taken.
std::optional<std::uint32_t> ParseNumber(std::string_view text);

// ParseDecimal reads a whole decimal number only, as provisioning documents have them [ms834779].
std::optional<std::uint32_t> ParseDecimal(std::string_view text);

// Hex writes `value` in lower case with at least `digits` digits.
std::string Hex(std::uint32_t value, int digits);

// HexOf writes bytes as hexadecimal digits in lower case.
std::string HexOf(std::string_view bytes);

// FormatHresult writes an error code as 0x and eight upper-case digits, as devices show it.
std::string FormatHresult(std::uint32_t code);

// Case-insensitive text, ASCII only: names of roles, policies and registry keys.
bool EqualIgnoringCase(std::string_view a, std::string_view b);
std::string LowerCase(std::string_view text);

}  // namespace wmsim
