#include "scenarios/cli/command_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wmsim {
namespace {

constexpr OptionInfo kKnown[] = {
    {"device", "NAME", ""},
    {"set", "ID=VALUE", "", Repeats::kYes},
    {"running", "APP", "", Repeats::kYes},
    {"name", "VALUE", ""},
    {"operator-restricted", "", ""},
    {"verbose", "", "", Repeats::kNo, false, 'v'},
    {"process", "true|false", "", Repeats::kNo, true},
    {"never", "COND...", "", Repeats::kConditions},
    {"when", "COND...", "", Repeats::kConditions},
};

using Arguments = std::vector<std::string>;

// Renders a line as its words, then its options by name; or the error.
std::string Parsed(const Arguments& arguments) {
  const Result<CommandLine> line = ParseCommandLine(arguments, kKnown);
  if (!line.ok()) return "error: " + line.error().text;
  std::string text;
  for (const std::string& word : line.value().words) text += "<" + word + ">";
  for (const auto& [name, values] : line.value().options) {
    text += " " + name + ":";
    for (const std::string& value : values) text += "<" + value + ">";
  }
  return text;
}

struct Row {
  Arguments arguments;
  std::string_view parsed;
};

TEST(ParseCommandLine, TakesALetterForAnOptionThatHasOne) {
  EXPECT_EQ("<a> verbose:<>", Parsed({"a", "-v"}));
  EXPECT_EQ("<-v>", Parsed({"--", "-v"}));
  EXPECT_EQ(" name:<-v>", Parsed({"--name", "-v"}));
}

TEST(ParseCommandLine, TakesAValueTwiceOnlyWhereItRepeats) {
  EXPECT_EQ("error: --device is given twice", Parsed({"--device", "a", "--device", "b"}));
  EXPECT_EQ("error: --process is given twice", Parsed({"--process", "true", "--process", "false"}));
  EXPECT_EQ(" running:<a><b> verbose:<><>", Parsed({"--running", "a", "--verbose", "--running=b", "--verbose"}));
}

TEST(ParseCommandLine, ReadsWordsAndOptionsInAnyOrder) {
  for (const Row& row : std::vector<Row>{
           {{}, ""},
           {{"try", "certinst", "a.cer"}, "<try><certinst><a.cer>"},
           {{"try", "certinst", "a.cer", "--device", "x"}, "<try><certinst><a.cer> device:<x>"},
           {{"--device", "x", "try", "certinst", "a.cer"}, "<try><certinst><a.cer> device:<x>"},
           {{"try", "--device", "x", "certinst", "a.cer"}, "<try><certinst><a.cer> device:<x>"},
           {{"try", "--device=x", "a.cer"}, "<try><a.cer> device:<x>"},
           {{"--set=4119=16", "dump"}, "<dump> set:<4119=16>"},
           {{"--set", "4119=16", "--set", "4102=1", "dump"}, "<dump> set:<4119=16><4102=1>"},
           {{"--set", "b=1", "dump", "--set=a=2"}, "<dump> set:<b=1><a=2>"},
           {{"--operator-restricted", "try", "a"}, "<try><a> operator-restricted:<>"},
           {{"try", "a", "--operator-restricted"}, "<try><a> operator-restricted:<>"},
           {{"a", "--verbose", "b", "--name", "00001017"}, "<a><b> name:<00001017> verbose:<>"},
           {{"--name", "a b\tc"}, " name:<a b\tc>"},
           {{"--name=a=b=c"}, " name:<a=b=c>"},
       }) {
    SCOPED_TRACE(testing::PrintToString(row.arguments));
    EXPECT_EQ(row.parsed, Parsed(row.arguments));
  }
}

// Design 6: --name=value is --name value.
TEST(ParseCommandLine, TakesFlagsWithAndWithoutAValue) {
  EXPECT_EQ("<a.xml> process:<true>", Parsed({"--process", "a.xml"}));
  EXPECT_EQ("<a.xml> process:<true>", Parsed({"a.xml", "--process"}));
  EXPECT_EQ("<a.xml> process:<true>", Parsed({"--process", "true", "a.xml"}));
  EXPECT_EQ("<a.xml> process:<false>", Parsed({"a.xml", "--process=false"}));
  EXPECT_EQ("<true><a.xml>", Parsed({"true", "a.xml"}));
  EXPECT_EQ("<true> device:<--process>", Parsed({"--device=--process", "true"}));
  EXPECT_EQ("<true> name:<--process>", Parsed({"--name", "--process", "true"}));
}

TEST(ParseCommandLine, EndsOptionsAtTwoDashes) {
  EXPECT_EQ("<try><certinst><--device>", Parsed({"try", "certinst", "--", "--device"}));
  EXPECT_EQ("<a><-x> device:<d>", Parsed({"--device", "d", "a", "--", "-x"}));
  EXPECT_EQ("<a><-->", Parsed({"a", "--", "--"}));
  EXPECT_EQ("<a>", Parsed({"a", "--"}));
}

TEST(ParseCommandLine, TakesASingleDashAsAWord) { EXPECT_EQ("<inspect><->", Parsed({"inspect", "-"})); }

TEST(ParseCommandLine, GivesSomeOptionsAllConditionsBehindThem) {
  for (const Row& row : std::vector<Row>{
           {{"explore", "--never", "a=1", "b=2,3", "--when", "c=!4"}, "<explore> never:<a=1><b=2,3> when:<c=!4>"},
           {{"explore", "--never=a=1", "b=2", "file.yaml"}, "<explore><file.yaml> never:<a=1><b=2>"},
           {{"--never", "a=1", "explore", "b=2"}, "<explore><b=2> never:<a=1>"},
           {{"--never", "a=1", "--when", "b=2", "--never", "c=3"}, " never:<a=1><c=3> when:<b=2>"},
           {{"--never", "a=1", "--set", "4102=1"}, " never:<a=1> set:<4102=1>"},
           {{"--never", "a=1", "--", "b=2"}, "<b=2> never:<a=1>"},
           {{"--never", "explore"}, " never:<explore>"},  // for the command to refuse
           {{"--never", "=x"}, " never:<=x>"},
       }) {
    EXPECT_EQ(row.parsed, Parsed(row.arguments)) << row.arguments[0];
  }
  for (const Arguments& arguments : std::vector<Arguments>{{"--never"}, {"--never", "--when", "a=1"}}) {
    EXPECT_TRUE(Parsed(arguments).starts_with("error: ")) << Parsed(arguments);
  }
}

TEST(ParseCommandLine, RefusesUnknownOptionsWithTheNearest) {
  for (const Row& row : std::vector<Row>{
           {{"--devise", "x"}, "error: unknown option --devise; did you mean --device?"},
           {{"try", "--runing=x"}, "error: unknown option --runing; did you mean --running?"},
           {{"--operator-restrict"}, "error: unknown option --operator-restrict; did you mean --operator-restricted?"},
           {{"--colour"}, "error: unknown option --colour"},
           {{"-q"}, "error: unknown option -q"},
           {{"a", "-name", "b"}, "error: unknown option -name; did you mean --name?"},
           {{"a", "-x", "--", "b"}, "error: unknown option -x"},
       }) {
    SCOPED_TRACE(testing::PrintToString(row.arguments));
    EXPECT_EQ(row.parsed, Parsed(row.arguments));
  }
}

TEST(ParseCommandLine, RefusesUnknownOptionsWithAValue) {
  EXPECT_TRUE(Parsed({"a", "--colour=red"}).starts_with("error: unknown option --colour"));
}

// An option is written in full, has its value, and has none where it takes none.
TEST(ParseCommandLine, RefusesOptionsThatAreNotWhole) {
  for (const Arguments& arguments : std::vector<Arguments>{
           {"--device"},
           {"try", "a", "--device"},
           {"--device="},
           {"--dev", "x"},
           {"--d=x"},
           {"--operator-restricted=yes"},
           {"--verbose=1", "a"},
       }) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const Result<CommandLine> line = ParseCommandLine(arguments, kKnown);
    ASSERT_FALSE(line.ok());
    EXPECT_NE(std::string::npos, line.error().text.find("--")) << line.error().text;
    EXPECT_EQ(std::string::npos, line.error().text.find('\n'));
  }
}

TEST(CommandLine, GivesTheLastValueAndAllValues) {
  const Result<CommandLine> line = ParseCommandLine({"--set", "a", "--set", "b", "--verbose"}, kKnown);
  ASSERT_TRUE(line.ok());
  EXPECT_EQ("b", line.value().Value("set"));
  EXPECT_EQ((Arguments{"a", "b"}), line.value().Values("set"));
  EXPECT_EQ("x", line.value().Value("device", "x"));
  EXPECT_TRUE(line.value().Values("device").empty());
  EXPECT_TRUE(line.value().Has("verbose"));
  EXPECT_FALSE(line.value().Has("device"));
}

}  // namespace
}  // namespace wmsim
