// Real PKCS#12 files: each opens with its password, or says why not.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "emulator/pkcs12.h"
#include "tests/containers.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// Real files, with the passwords and contents that their index knows from `openssl pkcs12`.
std::vector<Columns> RealFiles() {
  const auto index = TestDataPath("certificates/index.tsv");
  std::vector<Columns> rows = std::filesystem::exists(index) ? ReadTable(index) : std::vector<Columns>();
  std::erase_if(rows, [](const Columns& row) { return row.at("kind") != "pfx"; });
  return rows;
}

std::string RealBytes(const Columns& row) { return ReadAll(TestDataPath("certificates/" + row.at("file"))); }

bool IsPasswordKnown(const Columns& row) { return row.at("password") != "(unknown)"; }

std::string PasswordOf(const Columns& row) { return row.at("password") == "(empty)" ? "" : row.at("password"); }

// The value of `name=value` in a row's note.
std::string Noted(const Columns& row, const std::string& name) {
  std::istringstream words(row.at("note"));
  for (std::string word; words >> word;) {
    if (word.starts_with(name + "=")) return word.substr(name.size() + 1);
  }
  return "";
}

TEST(RealPkcs12, OpensWithItsPassword) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  int opened = 0;
  for (const Columns& row : rows) {
    if (!IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    const auto file = OpenPkcs12(RealBytes(row), PasswordOf(row));
    ASSERT_TRUE(file.ok()) << file.error().text;
    const Pkcs12Content& content = file.value();
    EXPECT_EQ(content.status, Pkcs12Status::kOpened);
    EXPECT_EQ(std::to_string(content.certificates.size()), Noted(row, "certs"));
    EXPECT_EQ(content.has_private_key, Noted(row, "keys") != "0");
    EXPECT_LE(content.with_private_key, content.certificates.size());
    const bool is_late = row.at("algorithms").find("PBES2") != std::string::npos || Noted(row, "mac") != "sha1";
    EXPECT_EQ(content.beyond_pkcs12_v1, is_late);
    for (const std::string& algorithm : content.algorithms) {
      if (algorithm.starts_with("MAC ")) {
        EXPECT_EQ(algorithm, "MAC " + Noted(row, "mac"));
        continue;
      }
      std::istringstream parts(algorithm);
      for (std::string part; std::getline(parts >> std::ws, part, ',');) {
        EXPECT_NE(row.at("algorithms").find(part), std::string::npos) << part;
      }
    }
    ++opened;
  }
  EXPECT_GT(opened, 80);
}

TEST(RealPkcs12, StaysClosedToAnotherPassword) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  for (const Columns& row : rows) {
    if (!IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = RealBytes(row);
    for (const std::string& password : {PasswordOf(row) + "x", "y" + PasswordOf(row)}) {
      const auto file = OpenPkcs12(bytes, password);
      ASSERT_TRUE(file.ok()) << file.error().text;
      EXPECT_EQ(file.value().status, Pkcs12Status::kWrongPassword);
    }
    if (PasswordOf(row).empty()) continue;
    EXPECT_EQ(OpenPkcs12(bytes, std::nullopt).value().status, Pkcs12Status::kWrongPassword);
  }
}

// The index tells what openssl said: the MAC did not fit, the MAC could not be computed, or the file was not read.
TEST(RealPkcs12, SaysWhyItCannotBeOpened) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  int unknown = 0;
  for (const Columns& row : rows) {
    if (IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    // Without a password the MAC of these two fits: openssl finds a decode error within.
    if (row.at("file") == "bssl_bad2.p12" || row.at("file") == "bssl_bad3.p12") {
      EXPECT_FALSE(OpenPkcs12(RealBytes(row), "").ok());
    }
    const auto file = OpenPkcs12(RealBytes(row), "no such password");
    const auto notes = [&](std::string_view what) { return row.at("note").find(what) != std::string::npos; };
    if (!notes("invalid password") && !notes("mac generation")) {
      EXPECT_FALSE(file.ok());
      continue;
    }
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().status,
              notes("invalid password") ? Pkcs12Status::kWrongPassword : Pkcs12Status::kCipherUnknown);
    unknown += notes("mac generation") ? 1 : 0;
  }
  EXPECT_GT(unknown, 5);
}

