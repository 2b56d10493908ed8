// PKCS#7 and CMS files: which are read, and with which certificates.
#include "emulator/pkcs7.h"

#include <gtest/gtest.h>

#include <regex>

#include "emulator/certificate_file.h"
#include "tests/containers.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// `openssl cms -sign -keyid -noattr`: CMS with the certificate of CN = Leaf, whose signer PKCS#7 cannot name.
constexpr std::string_view kSignedByKeyId =
    "MIICHQYJKoZIhvcNAQcCoIICDjCCAgoCAQMxDTALBglghkgBZQMEAgEwCwYJKoZIhvcNAQcBoIIBaTCCAWUwggEKoAMCAQICAQIwCgYIKoZIzj0E"
    "AwIwDzENMAsGA1UEAwwEUm9vdDAeFw0yNjExMjMwMDU0MzFaFw00NjExMTgwMDU0MzFaMA8xDTALBgNVBAMMBExlYWYwWTATBgcqhkjOPQIBBggq"
    "hkjOPQMBBwNCAATbPQGEAGWqcw8lK5x0CcjkwnSHcpFrPDAxk40t7wK4ZRDWwPY0yecQhmUWVYr/EqnskNkSRTgCOMqCVQ+su1Ibo1cwVTAdBgNV"
    "HQ4EFgQUKqCzr0/LRrBw+FOa0JTQsAYNkw8wNAYDVR0jBC0wK6ETpBEwDzENMAsGA1UEAwwEUm9vdIIUThmMDq9BuyRITlnsV3PWs71Qq/4wCgYI"
    "KoZIzj0EAwIDSQAwRgIhAOEfzs4EoVYnCkIgdKjg+l7KAeFk+X9LRnDZRkrkQszQAiEA3aVm6ij9XdP/F4uzvGULlxdaRyWFKVtJas57z6acoqQx"
    "fDB6AgEDgBQqoLOvT8tGsHD4U5rQlNCwBg2TDzALBglghkgBZQMEAgEwCgYIKoZIzj0EAwIERjBEAiBDm8R6bQRlH4a5/pjhW2Om5TCwRucm4tYO"
    "5mceo2QdxQIgHVJKSCO4mGDJ2NrKrhSbl6ir+z0GIHZnZZ1xeF1Oe3E=";

std::string Bundle() { return SuiteBytes("contoso-bundle.p7b"); }

std::string Pem(std::string_view label, std::string_view base64) {
  std::string text = "-----BEGIN " + std::string(label) + "-----\n";
  for (std::size_t at = 0; at < base64.size(); at += 64) text += std::string(base64.substr(at, 64)) + "\n";
  return text + "-----END " + std::string(label) + "-----\n";
}

// Signed data without signers, by hand: SignedData of version 1 with no digest algorithm, empty data, `certificates`.
std::string SignedData(const std::string& certificates) {
  const std::string body = Hex("0201013100300B06092A864886F70D010701") + certificates + Hex("3100");
  const auto tlv = [](std::string_view tag, const std::string& content) {
    const std::size_t size = content.size();
    return Hex(tag) + '\x82' + static_cast<char>(size >> 8) + static_cast<char>(size) + content;
  };
  return tlv("30", Hex("06092A864886F70D010702") + tlv("A0", tlv("30", body)));
}

TEST(ReadPkcs7, ReadsEveryTypeOfContent) {
  struct {
    std::string_view what;
    std::string bytes;
    Names subjects;
  } const rows[] = {
      {"a bundle",
       Bundle(),
       {"C = US, O = Contoso, CN = Contoso Root CA", "C = US, O = Contoso, CN = Contoso Issuing CA"}},
      {"signed data", SignedData(""), {}},
      {"signed data with an empty set", SignedData(Hex("A000")), {}},
      {"signed data that is not there", Hex("300B06092A864886F70D010702"), {}},
      {"data", Hex("300F06092A864886F70D010701A0020400"), {}},
      {"enveloped data that is not there", Hex("300B06092A864886F70D010703"), {}},
      {"another type", Hex("300906032A0304A0020500"), {}},
      {"indefinite lengths", Hex("308006092A864886F70D010701A080040000000000"), {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto certificates = ReadPkcs7(row.bytes);
    ASSERT_TRUE(certificates.ok()) << certificates.error().text;
    EXPECT_EQ(Subjects(certificates.value()), row.subjects);
  }
}

TEST(ReadPkcs7, RefusesEverythingElse) {
  const std::string bundle = Bundle();
  const std::string certificate = SuiteBytes("contoso-root.cer");
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"nothing", ""},
      {"a byte", "0"},
      {"text", "not a PKCS#7 file\n"},
      {"a certificate", certificate},
      {"without its end", bundle.substr(0, 1000)},
      {"without its last byte", bundle.substr(0, bundle.size() - 1)},
      {"without its first byte", bundle.substr(1)},
      {"a byte behind it", bundle + "x"},
      {"a zero behind it", bundle + std::string(1, '\0')},
      {"a line end behind it", bundle + "\n"},
      {"twice", bundle + bundle},
      {"a certificate in it that is none", SignedData(Hex("A0023000"))},
      {"a number among its certificates", SignedData(Hex("A003020101"))},
      {"no content type", Hex("3000")},
      {"a number for its content type", Hex("3003020101")},
      {"indefinite lengths without an end", Hex("308006092A864886F70D010701A08004000000")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    for (const auto& certificates : {ReadPkcs7(row.bytes), ReadCms(row.bytes)}) {
      ASSERT_FALSE(certificates.ok());
      EXPECT_FALSE(certificates.error().text.empty());
      EXPECT_EQ(certificates.error().text.find('\n'), std::string::npos);
    }
  }
}

// Signers named by their key are CMS; PEM text says which of the two it means, but both are read either way.
TEST(ReadCms, ReadsWhatPkcs7DoesNotKnow) {
  const Names leaf = {"CN = Leaf"};
  for (const std::string& text : {std::string(kSignedByKeyId), Pem("CMS", kSignedByKeyId), Pem("PKCS7", kSignedByKeyId),
                                  Pem("PKCS #7 SIGNED DATA", kSignedByKeyId)}) {
    const auto file = ReadCertificateFile(text);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().format, FileFormat::kPkcs7);
    EXPECT_EQ(Subjects(file.value().certificates), leaf);
  }
  const auto bundle = ReadCms(Bundle());
  ASSERT_TRUE(bundle.ok()) << bundle.error().text;
  EXPECT_EQ(Subjects(bundle.value()), Subjects(ReadPkcs7(Bundle()).value()));
}

