// The allow-list of 6.1 and later, the document that fills it, and the hashes by which files go on it and on the
// revocation list.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "emulator/base64.h"
#include "emulator/device_settings.h"
#include "emulator/program_signature.h"
#include "emulator/program_tools.h"
#include "tests/devices.h"
#include "tests/documents.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string Suite(const std::string& file) { return ReadAll(SourcePath("scenarios/suite/" + file)); }

const std::string kHash = EncodeBase64(std::string(20, 'a'));

std::string InList(const std::string& elements) {
  return Section("SoftwareDisable", Section("EnabledInstalledFiles", Section("SHA1", elements)));
}

std::string Allowing(const std::string& hash, const std::string& parms = "") { return InList(Section(hash, parms)); }

TEST(SoftwareDisable, FillsTheList) {
  Device device = BootProfile("wm65-standard");
  FromRom(device, Allowing(kHash, R"(<parm name="Filename" value="a.exe"/><parm name="PrivilegeLevel" value="2"/>)"));
  ASSERT_NE(FindAllowed(device, kHash), nullptr);
  EXPECT_EQ(*FindAllowed(device, kHash), (AllowedFile{"a.exe", Trust::kPrivileged}));
  FromRom(device, Allowing(kHash, R"(<parm name="PrivilegeLevel" value="1"/>)"));
  EXPECT_EQ(*FindAllowed(device, kHash), (AllowedFile{"a.exe", Trust::kNormal}));
  EXPECT_EQ(Answer(FromRom(device, InList("<characteristic-query type=\"" + kHash + "\"/>"))),
            InList(Section(kHash, R"(<parm name="Filename" value="a.exe"/><parm name="PrivilegeLevel" value="1"/>)")));
  FromRom(device, InList("<nocharacteristic type=\"" + kHash + "\"/>"));
  EXPECT_TRUE(AllowedHashes(device).empty());
}

TEST(SoftwareDisable, RefusesWhatItDoesNotTake) {
  for (const std::string& sections : std::vector<std::string>{
           Allowing("not Base64"), Allowing(EncodeBase64(std::string(16, 'a'))), Allowing(""),
           Allowing(kHash, R"(<parm name="PrivilegeLevel" value="3"/>)"),
           Allowing(kHash, R"(<parm name="PrivilegeLevel" value=""/>)"),
           Allowing(kHash, R"(<parm name="Teapot" value="1"/>)"), Allowing(kHash, Section("x", "")),
           InList("<nocharacteristic type=\"x\"/>"), InList(R"(<parm name="a" value="b"/>)"),
           Section("SoftwareDisable", Section("SHA1", "")), Section("SoftwareDisable", R"(<parm name="a" value="b"/>)"),
           Section("SoftwareDisable", Section("EnabledInstalledFiles", Section("MD5", "")))}) {
    SCOPED_TRACE(sections);
    Device device = BootProfile("wm61-professional");
    const Device before = device;
    EXPECT_EQ(HeadlineOf(FromRom(device, Allowing(EncodeBase64(std::string(20, 'b'))) + sections)),
              "provisioning-value-invalid");
    EXPECT_EQ(device, before);
  }
}

// Policies 8: it came with 6.1.
TEST(SoftwareDisable, IsUnknownBefore61) {
  for (const char* profile : {"smartphone-2003", "wm5-pocket-pc", "wm6-standard", "guide-smartphone"}) {
    Device device = BootProfile(profile);
    EXPECT_EQ(HeadlineOf(FromRom(device, Allowing(kHash))), "provisioning-provider-unknown") << profile;
  }
}

TEST(AllowList, CountsOnlyForUnsignedFilesAndWhereThereIsOne) {
  const auto signature_of = [](const char* profile, const std::string& file, Trust trust) {
    Device device = BootProfile(profile);
    const std::string bytes = Suite("packages/files/" + file);
    AllowFile(device, HashToAllow(bytes).value(), {file, trust});
    return SignatureOnDevice(device, bytes).value().signature;
  };
  using enum Signature;
  EXPECT_EQ(signature_of("wm61-standard", "game.exe", Trust::kNormal), kUnprivileged);
  EXPECT_EQ(signature_of("wm65-standard", "game.exe", Trust::kPrivileged), kPrivileged);
  EXPECT_EQ(signature_of("wm65-standard", "game-stranger.exe", Trust::kNormal), kUnprivileged);
  EXPECT_EQ(signature_of("wm65-standard", "game-sha256.exe", Trust::kNormal), kUnprivileged);
  EXPECT_EQ(signature_of("wm65-standard", "game-altered.exe", Trust::kPrivileged), kInvalid);
  EXPECT_EQ(signature_of("wm6-standard", "game.exe", Trust::kPrivileged), kNone);
  EXPECT_EQ(signature_of("guide-smartphone", "game.exe", Trust::kPrivileged), kNone);
}

// Sdk-facts 4.5: by the signer's algorithm, and of a certificate over what was signed. The values are openssl's:
// `openssl asn1parse -inform DER -strparse 4`, and SHA-1 over the program without checksum and directory entry.
TEST(HashToRevoke, IsThatOfTheKindOfFile) {
  EXPECT_EQ(HashToRevoke(Suite("certs/fabrikam-signer.cer")).value(), "uCrybTZD8xIQdGRtCN6iv3zMVSc=");
  EXPECT_EQ(HashToRevoke(Suite("packages/files/game.exe")).value(), "4LAjreqb/uNfQXJWuXqFeeh6pX4=");
  EXPECT_EQ(HashToRevoke(Suite("packages/files/game-stranger.exe")).value(), "4LAjreqb/uNfQXJWuXqFeeh6pX4=");
  EXPECT_FALSE(HashToRevoke(Suite("packages/files/game-sha256.exe")).ok());
  EXPECT_FALSE(HashToRevoke("").ok());
  EXPECT_FALSE(HashToRevoke(Suite("certs/garbage.cer")).ok());
  EXPECT_FALSE(HashToRevoke(Suite("certs/contoso-root.pem.cer")).ok());
  EXPECT_FALSE(HashToAllow(Suite("certs/fabrikam-signer.cer")).ok());
  EXPECT_EQ(HashToAllow(Suite("packages/files/game-sha256.exe")).value(), "4LAjreqb/uNfQXJWuXqFeeh6pX4=");
}

}  // namespace
}  // namespace wmsim
