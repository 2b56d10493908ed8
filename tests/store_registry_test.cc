// Certificate stores in the registry, both ways: certificates 1.2 and 1.3, provisioning 4.1 (real exports).
#include "emulator/store_registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/program_tools.h"
#include "emulator/reg_file.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/suite_certificates.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string Below(std::string_view hive, std::string_view store) {
  return std::string(hive) + R"(\Comm\Security\SystemCertificates\)" + std::string(store) + R"(\Certificates\)" +
         std::string(kContosoRoot);
}

// The bytes of a record as provisioning 4.1 draws them: u32 number, u32 1, u32 length, data; little endian.
std::string Record(std::string number, std::string length, const std::string& data) {
  return number + std::string("\x01\x00\x00\x00", 4) + length + data;
}

std::string ThumbprintBytes(const Certificate& certificate) {
  return {certificate.thumbprint.bytes.begin(), certificate.thumbprint.bytes.end()};
}

std::string LengthOf(std::size_t size) {
  return {static_cast<char>(size & 0xFF), static_cast<char>(size >> 8 & 0xFF), 0, 0};
}

TEST(CertificateKey, IsWhereDevicesKeepTheStores) {
  const struct {
    std::string_view store, part, hive, name;
  } rows[] = {
      {"ROOT", "system", "HKLM", "Root"},
      {"ROOT", "user", "HKCU", "Root"},
      {"CA", "system", "HKLM", "CA"},
      {"CA", "user", "HKCU", "CA"},
      {"MY", "user", "HKCU", "MY"},
      {"SPC", "system", "HKLM", "SPC"},
      {"Privileged Execution Trust Authorities", "system", "HKLM", "Privileged Execution Trust Authorities"},
      {"Unprivileged Execution Trust Authorities", "system", "HKLM", "UnPrivileged Execution Trust Authorities"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const CertificateLocation place{std::string(row.store), std::string(row.part), *ParseThumbprint(kContosoRoot)};
    EXPECT_EQ(CertificateKey(place), Below(row.hive, row.name));
    EXPECT_EQ(CertificatePlace(Below(row.hive, row.name)), place);
    std::string other_case = Below(row.hive, row.name);
    std::ranges::transform(other_case, other_case.begin(), [](unsigned char c) { return std::tolower(c); });
    other_case.replace(0, 4, row.hive);
    EXPECT_EQ(CertificatePlace(other_case), place);
  }
}

TEST(CertificatePlace, IsNothingForOtherKeys) {
  for (const std::string_view key :
       {R"(HKLM)", R"(HKLM\Comm\Security\SystemCertificates)", R"(HKLM\Comm\Security\SystemCertificates\Root)",
        R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates)",
        R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates\31653DBADA1DE7EA0006CBF154A212EF1A6B76D)",
        R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates\31653DBADA1DE7EA0006CBF154A212EF1A6B76D6\Sub)",
        R"(HKLM\Comm\Security\SystemCertificates\Root\CRLs\31653DBADA1DE7EA0006CBF154A212EF1A6B76D6)",
        R"(HKLM\Comm\Security\SystemCertificates\Trust\Certificates\31653DBADA1DE7EA0006CBF154A212EF1A6B76D6)",
        R"(HKLM\Comm\Security\SystemCertificates\31653DBADA1DE7EA0006CBF154A212EF1A6B76D6)",
        R"(HKCR\Comm\Security\SystemCertificates\Root\Certificates\31653DBADA1DE7EA0006CBF154A212EF1A6B76D6)"}) {
    EXPECT_FALSE(CertificatePlace(key)) << key;
  }
}

TEST(EncodeBlob, WritesTheRecordsOfRealExportsInTheirOrder) {
  const CertificatePtr root = ContosoRoot();
  const std::string thumbprint = Record({"\x03\x00\x00\x00", 4}, {"\x14\x00\x00\x00", 4}, ThumbprintBytes(*root));
  const std::string bytes = Record({"\x20\x00\x00\x00", 4}, LengthOf(root->der.size()), root->der);
  EXPECT_EQ(EncodeBlob(*root, role::kNone), thumbprint + bytes);
  const std::string mask = Record({"\x00\x80\x00\x00", 4}, {"\x04\x00\x00\x00", 4}, {"\xde\x00\x00\x00", 4});
  EXPECT_EQ(EncodeBlob(*root, RoleMask{222}), thumbprint + mask + bytes);
}

