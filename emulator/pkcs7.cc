#include "emulator/pkcs7.h"

#include <openssl/cms.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "emulator/openssl.h"

namespace wmsim {
namespace {

using Certificates = Result<std::vector<CertificatePtr>>;

// Decode reads a whole file of one ASN.1 type.
template <auto Read, auto Free>
auto Decode(std::string_view bytes) {
  const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* next = start;
  auto* decoded = Read(nullptr, &next, static_cast<long>(bytes.size()));
  std::unique_ptr<std::remove_pointer_t<decltype(decoded)>, decltype(Free)> file(decoded, Free);
  if (next != start + bytes.size()) file.reset();
  ERR_clear_error();
  return file;
}

Certificates Read(const STACK_OF(X509) * stack) {
  std::vector<CertificatePtr> certificates;
  for (int i = 0; i < sk_X509_num(stack); ++i) {
    const X509* parsed = sk_X509_value(stack, i);
    auto certificate = ParseCertificate(DerOf([&](unsigned char** out) { return i2d_X509(parsed, out); }));
    if (!certificate.ok()) return Error{"a certificate in it cannot be read: " + certificate.error().text};
    certificates.push_back(std::move(certificate).value());
  }
  return certificates;
}

}  // namespace

Certificates ReadPkcs7(std::string_view bytes) {
  const auto file = Decode<d2i_PKCS7, PKCS7_free>(bytes);
  if (file == nullptr) return Error{"not a PKCS#7 file"};
  if (PKCS7_type_is_signed(file) && file->d.sign != nullptr) return Read(file->d.sign->cert);
  if (PKCS7_type_is_signedAndEnveloped(file) && file->d.signed_and_enveloped != nullptr) {
    return Read(file->d.signed_and_enveloped->cert);
  }
  return std::vector<CertificatePtr>{};
}

Certificates ReadCms(std::string_view bytes) {
  const auto file = Decode<d2i_CMS_ContentInfo, CMS_ContentInfo_free>(bytes);
  if (file == nullptr) return Error{"not a CMS file"};
  if (OBJ_obj2nid(CMS_get0_type(file.get())) != NID_pkcs7_signed) return std::vector<CertificatePtr>{};
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> stack(
      CMS_get1_certs(file.get()), [](auto* certificates) { sk_X509_pop_free(certificates, X509_free); });
  ERR_clear_error();
  return Read(stack.get());
}

}  // namespace wmsim
