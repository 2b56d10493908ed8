#include "emulator/pkcs12.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <type_traits>
#include <utility>

#include "emulator/openssl.h"

namespace wmsim {
namespace {

constexpr std::int64_t kMaxRounds = 600'000;

using Pkcs12Ptr = Owned<PKCS12, PKCS12_free>;
using KeyPtr = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Bags = STACK_OF(PKCS12_SAFEBAG);
using BagsPtr = Owned<Bags, [](Bags* bags) { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }>;
using Safes = STACK_OF(PKCS7);
using SafesPtr = Owned<Safes, [](Safes* safes) { sk_PKCS7_pop_free(safes, PKCS7_free); }>;

// The algorithms of old, beside the others, apart from everything else in the process; nullptr where OpenSSL was
// installed without them. Made once, and kept until the process ends.
OSSL_LIB_CTX* LegacyContext() {
  static OSSL_LIB_CTX* const legacy = [] {
    OSSL_LIB_CTX* made = OSSL_LIB_CTX_new();
    if (made != nullptr && OSSL_PROVIDER_load(made, "default") != nullptr &&
        OSSL_PROVIDER_load(made, "legacy") != nullptr) {
      return made;
    }
    OSSL_LIB_CTX_free(made);
    return static_cast<OSSL_LIB_CTX*>(nullptr);
  }();
  return legacy;
}

bool HasCipher(OSSL_LIB_CTX* context, int cipher) {
  const Owned<EVP_CIPHER, EVP_CIPHER_free> found(EVP_CIPHER_fetch(context, OBJ_nid2sn(cipher), nullptr));
  // PKCS#5 has no place for an authenticated cipher's tag.
  return found != nullptr && (EVP_CIPHER_get_flags(found.get()) & EVP_CIPH_FLAG_AEAD_CIPHER) == 0;
}

bool HasHash(OSSL_LIB_CTX* context, int hash) {
  return Owned<EVP_MD, EVP_MD_free>(EVP_MD_fetch(context, OBJ_nid2sn(hash), nullptr)) != nullptr;
}

std::string NameOf(const ASN1_OBJECT* algorithm) {
  char text[128];
  return OBJ_obj2txt(text, sizeof text, algorithm, 0) > 0 ? text : "unknown";
}

std::string NameOf(const X509_ALGOR* algorithm) { return NameOf(algorithm->algorithm); }

int IdOf(const X509_ALGOR* algorithm) { return OBJ_obj2nid(algorithm->algorithm); }

// A count of the file, missing ones being 1; too large ones are more than any sum may be.
std::int64_t Count(const ASN1_INTEGER* number) {
  std::int64_t count = 1;
  if (number != nullptr && ASN1_INTEGER_get_int64(&count, number) != 1) return kMaxRounds + 1;
  return std::clamp<std::int64_t>(count, 0, kMaxRounds + 1);
}

// How a part of the file is encrypted or authenticated.
struct Method {
  std::string name;
  std::string missing;              // what OpenSSL lacks for it
  OSSL_LIB_CTX* context = nullptr;  // where OpenSSL has it; the default one is nullptr
  std::int64_t rounds = 0;
  bool is_late = false;  // later than PKCS#12 v1
};

// FindContext decides where `method` is done: it needs a cipher, a hash or both, by number and name.
struct Need {
  int id = NID_undef;
  std::string name;
};
void FindContext(Method& method, const std::optional<Need>& cipher, const std::optional<Need>& hash) {
  const auto lacks = [&](OSSL_LIB_CTX* context) {
    if (cipher && !HasCipher(context, cipher->id)) return cipher->name;
    return hash && !HasHash(context, hash->id) ? hash->name : std::string();
  };
  method.missing = lacks(nullptr);
  if (method.missing.empty() || LegacyContext() == nullptr) return;
  method.context = LegacyContext();
  method.missing = lacks(method.context);
}

template <class T, auto Item, auto Free>
Owned<T, Free> Parameter(const X509_ALGOR* algorithm) {
  return Owned<T, Free>(static_cast<T*>(ASN1_TYPE_unpack_sequence(Item(), algorithm->parameter)));
}

// MethodOf functions return nothing where the algorithm's parameters are damaged.
std::optional<Method> MethodOfPbes1(const X509_ALGOR* algorithm, int cipher, int hash) {
  const auto parameter = Parameter<PBEPARAM, PBEPARAM_it, PBEPARAM_free>(algorithm);
  if (parameter == nullptr) return std::nullopt;
  Method method{.name = NameOf(algorithm), .missing = {}, .rounds = Count(parameter->iter)};
  FindContext(method, Need{cipher, method.name}, Need{hash, method.name});
  return method;
}

// The work of one step of scrypt is about that of one round.
std::int64_t RoundsOf(const SCRYPT_PARAMS& parameter) {
  return Count(parameter.costParameter) * Count(parameter.blockSize) * Count(parameter.parallelizationParameter);
}

bool TakesScrypt(const SCRYPT_PARAMS& parameter) {
  const auto size = [](const ASN1_INTEGER* number) { return static_cast<std::uint64_t>(Count(number)); };
  return EVP_PBE_scrypt(nullptr, 0, nullptr, 0, size(parameter.costParameter), size(parameter.blockSize),
                        size(parameter.parallelizationParameter), 0, nullptr, 0) == 1;
}

std::optional<Method> MethodOfPbes2(const X509_ALGOR* algorithm) {
  const auto scheme = Parameter<PBE2PARAM, PBE2PARAM_it, PBE2PARAM_free>(algorithm);
  if (scheme == nullptr) return std::nullopt;
  const int id = IdOf(scheme->encryption);
  const Need cipher{id, id != NID_undef ? OBJ_nid2sn(id) : NameOf(scheme->encryption)};
  const std::string derivation = NameOf(scheme->keyfunc);
  Method method{.name = "PBES2, " + derivation + ", " + cipher.name, .missing = {}, .is_late = true};
  if (IdOf(scheme->keyfunc) == NID_id_pbkdf2) {
    const auto parameter = Parameter<PBKDF2PARAM, PBKDF2PARAM_it, PBKDF2PARAM_free>(scheme->keyfunc);
    if (parameter == nullptr) return std::nullopt;
    int function = parameter->prf != nullptr ? IdOf(parameter->prf) : NID_hmacWithSHA1;
    Need hash{NID_undef, parameter->prf != nullptr ? NameOf(parameter->prf) : OBJ_nid2ln(function)};
    EVP_PBE_find(EVP_PBE_TYPE_PRF, function, nullptr, &hash.id, nullptr);
    method.name += ", " + hash.name;
    method.rounds = Count(parameter->iter);
    FindContext(method, cipher, hash);
  } else if (IdOf(scheme->keyfunc) == NID_id_scrypt) {
    const auto parameter = Parameter<SCRYPT_PARAMS, SCRYPT_PARAMS_it, SCRYPT_PARAMS_free>(scheme->keyfunc);
    if (parameter == nullptr) return std::nullopt;
    method.rounds = RoundsOf(*parameter);
    FindContext(method, cipher, std::nullopt);
    if (method.missing.empty() && !TakesScrypt(*parameter)) method.missing = derivation;
  } else {
    method.missing = derivation;
  }
  return method;
}

std::optional<Method> MethodOf(const X509_ALGOR* algorithm) {
  int cipher = NID_undef;
  int hash = NID_undef;
  if (IdOf(algorithm) == NID_pbes2) return MethodOfPbes2(algorithm);
  if (EVP_PBE_find(EVP_PBE_TYPE_OUTER, IdOf(algorithm), &cipher, &hash, nullptr) == 1 && cipher > 0 && hash > 0) {
    return MethodOfPbes1(algorithm, cipher, hash);
  }
  return Method{.name = NameOf(algorithm), .missing = NameOf(algorithm)};
}

std::optional<Method> MethodOfMac(const PKCS12* file) {
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_INTEGER* rounds = nullptr;
  PKCS12_get0_mac(nullptr, &algorithm, nullptr, &rounds, file);
  if (algorithm == nullptr) return std::nullopt;
  constexpr std::array kEarly = {NID_md2, NID_md4, NID_md5, NID_sha1};
  Method method{.name = "MAC " + NameOf(algorithm), .missing = {}, .rounds = Count(rounds)};
  method.is_late = std::ranges::find(kEarly, IdOf(algorithm)) == kEarly.end();
  FindContext(method, std::nullopt, Need{IdOf(algorithm), NameOf(algorithm)});
  return method;
}

// What a file says of itself without a password, up to the first algorithm that is missing. Damaged parts say nothing.
struct Tally {
  std::vector<std::string> algorithms;
  std::int64_t rounds = 0;
  std::string missing;
  bool is_late = false;

