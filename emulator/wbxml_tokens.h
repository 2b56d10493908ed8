// The tokens of provisioning documents: those of WAP-183 and OMA, and Microsoft's own [sdk-facts 5.5, provisioning 8].
#pragma once

#include <cstdint>
#include <string_view>

namespace wmsim {

// What a token stands for: an element; the start of an attribute, with the start of its value; a part of a value.
enum class TokenKind : std::uint8_t { kTag, kAttribute, kValue };

// A row per token. `value` is what an attribute's value starts with, or ""; of a part of a value, the attribute in
// which it means that, or "".
struct WbxmlToken {
  TokenKind kind;
  std::uint8_t page;
  std::uint8_t token;
  std::string_view name;
  std::string_view value;
};

// FindToken returns the row of a token, or null. On page 1 OMA and Microsoft gave some tokens twice: what such a token
// means is told by what it stands `within`, the element of an attribute or the attribute of a part of a value
// [assumed].
const WbxmlToken* FindToken(TokenKind kind, std::uint8_t page, std::uint8_t token, std::string_view within);

}  // namespace wmsim