// The order of `openssl pkcs12 -nokeys`, where each key's certificate has the key's localKeyID.
TEST(RealPkcs12, HasTheKeysCertificatesFirst) {
  struct {
    std::string name;
    std::string password;
    Names subjects;
    std::size_t with_private_key;
  } const rows[] = {
      {"dotnet_contoso.com.pfx", "testcertificate", {"CN = testserver.contoso.com", "CN = NDX Test Root CA"}, 1},
      {"jsign_keystore-two-entries.p12",
       "password",
       {"CN = Jsign Code Signing Test Certificate 2024 (RSA)", "CN = Jsign Code Signing Test Certificate 2024 (RSA)",
        "CN = Jsign Code Signing CA 2024", "CN = Jsign Root Certificate Authority 2024",
        "CN = Jsign Code Signing CA 2024", "CN = Jsign Root Certificate Authority 2024"},
       2},
      {"gtls_key-utf8-1.p12",
       "\u03AD\u03BD\u03B1-\u03B4\u03CD\u03BF",
       {"CN = GnuTLS client certificate 1", "CN = GnuTLS Test CA"},
       1},
      {"ossl_test-BER.p12", "12345", {"CN = Docker_Playground_TLS", "CN = TLS_ROOTCA", "CN = TLS_ISSUING_CA"}, 1},
      {"gtls_pkcs12_5certs.p12",
       "1234",
       {"CN = GnuTLS Test Server (RSA certificate)", "CN = GnuTLS Test CA", "CN = GnuTLS client certificate 1",
        "CN = GnuTLS Test server (ECDSA certificate)", "CN = GnuTLS Test server (DSA-1024 certificate)"},
       1},
      {"gtls_aes-128.p12", "Red Hat Enterprise Linux 7.4", {}, 0},
      {"pyca12_java-truststore.p12",
       "",
       {"C = US, ST = Texas, L = Austin, O = Internet Widgits Pty Ltd, CN = PyCA DSA CA",
        "C = US, O = Let's Encrypt, CN = Let's Encrypt Authority X3"},
       0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto path = TestDataPath("certificates/" + row.name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
    const auto file = OpenPkcs12(ReadAll(path), row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(Subjects(file.value().certificates), row.subjects);
    EXPECT_EQ(file.value().with_private_key, row.with_private_key);
  }
}

TEST(RealPkcs12, TrapsAreRefusedAtOnce) {
  for (const std::string name : {"iter_10000000.pfx", "iter_2147483647_mac.pfx"}) {
    SCOPED_TRACE(name);
    const auto path = TestDataPath("traps/" + name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no traps: set WMSIM_TEST_DATA";
    const auto file = OpenPkcs12(ReadAll(path), "x");
    ASSERT_FALSE(file.ok());
    EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
  }
}

// The column pkcs12 says what OpenSSL's reader makes of a file's outermost layer. Two files without MAC are damaged
// within: `openssl pkcs12` cannot read them either.
TEST(DamagedPkcs12, IsReadOrRefusedAsItsIndexSays) {
  const auto index = TestDataPath("malformed/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no damaged files: set WMSIM_TEST_DATA";
  const Names damaged_within = {"gtls_pkcs12_key_parser/4108d51e95f64886", "gtls_pkcs12_key_parser/6d11a94502e8e0cc"};
  int read = 0;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = ReadAll(TestDataPath("malformed/" + row.at("file")));
    const auto file = OpenPkcs12(bytes, std::nullopt);
    const bool expected = row.at("pkcs12") == "ok";
    EXPECT_EQ(IsPkcs12(bytes), expected);
    EXPECT_EQ(file.ok(), expected && std::ranges::find(damaged_within, row.at("file")) == damaged_within.end());
    read += file.ok() ? 1 : 0;
  }
  EXPECT_GT(read, 40);
}

}  // namespace
}  // namespace wmsim