  void Add(const std::optional<Method>& method) {
    if (!method || !missing.empty()) return;
    if (std::ranges::find(algorithms, method->name) == algorithms.end()) algorithms.push_back(method->name);
    rounds += method->rounds;
    missing = method->missing;
    is_late = is_late || method->is_late;
  }

  void Add(const Bags* bags) {
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
      const PKCS12_SAFEBAG* bag = sk_PKCS12_SAFEBAG_value(bags, i);
      if (const X509_SIG* shrouded = PKCS12_SAFEBAG_get0_pkcs8(bag)) {
        const X509_ALGOR* algorithm = nullptr;
        X509_SIG_get0(shrouded, &algorithm, nullptr);
        Add(MethodOf(algorithm));
      } else if (PKCS12_SAFEBAG_get_nid(bag) == NID_safeContentsBag) {
        Add(PKCS12_SAFEBAG_get0_safes(bag));  // as deep as OpenSSL's reader goes: 30
      }
    }
  }
};

// A part of the file: bags in the clear, or encrypted ones. Nothing in either place: the part is damaged.
struct Safe {
  BagsPtr bags;
  const PKCS7_ENC_CONTENT* encrypted = nullptr;
};

Safe ReadSafe(PKCS7* safe, Tally& tally) {
  Safe read;
  if (PKCS7_type_is_data(safe)) {
    read.bags.reset(PKCS12_unpack_p7data(safe));
    tally.Add(read.bags.get());
  } else if (!PKCS7_type_is_encrypted(safe)) {
    if (tally.missing.empty()) tally.missing = NameOf(safe->type);
  } else if (safe->d.encrypted != nullptr && safe->d.encrypted->enc_data->enc_data != nullptr) {
    read.encrypted = safe->d.encrypted->enc_data;
    tally.Add(MethodOf(read.encrypted->algorithm));
  }
  return read;
}

// DecodeFile reads the outermost layer. What is done with the MAC is done in `context`.
Pkcs12Ptr DecodeFile(std::string_view bytes, OSSL_LIB_CTX* context) {
  const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* next = start;
  PKCS12* file = PKCS12_init_ex(NID_pkcs7_data, context, nullptr);
  Pkcs12Ptr decoded(d2i_PKCS12(&file, &next, static_cast<long>(bytes.size())));
  const auto is_zero = [](unsigned char byte) { return byte == 0; };
  if (!std::all_of(next, start + bytes.size(), is_zero)) decoded.reset();
  return decoded;
}

// The localKeyID by which a certificate and its key name each other, or "".
std::string LocalId(const PKCS12_SAFEBAG* bag) {
  const ASN1_TYPE* id = PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID);
  if (id == nullptr || id->type != V_ASN1_OCTET_STRING) return "";
  return BytesOf(id->value.octet_string);
}

