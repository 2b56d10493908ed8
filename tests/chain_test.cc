// Building a server's chain up to a root of the device.
#include "emulator/chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

using Row = CertificateRows::Row;
using RowList = std::vector<Row>;

constexpr UnixTime kNow = Utc(2009, 6, 1, 12);
constexpr std::string_view kServer = "C = US, O = Contoso, CN = ocs.contoso.com";

CertificatePtr One(const std::string& name) { return SuiteChain(name).front(); }

// The rows of a store that holds these files.
RowList Store(std::string_view store, const std::vector<std::string>& names) {
  RowList rows;
  for (const std::string& name : names) {
    const CertificatePtr certificate = One(name);
    rows.push_back({{std::string(store), "system", certificate->thumbprint}, StoredCertificate{certificate}});
  }
  return rows;
}
RowList Roots(const std::vector<std::string>& names) { return Store("ROOT", names); }
RowList Intermediates(const std::vector<std::string>& names) { return Store("CA", names); }

// A shipped root of which only the row is known.
RowList RowOnly(const ShippedRoot& root) {
  return {{{"ROOT", "system", *ParseThumbprint(root.thumbprint)}, StoredCertificate{nullptr, &root}}};
}

const ShippedRoot kContosoRow{"31653DBADA1DE7EA0006CBF154A212EF1A6B76D6",
                              "C = US, O = Contoso, CN = Contoso Root CA",
                              Utc(2006, 1, 1),
                              Utc(2026, 1, 1),
                              "rsaEncryption",
                              2048,
                              "sha1WithRSAEncryption",
                              3};

// Made with OpenSSL: Root issued Middle, Middle Lower, Lower Leaf. Of their DSA keys only Root's has its parameters.
constexpr std::string_view kDsaLeaf =
    "MIIBKzCB66ADAgECAgEEMAkGByqGSM44BAMwEDEOMAwGA1UEAwwFTG93ZXIwHhcNMDgwMTAxMDAwMDAwWhcNMTgwMTAxMDAwMDAwWjAPMQ0wCwYD"
    "VQQDDARMZWFmMIGSMAkGByqGSM44BAEDgYQAAoGAS9+sLh2edvUkvVLctqZtqc0BqYL5suK4GR4hW4zDxFnka3WYeQowmD7pv9JdoAFifmTAb4Vy"
    "Mu/LuvWgFcfNRBPfi8pF0B/rMoM8po9UjHEFIczRg6j3A5DB3Ugbfg7fplcIJ3z5ZSQHJRUS7+YBstb4xB6BlQ68TR094ghAhLIwCQYHKoZIzjgE"
    "AwMwADAtAhRgZD9avzglgMf6LAZgbSkzVAWZoAIVAKtFDKMaJ0OCWu/NDcWpNHgt9kjZ";
constexpr std::string_view kDsaLower =
    "MIIBLjCB7qADAgECAgEDMAkGByqGSM44BAMwETEPMA0GA1UEAwwGTWlkZGxlMB4XDTA4MDEwMTAwMDAwMFoXDTE4MDEwMTAwMDAwMFowEDEOMAwG"
    "A1UEAwwFTG93ZXIwgZMwCQYHKoZIzjgEAQOBhQACgYEAuK9shSMATua349URZ1Qp+i3PMVM49MLQcdEIjmKiLd2ZpH1fzcDbq3OvvJItjvwckTLC"
    "lSM+hkxzXSTIVb//EE9qwIUr5ToXMGX8oY5+qFfkqe/YN+T+gPjWFPo9+H4nkOMyFOou1dAXt/HhGde6jvnKmtF4bUfOp0C6YXv9htMwCQYHKoZI"
    "zjgEAwMwADAtAhUAks4lBhg8WuaJX6fPJOmvr26QT/8CFBaqQBO6zMA4a751H4rv57mMSVsc";
