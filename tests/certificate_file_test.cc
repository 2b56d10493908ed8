// Certificate files: which bytes hold certificates, and in which form.
#include "emulator/certificate_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/suite_certificates.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string WithCrLf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

std::string Replace(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

std::string Base64(const std::string& bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) text += i + j > bytes.size() ? '=' : kDigits[group >> (18 - 6 * j) & 63];
  }
  return text;
}

std::string Wrapped(const std::string& text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += 64) lines += text.substr(at, 64) + "\n";
  return lines;
}

// The Base64 digits of contoso-root on one line.
std::string OneLine() {
  std::string digits;
  for (const char c : SuiteBytes("contoso-root.b64.cer")) {
    if (c != '\r' && c != '\n') digits += c;
  }
  return digits;
}

TEST(ReadCertificateFile, ReadsOneCertificateInEveryForm) {
  const std::string der = SuiteBytes("contoso-root.cer");
  const std::string pem = SuiteBytes("contoso-root.pem.cer");
  struct {
    std::string_view form;
    std::string bytes;
    FileFormat format;
  } const rows[] = {
      {"DER", der, FileFormat::kDer},
      {"PEM", pem, FileFormat::kBase64},
      {"PEM with CRLF", WithCrLf(pem), FileFormat::kBase64},
      {"PEM without the last line end", pem.substr(0, pem.size() - 1), FileFormat::kBase64},
      {"PEM with lines behind it", pem + "\n\n", FileFormat::kBase64},
      {"PEM with text before it", "subject=Contoso Root CA\n" + pem, FileFormat::kBase64},
      {"PEM with the old label",
       Replace(Replace(pem, "BEGIN CERTIFICATE", "BEGIN X509 CERTIFICATE"), "END CERTIFICATE", "END X509 CERTIFICATE"),
       FileFormat::kBase64},
      {"Base64 with CRLF", SuiteBytes("contoso-root.b64.cer"), FileFormat::kBase64},
      {"Base64 on one line", OneLine(), FileFormat::kBase64},
      {"Base64 with a line end", OneLine() + "\n", FileFormat::kBase64},
      {"Base64 with lines behind it", OneLine() + "\r\n\r\n", FileFormat::kBase64},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.form);
    const auto file = ReadCertificateFile(row.bytes);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().format, row.format);
    ASSERT_EQ(file.value().certificates.size(), 1U);
    EXPECT_EQ(FormatThumbprint(file.value().certificates[0]->thumbprint), kContosoRoot);
    EXPECT_EQ(file.value().certificates[0]->der, der);
  }
}

TEST(ReadCertificateFile, RefusesDamagedAndOtherFiles) {
  const std::string der = SuiteBytes("contoso-root.cer");
  const std::string pem = SuiteBytes("contoso-root.pem.cer");
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"no bytes", ""},
      {"a blank", " "},
      {"line ends", "\r\n\r\n"},
      {"garbage", SuiteBytes("garbage.cer")},
      {"one byte", "0"},
      {"DER without its end", SuiteBytes("truncated.cer")},
      {"DER without its last byte", der.substr(0, der.size() - 1)},
      {"DER and a byte", SuiteBytes("trailing.cer")},
      {"DER and a line end", der + "\n"},
      {"DER behind a byte order mark", "\xEF\xBB\xBF" + der},
      {"two DER certificates", der + SuiteBytes("contoso-intermediate.cer")},
      {"two PEM certificates", SuiteBytes("two-certificates.cer")},
      {"a PEM chain", SuiteBytes("ocs-chain.pem")},
      {"a PEM key", SuiteBytes("keys/contoso-root.pem")},
      {"a PEM certificate and its key", pem + SuiteBytes("keys/contoso-root.pem")},
      {"PEM with another label", Replace(Replace(pem, "BEGIN CERT", "BEGIN PERT"), "END CERT", "END PERT")},
      {"PEM with two labels", Replace(pem, "END CERTIFICATE", "END PKCS7")},
      {"PEM without an end line", pem.substr(0, pem.find("-----END"))},
      {"PEM cut in a line", pem.substr(0, 500)},
      {"PEM with a bad digit", Replace(pem, "MII", "M!I")},
      {"PEM of something else", "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n"},
      {"PEM with nothing between", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"},
      {"PEM's first line only", "-----BEGIN CERTIFICATE-----\n"},
      {"Base64 with a bad digit", Replace(OneLine(), "MII", "M*I")},
      {"Base64 that lacks a digit", OneLine().substr(1)},
      {"Base64 cut at four digits", OneLine().substr(0, 400)},
      {"Base64 of something else", "aGVsbG8="},
      {"Base64 with padding within", "MI==" + OneLine().substr(4)},
      {"Base64 that is padding only", "===="},
      {"Base64 twice", OneLine() + OneLine()},
      {"a PKCS#7 and a byte", SuiteBytes("contoso-bundle.p7b") + "x"},
      {"a PKCS#7 without its end", SuiteBytes("contoso-bundle.p7b").substr(0, 1000)},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = ReadCertificateFile(row.bytes);
    ASSERT_FALSE(file.ok());
    EXPECT_FALSE(file.error().text.empty());
    EXPECT_EQ(file.error().text.find('\n'), std::string::npos);
  }
}

