// Numbers and case-insensitive text, as people write them.
#include "policy_engine/number.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wmsim {
namespace {

using std::string_view_literals::operator""sv;

TEST(ParseNumber, ReadsDecimalAndHexadecimalDwords) {
  struct {
    std::string_view text;
    std::uint32_t value;
  } const rows[] = {
      {"0", 0},
      {"1", 1},
      {"16", 16},
      {"4102", 4102},
      {"0016", 16},
      {"4294967295", 0xFFFFFFFF},
      {"0x0", 0},
      {"0x1006", 0x1006},
      {"0X1017", 0x1017},
      {"0xabcdef", 0xABCDEF},
      {"0xABCDEF", 0xABCDEF},
      {"0xFFFFFFFF", 0xFFFFFFFF},
      {"0x00000000000000001", 1},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseNumber(row.text), row.value) << row.text;
}

TEST(ParseNumber, ReadsNothingElse) {
  for (const std::string_view text : {""sv,
                                      "-1"sv,
                                      "-0"sv,
                                      "+1"sv,
                                      " 1"sv,
                                      "1 "sv,
                                      "1\n"sv,
                                      "1\0"sv,
                                      "1u"sv,
                                      "1.0"sv,
                                      "1e3"sv,
                                      "1,000"sv,
                                      "1_000"sv,
                                      "0x"sv,
                                      "x10"sv,
                                      "0x-1"sv,
                                      "0x+1"sv,
                                      "0x 1"sv,
                                      "0xg"sv,
                                      "0x1g"sv,
                                      "0x0x1"sv,
                                      "10h"sv,
                                      "abc"sv,
                                      "4294967296"sv,
                                      "99999999999999999999"sv,
                                      "0x100000000"sv,
                                      "dword:1"sv,
                                      "one"sv,
                                      "\xD9\xA1"sv}) {
    EXPECT_FALSE(ParseNumber(text)) << "`" << text << "`";
  }
}

TEST(Hex, WritesLowerCaseWithAtLeastThatManyDigits) {
  EXPECT_EQ(Hex(0x1017, 8), "00001017");
  EXPECT_EQ(Hex(0x101A, 8), "0000101a");
  EXPECT_EQ(Hex(0, 1), "0");
  EXPECT_EQ(Hex(0, 2), "00");
  EXPECT_EQ(Hex(0xABCDEF01, 1), "abcdef01");
  EXPECT_EQ(Hex(0xFFFFFFFF, 8), "ffffffff");
  EXPECT_EQ(Hex(0x1234, 2), "1234");
}

TEST(FormatHresult, WritesEightUpperCaseDigits) {
  EXPECT_EQ(FormatHresult(0x80072F0D), "0x80072F0D");
  EXPECT_EQ(FormatHresult(0x80090006), "0x80090006");
  EXPECT_EQ(FormatHresult(5), "0x00000005");
  EXPECT_EQ(FormatHresult(0), "0x00000000");
  EXPECT_EQ(FormatHresult(0xabcdef01), "0xABCDEF01");
}

TEST(EqualIgnoringCase, FoldsAsciiLettersOnly) {
  EXPECT_TRUE(EqualIgnoringCase("", ""));
  EXPECT_TRUE(EqualIgnoringCase("HKLM\\Security", "hklm\\SECURITY"));
  EXPECT_TRUE(EqualIgnoringCase("azAZ09_", "AZaz09_"));
  EXPECT_TRUE(EqualIgnoringCase("\xC3\x89", "\xC3\x89"));
}

TEST(EqualIgnoringCase, TellsEverythingElseApart) {
  struct {
    std::string_view a, b;
  } const rows[] = {
      {"", "a"},
      {"a", ""},
      {"a", "aa"},
      {"ab", "ba"},
      {"@", "`"},
      {"[", "{"},
      {"\\", "|"},
      {"]", "}"},
      {"_", "-"},
      {" a", "a"},
      {"\xC3\x89", "\xC3\xA9"},
      {"K", "\xE2\x84\xAA"},
  };
  for (const auto& row : rows) EXPECT_FALSE(EqualIgnoringCase(row.a, row.b)) << row.a << " and " << row.b;
}

TEST(LowerCase, LowersAsciiLettersOnly) {
  EXPECT_EQ(LowerCase(""), "");
  EXPECT_EQ(LowerCase("HKLM\\A.B 09_[]@"), "hklm\\a.b 09_[]@");
  EXPECT_EQ(LowerCase("\xC3\x89"), "\xC3\x89");
}

}  // namespace
}  // namespace wmsim