constexpr std::string_view kDsaMiddle =
    "MIIBLDCB7aADAgECAgECMAkGByqGSM44BAMwDzENMAsGA1UEAwwEUm9vdDAeFw0wODAxMDEwMDAwMDBaFw0xODAxMDEwMDAwMDBaMBExDzANBgNV"
    "BAMMBk1pZGRsZTCBkzAJBgcqhkjOOAQBA4GFAAKBgQDaNV3qezDdJsFJWpZY7wWmxrJaVR3LsI/olt4vOiyx7sz+qdGexrABMpAVysIl/7JBnKl+"
    "3Fqym/zxqEwBQbgJTe3cMQZt3tRejE6M+Sk3tBtOooS7/NNk6J5piIxzC58DhPbv621s/1xLoMS5NKQRB79EQ9lxeU6/mXPx8n2zpjAJBgcqhkjO"
    "OAQDAy8AMCwCFEiKSWcJsRBu3tBLufyAObA/I2kGAhQFFc1NFuKc1CxXvaOhRft9yuyIcg==";
constexpr std::string_view kDsaRoot =
    "MIICUDCCAhCgAwIBAgIBATAJBgcqhkjOOAQDMA8xDTALBgNVBAMMBFJvb3QwHhcNMDgwMTAxMDAwMDAwWhcNMTgwMTAxMDAwMDAwWjAPMQ0wCwYD"
    "VQQDDARSb290MIIBtzCCASsGByqGSM44BAEwggEeAoGBAP+P5XSIDaNxPkrsSb5gCZoSJCU3sDgdjFgTCvabQQpgGT4eMPcUJsoNGt7SZe/j2ohz"
    "XQRqOrKnNHOguG6N58wdSZ7L5UKoV9GzJEVO5i7aBpT+Kk1DDai+G+yfVRdoxxzX3fBRnzxzjrrAoCIsmVA+5yrwjoBT0gtULfBRWUDXAhUAtEmW"
    "+u0Ene/FbyMVHqzbJ7aupE0CgYBxEb3MCBavWqz5cUXoiKmmCYv/yCdROK1wjSSPcu5MT+5G1xE8DhmYC48yjuH0qXW8UQEhPNh3NalhbhVu+hO/"
    "EnQIXQgSWax963OPdU9PJ8uq7oH9biQUZZYWOH/vu8bDTFdZHirFLKCErxwU2lS6l5nio/1+l7gNQ9nIocyO2wOBhQACgYEAyFEgZPNl/U005geB"
    "W8uhhCXOz7289syOamGatb1v9jZq3AH/ro0+wqBRkpW4gWM3eg0LeEGWlFkOGwgMsTIl1TNSLvGltvqrOQDxpMnuOmMEySTiu/XMKrHO5R3+8Sdl"
    "o4Ee8icPGILnG1J4OfILEpw6Ic5ED4hvmO8Q8kXOX/UwCQYHKoZIzjgEAwMvADAsAhRCFFunLlljuXbypEfZXRhdkCM+6QIUL2KTFNIbH2P68U+L"
    "V0b2H21Hs14=";

CertificatePtr FromBase64(std::string_view text) {
  auto chain = ReadChain(text);
  EXPECT_TRUE(chain.ok());
  return std::move(chain).value().front();
}

