#include "scenarios/language/matrix.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/language/scenario.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

// The combinations of a matrix, one per line, or the diagnostics.
std::string Combined(std::string_view yaml) {
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml(yaml, diagnostics);
  if (!node) return Lines(diagnostics);
  std::string text;
  for (const Combination& one : DecodeMatrix(&*node, diagnostics)) text += CombinationText(one) + "\n";
  return diagnostics.empty() ? text : Lines(diagnostics);
}

TEST(DecodeMatrix, CountsWithTheLastVariableFastest) {
  EXPECT_EQ(
      " [device=a, grant=16]\n"
      " [device=a, grant=128]\n"
      " [device=b, grant=16]\n"
      " [device=b, grant=128]\n",
      Combined("{device: [a, b], grant: [16, 128]}"));
}

TEST(DecodeMatrix, KeepsTheOrderAndTheSpellingOfTheFile) {
  EXPECT_EQ(" [z=0x10, a=x]\n [z=010, a=x]\n [z=yes, a=x]\n", Combined("{z: [0x10, 010, yes], a: ['x']}"));
}

TEST(DecodeMatrix, MakesOneEmptyCombinationWithoutAMatrix) {
  Diagnostics diagnostics("x.yaml");
  const auto combinations = DecodeMatrix(nullptr, diagnostics);
  ASSERT_EQ(1U, combinations.size());
  EXPECT_TRUE(combinations[0].empty());
  EXPECT_EQ("", CombinationText(combinations[0]));
}

TEST(DecodeMatrix, RefusesWhatIsNoMatrix) {
  struct Row {
    std::string_view yaml;
    std::string_view places;
  };
  for (const Row& row : std::vector<Row>{
           {"a", "1:1"},
           {"[a]", "1:1"},
           {"{}", "1:1"},
           {"{a: 1}", "1:5"},
           {"{a: []}", "1:5"},
           {"{a: {b: c}}", "1:5"},
           {"{a: [[1]]}", "1:6"},
           {"{a: [1, {b: c}]}", "1:9"},
           {"{a: [1], b: x, c: []}", "1:13 1:19"},
           {"{a: }", "1:5"},
       }) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("x.yaml");
    const auto node = ParseYaml(row.yaml, diagnostics);
    ASSERT_TRUE(node);
    DecodeMatrix(&*node, diagnostics);
    EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
  }
}

