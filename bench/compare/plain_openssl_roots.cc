#include "bench/compare/plain_openssl_roots.h"

#include <openssl/sha.h>
#include <openssl/x509.h>

namespace wmsim {

bool ReadPlainly(std::string_view der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  unsigned char thumbprint[SHA_DIGEST_LENGTH];
  SHA1(bytes, der.size(), thumbprint);
  X509* certificate = d2i_X509(nullptr, &bytes, static_cast<long>(der.size()));
  const bool is_good = X509_verify(certificate, X509_get0_pubkey(certificate)) == 1;
  X509_free(certificate);
  return is_good;
}

}  // namespace wmsim
