#include "emulator/program_signature.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/authenticode.h"
#include "emulator/base64.h"
#include "emulator/device_settings.h"
#include "policy_engine/shipped_signer.h"

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

// What a store has of a chain: the certificate nearest to the signer, or a row whose name is that of the last issuer.
struct Match {
  std::string name;
  RoleMask role;
  bool by_name = false;
};
std::optional<Match> FindIn(const Device& device, std::string_view store, const Path& path) {
  const auto rows = CertificatesIn(*device.image, device.changes.certificates, store);
  for (const CertificatePtr& certificate : path) {
    for (const CertificateRows::Row& row : rows) {
      if (certificate->thumbprint == row.key.thumbprint) return Match{certificate->subject, row.value->role};
    }
  }
  if (path.back()->self_issued) return std::nullopt;  // its top is known, and is in no row
  for (const CertificateRows::Row& row : rows) {
    const std::string_view name = SubjectOf(*row.value);
    const bool is_named = row.value->certificate == nullptr && name == path.back()->issuer;
    if (is_named) return Match{std::string(name) + " (by its name)", row.value->role, true};
  }
  return std::nullopt;
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

// A file as far as its stores do not matter: its digest, and a verdict, or else the chain that decides (not empty).
struct Examined {
  std::string digest;
  Signature verdict = Signature::kNone;
  std::string why;
  Path chain;
};

Examined Examine(const Device& device, const SignedFile& file) {
  Examined result{DigestOf(file, "sha1"), Signature::kNone, {}, {}};
  const auto judge = [&](Signature verdict, std::string why) {
    result.verdict = verdict;
    result.why = std::move(why);
    return result;
  };
  if (IsFileRevoked(device, file)) return judge(Signature::kRevoked, "the file's hash is revoked");
  if (!file.problem.empty()) return judge(Signature::kInvalid, file.problem);
  if (file.signature.empty()) return judge(Signature::kNone, "the file is not signed");
  const Result<Authenticode> found = ReadAuthenticode(file);
  if (!found.ok()) return judge(Signature::kInvalid, found.error().text);
  const Authenticode& signature = found.value();
  if (file.bytes_behind) return judge(Signature::kInvalid, ProblemOf(file, signature));
  if (!KnowsDigest(device, signature.digest_algorithm)) {
    return judge(Signature::kNone, "the device does not know the digest " + signature.digest_algorithm);
  }
  const std::string wrong = ProblemOf(file, signature);
  if (!wrong.empty()) return judge(Signature::kInvalid, wrong);
  result.chain = ChainOf(device, signature);
  for (const CertificatePtr& certificate : result.chain) {
    if (!IsRevoked(device, EncodeBase64(HashOfSignedPart(*certificate)))) continue;
    result.chain.clear();
    return judge(Signature::kRevoked, "the certificate " + certificate->subject + " is revoked");
  }
  return result;
}

std::string SignerOf(const Path& chain) { return "signed by " + chain.front()->subject; }

std::string Found(const Path& chain, const Match& match, std::string_view store) {
  return SignerOf(chain) + "; " + match.name + " is in " + std::string(store);
}

std::string Stranger(const Path& chain) { return SignerOf(chain) + ", whom the device does not know"; }

SignedBy OfChain(const Device& device, const Path& chain, const std::string& digest) {
  for (const CertificatePtr& named : device.operator_certificates) {
    const auto is_named = [&](const CertificatePtr& c) { return c->thumbprint == named->thumbprint; };
    if (std::ranges::any_of(chain, is_named)) {
      return {Signature::kOperator, SignerOf(chain) + ", a signer of the operator", digest};
    }
  }
  constexpr std::array<std::pair<std::string_view, Signature>, 2> kStores{
      {{kPrivilegedStore, Signature::kPrivileged}, {kUnprivilegedStore, Signature::kUnprivileged}}};
  for (const auto& [store, meaning] : kStores) {
    const auto match = FindIn(device, store, chain);
    if (!match) continue;
    SignedBy found(meaning, Found(chain, *match, store), digest);
    found.by_name = match->by_name;
    return found;
  }
  return {Signature::kUnknown, Stranger(chain), digest};
}

// What the allow-list makes of an unsigned file, or nothing.
std::optional<Signature> AllowedAs(const Device& device, Signature verdict, const std::string& digest) {
  const bool is_unsigned = verdict == Signature::kNone || verdict == Signature::kUnknown;
  const bool counts = device.image->profile.allow_list.value && is_unsigned;
  const AllowedFile* file = counts ? FindAllowed(device, EncodeBase64(digest)) : nullptr;
  if (file == nullptr) return std::nullopt;
  return file->trust == Trust::kPrivileged ? Signature::kPrivileged : Signature::kUnprivileged;
}

constexpr std::string_view kOnTheList = "; the allow-list has its hash";

}  // namespace

