// Times and their one spelling.
#include "policy_engine/time.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wmsim {
namespace {

using std::string_view_literals::operator""sv;

// The seconds are those that `date -u -d TEXT +%s` prints.
struct TimeRow {
  std::string_view text;
  UnixTime time;
};
constexpr TimeRow kRows[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-01T00:00:01Z", 1},
    {"1969-12-31T23:59:59Z", -1},
    {"2009-06-01T12:00:00Z", 1243857600},
    {"2000-02-29T00:00:00Z", 951782400},
    {"1996-02-29T23:59:59Z", 825638399},
    {"2038-01-19T03:14:08Z", 2147483648},
    {"0001-01-01T00:00:00Z", -62135596800},
    {"9999-12-31T23:59:59Z", 253402300799},
};

TEST(ParseTime, ReadsDateAndTime) {
  for (const TimeRow& row : kRows) EXPECT_EQ(ParseTime(row.text), row.time) << row.text;
}

TEST(ParseTime, ReadsADateAsItsMidnight) {
  EXPECT_EQ(ParseTime("1970-01-01"), 0);
  EXPECT_EQ(ParseTime("2000-02-29"), 951782400);
}

TEST(ParseTime, ReadsNothingElse) {
  for (const std::string_view text : {""sv,
                                      "2009"sv,
                                      "2009-06"sv,
                                      "2009-6-1"sv,
                                      "09-06-01"sv,
                                      "20090601"sv,
                                      "2009/06/01"sv,
                                      "01-06-2009"sv,
                                      "2009-00-01"sv,
                                      "2009-13-01"sv,
                                      "2009-06-00"sv,
                                      "2009-06-31"sv,
                                      "2009-02-29"sv,
                                      "1900-02-29"sv,
                                      "0000-01-01"sv,
                                      "10000-01-01"sv,
                                      "-001-01-01"sv,
                                      "+009-06-01"sv,
                                      "2009--6-01"sv,
                                      "2009-06--1"sv,
                                      "2009-06-01T"sv,
                                      "2009-06-01Z"sv,
                                      "2009-06-01T12:00:00"sv,
                                      "2009-06-01T12:00Z"sv,
                                      "2009-06-01 12:00:00Z"sv,
                                      "2009-06-01t12:00:00z"sv,
                                      "2009-06-01T24:00:00Z"sv,
                                      "2009-06-01T12:60:00Z"sv,
                                      "2009-06-01T12:00:60Z"sv,
                                      "2009-06-01T-1:00:00Z"sv,
                                      "2009-06-01T1:00:00Z"sv,
                                      "2009-06-01T12:00:00.0Z"sv,
                                      "2009-06-01T12:00:00+00:00"sv,
                                      "2009-06-01T12:00:00Z "sv,
                                      " 2009-06-01"sv,
                                      "2009-06-01\n"sv,
                                      "2009-06-01\0"sv,
                                      "0x7d-06-01"sv,
                                      "now"sv,
                                      "1243857600"sv}) {
    EXPECT_FALSE(ParseTime(text)) << "`" << text << "`";
  }
}

TEST(FormatTime, WritesWhatParseTimeReads) {
  for (const TimeRow& row : kRows) EXPECT_EQ(FormatTime(row.time), row.text);
}

TEST(Utc, CountsSecondsSince1970) {
  EXPECT_EQ(Utc(1970, 1, 1), 0);
  EXPECT_EQ(Utc(2009, 6, 1, 12), 1243857600);
  EXPECT_EQ(Utc(1996, 2, 29, 23, 59, 59), 825638399);
  EXPECT_EQ(Utc(1969, 12, 31, 23, 59, 59), -1);
}

}  // namespace
}  // namespace wmsim