TEST(BuildChain, ReachesARootOfTheDevice) {
  struct {
    std::string chain;
    std::vector<std::string> roots, intermediates;
    std::string_view root;
  } const rows[] = {
      {"ocs-chain.pem", {"contoso-root.cer"}, {}, "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"},
      {"ocs-chain-with-root.pem", {"contoso-root.cer"}, {}, "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"},
      {"ocs-direct.pem", {"contoso-root.cer"}, {}, "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"},
      {"ocs-direct.pem", {"fabrikam-root.cer", "contoso-root.cer"}, {}, "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"},
      {"ocs-no-intermediate.pem",
       {"contoso-root.cer"},
       {"contoso-intermediate.cer"},
       "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"},
      {"ocs-v1-chain.pem", {"contoso-root-v1.cer"}, {}, "FFC99E8D248B5514DCD0B403D17EDC212DCB1959"},
      {"selfsigned-server.pem", {"selfsigned-server.cer"}, {}, "9FA6744E2762348C96F3BE8CCE90B41FDE32DD22"},
      {"fabrikam-chain.pem", {"contoso-root.cer", "fabrikam-root.cer"}, {}, "130A0883D03011A98AD7585A96D6E8EA2EA080DA"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain);
    const auto verdict = BuildChain(SuiteChain(row.chain), Roots(row.roots), Intermediates(row.intermediates), kNow);
    ASSERT_TRUE(verdict.root);
    EXPECT_EQ(FormatThumbprint(verdict.root->thumbprint), row.root);
    EXPECT_EQ(verdict.root->store, "ROOT");
    EXPECT_EQ(verdict.root->part, "system");
    EXPECT_TRUE(verdict.root->checked);
    EXPECT_TRUE(verdict.signatures_good);
    EXPECT_TRUE(verdict.dates_valid);
  }
}

TEST(BuildChain, SaysWhoseRootIsMissing) {
  struct {
    std::string chain;
    std::vector<std::string> roots, intermediates;
    std::string_view wanted;
  } const rows[] = {
      {"ocs-chain.pem", {}, {}, "C = US, O = Contoso, CN = Contoso Root CA"},
      {"ocs-chain.pem", {"fabrikam-root.cer"}, {}, "C = US, O = Contoso, CN = Contoso Root CA"},
      {"ocs-chain-with-root.pem", {"fabrikam-root.cer"}, {}, "C = US, O = Contoso, CN = Contoso Root CA"},
      {"ocs-no-intermediate.pem", {"contoso-root.cer"}, {}, "C = US, O = Contoso, CN = Contoso Issuing CA"},
      {"ocs-no-intermediate.pem", {}, {"contoso-intermediate.cer"}, "C = US, O = Contoso, CN = Contoso Root CA"},
      {"ocs-direct.pem", {}, {"contoso-root.cer"}, "C = US, O = Contoso, CN = Contoso Root CA"},
      {"ocs-v1-chain.pem", {"contoso-root.cer"}, {}, "C = US, O = Contoso, CN = Contoso Root CA v1"},
      {"selfsigned-server.pem", {"contoso-root.cer"}, {}, "C = US, O = Contoso, CN = ocs.contoso.com"},
      // its own root, whoever else has its name
      {"selfsigned-server.pem",
       {"contoso-root.cer"},
       {"contoso-leaf.cer", "contoso-intermediate.cer"},
       "C = US, O = Contoso, CN = ocs.contoso.com"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain);
    const auto verdict = BuildChain(SuiteChain(row.chain), Roots(row.roots), Intermediates(row.intermediates), kNow);
    EXPECT_FALSE(verdict.root);
    EXPECT_EQ(verdict.wanted_issuer, row.wanted);
  }
}

TEST(BuildChain, FindsTheIssuersInWhateverOrderTheServerSendsThem) {
  const std::vector<CertificatePtr> shuffled{One("contoso-leaf.cer"), One("contoso-root.cer"), One("fabrikam-root.cer"),
                                             One("contoso-intermediate.cer")};
  const auto verdict = BuildChain(shuffled, Roots({"contoso-root.cer"}), {}, kNow);
  ASSERT_TRUE(verdict.root);
  EXPECT_TRUE(verdict.signatures_good);
}

TEST(BuildChain, NamesTheCertificateWhoseSignatureIsWrong) {
  const auto verdict = BuildChain(SuiteChain("ocs-bad-signature.pem"), Roots({"contoso-root.cer"}), {}, kNow);
  EXPECT_TRUE(verdict.root);
  EXPECT_FALSE(verdict.signatures_good);
  EXPECT_EQ(verdict.bad_signature, kServer);
}

