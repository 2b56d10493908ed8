// Real certificates: 117 public roots, and a thousand damaged files from other projects' fuzzers. The files are kept
// outside the project; without them these tests skip themselves.
#include <gtest/gtest.h>

#include <string>

#include "emulator/certificate_file.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

TEST(RealRoots, AreReadAsTheirIndexSays) {
  const auto index = TestDataPath("roots/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no real roots: set WMSIM_TEST_DATA";
  const auto rows = ReadTable(index);
  ASSERT_GT(rows.size(), 100U);
  int md2 = 0;
  for (const Columns& row : rows) {
    SCOPED_TRACE(row.at("file"));
    const auto file = ReadCertificateFile(ReadAll(TestDataPath("roots/" + row.at("file"))));
    ASSERT_TRUE(file.ok());
    EXPECT_EQ(file.value().format, FileFormat::kDer);
    const Certificate& certificate = *file.value().certificates.at(0);
    EXPECT_EQ(FormatThumbprint(certificate.thumbprint), row.at("sha1"));
    EXPECT_EQ(certificate.subject, row.at("subject"));
    EXPECT_EQ(certificate.self_issued, row.at("self_issued") == "yes");
    EXPECT_EQ("v" + std::to_string(certificate.version), row.at("version"));
    EXPECT_EQ(certificate.not_before, OpensslTime(row.at("notBefore")));
    EXPECT_EQ(certificate.not_after, OpensslTime(row.at("notAfter")));
    EXPECT_EQ(certificate.key_algorithm, row.at("key"));
    EXPECT_EQ(std::to_string(certificate.key_bits), row.at("bits"));
    EXPECT_EQ(certificate.signature_algorithm, row.at("sigalg"));
    if (!certificate.self_issued) continue;
    // OpenSSL does not know MD2: such a root is taken as self-signed, and says so (design 4).
    const bool is_md2 = row.at("sigalg") == "md2WithRSAEncryption";
    md2 += is_md2 ? 1 : 0;
    EXPECT_EQ(certificate.self_signed, is_md2 ? SelfSigned::kCannotBeVerified : SelfSigned::kYes);
    EXPECT_EQ(certificate.kind, CertificateKind::kRoot);
  }
  EXPECT_GT(md2, 0);
}

// The columns x509, pkcs7, cms and pkcs12 say what OpenSSL's readers make of the bytes: ok, ok+N (N bytes follow), or
// the error.
TEST(DamagedFiles, AreReadOrRefusedAsTheirIndexSays) {
  const auto index = TestDataPath("malformed/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no damaged files: set WMSIM_TEST_DATA";
  const auto rows = ReadTable(index);
  ASSERT_GT(rows.size(), 1000U);
  int read = 0;
  for (const Columns& row : rows) {
    SCOPED_TRACE(row.at("file"));
    const auto file = ReadCertificateFile(ReadAll(TestDataPath("malformed/" + row.at("file"))));
    const bool is_pem = row.at("pem_x509") != "-";
    const auto is_ok = [&](const char* column) { return row.at(column) == "ok"; };
    const bool expected = !is_pem && (is_ok("x509") || is_ok("pkcs7") || is_ok("cms") || is_ok("pkcs12"));
    ASSERT_EQ(file.ok(), expected) << (file.ok() ? "read" : file.error().text);
    if (!file.ok()) {
      EXPECT_FALSE(file.error().text.empty());
      continue;
    }
    ++read;
    const FileFormat format = is_ok("x509")                    ? FileFormat::kDer
                              : is_ok("pkcs7") || is_ok("cms") ? FileFormat::kPkcs7
                                                               : FileFormat::kPkcs12;
    EXPECT_EQ(file.value().format, format) << Word(file.value().format);
    if (format == FileFormat::kPkcs7) continue;  // any number of certificates
    EXPECT_EQ(file.value().certificates.size(), format == FileFormat::kDer ? 1U : 0U);
  }
  EXPECT_GT(read, 200);
}

// Nothing of what a damaged certificate says may bring down what is asked of it.
TEST(DamagedFiles, AnswerEveryQuestion) {
  const auto index = TestDataPath("malformed/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no damaged files: set WMSIM_TEST_DATA";
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const auto chain = ReadChain(ReadAll(TestDataPath("malformed/" + row.at("file"))));
    if (!chain.ok()) continue;
    const Certificate& certificate = *chain.value().front();
    EXPECT_FALSE(WhyKind(certificate).empty());
    EXPECT_EQ(NamesIssuer(certificate, certificate), certificate.self_issued);
    EXPECT_FALSE(MatchesHost(certificate, "ocs.contoso.com", true));
    CheckSignature(certificate, certificate);
    for (const char c : certificate.subject + certificate.issuer) {
      ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << certificate.subject;
    }
  }
}

}  // namespace
}  // namespace wmsim
