#include "emulator/authenticode.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

#include "emulator/openssl.h"

namespace wmsim {
namespace {

// What signatures of files are of: SpcIndirectDataContent, Microsoft's own type.
constexpr const char* kIndirectData = "1.3.6.1.4.1.311.2.1.4";

struct Algorithm {
  std::string_view name;
  int nid;
  const EVP_MD* (*digest)();
};
constexpr auto kAlgorithms = std::to_array<Algorithm>({
    {"md5", NID_md5, EVP_md5},
    {"sha1", NID_sha1, EVP_sha1},
    {"sha256", NID_sha256, EVP_sha256},
    {"sha384", NID_sha384, EVP_sha384},
    {"sha512", NID_sha512, EVP_sha512},
});

using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

std::string Digest(const EVP_MD* algorithm, const std::vector<std::string_view>& parts) {
  const DigestContext context(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestInit_ex(context.get(), algorithm, nullptr);
  for (const std::string_view part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  return {digest.begin(), digest.begin() + size};
}

const Algorithm* FindAlgorithm(const ASN1_OBJECT* object) {
  const auto* const row = std::ranges::find(kAlgorithms, OBJ_obj2nid(object), &Algorithm::nid);
  return row != kAlgorithms.end() ? row : nullptr;
}

std::string NumberOf(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  return text.data();
}

// The inside of a DER element, or nothing. `rest` becomes what stands behind it.
std::optional<std::string_view> Inside(std::string_view& rest) {
  const auto* start = reinterpret_cast<const unsigned char*>(rest.data());
  const auto* inside = start;
  long length = 0;
  int tag = 0, type = 0;
  const int result = ASN1_get_object(&inside, &length, &tag, &type, static_cast<long>(rest.size()));
  const bool is_definite = (result & 0x80) == 0 && (result & 0x01) == 0;
  const auto head = static_cast<std::size_t>(inside - start);
  if (!is_definite || head + static_cast<std::size_t>(length) > rest.size()) return std::nullopt;
  const std::string_view content = rest.substr(head, static_cast<std::size_t>(length));
  rest.remove_prefix(head + content.size());
  return content;
}

using DigestInfo = Owned<X509_SIG, X509_SIG_free>;

// The digest in the content of a signature: the second element, behind what kind of file it is of.
DigestInfo ReadDigestInfo(std::string_view content) {
  if (!Inside(content)) return nullptr;
  const auto* next = reinterpret_cast<const unsigned char*>(content.data());
  return DigestInfo(d2i_X509_SIG(nullptr, &next, static_cast<long>(content.size())));
}

// The bytes of the signed content, without its own tag and length.
std::optional<std::string> ContentOf(const PKCS7& file) {
  const PKCS7* contents = file.d.sign->contents;
  if (contents == nullptr || NumberOf(contents->type) != kIndirectData) return std::nullopt;
  const ASN1_TYPE* other = contents->d.other;
  if (other == nullptr || other->type != V_ASN1_SEQUENCE) return std::nullopt;
  const std::string whole = BytesOf(other->value.sequence);
  std::string_view rest = whole;
  const auto inside = Inside(rest);
  return inside ? std::optional(std::string(*inside)) : std::nullopt;
}

// Whether the attribute of the digest fits the content.
bool AttributesFit(PKCS7_SIGNER_INFO& signer, const Algorithm& algorithm, const std::string& content) {
  const ASN1_OCTET_STRING* attribute = PKCS7_digest_from_attributes(signer.auth_attr);
  return attribute != nullptr && BytesOf(attribute) == Digest(algorithm.digest(), {content});
}

// Whether the signer's key signed the attributes.
bool SignatureFits(PKCS7_SIGNER_INFO& signer, const Algorithm& algorithm, X509* certificate) {
  const std::string attributes = DerOf([&](unsigned char** out) {
    return ASN1_item_i2d(reinterpret_cast<ASN1_VALUE*>(signer.auth_attr), out, ASN1_ITEM_rptr(PKCS7_ATTR_VERIFY));
  });
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (attributes.empty() || key == nullptr) return false;
  const DigestContext context(EVP_MD_CTX_new());
  const std::string signature = BytesOf(signer.enc_digest);
  return EVP_DigestVerifyInit(context.get(), nullptr, algorithm.digest(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                          reinterpret_cast<const unsigned char*>(attributes.data()), attributes.size()) == 1;
}

CertificatePtr Parsed(const X509* certificate) {
  auto parsed = ParseCertificate(DerOf([&](unsigned char** out) { return i2d_X509(certificate, out); }));
  return parsed.ok() ? std::move(parsed).value() : nullptr;
}

// The PKCS#7 at the start of `bytes`; null where there is none, or where more than the filling to 8 bytes follows.
Owned<PKCS7, PKCS7_free> ReadSignedData(std::string_view bytes) {
  const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* next = start;
  Owned<PKCS7, PKCS7_free> file(d2i_PKCS7(nullptr, &next, static_cast<long>(bytes.size())));
  if (file == nullptr) return file;
  const std::string_view rest = bytes.substr(static_cast<std::size_t>(next - start));
  const bool is_filling = rest.size() < 8 && rest.find_first_not_of('\0') == std::string_view::npos;
  const bool is_signed = PKCS7_type_is_signed(file.get()) && file->d.sign != nullptr;
  if (!is_filling || !is_signed || sk_PKCS7_SIGNER_INFO_num(file->d.sign->signer_info) < 1) file.reset();
  return file;
}

}  // namespace

Result<Authenticode> ReadAuthenticode(const SignedFile& file) {
  const ErrorQueueGuard guard;
  const auto data = ReadSignedData(file.signature);
  if (data == nullptr) return Error{"the signature is not signed data of PKCS#7"};
  const auto content = ContentOf(*data);
  const DigestInfo info = content ? ReadDigestInfo(*content) : nullptr;
  if (info == nullptr) return Error{"the signature is not one of a file"};

  Authenticode found;
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_OCTET_STRING* stored = nullptr;
  X509_SIG_get0(info.get(), &algorithm, &stored);
  found.stored = BytesOf(stored);
  const Algorithm* digest = FindAlgorithm(algorithm->algorithm);
  found.digest_algorithm = digest != nullptr ? std::string(digest->name) : NumberOf(algorithm->algorithm);
  if (digest != nullptr) found.computed = Digest(digest->digest(), file.hashed);

  const STACK_OF(X509)* certificates = data->d.sign->cert;
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    if (auto certificate = Parsed(sk_X509_value(certificates, i))) found.certificates.push_back(std::move(certificate));
  }
  PKCS7_SIGNER_INFO& signer = *sk_PKCS7_SIGNER_INFO_value(data->d.sign->signer_info, 0);
  const Algorithm* signer_digest = FindAlgorithm(signer.digest_alg->algorithm);
  X509* certificate = PKCS7_cert_from_signer_info(data.get(), &signer);
  if (certificate != nullptr) found.signer = Parsed(certificate);
  if (signer_digest != nullptr) {
    found.attributes_good = AttributesFit(signer, *signer_digest, *content);
    found.signature_good = certificate != nullptr && SignatureFits(signer, *signer_digest, certificate);
  }
  return found;
}

std::string ProblemOf(const SignedFile& file, const Authenticode& signature) {
  if (signature.computed.empty()) return "the digest's algorithm is not known here";
  if (file.bytes_behind) return "there are bytes behind the signature";
  if (!signature.DigestGood()) return "the file was changed after it was signed";
  if (!signature.attributes_good) return "the signed attributes are not of this digest";
  return signature.signature_good ? "" : "the signature does not verify";
}

std::string DigestOf(const SignedFile& file, std::string_view algorithm) {
  const auto* const row = std::ranges::find(kAlgorithms, algorithm, &Algorithm::name);
  return row != kAlgorithms.end() ? Digest(row->digest(), file.hashed) : "";
}

}  // namespace wmsim
