// PKCS#12 files: which open, with what in them, and why the others do not.
#include "emulator/pkcs12.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <thread>

#include "tests/pkcs12_builder.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

constexpr std::string_view kTripleDes = "pbeWithSHA1And3-KeyTripleDES-CBC";

TEST(OpenPkcs12, OpensEveryKindOfFile) {
  const Names both = {"CN = Leaf", "CN = Root"};
  const Names leaf = {"CN = Leaf"};
  struct {
    std::string_view what;
    std::string bytes;
    std::optional<std::string> password;
    Names subjects;
    std::size_t with_private_key;
    bool has_private_key;
    bool is_late;
    Names algorithms;
  } const rows[] = {
      {"RC2",
       Decode(kClassic),
       "secret",
       both,
       1,
       true,
       false,
       {"pbeWithSHA1And40BitRC2-CBC", std::string(kTripleDes), "MAC sha1"}},
      {"zeros behind it",
       Decode(kClassic) + std::string(8, '\0'),
       "secret",
       both,
       1,
       true,
       false,
       {"pbeWithSHA1And40BitRC2-CBC", std::string(kTripleDes), "MAC sha1"}},
      {"no MAC", Decode(kWithoutMac), "secret", leaf, 1, true, false, {std::string(kTripleDes)}},
      {"as many rounds as there may be",
       Decode(kSlow),
       "secret",
       leaf,
       1,
       true,
       true,
       {"PBES2, PBKDF2, AES-128-CBC, hmacWithSHA256"}},
      {"a MAC of old", Decode(kMd4), "secret", {}, 0, true, false, {std::string(kTripleDes), "MAC md4"}},
      {"an empty password", Decode(kKeyOnly), "", {}, 0, true, false, {std::string(kTripleDes), "MAC sha1"}},
      {"no password", Decode(kKeyOnly), std::nullopt, {}, 0, true, false, {std::string(kTripleDes), "MAC sha1"}},
      {"a password taken for Latin-1",
       Decode(kOldUmlaut),
       "gr\u00FCn",
       {},
       0,
       true,
       false,
       {std::string(kTripleDes), "MAC sha1"}},
      {"nothing secret", Decode(kPlain), std::nullopt, both, 1, true, false, {}},
      {"nothing secret, and a password", Decode(kPlain), "any", both, 1, true, false, {}},
      {"bags encrypted",
       FileOf(Encrypted(Tlv("30", PlainBags()))),
       "secret",
       both,
       1,
       true,
       false,
       {std::string(kTripleDes)}},
      {"a key that OpenSSL does not know", PlainWithIds(), std::nullopt, both, 1, true, false, {}},
      {"bags within bags", Nested(3), std::nullopt, both, 1, true, false, {}},
      {"no safe", FileOf(""), std::nullopt, {}, 0, false, false, {}},
      {"no bag", FileOfBags(""), std::nullopt, {}, 0, false, false, {}},
      {"a secret",
       FileOfBags(Bag(kSecretBag, Tlv("30", Hex(kDataId) + Tlv("A0", Hex("0500"))))),
       std::nullopt,
       {},
       0,
       false,
       false,
       {}},
      {"scrypt", FileOfKey(kScryptKey), "secret", {}, 0, true, true, {"PBES2, scrypt, AES-256-CBC"}},
      {"single DES", FileOfKey(kDesKey), "secret", {}, 0, true, false, {"pbeWithMD5AndDES-CBC"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    const Pkcs12Content& content = file.value();
    EXPECT_EQ(content.status, Pkcs12Status::kOpened);
    EXPECT_EQ(content.cipher, "");
    EXPECT_EQ(Subjects(content.certificates), row.subjects);
    EXPECT_EQ(content.with_private_key, row.with_private_key);
    EXPECT_EQ(content.has_private_key, row.has_private_key);
    EXPECT_EQ(content.algorithms, row.algorithms);
    EXPECT_EQ(content.beyond_pkcs12_v1, row.is_late);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

TEST(OpenPkcs12, SaysWhyAFileStaysClosed) {
  const std::string classic = Decode(kClassic);
  const std::string mac = Hex("2B0E03021A");
  const auto flipped = [](std::string bytes, std::size_t at) {
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    return bytes;
  };
  using enum Pkcs12Status;
  struct {
    std::string_view what;
    std::string bytes;
    std::optional<std::string> password;
    Pkcs12Status status;
    std::string_view cipher;
  } const rows[] = {
      {"another password", classic, "Secret", kWrongPassword, ""},
      {"a longer one", classic, "secret ", kWrongPassword, ""},
      {"a shorter one", classic, "secre", kWrongPassword, ""},
      {"one with a zero behind it", classic, std::string("secret\0", 7), kWrongPassword, ""},
      {"not UTF-8", classic, "\xFF\xFE", kWrongPassword, ""},
      {"an empty one", classic, "", kWrongPassword, ""},
      {"none", classic, std::nullopt, kWrongPassword, ""},
      {"encrypted garbage without MAC", FileOf(Encrypted("garbage")), "secret", kWrongPassword, ""},
      {"one where there is none", Decode(kKeyOnly), "secret", kWrongPassword, ""},
      {"without MAC, another password", Decode(kWithoutMac), "Secret", kWrongPassword, ""},
      {"without MAC, none", Decode(kWithoutMac), std::nullopt, kWrongPassword, ""},
      {"a MAC of old, another password", Decode(kMd4), "Secret", kWrongPassword, ""},
      {"scrypt, another password", FileOfKey(kScryptKey), "Secret", kWrongPassword, ""},
      {"single DES, another password", FileOfKey(kDesKey), "Secret", kWrongPassword, ""},
      {"MAC changed", flipped(classic, classic.rfind(mac) + mac.size() + 6), "secret", kWrongPassword, ""},
      {"content changed", flipped(classic, 300), "secret", kWrongPassword, ""},
      {"MAC unknown", Replaced(classic, "2B0E03021A", "2B0E03027F"), "secret", kCipherUnknown, "1.3.14.3.2.127"},
      {"cipher unknown", Replaced(classic, "2A864886F70D010C0106", "2A864886F70D010C0129"), "secret", kCipherUnknown,
       "1.2.840.113549.1.12.1.41"},
      {"cipher unknown, no password", Replaced(classic, "2A864886F70D010C0106", "2A864886F70D010C0129"), std::nullopt,
       kCipherUnknown, "1.2.840.113549.1.12.1.41"},
      {"MD2", Replaced(FileOfKey(kDesKey), "2A864886F70D010503", "2A864886F70D010501"), "secret", kCipherUnknown,
       "pbeWithMD2AndDES-CBC"},
      {"a cipher with a tag of its own", Replaced(Decode(kSlow), "608648016503040102", "608648016503040106"), "secret",
       kCipherUnknown, "id-aes128-GCM"},
      {"a function unknown", Replaced(Decode(kSlow), "2A864886F70D0209", "2A864886F70D027F"), "secret", kCipherUnknown,
       "1.2.840.113549.2.127"},
      {"a derivation unknown", Replaced(Decode(kSlow), "2A864886F70D01050C", "2A864886F70D01057F"), "secret",
       kCipherUnknown, "1.2.840.113549.1.5.127"},
      {"scrypt that OpenSSL refuses", Replaced(FileOfKey(kScryptKey), "02020400", "02020401"), "secret", kCipherUnknown,
       "scrypt"},
      {"a cipher unknown within a safe",
       FileOf(Encrypted(
           Tlv("30", Bag(kShroudedBag, Replaced(Decode(kDesKey), "2A864886F70D010503", "2A864886F70D01057F"))))),
       "secret", kCipherUnknown, "1.2.840.113549.1.5.127"},
      {"a safe that needs a key", FileOf(Tlv("30", Hex(kEnvelopedId))), "secret", kCipherUnknown,
       "pkcs7-envelopedData"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().status, row.status);
    EXPECT_EQ(file.value().cipher, row.cipher);
    EXPECT_TRUE(file.value().certificates.empty());
    EXPECT_FALSE(file.value().has_private_key);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

// The rounds of the whole file are counted before the first is made.
TEST(OpenPkcs12, RefusesTooManyRounds) {
  const std::string slow = Decode(kSlow);
  const std::string half = Replaced(SlowSafe(), "02030927C0", "02030493E1");
  const std::string fast = Replaced(SlowSafe(), "02030927C0", "0203010001");
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"one too many", Replaced(slow, "02030927C0", "02030927C1")},
      {"8,388,607", Replaced(slow, "02030927C0", "02037FFFFF")},
      {"one too many in two safes", FileOf(half + half)},
      {"the last of many safes", FileOf(fast + fast + fast + SlowSafe())},
      {"in bags within bags", FileOfBags(Bag(kSafeBag, Tlv("30", SlowKey())))},
      {"more than a number holds", WithMac("02097FFFFFFFFFFFFFFFFF")},
      {"2,147,483,647 for the MAC", WithMac("02047FFFFFFF")},
      {"scrypt", Replaced(FileOfKey(kScryptKey), "020108020101", "02010802017F")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    for (const auto& password :
         {std::optional<std::string>("secret"), std::optional<std::string>("Secret"), std::optional<std::string>()}) {
      const auto file = OpenPkcs12(row.bytes, password);
      ASSERT_FALSE(file.ok());
      EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
    }
  }
}

// Encrypted bags are counted as soon as they can be seen.
TEST(OpenPkcs12, RefusesTooManyRoundsWithinASafe) {
  const std::string bytes = FileOf(Encrypted(Tlv("30", SlowKey())));
  EXPECT_EQ(OpenPkcs12(bytes, "Secret").value().status, Pkcs12Status::kWrongPassword);
  const auto file = OpenPkcs12(bytes, "secret");
  ASSERT_FALSE(file.ok());
  EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
}

TEST(OpenPkcs12, RefusesWhatIsDamaged) {
  const std::string classic = Decode(kClassic);
  const std::string plain = Decode(kPlain);
  std::string bad_certificate = plain;
  bad_certificate.at(bad_certificate.find(Hex("2A864886F70D01091601")) + 18) = '\x31';
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"nothing", ""},
      {"a zero", std::string(1, '\0')},
      {"zeros", std::string(1000, '\0')},
      {"text", "not a PKCS#12 file\n"},
      {"Base64", std::string(kClassic)},
      {"a certificate", SuiteBytes("contoso-root.cer")},
      {"a PKCS#7 file", SuiteBytes("contoso-bundle.p7b")},
      {"without its end", classic.substr(0, 600)},
      {"without its last byte", classic.substr(0, classic.size() - 1)},
      {"without its first byte", classic.substr(1)},
      {"a byte behind it", classic + "x"},
      {"a line end behind it", classic + "\n"},
      {"zeros and a byte behind it", classic + std::string(8, '\0') + "x"},
      {"twice", classic + classic},
      {"content that is not data", Replaced(FileOf(""), kDataId, kEnvelopedId)},
      {"no content", Tlv("30", Hex("020103") + Tlv("30", Hex(kDataId)))},
      {"a safe without content", FileOf(Tlv("30", Hex(kDataId)))},
      {"content that is no sequence", Tlv("30", Hex("020103") + Data("garbage"))},
      {"bags that are no sequence", FileOf(Data("garbage"))},
      {"encrypted bags that are missing", FileOf(Tlv("30", Hex("06092A864886F70D010706")))},
      {"bags within bags without end", Nested(100)},
      {"a certificate that is none", bad_certificate},
      {"encrypted garbage", WithGoodMac(FileOf(Encrypted("garbage")))},
      {"garbage under a MAC", WithGoodMac(FileOf(Data("garbage")))},
      {"a certificate that is none, encrypted",
       FileOf(Encrypted(Tlv(
           "30", Bag(kCertificateBag, Tlv("30", Hex("060A2A864886F70D01091601") + Tlv("A0", Tlv("04", "garbage")))))))},
      {"a key that is none", FileOfBags(Bag(kShroudedBag, Hex("0500")))},
      {"parameters that are none", Replaced(FileOfKey(kDesKey), "300E0408", "310E0408")},
      {"parameters of PBKDF2 that are none",
       Replaced(Decode(kSlow), "06092A864886F70D01050C30", "06092A864886F70D01050C31")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, "secret");
    ASSERT_FALSE(file.ok());
    EXPECT_FALSE(file.error().text.empty());
    EXPECT_EQ(file.error().text.find('\n'), std::string::npos);
    EXPECT_EQ(file.error().text.find("rounds"), std::string::npos);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

// The algorithms of old are there for the files that ask for them, and for nothing else in the process.
TEST(OpenPkcs12, LeavesTheGlobalAlgorithmsAlone) {
  ASSERT_EQ(OpenPkcs12(Decode(kClassic), "secret").value().status, Pkcs12Status::kOpened);
  EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "RC2-40-CBC", nullptr);
  EXPECT_EQ(cipher, nullptr);
  EVP_CIPHER_free(cipher);
  ERR_clear_error();
}

TEST(OpenPkcs12, WorksInSeveralThreads) {
  const std::string bytes = Decode(kClassic);
  std::vector<std::size_t> found(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& count : found) {
      threads.emplace_back([&] { count = OpenPkcs12(bytes, "secret").value().certificates.size(); });
    }
  }
  EXPECT_EQ(found, std::vector<std::size_t>(8, 2));
}

TEST(IsPkcs12, LooksAtTheOutermostLayerOnly) {
  for (const std::string& bytes : {Decode(kClassic), FileOf(""), Decode(kClassic) + std::string(8, '\0')}) {
    EXPECT_TRUE(IsPkcs12(bytes));
  }
  for (const std::string& bytes :
       {std::string(), std::string("x"), Decode(kClassic) + "x", Decode(kClassic).substr(0, 1000),
        std::string(kClassic), SuiteBytes("contoso-root.cer")}) {
    EXPECT_FALSE(IsPkcs12(bytes));
  }
}

}  // namespace
}  // namespace wmsim
