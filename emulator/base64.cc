#include "emulator/base64.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>

namespace wmsim {
namespace {

bool IsDigit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

}  // namespace

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == '\r' || c == '\n' || c == ' ' || c == '\t') continue;
    if (!IsDigit(c)) return std::nullopt;
    digits += c;
  }
  if (digits.empty() || digits.size() % 4 != 0) return std::nullopt;
  std::string bytes(digits.size() / 4 * 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(digits.data()), static_cast<int>(digits.size()));
  ERR_clear_error();
  if (size < 0) return std::nullopt;
  const auto padding = static_cast<std::size_t>(std::count(digits.end() - 2, digits.end(), '='));
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

std::string EncodeBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace wmsim
