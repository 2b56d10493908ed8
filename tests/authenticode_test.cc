// Authenticode: digests and signatures as two independent checkers have them, and every bit that a signature covers.
#include "emulator/authenticode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/number.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string BytesOf(const std::string& file) { return ReadAll(TestDataPath("authenticode/" + file)); }

std::string YesNoText(bool yes) { return yes ? "yes" : "NO"; }

TEST(Authenticode, AgreesWithTheIndependentCheckers) {
  const auto index = TestDataPath("authenticode/digests.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
  int files = 0;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = BytesOf(row.at("file"));
    const auto file = ReadSignedFile(bytes);
    ASSERT_TRUE(file.ok()) << file.error().text;
    ++files;
    EXPECT_EQ(file.value().kind, row.at("kind") == "PE" ? SignedFileKind::kProgram : SignedFileKind::kCabinet);
    EXPECT_EQ(!file.value().problem.empty(), row.at("nsig") == "ERR") << file.value().problem;
    EXPECT_EQ(!file.value().signature.empty(), row.at("nsig") == "1");
    if (row.at("nsig") == "ERR") continue;
    if (row.at("kind") == "PE") {
      EXPECT_EQ(file.value().machine, std::stoul(row.at("machine"), nullptr, 16));
      EXPECT_EQ(file.value().subsystem, std::stoul(row.at("subsystem")));
    }
    if (row.at("nsig") == "0") continue;
    const auto signature = ReadAuthenticode(file.value());
    ASSERT_TRUE(signature.ok()) << signature.error().text;
    const Authenticode& found = signature.value();
    EXPECT_EQ(found.digest_algorithm, row.at("digest_alg"));
    EXPECT_EQ(HexOf(found.stored), row.at("stored"));
    EXPECT_EQ(HexOf(found.computed), row.at("computed"));
    EXPECT_EQ(HexOf(DigestOf(file.value(), row.at("digest_alg"))), row.at("computed"));
    EXPECT_EQ(YesNoText(found.DigestGood()), row.at("digest_ok"));
    EXPECT_EQ(YesNoText(found.attributes_good), row.at("attrs_ok"));
    EXPECT_EQ(YesNoText(found.signature_good), row.at("signature_ok").substr(0, row.at("signature_ok").find('(')));
    ASSERT_NE(found.signer, nullptr);
    EXPECT_TRUE(found.signer->subject.ends_with("CN = " + row.at("signer"))) << found.signer->subject;
  }
  EXPECT_GE(files, 27);
}

bool IsGood(const std::string& bytes, const Authenticode* original = nullptr) {
  const auto file = ReadSignedFile(bytes);
  if (!file.ok() || file.value().signature.empty() || file.value().bytes_behind) return false;
  const bool is_changed = original != nullptr && DigestOf(file.value(), "sha1") != original->stored;
  if (is_changed) return false;  // the signature is as it was, and of another digest
  const auto signature = ReadAuthenticode(file.value());
  return signature.ok() && signature.value().Good();
}

// Where a change does not matter: the checksum, and where the signature is.
struct Unsigned {
  std::size_t begin, end;
};

void ExpectEveryFlipCaught(const std::string& good, const std::vector<Unsigned>& unsigned_parts, std::size_t end) {
  ASSERT_TRUE(IsGood(good));
  const Authenticode original = ReadAuthenticode(ReadSignedFile(good).value()).value();
  for (std::size_t at = 0; at < end; ++at) {
    const bool is_unsigned =
        std::ranges::any_of(unsigned_parts, [&](const Unsigned& part) { return at >= part.begin && at < part.end; });
    if (is_unsigned) continue;
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = good;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      ASSERT_FALSE(IsGood(flipped, &original)) << "byte " << at << ", bit " << bit;
    }
  }
}

TEST(Authenticode, CatchesEveryFlippedBitOfAProgram) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
  const std::string good = BytesOf("generated/wm_priv_sha1.exe");
  const auto number = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(good[at])); };
  const std::size_t header = number(0x3C) | number(0x3D) << 8;
  const std::size_t checksum = header + 24 + 64;
  const std::size_t directory = header + 24 + 96 + 4 * 8;
  const std::size_t table = number(directory) | number(directory + 1) << 8;
  // Within the directory's entry, and before the certificate, some bits leave the signature in its place.
  ExpectEveryFlipCaught(good, {{checksum, checksum + 4}, {directory, directory + 8}}, table);
}

TEST(Authenticode, CatchesEveryFlippedBitOfACabinet) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
  const std::string good = BytesOf("generated/app_priv_sha1.cab");
  const auto number = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(good[at])); };
  const std::size_t signature = number(44) | number(45) << 8;
  ExpectEveryFlipCaught(good, {{4, 8}, {34, 56}}, signature);
}

TEST(ReadSignedFile, SaysWhatIsBroken) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
  const struct {
    std::string_view file, problem;
  } rows[] = {
      {"bad_sec_offset.exe", "the certificate table is outside the file"},
      {"bad_trunc_sig.exe", "the certificate table is outside the file"},
      {"bad_wincert_len.exe", "the length of an entry in the certificate table is wrong"},
      {"bad_wincert_len0.exe", "the length of an entry in the certificate table is wrong"},
      {"bad_cab_trunc.cab", "the signature is outside the file"},
  };
  for (const auto& row : rows) {
    const std::string bytes = BytesOf("generated/" + std::string(row.file));
    EXPECT_EQ(ReadSignedFile(bytes).value().problem, row.problem) << row.file;
  }
  const std::string appended = BytesOf("generated/bad_appended.exe");
  EXPECT_TRUE(ReadSignedFile(appended).value().bytes_behind);
}

// A program without a signature has nothing but its own sections to say that a part is missing.
TEST(ReadSignedFile, MissesWhatACutProgramLacks) {
  const std::string program = ReadAll(SourcePath("scenarios/suite/packages/files/game.exe"));
  EXPECT_EQ(ReadSignedFile(program).value().problem, "");
  for (const std::size_t size : {program.size() - 1, std::size_t{600}, std::size_t{300}}) {
    EXPECT_EQ(ReadSignedFile(program.substr(0, size)).value().problem, "a section is outside the file") << size;
  }
}

// Whatever a file is cut down to, it is read or refused.
TEST(ReadSignedFile, TakesAnyPartOfAFile) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no signed programs: set WMSIM_TEST_DATA";
  for (const char* name : {"wm_priv_sha1.exe", "app_priv_sha1.cab", "wm_unsigned.exe"}) {
    const std::string whole = BytesOf("generated/" + std::string(name));
    for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(IsGood(whole.substr(0, size))) << size;
  }
  for (const char* bytes : {"", "M", "MZ", "MSCF", "text"}) EXPECT_FALSE(ReadSignedFile(bytes).ok()) << bytes;
}

TEST(ReadAuthenticode, RefusesWhatIsNoSignature) {
  for (const std::string& bytes : {std::string(), std::string("text"), std::string(64, '\0'),
                                   std::string("\x30\x80", 2), std::string("\x30\x84\xFF\xFF\xFF\xFF", 6)}) {
    SignedFile file;
    file.signature = bytes;
    EXPECT_FALSE(ReadAuthenticode(file).ok());
  }
}

}  // namespace
}  // namespace wmsim