TEST(BuildChain, TakesTheParametersThatAKeyLeavesToTheKeyOfItsIssuer) {
  const CertificatePtr root = FromBase64(kDsaRoot);
  const RowList roots{{{"ROOT", "system", root->thumbprint}, StoredCertificate{root}}};
  const std::vector<CertificatePtr> sent{FromBase64(kDsaLeaf), FromBase64(kDsaLower), FromBase64(kDsaMiddle)};
  const auto verdict = BuildChain(sent, roots, {}, kNow);
  EXPECT_TRUE(verdict.root);
  EXPECT_TRUE(verdict.signatures_good) << verdict.bad_signature;
  EXPECT_EQ(verdict.signed_by_others, sent);
  EXPECT_EQ(BuildChain(sent, {}, {}, kNow).bad_signature, "CN = Leaf");
}

// Another key under the right name: the one that made the signature comes first.
TEST(BuildChain, PrefersTheRootThatMadeTheSignature) {
  for (const std::vector<std::string>& roots : {std::vector<std::string>{"renamed-root.cer", "contoso-root.cer"},
                                                std::vector<std::string>{"contoso-root.cer", "renamed-root.cer"}}) {
    const auto verdict = BuildChain(SuiteChain("ocs-direct.pem"), Roots(roots), {}, kNow);
    ASSERT_TRUE(verdict.root);
    EXPECT_EQ(FormatThumbprint(verdict.root->thumbprint), "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6");
    EXPECT_TRUE(verdict.signatures_good);
  }
  const auto verdict = BuildChain(SuiteChain("ocs-direct.pem"), Roots({"renamed-root.cer"}), {}, kNow);
  EXPECT_FALSE(verdict.root && verdict.signatures_good);
}

TEST(BuildChain, LooksAtTheClockForEveryCertificateUpToTheRoot) {
  struct {
    std::string chain, root;
    UnixTime clock;
    std::string_view outside;  // empty: all valid
  } const rows[] = {
      {"ocs-direct.pem", "contoso-root.cer", kNow, ""},
      {"ocs-direct.pem", "contoso-root.cer", Utc(2008, 1, 1), ""},
      {"ocs-direct.pem", "contoso-root.cer", Utc(2008, 1, 1) - 1, kServer},
      {"ocs-direct.pem", "contoso-root.cer", Utc(2018, 1, 1), ""},
      {"ocs-direct.pem", "contoso-root.cer", Utc(2018, 1, 1) + 1, kServer},
      {"ocs-expired.pem", "contoso-root.cer", kNow, kServer},
      {"ocs-expired.pem", "contoso-root.cer", Utc(2007, 6, 1), ""},
      {"ocs-not-yet.pem", "contoso-root.cer", kNow, kServer},
      {"ocs-not-yet.pem", "contoso-root.cer", Utc(2012, 6, 1), ""},
      {"ocs-expired-root.pem", "expired-root.cer", kNow, "C = US, O = Contoso, CN = Contoso Old Root CA"},
      {"ocs-chain.pem", "contoso-root.cer", Utc(2027, 1, 1), kServer},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain + " at " + FormatTime(row.clock));
    const auto verdict = BuildChain(SuiteChain(row.chain), Roots({row.root}), {}, row.clock);
    EXPECT_TRUE(verdict.root);
    EXPECT_TRUE(verdict.signatures_good);
    EXPECT_EQ(verdict.dates_valid, row.outside.empty());
    EXPECT_EQ(verdict.outside_validity, row.outside);
  }
}

// Design 3.2: a row without bytes matches by its name, and then the signature is not checked.
TEST(BuildChain, TakesTheRowOfAShippedRootByItsName) {
  const auto& roots = RootsOfKb915840();
  const ShippedRoot& thawte =
      *std::ranges::find(roots, "23E594945195F2414803B4D564D2A3A3F5D88B8C", &ShippedRoot::thumbprint);
  const auto verdict = BuildChain(SuiteChain("public-chain.pem"), RowOnly(thawte), {}, kNow);
  ASSERT_TRUE(verdict.root);
  EXPECT_FALSE(verdict.root->checked);
  EXPECT_EQ(verdict.root->subject, thawte.subject);
  EXPECT_TRUE(verdict.signatures_good);
  EXPECT_FALSE(BuildChain(SuiteChain("ocs-direct.pem"), RowOnly(thawte), {}, kNow).root);
}

