#include "emulator/certificate_file.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

#include <algorithm>
#include <memory>
#include <string>

namespace wmsim {
namespace {

constexpr std::string_view kPemMark = "-----BEGIN ";

// PemBlocks returns the decoded content of every PEM block: certificates or PKCS#7.
Result<std::vector<std::string>> PemBlocks(std::string_view bytes) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())),
                                                     BIO_free);
  std::vector<std::string> blocks;
  while (true) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(in.get(), &name, &header, &data, &size) != 1) {
      const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
      ERR_clear_error();
      if (!at_end) return Error{"the PEM text is damaged"};
      return blocks;
    }
    const std::string_view label(name);
    const bool is_known = label == PEM_STRING_X509 || label == PEM_STRING_X509_OLD || label == PEM_STRING_PKCS7;
    std::string wrong_label(is_known ? "" : label);
    blocks.emplace_back(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    if (!is_known) return Error{"a PEM block holds `" + wrong_label + "`, not a certificate"};
  }
}

bool IsBase64Character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

// DecodeBase64 returns the bytes of bare Base64 text, or nothing where the text is anything else.
std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == '\r' || c == '\n' || c == ' ' || c == '\t') continue;
    if (!IsBase64Character(c)) return std::nullopt;
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

// Recognises a whole file of another ASN.1 type.
template <auto Decode, auto Free>
bool IsWhole(std::string_view bytes) {
  const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* next = start;
  auto* decoded = Decode(nullptr, &next, static_cast<long>(bytes.size()));
  ERR_clear_error();
  if (decoded == nullptr) return false;
  Free(decoded);
  return next == start + bytes.size();
}

Result<CertificateFile> OneCertificate(FileFormat format, std::string_view der) {
  auto certificate = ParseCertificate(der);
  if (!certificate.ok()) return certificate.error();
  return CertificateFile{format, {std::move(certificate).value()}};
}

// A certificate in the form `format`, or a container of another type.
Result<CertificateFile> ReadBinary(std::string_view bytes, FileFormat format) {
  auto certificate = OneCertificate(format, bytes);
  if (certificate.ok()) return certificate;
  if (IsWhole<d2i_PKCS7, PKCS7_free>(bytes)) return CertificateFile{FileFormat::kPkcs7, {}};
  if (IsWhole<d2i_PKCS12, PKCS12_free>(bytes)) return CertificateFile{FileFormat::kPkcs12, {}};
  return certificate;
}

Result<CertificateFile> ReadPem(std::string_view bytes) {
  auto blocks = PemBlocks(bytes);
  if (!blocks.ok()) return blocks.error();
  if (blocks.value().size() != 1) {
    return Error{"the file holds " + std::to_string(blocks.value().size()) + " certificates; one is expected"};
  }
  return ReadBinary(blocks.value()[0], FileFormat::kBase64);
}

}  // namespace

Result<CertificateFile> ReadCertificateFile(std::string_view bytes) {
  if (bytes.empty()) return Error{"the file is empty"};
  auto binary = ReadBinary(bytes, FileFormat::kDer);
  if (binary.ok()) return binary;
  if (bytes.find(kPemMark) != std::string_view::npos) return ReadPem(bytes);
  if (const auto decoded = DecodeBase64(bytes)) return ReadBinary(*decoded, FileFormat::kBase64);
  return binary;
}

Result<std::vector<CertificatePtr>> ReadChain(std::string_view bytes) {
  if (bytes.find(kPemMark) == std::string_view::npos) {
    auto file = ReadCertificateFile(bytes);
    if (!file.ok()) return file.error();
    if (file.value().certificates.empty()) return Error{"a chain is one certificate, or certificates as PEM text"};
    return std::move(file).value().certificates;
  }
  auto blocks = PemBlocks(bytes);
  if (!blocks.ok()) return blocks.error();
  std::vector<CertificatePtr> chain;
  for (const std::string& der : blocks.value()) {
    auto certificate = ParseCertificate(der);
    if (!certificate.ok()) return certificate.error();
    chain.push_back(std::move(certificate).value());
  }
  if (chain.empty()) return Error{"the PEM text holds no certificate"};
  return chain;
}

}  // namespace wmsim