TEST(DecodeMatrix, StopsAtItsCap) {
  std::string big = "{";
  for (const char* variable : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    big += std::string(variable) + ": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ";
  }
  big += "}";
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml(big, diagnostics);
  ASSERT_TRUE(node) << Lines(diagnostics);
  EXPECT_LE(DecodeMatrix(&*node, diagnostics).size(), 10'000U);
  EXPECT_EQ("1:1", Places(diagnostics));
  EXPECT_TRUE(Says(diagnostics, "more than 10000 combinations"));
}

TEST(DecodeMatrix, TakesAsManyCombinationsAsItsCap) {
  EXPECT_EQ(std::string::npos, Combined("{a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], b: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "
                                        "c: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], d: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}")
                                   .find("more than"));
}

const Combination kBoth{{"grant", "16"}, {"device", "guide-pocket-pc"}};

// The text of a scalar after replacement, with quotes where it still counts as quoted; or the diagnostics.
std::string Replaced(std::string_view yaml) {
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml(yaml, diagnostics);
  if (!node) return Lines(diagnostics);
  std::set<std::string> used;
  const Node result = Substitute(*node, kBoth, used, diagnostics);
  if (!diagnostics.empty()) return Lines(diagnostics);
  return result.plain ? result.text : "'" + result.text + "'";
}

struct GoodRow {
  std::string_view yaml;
  std::string_view text;
};

TEST(Substitute, PutsValuesInPlaceOfVariables) {
  for (const GoodRow& row : std::vector<GoodRow>{
           {"${grant}", "16"},
           {"'${grant}'", "16"},  // typed after replacement: as if written without quotes
           {"\"${grant}\"", "16"},
           {"x${grant}y", "x16y"},
           {"${grant}${grant}", "1616"},
           {"${device}/${grant}.cer", "guide-pocket-pc/16.cer"},
           {"$${grant}", "${grant}"},
           {"'$${grant}'", "'${grant}'"},
           {"$${x} ${grant}", "${x} 16"},
           {"plain", "plain"},
           {"'quoted'", "'quoted'"},
           {"$grant", "$grant"},
           {"$", "$"},
           {"'{grant}'", "'{grant}'"},
           {"$$", "$$"},
       }) {
    SCOPED_TRACE(row.yaml);
    EXPECT_EQ(row.text, Replaced(row.yaml));
  }
}

TEST(Substitute, DoesNotReplaceInsideWhatItPutIn) {
  Diagnostics diagnostics("x.yaml");
  std::set<std::string> used;
  const Combination nested{{"a", "${b}"}, {"b", "1"}};
  EXPECT_EQ("${b}", Substitute(ScalarNode("${a}"), nested, used, diagnostics).text);
  EXPECT_EQ((std::set<std::string>{"a"}), used);
}

TEST(Substitute, RefusesVariablesThatTheMatrixDoesNotHave) {
  EXPECT_EQ("1:1: unknown matrix variable `grnat`; did you mean `grant`? (legal: grant, device)\n",
            Replaced("${grnat}"));
  EXPECT_EQ("1:1: unknown matrix variable `colour` (legal: grant, device)\n", Replaced("'x ${colour}'"));
  EXPECT_EQ("1:1: unknown matrix variable `` (legal: grant, device)\n", Replaced("'${}'"));
  EXPECT_EQ("1:1: unknown matrix variable ` grant`; did you mean `grant`? (legal: grant, device)\n",
            Replaced("'${ grant}'"));
}

TEST(Substitute, LooksIntoListsAndMappingsButLeavesKeysAlone) {
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml("{'${grant}': ['${grant}', {b: '${device}'}]}", diagnostics);
  ASSERT_TRUE(node);
  std::set<std::string> used;
  const Node result = Substitute(*node, kBoth, used, diagnostics);
  EXPECT_EQ("${grant}", result.entries.at(0).key.text);
  EXPECT_EQ("16", result.entries.at(0).value.items.at(0).text);
  EXPECT_EQ("guide-pocket-pc", result.entries.at(0).value.items.at(1).Find("b")->text);
  EXPECT_EQ((std::set<std::string>{"device", "grant"}), used);
}

// The names of a scenario's cases, or the diagnostics.
std::string Cases(std::string_view yaml) {
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(yaml, {}, diagnostics);
  if (!scenario) return Lines(diagnostics);
  std::string names;
  for (const Case& one : scenario->cases) names += one.name + " on " + one.device + "\n";
  return names;
}

TEST(ParseScenario, MakesACasePerCombination) {
  EXPECT_EQ(
      "S [device=guide-pocket-pc, grant=16] on guide-pocket-pc\n"
      "S [device=guide-pocket-pc, grant=128] on guide-pocket-pc\n"
      "S [device=guide-smartphone, grant=16] on guide-smartphone\n"
      "S [device=guide-smartphone, grant=128] on guide-smartphone\n",
      Cases("scenario: S\n"
            "matrix: {device: [guide-pocket-pc, guide-smartphone], grant: [16, 128]}\n"
            "device: ${device}\n"
            "given: {policies: {4119: '${grant}'}}\n"
            "steps: [{restart: }]\n"));
}

TEST(ParseScenario, TypesAQuotedVariableAfterReplacement) {
  Diagnostics diagnostics("x.yaml");
  const auto scenario = ParseScenario(
      "scenario: S\n"
      "matrix: {mask: [0x10], flag: [true]}\n"
      "device: guide-pocket-pc\n"
      "steps:\n"
      "  - registry-set: {key: 'HKLM\\A', name: x, dword: '${mask}', via: rapi}\n"
      "    expect: {outcome: changed, restart-required: '${flag}', hresult: '${mask}'}\n",
      {}, diagnostics);
  ASSERT_TRUE(scenario) << Lines(diagnostics);
  const Step& step = scenario->cases.at(0).steps.at(0);
  EXPECT_EQ(16U, *step.arguments.Get<std::uint32_t>("dword"));
  EXPECT_TRUE(*step.expect->Get<bool>("restart-required"));
}

TEST(ParseScenario, RefusesAMatrixVariableThatIsNotUsed) {
  EXPECT_EQ("4:3: the matrix variable `grant` is not used\n",
            Cases("scenario: S\nmatrix:\n  device: [guide-pocket-pc]\n  grant: [16]\ndevice: ${device}\n"
                  "steps: [{restart: }]\n"));
}

TEST(ParseScenario, RefusesAVariableWithoutAMatrix) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_FALSE(ParseScenario("scenario: S\ndevice: guide-pocket-pc\nsteps:\n  - certinst: ${file}\n", {}, diagnostics));
  EXPECT_EQ("4:15", Places(diagnostics));
  EXPECT_TRUE(Says(diagnostics, "`file`"));
}

TEST(ParseScenario, RefusesTheWrongValueOfOneCombination) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_FALSE(
      ParseScenario("scenario: S\nmatrix: {d: [guide-pocket-pc, guide-pocket-pd]}\ndevice: ${d}\n"
                    "steps: [{restart: }]\n",
                    {}, diagnostics));
  EXPECT_EQ("3:9", Places(diagnostics));
  EXPECT_TRUE(Says(diagnostics, "did you mean `guide-pocket-pc`?"));
}

}  // namespace
}  // namespace wmsim
