// What the readers of certificates and their containers share of OpenSSL: who frees a result, and bytes taken out of
// one. For the .cc files of those readers alone (.ci/check-layers).
#pragma once

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <cstddef>
#include <memory>
#include <string>

namespace wmsim {

// Owned holds what a function of OpenSSL made, and frees it with `Free`.
template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

// OpenSSL keeps the errors of a thread in a queue: this leaves it empty behind it.
struct ErrorQueueGuard {
  ErrorQueueGuard() = default;
  ErrorQueueGuard(const ErrorQueueGuard&) = delete;
  ErrorQueueGuard& operator=(const ErrorQueueGuard&) = delete;
  ~ErrorQueueGuard() { ERR_clear_error(); }
};

// BytesOf returns the content of an ASN.1 string.
inline std::string BytesOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

// DerOf returns what `write(&der)`, a call of an i2d function, encodes; "" where it cannot.
template <class Write>
std::string DerOf(Write write) {
  unsigned char* der = nullptr;
  const int size = write(&der);
  const Owned<unsigned char, [](unsigned char* bytes) { OPENSSL_free(bytes); }> owned(der);
  return size > 0 ? std::string(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)) : "";
}

}  // namespace wmsim
