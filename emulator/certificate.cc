#include "emulator/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <mutex>

#include "emulator/openssl.h"

namespace wmsim {

class SignatureMemo {
 public:
  // Ask returns what is known of `issuer`, finding it out with `check` the first time.
  template <class Check>
  SignatureCheck Ask(const Thumbprint& issuer, Check check) {
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = known_.try_emplace(issuer);
    if (is_new) place->second = check();
    return place->second;
  }

 private:
  std::mutex mutex_;
  std::map<Thumbprint, SignatureCheck> known_;
};

namespace {

using BioPtr = Owned<BIO, BIO_free>;
using BignumPtr = Owned<BIGNUM, BN_free>;
using DigestPtr = Owned<EVP_MD, EVP_MD_free>;
using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using PublicKeyPtr = Owned<X509_PUBKEY, X509_PUBKEY_free>;

std::string NameText(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_ONELINE);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string AlgorithmText(const ASN1_OBJECT* algorithm) {
  char text[128];
  const int size = OBJ_obj2txt(text, sizeof text, algorithm, 0);
  return size > 0 ? text : "unknown";
}

std::string SerialText(const X509* certificate) {
  const BignumPtr number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  if (!number) return "";
  char* digits = BN_bn2hex(number.get());
  std::string text(digits != nullptr ? digits : "");
  OPENSSL_free(digits);
  return text;
}

std::optional<UnixTime> Time(const ASN1_TIME* time) {
  std::tm fields{};
  if (ASN1_TIME_to_tm(time, &fields) != 1) return std::nullopt;
  return Utc(fields.tm_year + 1900, static_cast<unsigned>(fields.tm_mon + 1), static_cast<unsigned>(fields.tm_mday),
             fields.tm_hour, fields.tm_min, fields.tm_sec);
}

bool KnowsHash(const X509* certificate) {
  int hash = NID_undef;
  if (OBJ_find_sigid_algs(X509_get_signature_nid(certificate), &hash, nullptr) != 1) return false;
  if (hash == NID_undef) return true;  // the signature algorithm has its own
  return DigestPtr(EVP_MD_fetch(nullptr, OBJ_nid2sn(hash), nullptr)) != nullptr;
}

SignatureCheck Check(X509* certificate, EVP_PKEY* key) {
  SignatureCheck result = SignatureCheck::kCannotBeChecked;
  if (key != nullptr && KnowsHash(certificate)) {
    result = X509_verify(certificate, key) == 1 ? SignatureCheck::kGood : SignatureCheck::kBad;
  }
  ERR_clear_error();
  return result;
}

SelfSigned CheckSelf(X509* certificate) {
  switch (Check(certificate, X509_get0_pubkey(certificate))) {
    case SignatureCheck::kGood:
      return SelfSigned::kYes;
    case SignatureCheck::kBad:
      return SelfSigned::kNo;
    case SignatureCheck::kCannotBeChecked:
      return SelfSigned::kCannotBeVerified;
  }
  std::abort();
}

// What is said of a key before its bits: an algorithm, and for DSA perhaps the parameters.
struct KeyForm {
  bool is_dsa = false;
  const ASN1_STRING* parameters = nullptr;
};

KeyForm FormOfKey(const X509* certificate) {
  X509_ALGOR* algorithm = nullptr;
  X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_get_X509_PUBKEY(certificate));
  const ASN1_OBJECT* name = nullptr;
  int type = V_ASN1_UNDEF;
  const void* parameters = nullptr;
  X509_ALGOR_get0(&name, &type, &parameters, algorithm);
  if (OBJ_obj2nid(name) != NID_dsa) return {};
  return {true, type == V_ASN1_SEQUENCE ? static_cast<const ASN1_STRING*>(parameters) : nullptr};
}

bool LeavesParameters(const CertificatePtr& certificate) {
  const KeyForm form = FormOfKey(certificate->parsed.get());
  return form.is_dsa && form.parameters == nullptr;
}

// The DSA key of a certificate with these parameters, or null. OpenSSL makes keys while it reads: it has to read again.
KeyPtr DsaKeyWith(const ASN1_STRING* parameters, const X509* certificate) {
  const PublicKeyPtr whole(X509_PUBKEY_dup(X509_get_X509_PUBKEY(certificate)));
  ASN1_STRING* copy = ASN1_STRING_dup(parameters);
  if (X509_PUBKEY_set0_param(whole.get(), OBJ_nid2obj(NID_dsa), V_ASN1_SEQUENCE, copy, nullptr, 0) != 1) return nullptr;
  const std::string der = DerOf([&](unsigned char** out) { return i2d_X509_PUBKEY(whole.get(), out); });
  const auto* next = reinterpret_cast<const unsigned char*>(der.data());
  return KeyPtr(d2i_PUBKEY(nullptr, &next, static_cast<long>(der.size())));
}

CertificateKind KindOf(const Certificate& certificate) {
  if (certificate.self_issued) {
    return certificate.self_signed == SelfSigned::kNo ? CertificateKind::kIntermediate : CertificateKind::kRoot;
  }
  return certificate.is_authority ? CertificateKind::kIntermediate : CertificateKind::kLeaf;
}

// Takes the certificate that `der` starts with away from it; null where it starts with none.
std::shared_ptr<X509> TakeCertificate(std::string_view& der) {
  const auto* const start = reinterpret_cast<const unsigned char*>(der.data());
  const auto* next = start;
  std::shared_ptr<X509> parsed(d2i_X509(nullptr, &next, static_cast<long>(der.size())), X509_free);
  ERR_clear_error();
  if (parsed != nullptr) der.remove_prefix(static_cast<std::size_t>(next - start));
  return parsed;
}

}  // namespace