// Real files. Their index counts what `openssl pkcs7 -print_certs` prints; CMS was not asked.
TEST(RealFiles, AreReadAsTheirIndexSays) {
  const auto index = TestDataPath("certificates/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no real certificate files: set WMSIM_TEST_DATA";
  const std::map<std::string, std::size_t> cms = {
      // counted in `openssl cms -cmsout -print`
      {"bc_SignedData_ML-DSA-44.pem", 0}, {"bc_SignedData_ML-DSA-65.pem", 0}, {"bssl_sign_sha1_key_id.p7s", 0},
      {"bssl_sign_sha256_key_id.p7s", 0}, {"gtls_openssl-keyid.p7b", 2},
  };
  const std::map<std::string_view, FileFormat> formats = {
      {"x509-der", FileFormat::kDer},    {"x509-pem", FileFormat::kBase64}, {"pkcs7-der", FileFormat::kPkcs7},
      {"pkcs7-pem", FileFormat::kPkcs7}, {"pfx", FileFormat::kPkcs12},
  };
  int read = 0;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const auto file = ReadCertificateFile(ReadAll(TestDataPath("certificates/" + row.at("file"))));
    if (const auto known = cms.find(row.at("file")); known != cms.end()) {
      ASSERT_TRUE(file.ok()) << file.error().text;
      EXPECT_EQ(file.value().format, FileFormat::kPkcs7);
      EXPECT_EQ(file.value().certificates.size(), known->second);
      continue;
    }
    const auto format = formats.find(row.at("kind"));
    // Its openssl could not decode this one at all.
    const bool is_unreadable = row.at("note").find("nested asn1") != std::string::npos;
    ASSERT_EQ(file.ok(), format != formats.end() && !is_unreadable) << (file.ok() ? "read" : file.error().text);
    if (!file.ok()) continue;
    ++read;
    EXPECT_EQ(file.value().format, format->second);
    std::smatch count;
    const bool is_counted = std::regex_search(row.at("note"), count, std::regex("certs=(\\d+)"));
    if (row.at("kind") == "pfx") {
      EXPECT_TRUE(file.value().certificates.empty());
    } else {
      EXPECT_EQ(std::to_string(file.value().certificates.size()), is_counted ? count.str(1) : "1");
    }
  }
  EXPECT_GT(read, 200);
}

// The order of `openssl pkcs7 -print_certs`.
TEST(RealPkcs7, KeepsTheFilesOrder) {
  struct {
    std::string name;
    Names subjects;
  } const rows[] = {
      {"jsign_jsign-test-certificate-full-chain.spc",
       {"CN = Jsign Code Signing Test Certificate 2024 (RSA)", "CN = Jsign Code Signing CA 2024",
        "CN = Jsign Root Certificate Authority 2024"}},
      {"jsign_jsign-test-certificate-full-chain-reversed.spc",
       {"CN = Jsign Root Certificate Authority 2024", "CN = Jsign Code Signing CA 2024",
        "CN = Jsign Code Signing Test Certificate 2024 (RSA)"}},
      {"bssl_nss.p7c",
       {"C = US, O = GeoTrust Inc., CN = GeoTrust Global CA",
        "C = US, ST = California, L = Mountain View, O = Google Inc, CN = mail.google.com",
        "C = US, O = Google Inc, CN = Google Internet Authority G2"}},
      {"gtls_openssl-keyid.p7b", {"CN = localhost", "CN = GnuTLS Test Server (RSA certificate)"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto path = TestDataPath("certificates/" + row.name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real certificate files: set WMSIM_TEST_DATA";
    const auto file = ReadCertificateFile(ReadAll(path));
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(Subjects(file.value().certificates), row.subjects);
  }
}

// The columns pkcs7 and cms say what OpenSSL's readers make of the bytes.
TEST(DamagedPkcs7, IsReadOrRefusedAsItsIndexSays) {
  const auto index = TestDataPath("malformed/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no damaged files: set WMSIM_TEST_DATA";
  int read = 0;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = ReadAll(TestDataPath("malformed/" + row.at("file")));
    const auto pkcs7 = ReadPkcs7(bytes);
    const auto cms = ReadCms(bytes);
    EXPECT_EQ(pkcs7.ok(), row.at("pkcs7") == "ok");
    EXPECT_EQ(cms.ok(), row.at("cms") == "ok");
    read += pkcs7.ok() || cms.ok() ? 1 : 0;
  }
  EXPECT_GT(read, 20);
}

}  // namespace
}  // namespace wmsim
