// Expectations that depend on the combination of the matrix, and files with several errors.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/language/scenario.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

constexpr std::string_view kHead =
    "scenario: S\n"
    "matrix: {grant: [16, 128, 144]}\n"
    "device: guide-pocket-pc\n"
    "given: {policies: {4119: '${grant}'}}\n"
    "steps:\n"
    "  - certinst: a.cer\n"
    "    expect:\n";

// The outcome that each case expects, or the diagnostics.
std::string Outcomes(std::string_view expectations) {
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(std::string(kHead) + std::string(expectations), {}, diagnostics);
  if (!scenario) return Lines(diagnostics);
  std::string text;
  for (const Case& one : scenario->cases) {
    const Step& step = one.steps.at(0);
    text += one.combination.at(0).second + "=" + (step.expect ? step.expect->Text("outcome") : "success") + " ";
  }
  return text;
}

TEST(ExpectWhen, TheFirstElementThatMatchesHolds) {
  EXPECT_EQ("16=installed 128=refused 144=installed ",
            Outcomes("      - {when: {grant: 16}, outcome: installed}\n"
                     "      - {when: {grant: 128}, outcome: refused}\n"
                     "      - {when: {grant: [16, 144]}, outcome: installed}\n"));
  EXPECT_EQ("16=installed 128=refused 144=installed ",
            Outcomes("      - {when: {grant: [16, 144]}, outcome: installed}\n"
                     "      - {when: {grant: [16, 128, 144]}, outcome: refused}\n"));
}

TEST(ExpectWhen, TheLastElementMayLeaveItOut) {
  EXPECT_EQ("16=installed 128=refused 144=refused ", Outcomes("      - {when: {grant: 16}, outcome: installed}\n"
                                                              "      - {outcome: refused}\n"));
  EXPECT_EQ("16=refused 128=refused 144=refused ", Outcomes("      - {outcome: refused}\n"));
}

TEST(ExpectWhen, AllVariablesOfAnElementMustMatch) {
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(
      "scenario: S\n"
      "matrix: {device: [guide-pocket-pc, guide-smartphone], grant: [16, 128]}\n"
      "device: ${device}\n"
      "steps:\n"
      "  - certinst: a.cer\n"
      "    expect:\n"
      "      - {when: {device: guide-pocket-pc, grant: 16}, outcome: installed}\n"
      "      - {when: {device: guide-smartphone}, outcome: not-available}\n"
      "      - {outcome: refused}\n",
      {}, diagnostics);
  ASSERT_TRUE(scenario) << Lines(diagnostics);
  std::string outcomes;
  for (const Case& one : scenario->cases) outcomes += one.steps.at(0).expect->Text("outcome") + " ";
  EXPECT_EQ("installed refused not-available not-available ", outcomes);
}

TEST(ExpectWhen, CountsAsAUseOfItsVariable) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_TRUE(
      ParseScenario("scenario: S\nmatrix: {x: [1, 2]}\ndevice: guide-pocket-pc\nsteps:\n  - restart:\n"
                    "    expect: [{when: {x: 1}, outcome: changed}, {outcome: changed}]\n",
                    {}, diagnostics))
      << Lines(diagnostics);
}

struct BadRow {
  std::string_view yaml;
  std::string_view places;
  std::string_view says;
};

