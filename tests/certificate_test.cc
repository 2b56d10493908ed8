// Certificates as OpenSSL reads them: names, thumbprints, dates, and what kind each is. The expected values are what
// `openssl x509 -noout -fingerprint -sha1 -subject -issuer -serial -startdate -enddate` printed.
#include "emulator/certificate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/test_files.h"

namespace wmsim {
namespace {

using enum CertificateKind;

constexpr std::string_view kContosoRootName = "C = US, O = Contoso, CN = Contoso Root CA";

Result<CertificatePtr> Parse(const std::string& name) { return ParseCertificate(SuiteBytes(name)); }

CertificatePtr Suite(const std::string& name) {
  auto certificate = Parse(name);
  EXPECT_TRUE(certificate.ok()) << name;
  return std::move(certificate).value();
}

struct CertificateRow {
  std::string file;
  std::string_view thumbprint, subject, issuer, serial;
  std::uint32_t version;
  UnixTime not_before, not_after;
  CertificateKind kind;
  bool self_issued;
  SelfSigned self_signed;
};

TEST(ParseCertificate, ReadsTheSuitesCertificates) {
  const CertificateRow rows[] = {
      {"contoso-root.cer", "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6", kContosoRootName, kContosoRootName, "1001", 3,
       Utc(2006, 1, 1), Utc(2026, 1, 1), kRoot, true, SelfSigned::kYes},
      {"contoso-root-v1.cer", "FFC99E8D248B5514DCD0B403D17EDC212DCB1959",
       "C = US, O = Contoso, CN = Contoso Root CA v1", "C = US, O = Contoso, CN = Contoso Root CA v1", "1002", 1,
       Utc(2006, 1, 1), Utc(2026, 1, 1), kRoot, true, SelfSigned::kYes},
      {"contoso-intermediate.cer", "3BFC8CEA99E7AA0233D77C0318DFEF7CEAD7F7B2",
       "C = US, O = Contoso, CN = Contoso Issuing CA", kContosoRootName, "1003", 3, Utc(2008, 1, 1), Utc(2018, 1, 1),
       kIntermediate, false, SelfSigned::kNo},
      {"fabrikam-root.cer", "130A0883D03011A98AD7585A96D6E8EA2EA080DA", "C = US, O = Fabrikam, CN = Fabrikam Root CA",
       "C = US, O = Fabrikam, CN = Fabrikam Root CA", "1004", 3, Utc(2006, 1, 1), Utc(2026, 1, 1), kRoot, true,
       SelfSigned::kYes},
      {"expired-root.cer", "6D5F13DD3C9316AA720BEE62F0A6E02F80133DF6", "C = US, O = Contoso, CN = Contoso Old Root CA",
       "C = US, O = Contoso, CN = Contoso Old Root CA", "1005", 3, Utc(1996, 1, 1), Utc(2006, 1, 1), kRoot, true,
       SelfSigned::kYes},
      {"renamed-root.cer", "818C135E5201E9C3353734BF158069E8159855AF", kContosoRootName, kContosoRootName, "1006", 3,
       Utc(2006, 1, 1), Utc(2026, 1, 1), kIntermediate, true, SelfSigned::kNo},
      {"contoso-leaf.cer", "366A43370C3F92E334FF59D4F0844ACCEE3493E3", "C = US, O = Contoso, CN = ocs.contoso.com",
       "C = US, O = Contoso, CN = Contoso Issuing CA", "2001", 3, Utc(2008, 1, 1), Utc(2018, 1, 1), kLeaf, false,
       SelfSigned::kNo},
      {"selfsigned-server.cer", "9FA6744E2762348C96F3BE8CCE90B41FDE32DD22", "C = US, O = Contoso, CN = ocs.contoso.com",
       "C = US, O = Contoso, CN = ocs.contoso.com", "2007", 3, Utc(2008, 1, 1), Utc(2018, 1, 1), kRoot, true,
       SelfSigned::kYes},
  };
  for (const CertificateRow& row : rows) {
    SCOPED_TRACE(row.file);
    const CertificatePtr certificate = Suite(row.file);
    EXPECT_EQ(FormatThumbprint(certificate->thumbprint), row.thumbprint);
    EXPECT_EQ(certificate->subject, row.subject);
    EXPECT_EQ(certificate->issuer, row.issuer);
    EXPECT_EQ(certificate->serial, row.serial);
    EXPECT_EQ(certificate->version, row.version);
    EXPECT_EQ(certificate->not_before, row.not_before);
    EXPECT_EQ(certificate->not_after, row.not_after);
    EXPECT_EQ(certificate->kind, row.kind) << Word(certificate->kind);
    EXPECT_EQ(certificate->self_issued, row.self_issued);
    EXPECT_EQ(certificate->self_signed, row.self_signed);
    EXPECT_EQ(certificate->key_algorithm, "rsaEncryption");
    EXPECT_EQ(certificate->key_bits, 2048U);
    EXPECT_EQ(certificate->signature_algorithm, "sha1WithRSAEncryption");
    EXPECT_EQ(certificate->der, SuiteBytes(row.file));
    EXPECT_FALSE(WhyKind(*certificate).empty());
  }
}

TEST(ParseCertificate, ReadsOneDerCertificateAndNothingElse) {
  for (const std::string name :
       {"empty.cer", "garbage.cer", "truncated.cer", "trailing.cer", "two-certificates.cer", "contoso-root.pem.cer",
        "contoso-root.b64.cer", "contoso-bundle.p7b", "ocs-chain.pem"}) {
    SCOPED_TRACE(name);
    const auto certificate = Parse(name);
    ASSERT_FALSE(certificate.ok());
    EXPECT_FALSE(certificate.error().text.empty());
    EXPECT_FALSE(certificate.error().text.ends_with('.'));
  }
}

TEST(ParseCertificate, RefusesEveryShorterPrefix) {
  const std::string der = SuiteBytes("contoso-root.cer");
  for (std::size_t size = 0; size < der.size(); ++size) {
    ASSERT_FALSE(ParseCertificate(std::string_view(der).substr(0, size)).ok()) << size << " bytes";
  }
}

TEST(WhyKind, TellsTheFiveCasesApart) {
  EXPECT_NE(WhyKind(*Suite("contoso-root.cer")), WhyKind(*Suite("renamed-root.cer")));
  EXPECT_NE(WhyKind(*Suite("renamed-root.cer")), WhyKind(*Suite("contoso-intermediate.cer")));
  EXPECT_NE(WhyKind(*Suite("contoso-intermediate.cer")), WhyKind(*Suite("contoso-leaf.cer")));
  EXPECT_EQ(WhyKind(*Suite("contoso-root-v1.cer")), WhyKind(*Suite("selfsigned-server.cer")));
}

TEST(ParseThumbprint, ReadsFortyDigitsOfEitherCase) {
  const std::string_view upper = "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6";
  const auto thumbprint = ParseThumbprint(upper);
  ASSERT_TRUE(thumbprint);
  EXPECT_EQ(thumbprint->bytes[0], 0x31);
  EXPECT_EQ(thumbprint->bytes[19], 0xD6);
  EXPECT_EQ(FormatThumbprint(*thumbprint), upper);
  EXPECT_EQ(ParseThumbprint("31653dbada1de7ea0006cbf154a212ef1a6b76d6"), thumbprint);
  EXPECT_EQ(FormatThumbprint(Thumbprint{}), std::string(40, '0'));
}

TEST(ParseThumbprint, ReadsNothingElse) {
  for (const std::string_view text :
       {"", "31653DBADA1DE7EA0006CBF154A212EF1A6B76D", "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6A",
        "31653DBADA1DE7EA0006CBF154A212EF1A6B76DG", "31 653DBADA1DE7EA0006CBF154A212EF1A6B76D",
        "31:65:3D:BA:DA:1D:E7:EA:00:06:CB:F1:54:A2:12:EF:1A:6B:76:D6", " 1653DBADA1DE7EA0006CBF154A212EF1A6B76D6",
        "0x653DBADA1DE7EA0006CBF154A212EF1A6B76D6", "-1653DBADA1DE7EA0006CBF154A212EF1A6B76D6"}) {
    EXPECT_FALSE(ParseThumbprint(text)) << "`" << text << "`";
  }
}

TEST(NamesIssuer, ComparesNamesAndNotKeys) {
  const auto root = Suite("contoso-root.cer");
  const auto renamed = Suite("renamed-root.cer");
  const auto intermediate = Suite("contoso-intermediate.cer");
  EXPECT_TRUE(NamesIssuer(*intermediate, *root));
  EXPECT_TRUE(NamesIssuer(*intermediate, *renamed));
  EXPECT_TRUE(NamesIssuer(*root, *root));
  EXPECT_FALSE(NamesIssuer(*root, *intermediate));
  EXPECT_FALSE(NamesIssuer(*Suite("contoso-leaf.cer"), *root));
}

TEST(CheckSignature, IsGoodWithTheKeyThatMadeItOnly) {
  const auto root = Suite("contoso-root.cer");
  const auto intermediate = Suite("contoso-intermediate.cer");
  const auto leaf = Suite("contoso-leaf.cer");
  const auto renamed = Suite("renamed-root.cer");
  EXPECT_EQ(CheckSignature(*intermediate, *root), SignatureCheck::kGood);
  EXPECT_EQ(CheckSignature(*leaf, *intermediate), SignatureCheck::kGood);
  EXPECT_EQ(CheckSignature(*root, *root), SignatureCheck::kGood);
  EXPECT_EQ(CheckSignature(*renamed, *root), SignatureCheck::kGood);
  EXPECT_EQ(CheckSignature(*renamed, *renamed), SignatureCheck::kBad);
  EXPECT_EQ(CheckSignature(*intermediate, *renamed), SignatureCheck::kBad);
  EXPECT_EQ(CheckSignature(*leaf, *root), SignatureCheck::kBad);
  EXPECT_EQ(CheckSignature(*root, *leaf), SignatureCheck::kBad);
  EXPECT_EQ(CheckSignature(*intermediate, *root), SignatureCheck::kGood);  // asked again
}

TEST(MatchesHost, ComparesWholeNamesInAnyCase) {
  const auto leaf = Suite("contoso-leaf.cer");
  EXPECT_TRUE(MatchesHost(*leaf, "ocs.contoso.com", true));
  EXPECT_TRUE(MatchesHost(*leaf, "OCS.Contoso.COM", false));
  for (const std::string& host :
       {std::string(), std::string("contoso.com"), std::string("mail.contoso.com"), std::string("xocs.contoso.com"),
        std::string("ocs.contoso.com.evil.com"), std::string("ocs.contoso.co"), std::string("*.contoso.com"),
        std::string("ocs.contoso.com\0.evil.com", 25), std::string(" ocs.contoso.com"), std::string("Contoso")}) {
    EXPECT_FALSE(MatchesHost(*leaf, host, true)) << "`" << host << "`";
  }
}

}  // namespace
}  // namespace wmsim