Result<SignedBy> SignatureOnDevice(const Device& device, std::string_view bytes) {
  const Result<SignedFile> file = ReadSignedFile(bytes);
  if (!file.ok() || file.value().kind != SignedFileKind::kProgram) return Error{"not a program (PE)"};
  const Examined found = Examine(device, file.value());
  SignedBy signed_by = found.chain.empty() ? SignedBy(found.verdict, found.why, found.digest)
                                           : OfChain(device, found.chain, found.digest);
  if (const auto allowed = AllowedAs(device, signed_by.signature, found.digest)) {
    signed_by.signature = *allowed;
    signed_by.why += kOnTheList;
  }
  return signed_by;
}

Result<PackageSigner> PackageSignerOnDevice(const Device& device, std::string_view bytes) {
  const Result<SignedFile> file = ReadSignedFile(bytes);
  if (!file.ok() || file.value().kind != SignedFileKind::kCabinet) return Error{"not a cabinet (CAB)"};
  const Examined found = Examine(device, file.value());
  PackageSigner signer{PackageSignatureOf(found.verdict), role::kNone, found.why, found.digest, false};
  if (!found.chain.empty()) {
    const auto match = FindIn(device, kPackageStore, found.chain);
    signer.signature = match ? PackageSignature::kKnown : PackageSignature::kUnknown;
    signer.role = match ? match->role : role::kNone;
    signer.by_name = match && match->by_name;
    signer.why = match ? Found(found.chain, *match, kPackageStore) : Stranger(found.chain);
  }
  const Signature verdict = signer.signature == PackageSignature::kUnknown ? Signature::kUnknown : found.verdict;
  const bool is_in_spc = signer.signature == PackageSignature::kKnown;
  const auto allowed = is_in_spc ? std::nullopt : AllowedAs(device, verdict, found.digest);
  if (allowed) {
    signer.signature = PackageSignatureOf(*allowed);
    signer.role = AdvisedPackageRole(*allowed);
    signer.why += kOnTheList;
  }
  return signer;
}

Result<std::string> HashToRevoke(std::string_view bytes) {
  const Result<CertificatePtr> certificate = ParseCertificate(bytes);
  std::string hash = certificate.ok() ? HashOfSignedPart(*certificate.value()) : "";
  if (!certificate.ok()) {
    const Result<SignedFile> file = ReadSignedFile(bytes);
    if (!file.ok()) return Error{"neither a program (PE), nor a cabinet (CAB), nor a DER certificate"};
    const Result<Authenticode> signature = ReadAuthenticode(file.value());
    hash = DigestOf(file.value(), signature.ok() ? signature.value().digest_algorithm : "sha1");
  }
  auto text = RevocationHash(EncodeBase64(hash));
  return text ? Result<std::string>(*std::move(text)) : Error{"its signature is over neither SHA-1 nor MD5"};
}

Result<std::string> HashToAllow(std::string_view bytes) {
  const Result<SignedFile> file = ReadSignedFile(bytes);
  if (!file.ok()) return Error{"neither a program (PE) nor a cabinet (CAB)"};
  return EncodeBase64(DigestOf(file.value(), "sha1"));
}

PackageSignature PackageSignatureOf(Signature signature) {
  switch (signature) {
    case Signature::kNone:
      return PackageSignature::kNone;
    case Signature::kUnknown:
      return PackageSignature::kUnknown;
    case Signature::kInvalid:
      return PackageSignature::kInvalid;
    case Signature::kRevoked:
      return PackageSignature::kRevoked;
    case Signature::kUnprivileged:
    case Signature::kPrivileged:
    case Signature::kOperator:
      break;
  }
  return PackageSignature::kKnown;
}

RoleMask AdvisedPackageRole(Signature signature) {
  if (signature == Signature::kUnprivileged) return role::kUserAuth;
  return signature == Signature::kPrivileged || signature == Signature::kOperator ? kPrivilegedPackageRole
                                                                                  : role::kNone;
}

}  // namespace wmsim