std::string FormatThumbprint(const Thumbprint& thumbprint) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  text.reserve(2 * thumbprint.bytes.size());
  for (const std::uint8_t byte : thumbprint.bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::optional<Thumbprint> ParseThumbprint(std::string_view text) {
  Thumbprint thumbprint;
  if (text.size() != 2 * thumbprint.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i]));
    if (digit < 0) return std::nullopt;
    thumbprint.bytes[i / 2] = static_cast<std::uint8_t>(thumbprint.bytes[i / 2] << 4 | digit);
  }
  return thumbprint;
}

bool StartsWithCertificate(std::string_view der) { return TakeCertificate(der) != nullptr; }

Result<CertificatePtr> ParseCertificate(std::string_view der) {
  std::string_view rest = der;
  std::shared_ptr<X509> parsed = TakeCertificate(rest);
  if (parsed == nullptr) return Error{"not a DER certificate"};
  if (!rest.empty()) return Error{"there are bytes after the end of the certificate"};

  auto certificate = std::make_shared<Certificate>();
  Certificate& c = *certificate;
  X509* x = parsed.get();
  c.der = der;
  SHA1(reinterpret_cast<const unsigned char*>(der.data()), der.size(), c.thumbprint.bytes.data());
  c.subject = NameText(X509_get_subject_name(x));
  c.issuer = NameText(X509_get_issuer_name(x));
  c.serial = SerialText(x);
  c.version = X509_get_version(x) + 1;
  c.not_before = Time(X509_get0_notBefore(x));
  c.not_after = Time(X509_get0_notAfter(x));
  ASN1_OBJECT* key_algorithm = nullptr;
  X509_PUBKEY_get0_param(&key_algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(x));
  c.key_algorithm = AlgorithmText(key_algorithm);
  if (EVP_PKEY* key = X509_get0_pubkey(x)) c.key_bits = static_cast<std::uint32_t>(EVP_PKEY_get_bits(key));
  const ASN1_OBJECT* signature_algorithm = nullptr;
  X509_ALGOR_get0(&signature_algorithm, nullptr, nullptr, X509_get0_tbs_sigalg(x));
  c.signature_algorithm = AlgorithmText(signature_algorithm);
  c.self_issued = X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0;
  if (c.self_issued) c.self_signed = CheckSelf(x);
  constexpr int kByBasicConstraints = 1;  // what OpenSSL answers for them, and a key usage that does not deny it
  const int authority = X509_check_ca(x);
  c.is_authority = authority != 0;
  c.may_issue = authority == kByBasicConstraints;
  if (const long length = X509_get_pathlen(x); length >= 0) c.path_length = static_cast<std::uint32_t>(length);
  c.kind = KindOf(c);
  c.parsed = std::move(parsed);
  c.memo = std::make_shared<SignatureMemo>();
  ERR_clear_error();
  return CertificatePtr(std::move(certificate));
}

