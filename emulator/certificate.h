// X.509 certificates: what the simulator needs to know of one, read by OpenSSL. No OpenSSL type or error leaves
// certificate.cc, certificate_file.cc, pkcs7.cc and pkcs12.cc.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"
#include "policy_engine/classes.h"
#include "policy_engine/time.h"

struct x509_st;

namespace wmsim {

// A Thumbprint is the SHA-1 digest of a certificate's bytes: how devices name certificates.
struct Thumbprint {
  std::array<std::uint8_t, 20> bytes{};
  auto operator<=>(const Thumbprint&) const = default;
};

// FormatThumbprint writes 40 upper-case hexadecimal digits.
std::string FormatThumbprint(const Thumbprint& thumbprint);

// ParseThumbprint reads 40 hexadecimal digits of either case; nothing else.
std::optional<Thumbprint> ParseThumbprint(std::string_view text);

// Whether a certificate's own key made its signature. kCannotBeVerified: OpenSSL does not know the hash (MD2) or the
// key; such a certificate is taken as self-signed when it names itself as its issuer, and the answer says so.
enum class SelfSigned : std::uint8_t { kNo, kYes, kCannotBeVerified };
template <>
inline constexpr auto kWordsOf<SelfSigned> = std::to_array<std::string_view>({"no", "yes", "cannot be verified"});

// What CheckSignature found out about one certificate, kept so that a run checks each signature once.
class SignatureMemo;

// A certificate that was read. Names are written in one line ("C = US, O = Contoso, CN = Contoso Root CA"), without
// control characters. Times are missing where the certificate's own are not dates.
struct Certificate {
  std::string der;
  Thumbprint thumbprint;
  std::string subject;
  std::string issuer;
  std::string serial;        // upper-case hexadecimal
  std::int64_t version = 0;  // 1 to 3, or what the certificate says
  std::optional<UnixTime> not_before;
  std::optional<UnixTime> not_after;
  std::string key_algorithm;
  std::uint32_t key_bits = 0;
  std::string signature_algorithm;
  bool self_issued = false;
  SelfSigned self_signed = SelfSigned::kNo;
  bool is_authority = false;
  bool may_issue = false;                    // its basic constraints say so, and its key usage does not deny it
  std::optional<std::uint32_t> path_length;  // how many authorities may stand between it and the last certificate
  CertificateKind kind = CertificateKind::kLeaf;
  std::shared_ptr<x509_st> parsed;  // for the functions below, like the next
  std::shared_ptr<SignatureMemo> memo;
};
using CertificatePtr = std::shared_ptr<const Certificate>;

// ParseCertificate reads exactly one certificate in DER form; bytes behind it are an error.
//
// Root or not: a self-issued certificate whose signature verifies with its own key (or cannot be verified) is a root,
// of whatever version and whether or not it says that it is an authority; a self-issued one whose signature does not
// verify is an intermediate; of the others, those that may issue certificates are intermediates, the rest leaves.
Result<CertificatePtr> ParseCertificate(std::string_view der);

// StartsWithCertificate tells whether there is a certificate, whatever comes after it.
bool StartsWithCertificate(std::string_view der);

// WhyKind returns the clause that explains `certificate.kind`.
std::string_view WhyKind(const Certificate& certificate);

// NamesIssuer tells whether the issuer name of `certificate` is the subject name of `issuer`.
bool NamesIssuer(const Certificate& certificate, const Certificate& issuer);

// What comes of checking the signature of a certificate with the key of another.
enum class SignatureCheck : std::uint8_t { kGood, kBad, kCannotBeChecked };
// The answer is remembered with the certificate; it may be asked from several threads.
SignatureCheck CheckSignature(const Certificate& certificate, const Certificate& issuer);

// CheckSignature, told all issuers up the chain, the certificate's own first: a DSA key may leave its parameters to the
// key of its issuer (RFC 3279, 2.3.2). Requires one issuer.
SignatureCheck CheckSignature(const Certificate& certificate, std::span<const CertificatePtr> issuers);

// HashOfSignedPart returns the digest of what a certificate's issuer signed, by the algorithm of that signature: what
// revocation lists name a certificate by [ak]. Empty where the algorithm is not known here.
std::string HashOfSignedPart(const Certificate& certificate);

// HostsOf returns the names of the hosts that a server's certificate is for: its DNS names, or its common name where it
// has none.
std::vector<std::string> HostsOf(const Certificate& certificate);

// MatchesHost tells whether a server's certificate is for `host`: its DNS names, or its common name where it has none.
// With `wildcards` a name like *.contoso.com is one for every host of that domain.
bool MatchesHost(const Certificate& certificate, const std::string& host, bool wildcards);

}  // namespace wmsim
