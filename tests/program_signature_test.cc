// Who the signer of a real file is to a device: by its stores, its revocation list and what it knows.
#include "emulator/program_signature.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "emulator/authenticode.h"
#include "emulator/base64.h"
#include "emulator/certificate_file.h"
#include "emulator/device_settings.h"
#include "emulator/program_tools.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string BytesOf(const std::string& file) { return ReadAll(TestDataPath("authenticode/generated/" + file)); }

CertificatePtr Certificate(const std::string& file) {
  return ReadCertificateFile(BytesOf(file)).value().certificates.front();
}

class ProgramSignature : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(TestDataPath("authenticode"))) {
      GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
    }
  }

  static void Put(Device& device, std::string_view store, const std::string& file) {
    AddCertificate(device, Certificate(file), store, kSystemPart, role::kNone);
  }

  static Signature SignerOf(const Device& device, const std::string& file) {
    const auto found = SignatureOnDevice(device, BytesOf(file));
    EXPECT_TRUE(found.ok()) << file;
    return found.ok() ? found.value().signature : Signature::kNone;
  }
};

TEST_F(ProgramSignature, EndsInTheStoreThatHoldsSomeOfItsChain) {
  const struct {
    std::string privileged, unprivileged;
    std::string file;
    Signature signed_by;
  } rows[] = {
      {"", "", "wm_priv_sha1.exe", Signature::kUnknown},
      {"opca.cer", "", "wm_priv_sha1.exe", Signature::kPrivileged},
      {"", "opca.cer", "wm_priv_sha1.exe", Signature::kUnprivileged},
      {"priv.cer", "", "wm_priv_sha1.exe", Signature::kPrivileged},
      {"priv.cer", "", "wm_unpriv_sha1.exe", Signature::kUnknown},
      {"priv.cer", "opca.cer", "wm_priv_sha1.exe", Signature::kPrivileged},
      {"priv.cer", "opca.cer", "wm_unpriv_sha1.exe", Signature::kUnprivileged},
      {"opca.cer", "", "wm_stranger_sha1.exe", Signature::kUnknown},
      {"strangerca.cer", "", "wm_stranger_sha1.exe", Signature::kPrivileged},
      {"opca.cer", "", "wm_priv_md5.exe", Signature::kPrivileged},
      {"opca.cer", "", "wm_nested.exe", Signature::kPrivileged},
      {"opca.cer", "", "wm_priv_from_pfx.exe", Signature::kPrivileged},
      {"opca.cer", "", "ok_checksum_bit.exe", Signature::kPrivileged},
      {"opca.cer", "", "wm_server_eku.exe", Signature::kPrivileged},
      {"opca.cer", "", "wm_unsigned.exe", Signature::kNone},
      {"opca.cer", "", "hello_x86.exe", Signature::kNone},
      {"opca.cer", "", "wm_priv_sha256.exe", Signature::kNone},
      {"opca.cer", "", "bad_appended.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_code_bit.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_sig_bit.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_sec_offset.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_trunc_sig.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_wincert_len.exe", Signature::kInvalid},
      {"opca.cer", "", "bad_wincert_len0.exe", Signature::kInvalid},
      {"", "", "bad_code_bit.exe", Signature::kInvalid},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file + ", privileged " + row.privileged + ", unprivileged " + row.unprivileged);
    Device device = BootProfile("wm6-standard");
    if (!row.privileged.empty()) Put(device, kPrivilegedStore, row.privileged);
    if (!row.unprivileged.empty()) Put(device, kUnprivilegedStore, row.unprivileged);
    EXPECT_EQ(SignerOf(device, row.file), row.signed_by);
  }
}

// The guide's devices know SHA-2; those of their time do not.
TEST_F(ProgramSignature, IsNoneWhereTheDeviceDoesNotKnowTheDigest) {
  Device guide = BootProfile("guide-smartphone");
  Put(guide, kPrivilegedStore, "opca.cer");
  EXPECT_EQ(SignerOf(guide, "wm_priv_sha256.exe"), Signature::kPrivileged);
}

