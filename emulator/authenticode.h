// Authenticode: the signature of a program or a cabinet, checked against its bytes. Who the signer is to a device is
// another question (program_signature.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/signed_file.h"

namespace wmsim {

// What is in a signature. The digest is over the file's hashed bytes, and signed within attributes. `computed` is empty
// where the algorithm is not known here. The signer's certificate is null where the signature does not hold it;
// `certificates` are all that it holds.
struct Authenticode {
  std::string digest_algorithm;  // such as "sha1"; the number of another one in dotted form
  std::string stored;
  std::string computed;
  bool attributes_good = false;  // the attributes are of this very digest
  bool signature_good = false;   // the signer's key signed the attributes
  CertificatePtr signer;
  std::vector<CertificatePtr> certificates;

  bool DigestGood() const { return !computed.empty() && stored == computed; }
  bool Good() const { return DigestGood() && attributes_good && signature_good; }
};

// ReadAuthenticode checks the signature of a file that has one. An error where its bytes are no signature of a file.
Result<Authenticode> ReadAuthenticode(const SignedFile& file);

// ProblemOf returns why a signature is not good for the file that it stands in, or "".
std::string ProblemOf(const SignedFile& file, const Authenticode& signature);

// DigestOf returns the digest of a file's hashed bytes, by the name of the algorithm; "" for one that is not known here
// (known are md5, sha1, sha256, sha384 and sha512).
std::string DigestOf(const SignedFile& file, std::string_view algorithm);

}  // namespace wmsim
