// The tokens of provisioning documents: those of WAP-183 and OMA, and Microsoft's own [sdk-facts 5.5, provisioning 8].
#pragma once

#include <cstdint>
#include <string_view>

namespace wmsim {

// What a token stands for: an element; the start of an attribute, with the start of its value; a part of a value.
enum class TokenKind : std::uint8_t { kTag, kAttribute, kValue };

// A row per token. `name` is an element's or attribute's name, or a part of a value; `value` is what an attribute's
// value starts with, or "". On page 1 OMA and Microsoft gave some tokens twice; then Microsoft's row holds `within` one
// place alone, the elements about a characteristic or the attribute `type`, and OMA's everywhere else [assumed].
struct WbxmlToken {
  TokenKind kind;
  std::uint8_t page;
  std::uint8_t token;
  std::string_view name;
  std::string_view value = "";
  std::string_view within = "";
};

// FindToken returns the row of a token, or null. `within` is where it stands: of an attribute "characteristic" or
// another element, of a part of a value the attribute.
const WbxmlToken* FindToken(TokenKind kind, std::uint8_t page, std::uint8_t token, std::string_view within);

}  // namespace wmsim
