// Base64, as certificates and provisioning documents use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wmsim {

// DecodeBase64 returns the bytes of Base64 text, blanks and line ends anywhere in it; nothing where the text is
// anything else, or empty.
std::optional<std::string> DecodeBase64(std::string_view text);

// EncodeBase64 writes bytes in one line.
std::string EncodeBase64(std::string_view bytes);

}  // namespace wmsim
