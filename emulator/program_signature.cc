#include "emulator/program_signature.h"

#include <algorithm>
#include <array>
#include <vector>

#include "emulator/authenticode.h"
#include "emulator/base64.h"
#include "emulator/device_settings.h"

namespace wmsim {
namespace {

constexpr std::size_t kLongestChain = 10;

using Path = std::vector<CertificatePtr>;

// Every certificate that may be an issuer: those of the file, then those of the device's stores.
Path Issuers(const Device& device, const Authenticode& signature) {
  Path issuers = signature.certificates;
  for (const CertificateRows::Row& row : StoredCertificates(device)) {
    if (row.value->certificate != nullptr) issuers.push_back(row.value->certificate);
  }
  return issuers;
}

// The signer, its issuer, and so on, as far as their signatures verify.
Path ChainOf(const Device& device, const Authenticode& signature) {
  Path path{signature.signer};
  const Path issuers = Issuers(device, signature);
  while (path.size() < kLongestChain) {
    const Certificate& last = *path.back();
    const auto issued_it = [&](const CertificatePtr& candidate) {
      const bool is_new = std::ranges::none_of(
          path, [&](const CertificatePtr& known) { return known->thumbprint == candidate->thumbprint; });
      return is_new && NamesIssuer(last, *candidate) && CheckSignature(last, *candidate) == SignatureCheck::kGood;
    };
    const auto issuer = std::ranges::find_if(issuers, issued_it);
    if (issuer == issuers.end()) break;
    path.push_back(*issuer);
  }
  return path;
}

// The certificate of a chain that is in a store, or the name of one that only a row of the store has.
std::string FindIn(const Device& device, std::string_view store, const Path& path) {
  for (const CertificateRows::Row& row : CertificatesIn(*device.image, device.changes.certificates, store)) {
    for (const CertificatePtr& certificate : path) {
      if (certificate->thumbprint == row.key.thumbprint) return certificate->subject;
    }
    const bool is_named = row.value->certificate == nullptr && SubjectOf(*row.value) == path.back()->issuer;
    if (is_named) return std::string(SubjectOf(*row.value)) + " (by its name)";
  }
  return "";
}

bool IsFileRevoked(const Device& device, const SignedFile& file) {
  return std::ranges::any_of(std::array{"sha1", "md5"}, [&](const char* algorithm) {
    return IsRevoked(device, EncodeBase64(DigestOf(file, algorithm)));
  });
}

// Whether devices of this version know the digest.
bool KnowsDigest(const Device& device, const std::string& algorithm) {
  const bool is_old = algorithm == "sha1" || algorithm == "md5";
  return is_old || (algorithm.starts_with("sha") && device.image->profile.knows_sha2.value);
}

SignedBy OfChain(const Device& device, const Path& path) {
  for (const CertificatePtr& certificate : path) {
    if (IsRevoked(device, EncodeBase64(HashOfSignedPart(*certificate)))) {
      return {Signature::kRevoked, "the certificate " + certificate->subject + " is revoked"};
    }
  }
  const std::string signer = "signed by " + path.front()->subject;
  for (const CertificatePtr& named : device.operator_certificates) {
    const auto is_named = [&](const CertificatePtr& c) { return c->thumbprint == named->thumbprint; };
    if (std::ranges::any_of(path, is_named)) return {Signature::kOperator, signer + ", a signer of the operator"};
  }
  constexpr std::array<std::pair<std::string_view, Signature>, 2> kStores{
      {{kPrivilegedStore, Signature::kPrivileged}, {kUnprivilegedStore, Signature::kUnprivileged}}};
  for (const auto& [store, meaning] : kStores) {
    const std::string found = FindIn(device, store, path);
    if (!found.empty()) return {meaning, signer + "; " + found + " is in " + std::string(store)};
  }
  return {Signature::kUnknown, signer + ", whom the device does not know"};
}

}  // namespace

Result<SignedBy> SignatureOnDevice(const Device& device, std::string_view bytes, SignedFileKind kind) {
  const Result<SignedFile> read = ReadSignedFile(bytes);
  if (!read.ok() || read.value().kind != kind) {
    return Error{kind == SignedFileKind::kProgram ? "not a program (PE)" : "not a cabinet (CAB)"};
  }
  const SignedFile& file = read.value();
  if (IsFileRevoked(device, file)) return SignedBy{Signature::kRevoked, "the file's hash is revoked"};
  if (!file.problem.empty()) return SignedBy{Signature::kInvalid, file.problem};
  if (file.signature.empty()) return SignedBy{Signature::kNone, "the file is not signed"};
  const Result<Authenticode> found = ReadAuthenticode(file);
  if (!found.ok()) return SignedBy{Signature::kInvalid, found.error().text};
  const Authenticode& signature = found.value();
  if (!KnowsDigest(device, signature.digest_algorithm)) {
    return SignedBy{Signature::kNone, "the device does not know the digest " + signature.digest_algorithm};
  }
  const std::string wrong = ProblemOf(file, signature);
  if (!wrong.empty()) return SignedBy{Signature::kInvalid, wrong};
  return OfChain(device, ChainOf(device, signature));
}

}  // namespace wmsim