TEST(BuildChain, LooksAtTheValidityOfARow) {
  ShippedRoot expired = kContosoRow;
  expired.not_after = Utc(2008, 6, 1);
  const auto verdict = BuildChain(SuiteChain("ocs-direct.pem"), RowOnly(expired), {}, kNow);
  ASSERT_TRUE(verdict.root);
  EXPECT_FALSE(verdict.dates_valid);
  EXPECT_EQ(verdict.outside_validity, kContosoRow.subject);
}

TEST(BuildChain, TakesTheRowOfAShippedRootByItsThumbprint) {
  ShippedRoot row = kContosoRow;
  row.subject = "C = US, CN = written another way";
  const auto verdict = BuildChain(SuiteChain("ocs-chain-with-root.pem"), RowOnly(row), {}, kNow);
  ASSERT_TRUE(verdict.root);
  EXPECT_TRUE(verdict.root->checked);
  EXPECT_TRUE(verdict.signatures_good);
  const std::vector<CertificatePtr> forged{One("ocs-bad-signature.pem"), One("contoso-root.cer")};
  EXPECT_FALSE(BuildChain(forged, RowOnly(row), {}, kNow).signatures_good);
}

TEST(BuildChain, EndsWhereNamesGoInACircle) {
  const std::vector<CertificatePtr> circle{One("renamed-root.cer"), One("contoso-root.cer"), One("renamed-root.cer")};
  EXPECT_FALSE(BuildChain(circle, {}, {}, kNow).root);
  EXPECT_FALSE(BuildChain({One("contoso-root.cer")}, {}, {}, kNow).root);
}

// Certificates 7, case 16 (blogcab): a certificate that somebody else issued is no root, also where it is in ROOT.
TEST(BuildChain, EndsAtSelfIssuedCertificatesOnly) {
  EXPECT_FALSE(BuildChain(SuiteChain("ocs-direct.pem"), Roots({"ocs-direct.pem"}), {}, kNow).root);
  EXPECT_FALSE(BuildChain(SuiteChain("ocs-chain.pem"), Roots({"contoso-intermediate.cer"}), {}, kNow).root);
  EXPECT_TRUE(BuildChain(SuiteChain("selfsigned-server.pem"), Roots({"selfsigned-server.cer"}), {}, kNow).root);
}

// Certificates 6.2 and RFC 5280: basic constraints of the issuers below the root; self-issued ones do not count.
TEST(BuildChain, NamesAnIssuerThatMayNotIssue) {
  const struct {
    std::string chain;
    std::string_view bad_issuer;
  } rows[] = {
      {"ocs-chain.pem", ""},
      {"ocs-chain-with-root.pem", ""},
      {"ocs-direct.pem", ""},
      {"ocs-short.pem", ""},
      {"ocs-rollover.pem", ""},
      {"ocs-too-long.pem", "C = US, O = Contoso, CN = Contoso Short CA"},
      {"ocs-under-leaf.pem", "C = US, O = Contoso, CN = mail.contoso.com"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain);
    const ChainVerdict verdict = BuildChain(SuiteChain(row.chain), Roots({"contoso-root.cer"}), {}, kNow);
    EXPECT_TRUE(verdict.root);
    EXPECT_TRUE(verdict.signatures_good);
    EXPECT_EQ(verdict.bad_issuer, row.bad_issuer);
  }
  EXPECT_EQ(BuildChain(SuiteChain("ocs-v1-chain.pem"), Roots({"contoso-root-v1.cer"}), {}, kNow).bad_issuer, "");
}

}  // namespace
}  // namespace wmsim
