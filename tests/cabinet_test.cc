// Cabinets: those of others open, and hostile ones cost no more than their size.
#include "emulator/cabinet.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cabinet_maker.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

std::string TextOf(const Result<Cabinet>& cabinet) {
  if (!cabinet.ok()) return cabinet.error().text;
  std::string text;
  for (const CabinetFile& file : cabinet.value().files) text += file.name + "=" + *file.bytes + ";";
  return text;
}

TEST(ReadCabinet, ReturnsTheFilesInTheirOrder) {
  EXPECT_EQ(TextOf(ReadCabinet(CabinetOf({{"b.txt", "two"}, {"a\\A.TXT", "1"}, {"empty", ""}}))),
            "b.txt=two;a\\A.TXT=1;empty=;");
  EXPECT_EQ(TextOf(ReadCabinet(CabinetOf({{"long", std::string(100'000, 'x')}}))),
            "long=" + std::string(100'000, 'x') + ";");
}

TEST(ReadCabinet, FindsFilesInAnyCase) {
  const Cabinet cabinet = ReadCabinet(CabinetOf({{"_Setup.XML", "x"}})).value();
  EXPECT_NE(FindFile(cabinet, "_setup.xml"), nullptr);
  EXPECT_EQ(FindFile(cabinet, "setup.xml"), nullptr);
  EXPECT_EQ(FindFile(cabinet, ""), nullptr);
}

// The index of authenticode/: gcab made these, with and without MSZIP, and osslsigncode signed some.
TEST(ReadCabinet, OpensThoseOfGcab) {
  if (!std::filesystem::exists(TestDataPath("authenticode"))) GTEST_SKIP() << "no cabinets: set WMSIM_TEST_DATA";
  for (const auto& [file, is_compressed] :
       std::vector<std::pair<std::string, bool>>{{"app_unsigned.cab", false},
                                                 {"app_unsigned_mszip.cab", true},
                                                 {"app_priv_sha1.cab", false},
                                                 {"app_priv_mszip_sha256.cab", true},
                                                 {"app_unpriv_sha1.cab", false},
                                                 {"app_stranger_sha1.cab", false}}) {
    SCOPED_TRACE(file);
    const auto cabinet = ReadCabinet(ReadAll(TestDataPath("authenticode/generated/" + file)));
    ASSERT_TRUE(cabinet.ok()) << cabinet.error().text;
    EXPECT_EQ(cabinet.value().is_compressed, is_compressed);
    ASSERT_EQ(cabinet.value().files.size(), 2U);
    EXPECT_TRUE(cabinet.value().files[0].bytes->starts_with("<wap-provisioningdoc>"));
    EXPECT_EQ(*cabinet.value().files[1].bytes, ReadAll(TestDataPath("authenticode/generated/wm_unsigned.exe")));
  }
}

TEST(ReadCabinet, RefusesWhatIsNone) {
  const std::string good = CabinetOf({{"a", std::string(1'000, 'x')}});
  std::string of_a_set = good;  // another cabinet follows: its name, and that of its disk
  of_a_set.insert(36, std::string("n\0d\0", 4));
  of_a_set[30] = 2;
  for (const int at : {16, 36 + 4}) of_a_set[static_cast<std::size_t>(at)] += 4;
  for (const auto& [bytes, says] : std::vector<std::pair<std::string, std::string>>{
           {"", "not a cabinet (CAB)"},
           {"MSCF", "damaged"},
           {CabinetOf({}), "damaged"},
           {"MZ" + std::string(100, '\0'), "not a cabinet (CAB)"},
           {good.substr(0, 40), "damaged"},
           {good.substr(0, good.size() - 1), "damaged"},
           {of_a_set, "one of a set"},
           {CabinetWith("abc", {{"a", 2, 2}}), "damaged"},
           {CabinetWith("abc", {{"a", 0xFFFFFFFF, 1}}), "256 MiB"},
           {CabinetWith("abc", {{"a", 0, 0xFFFFFFFF}}), "256 MiB"},
       }) {
    const std::string text = TextOf(ReadCabinet(bytes));
    EXPECT_NE(text.find(says), std::string::npos) << text;
  }
}

// Files that lie on top of each other: as many as the sum of their sizes lets be.
TEST(ReadCabinet, TakesFilesThatLieOnTopOfEachOther) {
  const auto cabinet = ReadCabinet(CabinetWith("abcdef", {{"x", 0, 4}, {"y", 2, 3}, {"z", 2, 3}}));
  EXPECT_EQ(TextOf(cabinet), "x=abcd;y=cde;z=cde;");
  const std::vector<PlacedFile> large(8'000, PlacedFile{"f", 0, 100'000});
  EXPECT_NE(TextOf(ReadCabinet(CabinetWith(std::string(100'000, 'x'), large))).find("256 MiB"), std::string::npos);
  const std::vector<PlacedFile> many(8'193, PlacedFile{"f", 0, 1});
  EXPECT_NE(TextOf(ReadCabinet(CabinetWith("x", many))).find("8192 files"), std::string::npos);
}

// Every one-bit flip: an answer each time, whatever it is.
TEST(ReadCabinet, AnswersForEveryBitThatFlips) {
  const std::string good = CabinetOf({{"a", "some text"}, {"b", "more"}});
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    EXPECT_LT(TextOf(ReadCabinet(flipped)).size(), 1'000U);
  }
}

}  // namespace
}  // namespace wmsim