std::string_view WhyKind(const Certificate& certificate) {
  if (certificate.self_issued) {
    switch (certificate.self_signed) {
      case SelfSigned::kYes:
        return "it names itself as its issuer, and its signature verifies with its own key";
      case SelfSigned::kCannotBeVerified:
        return "it names itself as its issuer; its signature algorithm is not known here, so it is taken as "
               "self-signed";
      case SelfSigned::kNo:
        return "it names itself as its issuer, but its signature was not made with its own key";
    }
  }
  return certificate.is_authority ? "another authority issued it, and it may issue certificates"
                                  : "another authority issued it, and it may not issue certificates";
}

bool NamesIssuer(const Certificate& certificate, const Certificate& issuer) {
  return X509_NAME_cmp(X509_get_issuer_name(certificate.parsed.get()), X509_get_subject_name(issuer.parsed.get())) == 0;
}

SignatureCheck CheckSignature(const Certificate& certificate, const Certificate& issuer) {
  return certificate.memo->Ask(issuer.thumbprint,
                               [&] { return Check(certificate.parsed.get(), X509_get0_pubkey(issuer.parsed.get())); });
}

SignatureCheck CheckSignature(const Certificate& certificate, std::span<const CertificatePtr> issuers) {
  const auto whole = std::ranges::find_if_not(issuers, LeavesParameters);
  if (whole == issuers.begin()) return CheckSignature(certificate, **whole);
  if (whole == issuers.end()) return SignatureCheck::kCannotBeChecked;
  const ASN1_STRING* parameters = FormOfKey((*whole)->parsed.get()).parameters;
  if (parameters == nullptr) return SignatureCheck::kCannotBeChecked;
  return Check(certificate.parsed.get(), DsaKeyWith(parameters, issuers.front()->parsed.get()).get());
}

std::string HashOfSignedPart(const Certificate& certificate) {
  int hash = NID_undef;
  const std::string part = DerOf([&](unsigned char** out) { return i2d_re_X509_tbs(certificate.parsed.get(), out); });
  const bool is_known =
      OBJ_find_sigid_algs(X509_get_signature_nid(certificate.parsed.get()), &hash, nullptr) == 1 && hash != NID_undef;
  const DigestPtr algorithm(is_known ? EVP_MD_fetch(nullptr, OBJ_nid2sn(hash), nullptr) : nullptr);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const bool is_done = !part.empty() && algorithm != nullptr &&
                       EVP_Digest(part.data(), part.size(), digest.data(), &length, algorithm.get(), nullptr) == 1;
  ERR_clear_error();
  return is_done ? std::string(digest.begin(), digest.begin() + length) : "";
}

std::vector<std::string> HostsOf(const Certificate& certificate) {
  std::vector<std::string> hosts;
  const auto add = [&](const ASN1_STRING* text) { hosts.push_back(BytesOf(text)); };
  X509* x = certificate.parsed.get();
  const Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) add(name->d.dNSName);
  }
  X509_NAME* subject = X509_get_subject_name(x);
  const int common_name = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (hosts.empty() && common_name >= 0) add(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, common_name)));
  ERR_clear_error();
  return hosts;
}

bool MatchesHost(const Certificate& certificate, const std::string& host, bool wildcards) {
  const unsigned flags = wildcards ? X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS : X509_CHECK_FLAG_NO_WILDCARDS;
  const bool matches = X509_check_host(certificate.parsed.get(), host.data(), host.size(), flags, nullptr) == 1;
  ERR_clear_error();
  return matches;
}

}  // namespace wmsim
