// PKCS#12 files (.pfx, .p12): certificates and private keys behind a password.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/result.h"

namespace wmsim {

enum class Pkcs12Status : std::uint8_t { kOpened, kWrongPassword, kCipherUnknown };

// IsPkcs12 tells whether `bytes` are a PKCS#12 file, as far as its outermost layer says. Zeros may follow: some writers
// fill up the file with them.
bool IsPkcs12(std::string_view bytes);

// What a file holds. Where it was not opened, only `cipher`, `algorithms` and `beyond_pkcs12_v1` say something, as far
// as the file tells without a password.
struct Pkcs12Content {
  Pkcs12Status status = Pkcs12Status::kOpened;
  std::string cipher;                        // of kCipherUnknown: what OpenSSL lacks, by name or number
  std::vector<CertificatePtr> certificates;  // those whose private key is there, then the others, in the file's order
  std::size_t with_private_key = 0;          // how many of `certificates`, from the front
  bool has_private_key = false;              // also where no certificate belongs to the key
  std::vector<std::string> algorithms;       // of encryption and of the MAC, as OpenSSL names them, each once
  bool beyond_pkcs12_v1 = false;             // PBES2 or a SHA-2 MAC: more than the devices of the time knew
};

// OpenPkcs12 opens a file with `password` (UTF-8); an empty password and none are both tried as either. A damaged file
// is an error, and so is one that asks for more than 600,000 rounds of key derivation: they are counted before the
// first. A damaged file whose MAC does not fit the password is kWrongPassword: the two cannot be told apart.
Result<Pkcs12Content> OpenPkcs12(std::string_view bytes, const std::optional<std::string>& password);

}  // namespace wmsim
