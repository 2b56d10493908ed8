#include "emulator/certificate_file.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "emulator/base64.h"
#include "emulator/pkcs12.h"
#include "emulator/pkcs7.h"

namespace wmsim {
namespace {

constexpr std::string_view kPemMark = "-----BEGIN ";

// The labels of PEM blocks that hold certificates.
constexpr auto kLabels = std::to_array<std::string_view>(
    {PEM_STRING_X509, PEM_STRING_X509_OLD, PEM_STRING_PKCS7, PEM_STRING_PKCS7_SIGNED, PEM_STRING_CMS});

// PemBlocks returns the decoded content of every PEM block.
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
    const bool is_known = std::ranges::find(kLabels, label) != kLabels.end();
    std::string wrong_label(is_known ? "" : label);
    blocks.emplace_back(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    if (!is_known) return Error{"a PEM block holds `" + wrong_label + "`, not a certificate"};
  }
}

Result<CertificateFile> OneCertificate(FileFormat format, std::string_view der) {
  auto certificate = ParseCertificate(der);
  if (!certificate.ok()) return certificate.error();
  return CertificateFile{format, {std::move(certificate).value()}, {}};
}

// A certificate in the form `format`, or a container of another type.
Result<CertificateFile> ReadBinary(std::string_view bytes, FileFormat format) {
  auto certificate = OneCertificate(format, bytes);
  if (certificate.ok()) return certificate;
  if (auto pkcs7 = ReadPkcs7(bytes); pkcs7.ok())
    return CertificateFile{FileFormat::kPkcs7, std::move(pkcs7).value(), {}};
  if (format == FileFormat::kDer && IsPkcs12(bytes))
    return CertificateFile{FileFormat::kPkcs12, {}, std::string(bytes)};
  if (auto cms = ReadCms(bytes); cms.ok()) return CertificateFile{FileFormat::kPkcs7, std::move(cms).value(), {}};
  if (!StartsWithCertificate(bytes)) {
    return Error{"neither a certificate nor a PKCS#7 or PKCS#12 file, or a damaged one"};
  }
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
    const bool is_one = HoldsOne(file.value());
    if (!is_one) return Error{"a chain is one certificate, or certificates as PEM text"};
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
