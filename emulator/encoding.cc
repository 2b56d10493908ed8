#include "emulator/encoding.h"

#include <array>

namespace wmsim {
namespace {

constexpr unsigned Byte(char c) { return static_cast<unsigned char>(c); }

// The character at the front of `text`, which is UTF-8 of `length` bytes.
char32_t CharacterAt(std::string_view text, std::size_t length) {
  char32_t c = length == 1 ? Byte(text[0]) : Byte(text[0]) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) c = c << 6 | (Byte(text[i]) & 0x3F);
  return c;
}

}  // namespace

void AppendUtf8(std::string& text, char32_t c) {
  const auto append = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80) return append(c);
  if (c < 0x800) {
    append(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      append(0xE0 | c >> 12);
    } else {
      append(0xF0 | c >> 18);
      append(0x80 | (c >> 12 & 0x3F));
    }
    append(0x80 | (c >> 6 & 0x3F));
  }
  append(0x80 | (c & 0x3F));
}

std::size_t CharacterLength(std::string_view text) {
  const unsigned lead = Byte(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((Byte(text[i]) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = Byte(text[1]);
  const bool is_overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool is_surrogate = lead == 0xED && second >= 0xA0;
  const bool is_too_high = lead == 0xF4 && second >= 0x90;
  return is_overlong || is_surrogate || is_too_high ? 0 : length;
}

Decoded DecodeUtf8(std::string_view bytes) {
  std::size_t end = 0;
  while (end < bytes.size()) {
    const std::size_t length = CharacterLength(bytes.substr(end));
    if (length == 0) break;
    end += length;
  }
  return {std::string(bytes.substr(0, end)), end == bytes.size()};
}

Decoded DecodeUtf16(std::string_view bytes, bool big_endian) {
  const auto unit = [&](std::size_t at) -> char32_t {
    const unsigned first = Byte(bytes[at]);
    const unsigned second = Byte(bytes[at + 1]);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  Decoded decoded;
  std::size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xE000) {
      if (c >= 0xDC00 || at + 4 > bytes.size()) break;
      const char32_t low = unit(at + 2);
      if (low < 0xDC00 || low >= 0xE000) break;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    AppendUtf8(decoded.text, c);
  }
  decoded.is_whole = at == bytes.size();
  return decoded;
}

std::string DecodeWindows1252(std::string_view bytes) {
  constexpr auto kFrom80 =
      std::to_array<char16_t>({0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                               0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                               0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178});
  std::string text;
  for (const char c : bytes) {
    const unsigned code = Byte(c);
    AppendUtf8(text, code >= 0x80 && code < 0xA0 ? kFrom80[code - 0x80] : code);
  }
  return text;
}

std::string DecodeUnmarked(std::string_view bytes) {
  Decoded decoded = DecodeUtf8(bytes);
  return decoded.is_whole ? std::move(decoded.text) : DecodeWindows1252(bytes);
}

std::string EncodeUtf16(std::string_view text) {
  std::string bytes;
  const auto append = [&](char32_t unit) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  };
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    const char32_t c = CharacterAt(text, length);
    text.remove_prefix(length);
    if (c < 0x10000) {
      append(c);
    } else {
      append(0xD800 + ((c - 0x10000) >> 10));
      append(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

}  // namespace wmsim