TEST(DecodeBlob, ReadsWhatEncodeBlobWritesAndPassesOverOtherRecords) {
  const CertificatePtr root = ContosoRoot();
  const auto blob = DecodeBlob(EncodeBlob(*root, RoleMask{16}));
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->certificate->thumbprint, root->thumbprint);
  EXPECT_EQ(blob->role, RoleMask{16});
  const std::string key_hash = Record({"\x19\x00\x00\x00", 4}, {"\x10\x00\x00\x00", 4}, std::string(16, 'x'));
  const auto with_more = DecodeBlob(key_hash + EncodeBlob(*root, role::kNone));
  ASSERT_TRUE(with_more);
  EXPECT_EQ(with_more->role, role::kNone);
  const auto alone = DecodeBlob(Record({"\x20\x00\x00\x00", 4}, LengthOf(root->der.size()), root->der));
  EXPECT_TRUE(alone);
}

TEST(DecodeBlob, RefusesDamagedRecords) {
  const CertificatePtr root = ContosoRoot();
  const std::string good = EncodeBlob(*root, RoleMask{222});
  EXPECT_FALSE(DecodeBlob(""));
  for (std::size_t size = 1; size < good.size(); size += 7) EXPECT_FALSE(DecodeBlob(good.substr(0, size))) << size;
  EXPECT_FALSE(DecodeBlob(good + "x"));
  EXPECT_FALSE(DecodeBlob(Record({"\x03\x00\x00\x00", 4}, {"\x14\x00\x00\x00", 4}, ThumbprintBytes(*root))));
  EXPECT_FALSE(DecodeBlob(Record({"\x20\x00\x00\x00", 4}, {"\xff\xff\xff\xff", 4}, root->der)));
  EXPECT_FALSE(DecodeBlob(Record({"\x20\x00\x00\x00", 4}, {"\x05\x00\x00\x00", 4}, "hello")));
  EXPECT_FALSE(DecodeBlob(root->der));
}

TEST(FullRegistryOf, ShowsWhatAToolInstalled) {
  Device device = BootProfile("guide-pocket-pc");
  EXPECT_FALSE(RegistryKeyExists(device, Below("HKLM", "Root")));
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  const auto blob = RegistryValueOf(device, Below("HKLM", "Root"), "Blob");
  ASSERT_TRUE(blob);
  EXPECT_EQ(std::get<RegistryBinary>(*blob).bytes, EncodeBlob(*ContosoRoot(), role::kNone));
}

TEST(FullRegistryOf, ShowsTheKeysOfShippedRootsWithoutTheirBytes) {
  const Device device = BootProfile("guide-pocket-pc");
  const std::string gte =
      R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates\97817950D81C9670CC34D809CF794431367EF474)";
  EXPECT_TRUE(RegistryKeyExists(device, gte));
  EXPECT_FALSE(RegistryValueOf(device, gte, "Blob"));
}

TEST(PutRegistryValue, OfABlobPutsTheCertificateIntoTheStore) {
  Device device = BootProfile("wm6-professional");
  const RegistryBinary blob{EncodeBlob(*ContosoRoot(), role::kNone)};
  PutRegistryValue(device, Below("HKCU", "Root"), "Blob", blob);
  EXPECT_TRUE(HasCertificate(device, {"ROOT", "user", ContosoRoot()->thumbprint}));
  EXPECT_FALSE(HasCertificate(device, {"ROOT", "system", ContosoRoot()->thumbprint}));
  PutRegistryValue(device, Below("HKLM", "SPC"), "blob", RegistryBinary{EncodeBlob(*ContosoRoot(), RoleMask{222})});
  const auto rows = CertificatesIn(*device.image, device.changes.certificates, kPackageStore);
  const auto row = std::ranges::find(rows, ContosoRoot()->thumbprint, [](const auto& r) { return r.key.thumbprint; });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->value->role, RoleMask{222});
  EXPECT_EQ(RegistryValueOf(device, Below("HKCU", "Root"), "Blob"), RegistryData(blob));
}