std::string PublicHalf(EVP_PKEY* key) {
  return key != nullptr ? DerOf([&](unsigned char** out) { return i2d_PUBKEY(key, out); }) : "";
}

// The public half of a private key; "" where OpenSSL does not know its kind. That of a DSA key is computed, which
// takes long for one of a size that nobody uses: those are left alone.
std::string PublicHalf(const PKCS8_PRIV_KEY_INFO* key) {
  const ASN1_OBJECT* kind = nullptr;
  if (PKCS8_pkey_get0(&kind, nullptr, nullptr, nullptr, key) != 1) return "";
  const int max_size = OBJ_obj2nid(kind) == NID_rsaEncryption ? 16 << 10 : 2 << 10;
  if (i2d_PKCS8_PRIV_KEY_INFO(key, nullptr) > max_size) return "";
  const Owned<EVP_PKEY, EVP_PKEY_free> parsed(EVP_PKCS82PKEY(key));
  return PublicHalf(parsed.get());
}

using Password = std::optional<std::string>;

// The forms in which a password may have been meant. Files made by OpenSSL before 1.1.0 took each byte of it as a
// character.
std::vector<Password> FormsOf(const Password& password) {
  if (!password || password->empty()) return {"", std::nullopt};
  std::string widened;
  for (const char c : *password) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) widened += static_cast<char>(0xC0 | byte >> 6);
    widened += static_cast<char>(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte);
  }
  if (widened == *password) return {password};
  return {password, widened};
}