TEST_F(ProgramSignature, IsTheOperatorsByItsCertificates) {
  Device device = BootProfile("wm6-standard");
  Put(device, kPrivilegedStore, "opca.cer");
  device.operator_certificates = {Certificate("priv.cer")};
  EXPECT_EQ(SignerOf(device, "wm_priv_sha1.exe"), Signature::kOperator);
  EXPECT_EQ(SignerOf(device, "wm_unpriv_sha1.exe"), Signature::kPrivileged);
  EXPECT_EQ(SignerOf(device, "bad_code_bit.exe"), Signature::kInvalid);
  HardReset(device);
  EXPECT_EQ(SignerOf(device, "wm_priv_sha1.exe"), Signature::kOperator);
}

// Sdk-facts 4.5: the hash of a file, and of the part of a certificate that its issuer signed.
TEST_F(ProgramSignature, IsRevokedByTheFileOrACertificate) {
  const std::string file = BytesOf("wm_priv_sha1.exe");
  Device by_file = BootProfile("wm6-standard");
  SetRevoked(by_file, EncodeBase64(DigestOf(ReadSignedFile(file).value(), "sha1")), true);
  EXPECT_EQ(SignerOf(by_file, "wm_priv_sha1.exe"), Signature::kRevoked);
  EXPECT_EQ(SignerOf(by_file, "bad_code_bit.exe"), Signature::kInvalid);
  for (const char* revoked : {"priv.cer", "opca.cer"}) {
    Device device = BootProfile("wm6-standard");
    Put(device, kPrivilegedStore, "opca.cer");
    SetRevoked(device, EncodeBase64(HashOfSignedPart(*Certificate(revoked))), true);
    EXPECT_EQ(SignerOf(device, "wm_priv_sha1.exe"), Signature::kRevoked) << revoked;
    EXPECT_EQ(SignerOf(device, "wm_stranger_sha1.exe"), Signature::kUnknown) << revoked;
  }
}

TEST_F(ProgramSignature, RefusesWhatIsNeitherAProgramNorACabinet) {
  const Device device = BootProfile("wm6-standard");
  for (const std::string& bytes : {std::string(), std::string("MZ"), BytesOf("priv.cer")}) {
    EXPECT_FALSE(SignatureOnDevice(device, bytes).ok());
    EXPECT_FALSE(PackageSignerOnDevice(device, bytes).ok());
  }
  EXPECT_FALSE(PackageSignerOnDevice(device, BytesOf("wm_priv_sha1.exe")).ok());
  EXPECT_FALSE(SignatureOnDevice(device, BytesOf("app_priv_sha1.cab")).ok());
}

// A shipped certificate of which only the row is known is found by its name, and the result says so. Where the file
// brings the top of its chain itself, that one is another than the row's, whatever its name.
TEST(ProgramSignatureByName, TakesNoTopThatIsAtHand) {
  static const ShippedRoot row{"", "C = US, O = Contoso, CN = Contoso Signing CA", 0, 0, "", 0, "", 3};
  Device device = BootProfile("wm6-standard");
  device.changes.certificates.Set({std::string(kPrivilegedStore), std::string(kSystemPart), {}},
                                  StoredCertificate{nullptr, &row, role::kNone});
  const auto signer_of = [&](const char* file) {
    return SignatureOnDevice(device, ReadAll(SourcePath("scenarios/suite/packages/files/" + std::string(file))))
        .value();
  };
  const SignedBy leaf = signer_of("game-leaf.exe");
  EXPECT_EQ(leaf.signature, Signature::kPrivileged) << leaf.why;
  EXPECT_TRUE(leaf.by_name);
  EXPECT_EQ(RunApp(device, {"game.exe", leaf}, {}).hints, std::vector{HintId::kRootSignatureNotChecked});
  const SignedBy whole = signer_of("game-privileged.exe");
  EXPECT_EQ(whole.signature, Signature::kUnknown) << whole.why;
  EXPECT_FALSE(whole.by_name);
}

}  // namespace
}  // namespace wmsim