TEST(PutRegistryValue, LeavesAnythingElseAPlainValue) {
  const CertificatePtr root = ContosoRoot();
  const std::string other_key =
      R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates\0123456789ABCDEF0123456789ABCDEF01234567)";
  const struct {
    std::string device, key, name;
    RegistryData data;
  } rows[] = {
      {"wm6-professional", Below("HKLM", "Root"), "Blob", RegistryText{"no bytes"}},
      {"wm6-professional", Below("HKLM", "Root"), "Blob", RegistryBinary{"damaged"}},
      {"wm6-professional", Below("HKLM", "Root"), "Blob2", RegistryBinary{EncodeBlob(*root, role::kNone)}},
      {"wm6-professional", other_key, "Blob", RegistryBinary{EncodeBlob(*root, role::kNone)}},
      {"wm5-pocket-pc", Below("HKCU", "Root"), "Blob", RegistryBinary{EncodeBlob(*root, role::kNone)}},
      {"pocket-pc-2003", Below("HKLM", "SPC"), "Blob", RegistryBinary{EncodeBlob(*root, role::kNone)}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.device + " " + row.key + " " + row.name);
    Device device = BootProfile(row.device);
    PutRegistryValue(device, row.key, row.name, row.data);
    EXPECT_TRUE(device.changes.certificates.empty());
    EXPECT_EQ(RegistryValueOf(device, row.key, row.name), row.data);
  }
}

TEST(PutRegistryValue, OfAForeignBlobPutsAnEndToTheCertificateThere) {
  Device device = BootProfile("guide-pocket-pc");
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  PutRegistryValue(device, Below("HKLM", "Root"), "Blob", RegistryBinary{"damaged"});
  EXPECT_FALSE(HasCertificate(device, kRootStore, ContosoRoot()->thumbprint));
  EXPECT_EQ(RegistryValueOf(device, Below("HKLM", "Root"), "Blob"), RegistryData(RegistryBinary{"damaged"}));
}

TEST(PutRegistryValue, OfAGoodBlobLeavesNothingOfADamagedOneBefore) {
  Device device = BootProfile("guide-pocket-pc");
  const std::string key = Below("HKLM", "Root");
  PutRegistryValue(device, key, "Blob", RegistryBinary{"damaged"});
  PutRegistryValue(device, key, "Blob", RegistryBinary{EncodeBlob(*ContosoRoot(), role::kNone)});
  RemoveRegistryValue(device, key, "Blob");
  EXPECT_FALSE(RegistryValueOf(device, key, "Blob"));
}

TEST(AddCertificate, LeavesNothingOfADamagedBlobBefore) {
  Device device = BootProfile("guide-pocket-pc");
  PutRegistryValue(device, Below("HKLM", "Root"), "Blob", RegistryBinary{"damaged"});
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  RemoveRegistryValue(device, Below("HKLM", "Root"), "Blob");
  EXPECT_FALSE(RegistryValueExists(device, Below("HKLM", "Root"), "Blob"));
}

// A shipped root whose bytes are not known has a Blob all the same.
TEST(RegistryDelete, OfTheBlobOfAShippedRootTakesItOut) {
  Device device = BootProfile("guide-pocket-pc");
  const auto gte = ParseThumbprint("97817950D81C9670CC34D809CF794431367EF474");
  const StepResult result = RegistryWrite(
      device,
      {.via = RegistryWriter::kBuiltInEditor,
       .signed_by = Signature::kNone,
       .change = {R"(HKLM\Comm\Security\SystemCertificates\Root\Certificates\97817950D81C9670CC34D809CF794431367EF474)",
                  "Blob",
                  {},
                  true},
       .answers = {}});
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  EXPECT_FALSE(HasCertificate(device, kRootStore, *gte));
}

TEST(RemoveRegistryKey, TakesTheCertificatesBelowOutOfTheStore) {
  for (const std::string& key : {Below("HKLM", "Root"), std::string(R"(HKLM\Comm\Security\SystemCertificates\Root)"),
                                 std::string("HKLM\\Comm")}) {
    SCOPED_TRACE(key);
    Device device = BootProfile("guide-pocket-pc");
    AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
    RemoveRegistryKey(device, key);
    EXPECT_FALSE(HasCertificate(device, kRootStore, ContosoRoot()->thumbprint));
    EXPECT_FALSE(RegistryKeyExists(device, Below("HKLM", "Root")));
  }
}