TEST(ReadCertificateFile, ReadsPkcs7InEveryForm) {
  const std::string bundle = SuiteBytes("contoso-bundle.p7b");
  ASSERT_EQ(Base64(SuiteBytes("contoso-root.cer")), OneLine());
  const auto pem = [&](const std::string& label) {
    return "-----BEGIN " + label + "-----\n" + Wrapped(Base64(bundle)) + "-----END " + label + "-----\n";
  };
  for (const std::string& bytes : {bundle, Base64(bundle), WithCrLf(Wrapped(Base64(bundle))), pem("PKCS7"),
                                   WithCrLf(pem("PKCS7")), pem("CMS"), "subject=Contoso Root CA\n" + pem("PKCS7")}) {
    const auto file = ReadCertificateFile(bytes);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().format, FileFormat::kPkcs7);
    ASSERT_EQ(file.value().certificates.size(), 2U);
    EXPECT_EQ(FormatThumbprint(file.value().certificates[0]->thumbprint), kContosoRoot);
    EXPECT_EQ(file.value().certificates[1]->der, SuiteBytes("contoso-intermediate.cer"));
  }
  for (const std::string& bytes : {pem("PKCS7") + pem("PKCS7"), pem("PKCS7") + SuiteBytes("contoso-root.pem.cer"),
                                   pem("PKCS8"), Base64(bundle + "x"), Base64(bundle) + Base64(bundle)}) {
    EXPECT_FALSE(ReadCertificateFile(bytes).ok());
  }
}

TEST(ReadChain, ReadsTheServersOwnCertificateFirst) {
  struct {
    std::string name;
    std::vector<std::string_view> subjects;
  } const rows[] = {
      {"ocs-chain.pem", {"C = US, O = Contoso, CN = ocs.contoso.com", "C = US, O = Contoso, CN = Contoso Issuing CA"}},
      {"ocs-chain-with-root.pem",
       {"C = US, O = Contoso, CN = ocs.contoso.com", "C = US, O = Contoso, CN = Contoso Issuing CA",
        "C = US, O = Contoso, CN = Contoso Root CA"}},
      {"ocs-no-intermediate.pem", {"C = US, O = Contoso, CN = ocs.contoso.com"}},
      {"selfsigned-server.cer", {"C = US, O = Contoso, CN = ocs.contoso.com"}},
      {"contoso-root.b64.cer", {"C = US, O = Contoso, CN = Contoso Root CA"}},
      {"two-certificates.cer",
       {"C = US, O = Contoso, CN = Contoso Root CA", "C = US, O = Contoso, CN = Contoso Issuing CA"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto chain = ReadChain(SuiteBytes(row.name));
    ASSERT_TRUE(chain.ok()) << chain.error().text;
    std::vector<std::string_view> subjects;
    for (const CertificatePtr& certificate : chain.value()) subjects.push_back(certificate->subject);
    EXPECT_EQ(subjects, row.subjects);
  }
}

TEST(ReadChain, RefusesWhatHoldsNoChain) {
  for (const std::string name :
       {"empty.cer", "garbage.cer", "truncated.cer", "trailing.cer", "contoso-bundle.p7b", "keys/contoso-root.pem"}) {
    EXPECT_FALSE(ReadChain(SuiteBytes(name)).ok()) << name;
  }
  EXPECT_FALSE(ReadChain("-----BEGIN CERTIFICATE-----\n").ok());
  EXPECT_FALSE(ReadChain(SuiteBytes("ocs-chain.pem") + SuiteBytes("keys/contoso-root.pem")).ok());
  EXPECT_FALSE(ReadChain(SuiteBytes("ocs-chain.pem") + "-----BEGIN CERTIFICATE-----\nMIIC").ok());
}

}  // namespace
}  // namespace wmsim