TEST(ExpectWhen, RefusesElementsThatNothingReachesAndCombinationsWithoutOne) {
  for (const BadRow& row : std::vector<BadRow>{
           // A later element that an earlier one hides.
           {"      - {outcome: refused}\n      - {when: {grant: 16}, outcome: installed}\n", "9:9", "reaches"},
           {"      - {outcome: refused}\n      - {outcome: installed}\n", "9:9", "reaches"},
           {"      - {when: {grant: [16, 128, 144]}, outcome: refused}\n      - {outcome: installed}\n", "9:9",
            "reaches"},
           {"      - {when: {grant: 16}, outcome: refused}\n      - {when: {grant: 16}, outcome: refused}\n"
            "      - {outcome: installed}\n",
            "9:9", "reaches"},
           // A value that the matrix does not have.
           {"      - {when: {grant: 8}, outcome: refused}\n      - {outcome: installed}\n", "8:9", "reaches"},
           // No element for some combination.
           {"      - {when: {grant: 16}, outcome: refused}\n", "8:7", "[grant=128]"},
           {"      - {when: {grant: 16}, outcome: refused}\n", "8:7", "[grant=144]"},
           // Unknown variables, and a `when` that is none.
           {"      - {when: {grnat: 16}, outcome: refused}\n      - {outcome: installed}\n", "8:17",
            "did you mean `grant`?"},
           {"      - {when: 16, outcome: refused}\n      - {outcome: installed}\n", "8:16", "{VARIABLE: VALUE}"},
           {"      - {when: [grant], outcome: refused}\n      - {outcome: installed}\n", "8:16", "{VARIABLE: VALUE}"},
           // What stands in an element is read even where it does not hold.
           {"      - {when: {grant: 16}, outcome: refusd}\n      - {outcome: installed}\n", "8:38",
            "did you mean `refused`?"},
           {"      - {when: {grant: 16}}\n      - {outcome: installed}\n", "8:9", "`outcome` is missing"},
           {"      - {whn: {grant: 16}, outcome: refused}\n", "8:10", "did you mean `when`?"},
           {"      - refused\n", "8:9", "expected a mapping"},
           {"      []\n", "8:7", ""},
       }) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(ParseScenario(std::string(kHead) + std::string(row.yaml), {}, diagnostics));
    EXPECT_NE(std::string::npos, Places(diagnostics).find(row.places)) << Lines(diagnostics);
    EXPECT_TRUE(Says(diagnostics, row.says)) << Lines(diagnostics);
  }
}

TEST(ParseScenario, FindsEveryErrorOfAFile) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_FALSE(
      ParseScenario("scenario: S\n"
                    "sorce: dd425351\n"                // 2:1 unknown key
                    "device: guide-pocketpc\n"         // 3:9 unknown device
                    "matrix: {grant: [16], x: [1]}\n"  // 4:23 x is not used
                    "given:\n"
                    "  policies: {4102: USER, 4119: '${grnat}'}\n"  // 6:20 no value; 6:32 unknown variable
                    "  runing: [communicator-mobile]\n"             // 7:3 unknown key
                    "steps:\n"
                    "  - certinst: [a.cer]\n"                            // 9:15 a list
                    "    answer: perhaps\n"                              // 10:13 unknown answer
                    "  - reboot:\n"                                      // 11:5 unknown verb
                    "  - restart: now\n"                                 // 12:14 no argument
                    "    expect: {outcome: changd, rule: '${grant}'}\n"  // 13:23, 13:37
                    "  - registry-set: {key: 'HKXX\\A', name: x, dword: 1, string: y, via: me}\n"  // 14:5, :25, :70
                    "  - run-app: game\n",                                                         // 15:5
                    {}, diagnostics));
  EXPECT_EQ("2:1 3:9 4:23 6:20 6:32 7:3 9:15 10:13 11:5 12:14 13:23 13:37 14:25 14:70 15:5", Places(diagnostics))
      << Lines(diagnostics);
}

TEST(ParseScenario, SaysAnErrorOnceThoughItReadsTheFileForEachCombination) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_FALSE(
      ParseScenario("scenario: S\nmatrix: {grant: [1, 2, 3, 4, 5]}\ndevice: guide-pocket-pc\n"
                    "given: {policies: {4119: '${grant}'}}\nsteps:\n  - restrat:\n",
                    {}, diagnostics));
  EXPECT_EQ("6:5", Places(diagnostics)) << Lines(diagnostics);
}

}  // namespace
}  // namespace wmsim