TEST(RemoveRegistryValue, OfTheBlobTakesTheCertificateOut) {
  Device device = BootProfile("guide-pocket-pc");
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  RemoveRegistryValue(device, Below("HKLM", "Root"), "Blob");
  EXPECT_FALSE(HasCertificate(device, kRootStore, ContosoRoot()->thumbprint));
}

// Certificates 9.4: who may write there is who may write the key.
TEST(RegistrySet, OfABlobNeedsTheKeyAndThenIsACertificate) {
  const struct {
    std::string_view device;
    Signature signed_by;
    std::string_view hive;
    Outcome outcome;
  } rows[] = {
      {"wm5-pocket-pc", Signature::kNone, "HKLM", Outcome::kChanged},
      {"wm5-smartphone", Signature::kUnprivileged, "HKLM", Outcome::kRefused},
      {"wm5-smartphone", Signature::kPrivileged, "HKLM", Outcome::kChanged},
      {"wm6-standard", Signature::kUnprivileged, "HKLM", Outcome::kRefused},
      {"wm6-standard", Signature::kUnprivileged, "HKCU", Outcome::kChanged},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.device) + " " + std::string(row.hive));
    Device device = BootProfile(row.device);
    const StepResult result = RegistryWrite(
        device, {.via = RegistryWriter::kProgram,
                 .signed_by = row.signed_by,
                 .change = {Below(row.hive, "Root"), "Blob", RegistryBinary{EncodeBlob(*ContosoRoot(), role::kNone)}},
                 .answers = {}});
    EXPECT_EQ(result.outcome, row.outcome);
    EXPECT_EQ(HasCertificate(device, kRootStore, ContosoRoot()->thumbprint), row.outcome == Outcome::kChanged);
  }
}

// Guide line 12: Communicator Mobile, once it runs, sees what is written only after a restart.
TEST(RegistrySet, OfABlobSaysThatCommunicatorNeedsARestart) {
  for (const bool runs : {true, false}) {
    Device device = BootProfile("wm5-pocket-pc");
    if (runs) StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    const StepResult result = RegistryWrite(
        device, {.via = RegistryWriter::kProgram,
                 .signed_by = Signature::kPrivileged,
                 .change = {Below("HKLM", "Root"), "Blob", RegistryBinary{EncodeBlob(*ContosoRoot(), role::kNone)}},
                 .answers = {}});
    EXPECT_EQ(result.outcome, Outcome::kChanged);
    EXPECT_EQ(result.restart_required, runs);
    const StepResult another =
        RegistryWrite(device, {.via = RegistryWriter::kProgram,
                               .signed_by = Signature::kPrivileged,
                               .change = {Below("HKLM", "Root"), "FriendlyName", RegistryText{"Contoso"}},
                               .answers = {}});
    EXPECT_EQ(another.outcome, Outcome::kChanged);
    EXPECT_FALSE(another.restart_required);
  }
}

// Real exports of devices: each Blob is a certificate in its store, with the role that provisioning 4.1 read there.
TEST(PutRegistryValue, TakesTheCertificatesOfRealExports) {
  const std::filesystem::path folder = TestDataPath("regfiles");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  int files = 0;
  for (const auto& row : ReadTable(folder / "index.tsv")) {
    const auto file = ReadRegFile(ReadAll(folder / row.at("file")));
    if (!file.ok() || row.at("cert_blobs") == "0") continue;
    SCOPED_TRACE(row.at("file"));
    Device device = BootProfile("wm5-pocket-pc");
    for (const RegSetting& setting : file.value().settings) ChangeRegistry(device, setting);
    const auto installed = std::distance(device.changes.certificates.begin(), device.changes.certificates.end());
    EXPECT_EQ(std::to_string(installed), row.at("cert_blobs"));
    const auto signer = ParseThumbprint("884B8CDDB6FF1A3D2FF4BC09EC45E2AE2CCB244C");
    const auto* in_spc = device.changes.certificates.Find({"SPC", "system", *signer});
    ASSERT_NE(in_spc, nullptr);
    EXPECT_EQ(in_spc->value->role, role::kManager);
    ++files;
  }
  EXPECT_GE(files, 5);
}

}  // namespace
}  // namespace wmsim
