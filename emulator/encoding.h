// Text of files and registries: from its encoding to UTF-8, and to UTF-16.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wmsim {

// Text as UTF-8, up to the first bytes that are not in its encoding.
struct Decoded {
  std::string text;
  bool is_whole = true;
};
Decoded DecodeUtf8(std::string_view bytes);
Decoded DecodeUtf16(std::string_view bytes, bool big_endian);

// DecodeUnmarked reads bytes that do not say what they are: UTF-8, or else Windows-1252.
std::string DecodeUnmarked(std::string_view bytes);

// EncodeUtf16 writes UTF-8 as UTF-16LE, without a byte order mark.
std::string EncodeUtf16(std::string_view text);

// AppendUtf8 writes a character by its number. Requires that it is below 0x110000; of half a surrogate pair it writes
// bytes that are not UTF-8.
void AppendUtf8(std::string& text, char32_t c);

// CharacterLength returns how many bytes the character at the front of `text` has, or 0 where it is not UTF-8. Requires
// that `text` is not empty.
std::size_t CharacterLength(std::string_view text);

}  // namespace wmsim
