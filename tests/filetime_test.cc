// Times of provisioning documents: provisioning 4.2 and 4.3.
#include "emulator/filetime.h"

#include <gtest/gtest.h>

namespace wmsim {
namespace {

TEST(ParseAmericanTime, ReadsTheTimesOfTheDocuments) {
  const struct {
    std::string_view text, time;
  } rows[] = {
      {"10/20/01 3:55:04 pm", "2001-10-20T15:55:04Z"},
      {"1/1/2020 9:43:02AM", "2020-01-01T09:43:02Z"},
      {"12/31/1999 12:00:00 am", "1999-12-31T00:00:00Z"},
      {"02/29/2008 12:59:59 PM", "2008-02-29T12:59:59Z"},
  };
  for (const auto& row : rows) {
    const auto time = ParseAmericanTime(row.text);
    ASSERT_TRUE(time) << row.text;
    EXPECT_EQ(FormatTime(*time), row.time);
  }
}

TEST(ParseAmericanTime, RefusesAnythingElse) {
  for (const std::string_view text :
       {"", "10/20/01", "3:55:04 pm", "13/20/01 3:55:04 pm", "2/29/2009 3:55:04 pm", "10/20/001 3:55:04 pm",
        "10/20/01 13:55:04 pm", "10/20/01 0:55:04 pm", "10/20/01 3:60:04 pm", "10/20/01 3:55:60 pm", "10/20/01 3:55:04",
        "10/20/01 3:55:04 xm", "10/20/01 3:55:04 pmx", "10/20/1500 3:55:04 pm", "-1/20/01 3:55:04 pm",
        "2009-06-01T12:00:00Z"}) {
    EXPECT_FALSE(ParseAmericanTime(text)) << text;
  }
}

TEST(FormatAmericanTime, WritesTheTimesOfAnswers) {
  EXPECT_EQ(FormatAmericanTime(Utc(2020, 1, 1, 9, 43, 2)), "1/1/2020 9:43:02AM");
  EXPECT_EQ(FormatAmericanTime(Utc(2006, 1, 1)), "1/1/2006 12:00:00AM");
  EXPECT_EQ(FormatAmericanTime(Utc(2039, 12, 31, 12, 5, 9)), "12/31/2039 12:05:09PM");
}

// The times that FILETIME counts from, and the epoch of Unix: 116444736000000000 = 0x019DB1DED53E8000.
TEST(FileTimeBytes, CountsFrom1601) {
  EXPECT_EQ(FileTimeBytes(Utc(1601, 1, 1)), std::string(8, '\0'));
  EXPECT_EQ(FileTimeBytes(0), std::string("\x00\x80\x3E\xD5\xDE\xB1\x9D\x01", 8));
}

}  // namespace
}  // namespace wmsim