// A step of opening a file: kOpened means that it succeeded.
using Step = Result<Pkcs12Status>;
bool Stops(const Step& step) { return !step.ok() || step.value() != Pkcs12Status::kOpened; }

Error Damaged() { return {"the PKCS#12 file is damaged"}; }

Error TooManyRounds() {
  return {"the PKCS#12 file asks for more than " + std::to_string(kMaxRounds) + " rounds of key derivation"};
}

// One attempt to open a file, with one form of its password.
class Attempt {
 public:
  Attempt(const Password& password, const Tally& tally, bool has_mac)
      : password_(password), tally_(tally), has_mac_(has_mac) {}

  Step Open(PKCS12* file, const std::vector<Safe>* safes) {
    if (has_mac_ && PKCS12_verify_mac(file, Text(), Size()) != 1) return Pkcs12Status::kWrongPassword;
    if (safes == nullptr) return Damaged();
    for (const Safe& safe : *safes) {
      Step step = safe.encrypted != nullptr ? ReadEncrypted(*safe.encrypted) : ReadBags(safe.bags.get());
      if (Stops(step)) return step;
    }
    return Pkcs12Status::kOpened;
  }

  const Tally& tally() const { return tally_; }

  // What was found, the certificates whose key is there in front.
  Pkcs12Content Content() const {
    Pkcs12Content content;
    std::vector<CertificatePtr> others;
    for (const Found& found : certificates_) {
      (HasKey(found) ? content.certificates : others).push_back(found.certificate);
    }
    content.with_private_key = content.certificates.size();
    content.has_private_key = keys_ > 0;
    content.certificates.insert(content.certificates.end(), others.begin(), others.end());
    return content;
  }

 private:
  struct Found {
    CertificatePtr certificate;
    std::string local_id;
  };

  bool HasKey(const Found& found) const {
    return key_ids_.contains(found.local_id) ||
           (!public_halves_.empty() &&
            public_halves_.contains(PublicHalf(X509_get0_pubkey(found.certificate->parsed.get()))));
  }

  const char* Text() const { return password_ ? password_->data() : nullptr; }
  int Size() const { return password_ ? static_cast<int>(password_->size()) : 0; }

  // Decrypts a part and decodes it as `item`; a MAC that fitted vouches for the password.
  template <class Decoded>
  Step Decrypt(const X509_ALGOR* algorithm, const ASN1_OCTET_STRING* bytes, const ASN1_ITEM* item, Decoded& decoded) {
    const auto method = MethodOf(algorithm);
    if (!method) return Damaged();
    unsigned char* clear = nullptr;
    int size = 0;
    if (PKCS12_pbe_crypt_ex(algorithm, Text(), Size(), ASN1_STRING_get0_data(bytes), ASN1_STRING_length(bytes), &clear,
                            &size, 0, method->context, nullptr) == nullptr) {
      return Pkcs12Status::kWrongPassword;
    }
    const unsigned char* next = clear;
    decoded.reset(reinterpret_cast<typename Decoded::pointer>(ASN1_item_d2i(nullptr, &next, size, item)));
    OPENSSL_clear_free(clear, static_cast<std::size_t>(size));
    if (decoded != nullptr) return Pkcs12Status::kOpened;
    return has_mac_ ? Step(Damaged()) : Pkcs12Status::kWrongPassword;
  }

  Step ReadEncrypted(const PKCS7_ENC_CONTENT& content) {
    BagsPtr bags;
    Step step = Decrypt(content.algorithm, content.enc_data, ASN1_ITEM_rptr(PKCS12_SAFEBAGS), bags);
    if (Stops(step)) return step;
    tally_.Add(bags.get());
    if (tally_.rounds > kMaxRounds) return TooManyRounds();
    if (!tally_.missing.empty()) return Pkcs12Status::kCipherUnknown;
    return ReadBags(bags.get());
  }

  Step ReadBags(const Bags* bags) {
    if (bags == nullptr) return Damaged();
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
      Step step = ReadBag(sk_PKCS12_SAFEBAG_value(bags, i));
      if (Stops(step)) return step;
    }
    return Pkcs12Status::kOpened;
  }

  Step ReadBag(const PKCS12_SAFEBAG* bag) {
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
      case NID_keyBag:
        NoteKey(bag, PKCS12_SAFEBAG_get0_p8inf(bag));
        return Pkcs12Status::kOpened;
      case NID_pkcs8ShroudedKeyBag:
        return ReadShroudedKey(bag);
      case NID_certBag:
        return ReadCertificate(bag);
      case NID_safeContentsBag:
        return ReadBags(PKCS12_SAFEBAG_get0_safes(bag));
      default:
        return Pkcs12Status::kOpened;
    }
  }

  Step ReadShroudedKey(const PKCS12_SAFEBAG* bag) {
    const X509_ALGOR* algorithm = nullptr;
    const ASN1_OCTET_STRING* bytes = nullptr;
    X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, &bytes);
    KeyPtr key;
    Step step = Decrypt(algorithm, bytes, ASN1_ITEM_rptr(PKCS8_PRIV_KEY_INFO), key);
    if (!Stops(step)) NoteKey(bag, key.get());
    return step;
  }

  // Reading a key takes OpenSSL long: of many keys, those behind the first are known by their localKeyID only.
  void NoteKey(const PKCS12_SAFEBAG* bag, const PKCS8_PRIV_KEY_INFO* key) {
    constexpr int kMaxCompared = 16;
    if (auto id = LocalId(bag); !id.empty()) key_ids_.insert(std::move(id));
    if (++keys_ > kMaxCompared) return;
    if (auto half = PublicHalf(key); !half.empty()) public_halves_.insert(std::move(half));
  }

  Step ReadCertificate(const PKCS12_SAFEBAG* bag) {
    if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) return Pkcs12Status::kOpened;
    const Owned<X509, X509_free> decoded(PKCS12_SAFEBAG_get1_cert(bag));
    if (decoded == nullptr) return Damaged();
    auto certificate = ParseCertificate(DerOf([&](unsigned char** out) { return i2d_X509(decoded.get(), out); }));
    if (!certificate.ok()) return Damaged();
    certificates_.push_back({std::move(certificate).value(), LocalId(bag)});
    return Pkcs12Status::kOpened;
  }

  const Password& password_;
  Tally tally_;
  bool has_mac_;
  int keys_ = 0;
  std::vector<Found> certificates_;
  std::set<std::string> key_ids_;
  std::set<std::string> public_halves_;
};

Pkcs12Content With(Pkcs12Content content, Pkcs12Status status, const Tally& tally) {
  content.status = status;
  if (status == Pkcs12Status::kCipherUnknown) content.cipher = tally.missing;
  content.algorithms = tally.algorithms;
  content.beyond_pkcs12_v1 = tally.is_late;
  return content;
}

}  // namespace

bool IsPkcs12(std::string_view bytes) {
  const ErrorQueueGuard guard;
  return DecodeFile(bytes, nullptr) != nullptr;
}

Result<Pkcs12Content> OpenPkcs12(std::string_view bytes, const std::optional<std::string>& password) {
  const ErrorQueueGuard guard;
  Pkcs12Ptr file = DecodeFile(bytes, nullptr);
  if (file == nullptr) return Error{"not a whole PKCS#12 file"};
  Tally tally;
  const SafesPtr parts(PKCS12_unpack_authsafes(file.get()));
  std::vector<Safe> safes;
  for (int i = 0; i < sk_PKCS7_num(parts.get()); ++i) {
    safes.push_back(ReadSafe(sk_PKCS7_value(parts.get(), i), tally));
  }
  const auto mac = MethodOfMac(file.get());
  tally.Add(mac);
  if (tally.rounds > kMaxRounds) return TooManyRounds();
  if (!tally.missing.empty()) return With({}, Pkcs12Status::kCipherUnknown, tally);
  if (mac && mac->context != nullptr) file = DecodeFile(bytes, mac->context);

  for (const Password& form : FormsOf(password)) {
    Attempt attempt(form, tally, mac.has_value());
    const Step step = attempt.Open(file.get(), parts != nullptr ? &safes : nullptr);
    if (!step.ok()) return step.error();
    if (step.value() == Pkcs12Status::kWrongPassword) continue;
    const bool is_open = step.value() == Pkcs12Status::kOpened;
    return With(is_open ? attempt.Content() : Pkcs12Content{}, step.value(), attempt.tally());
  }
  return With({}, Pkcs12Status::kWrongPassword, tally);
}

}  // namespace wmsim
