#include "scenarios/language/node.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/diagnostic_text.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// Renders a tree in one line: 'quoted', plain, [lists], {mappings: ...}; <> is nothing.
std::string Render(const Node& node) {
  std::string text;
  switch (node.kind) {
    case NodeKind::kScalar:
      if (node.IsEmpty()) return "<>";
      return node.plain ? node.text : "'" + node.text + "'";
    case NodeKind::kSequence:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + Render(item);
      return "[" + text + "]";
    case NodeKind::kMapping:
      for (const NodeEntry& entry : node.entries) {
        text += (text.empty() ? "" : ", ") + Render(entry.key) + ": " + Render(entry.value);
      }
      return "{" + text + "}";
  }
  return "?";
}

std::string Parsed(std::string_view text) {
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml(text, diagnostics);
  return node ? Render(*node) : Lines(diagnostics);
}

struct GoodRow {
  std::string_view text;
  std::string_view tree;
};

TEST(ParseYaml, ReadsScalarsListsAndMappings) {
  for (const GoodRow& row : std::vector<GoodRow>{
           {"a: 1\nb: two", "{a: 1, b: two}"},
           {"a:\n  - x\n  - y", "{a: [x, y]}"},
           {"a: {b: [1, {c: d}]}", "{a: {b: [1, {c: d}]}}"},
           {"# a comment\na: b # another", "{a: b}"},
           {"restart:", "{restart: <>}"},
           {"- restart:\n- hard-reset:", "[{restart: <>}, {hard-reset: <>}]"},
           {"a: '16'\nb: \"x\"", "{a: '16', b: 'x'}"},
           {"a: ''", "{a: ''}"},
           {"a: 'it''s'", "{a: 'it's'}"},
           {R"(a: 'HKLM\Security')", R"({a: 'HKLM\Security'})"},
           {R"(a: HKLM\Security)", R"({a: HKLM\Security})"},
           {"a: yes\nb: no", "{a: yes, b: no}"},
           {"a: |\n  x\n  y\n", "{a: 'x\ny\n'}"},
           {"---\na: b\n", "{a: b}"},
           {"{}", "{}"},
           {"[]", "[]"},
           {"a: b\r\nc: d\r\n", "{a: b, c: d}"},
           {"a: Zo\xC3\xAB", "{a: Zo\xC3\xAB}"},
       }) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(row.tree, Parsed(row.text));
  }
}

TEST(ParseYaml, ReadsJson) {
  for (const GoodRow& row : std::vector<GoodRow>{
           {R"({"a": 1, "b": [true, null]})", "{'a': 1, 'b': [true, null]}"},
           {R"({"a": {"b": "c"}})", "{'a': {'b': 'c'}}"},
           {R"({"a": "HKLM\\Security \u00e9"})", "{'a': 'HKLM\\Security \xC3\xA9'}"},
           {"{\n  \"a\": [\n    1,\n    2\n  ]\n}\n", "{'a': [1, 2]}"},
           {R"("text")", "'text'"},
       }) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(row.tree, Parsed(row.text));
  }
}

TEST(ParseYaml, NotesWhereEachNodeStands) {
  Diagnostics diagnostics("x.yaml");
  const auto root = ParseYaml("a: 1\nsteps:\n  - certinst: x.cer\n    answer: no\n", diagnostics);
  ASSERT_TRUE(root) << Lines(diagnostics);
  EXPECT_EQ((Position{1, 1}), root->at);
  const Node* steps = root->Find("steps");
  ASSERT_NE(nullptr, steps);
  EXPECT_EQ((Position{3, 3}), steps->at);
  const Node& step = steps->items.at(0);
  EXPECT_EQ((Position{3, 5}), step.at);
  EXPECT_EQ((Position{3, 15}), step.Find("certinst")->at);
  EXPECT_EQ((Position{4, 5}), step.entries.at(1).key.at);
  EXPECT_EQ((Position{4, 13}), step.Find("answer")->at);
}

TEST(Find, ReturnsNullForAKeyThatDoesNotStandThere) {
  Diagnostics diagnostics("x.yaml");
  const auto root = ParseYaml("{a: 1}", diagnostics);
  ASSERT_TRUE(root);
  EXPECT_EQ(nullptr, root->Find("b"));
  EXPECT_EQ(nullptr, ScalarNode("a").Find("a"));
}

struct BadRow {
  std::string_view text;
  std::string_view place;
  std::string_view says;
};

// Every row is refused with exactly one diagnostic, at its place; a row without a place has it somewhere.
void ExpectRefused(const std::vector<BadRow>& rows) {
  for (const BadRow& row : rows) {
    SCOPED_TRACE(row.text.substr(0, 80));
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(ParseYaml(row.text, diagnostics));
    ASSERT_EQ(1U, diagnostics.list().size()) << Lines(diagnostics);
    EXPECT_GT(diagnostics.list()[0].at.line, 0);
    if (!row.place.empty()) {
      EXPECT_EQ(row.place, Places(diagnostics)) << Lines(diagnostics);
    }
    EXPECT_TRUE(Says(diagnostics, row.says)) << Lines(diagnostics);
  }
}

TEST(ParseYaml, RefusesAnchorsAliasesAndTags) {
  ExpectRefused({
      {"a: &x 1", "1:4", "anchors"},
      {"a: 1\nb: &x [1]", "2:4", "anchors"},
      {"&x {a: 1}", "1:1", "anchors"},
      {"&x a: 1", "1:1", "anchors"},
      {"a: *x", "1:4", "alias"},
      {"a: 1\n<<: *x", "2:5", "alias"},
      {"- *x", "1:3", "alias"},
      {"a: &a [*a]", "1:4", "anchors"},
      {"a: !!str 1", "1:4", "tags"},
      {"a: !!binary AAAA", "1:4", "tags"},
      {"a: !mine {b: c}", "1:4", "tags"},
      {"a: ! 1", "1:4", "tags"},
      {"- !!python/object:os.system x", "1:3", "tags"},
  });
}

TEST(ParseYaml, RefusesMoreThanOneDocument) {
  ExpectRefused({
      {"a: 1\n---\nb: 2\n", "2:1", "second document"},
      {"a: 1\n---\n", "2:1", "second document"},
      {"--- 1\n--- 2\n", "2:1", "second document"},
      {"a: 1\n...\nb: 2\n", "3:1", ""},
  });
}

TEST(ParseYaml, RefusesAKeyThatStandsTwice) {
  ExpectRefused({
      {"a: 1\nb: 2\na: 3", "3:1", "`a`"},
      {"{a: 1, a: 1}", "1:8", "`a`"},
      {"a: 1\n'a': 2", "2:1", "`a`"},
      {R"({"a": 1, "\u0061": 2})", "1:10", "`a`"},
      {"x:\n  a: 1\n  a: 2", "3:3", "`a`"},
      {"a:\na:", "2:1", "`a`"},
  });
}

TEST(ParseYaml, RefusesKeysThatAreNotText) {
  ExpectRefused({
      {"? [a]\n: b", "1:3", "key"},
      {"{[a, b]: c}", "1:2", "key"},
      {"{{a: b}: c}", "1:2", "key"},
  });
}

TEST(ParseYaml, RefusesWhatIsNotYaml) {
  ExpectRefused({
      {"a: b: c", "1:5", "not YAML"},
      {"a: 1\nb: c: d", "2:5", "not YAML"},
      {"a: 1\n\tb: 2", "2:1", "not YAML"},
      {"a: @x", "1:4", "not YAML"},
      {"a: `x`", "1:4", "not YAML"},
      {"a: %x", "1:4", "not YAML"},
      {"- a\nb: c", "2:1", "not YAML"},
      {"[a, b", "", ""},
      {"{a: 1", "", ""},
      {"a: 'b", "", ""},
      {"a: \"b", "", ""},
      {"a: \"\\q\"", "", ""},
      {"]", "1:1", "not YAML"},
      {"*", "", ""},
      {"&", "", ""},
  });
}

TEST(ParseYaml, SaysWhatIsWrongInPlainWords) {
  ExpectRefused({
      {"a: b: c", "1:5", "text with `: ` in it stands in quotes"},
      {"a:\n\tb: 2", "2:1", "a tab in the indentation"},
      {"a: @x", "1:4", "put it in quotes"},
      {"a: 1\n b: 2", "2:3", "indented too far"},
      {"a:\n    b: 1\n  c: 2", "3:3", "indented unlike"},
      {"- a\nb: c", "2:1", "its `- ` is missing"},
      {"a: 1\nb: [a, b\nc: d", "3:2", "a `,` or `]` is missing"},
      {"a: {b: 1", "2:1", "a `,` or `}` is missing"},
      {"a: 1\nb: 'x\n\n", "2:4", "the quote that opens here is not closed"},
      {"a: 1\nsteps\nb: 2", "2:1", "no `key: value`"},
      {"a: \"C:\\temp\\quit\"", "1:12", "a backslash is written twice"},
  });
}

TEST(ParseYaml, RefusesBytesThatAreNoText) {
  ExpectRefused({
      {"\xFD\xFC", "1:1", ""},
      {"a: \xC3(", "1:5", "not YAML"},
      {"a: 1\nb: 2\nc: \xFF\n", "3:4", "not YAML"},
      {"a: 1\nb: \x01\n", "2:4", "not YAML"},
      {"a: 1\nb: \xED\xA0\x80\n", "2:4", "not YAML"},
      {std::string_view("a: 1\nb: \0\n", 10), "2:4", "not YAML"},
      {"a: \"\x1B[31m\"", "1:5", "not YAML"},
  });
}

TEST(ParseYaml, RefusesAFileWithNothingInIt) {
  for (const std::string_view text : {"", "\n\n", "# only a comment\n", "   ", "\xEF\xBB\xBF"}) {
    SCOPED_TRACE(text);
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(ParseYaml(text, diagnostics));
    EXPECT_EQ("x.yaml: the file is empty", FormatDiagnostic(diagnostics.list().at(0)));
    EXPECT_EQ(1U, diagnostics.list().size());
  }
}

std::string Repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(ParseYaml, ReadsSixtyFourLevelsAndNoMore) {
  Diagnostics diagnostics("x.yaml");
  EXPECT_TRUE(ParseYaml(Repeated("[", 64) + Repeated("]", 64), diagnostics)) << Lines(diagnostics);
  ExpectRefused({
      {Repeated("[", 65) + Repeated("]", 65), "1:65", "64"},
      {Repeated("{a: ", 65) + "b" + Repeated("}", 65), "", "64"},
      {Repeated("- ", 65) + "a", "1:129", "64"},
  });
}

TEST(ParseYaml, IsNotKilledByDepth) {
  for (const std::string_view open : {"[", "{a: ", "- ", "? ", "[{a: "}) {
    SCOPED_TRACE(open);
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(ParseYaml(Repeated(open, 80'000), diagnostics));
    EXPECT_EQ(1U, diagnostics.list().size()) << Lines(diagnostics);
  }
}

TEST(ParseYaml, RefusesTheTrapsAtOnce) {
  if (!std::filesystem::exists(TestDataPath("traps"))) GTEST_SKIP() << "the traps are not at hand";
  for (const char* name : {"traps/yaml_self_alias.yaml", "traps/yaml_alias_bomb_10e10.yaml"}) {
    SCOPED_TRACE(name);
    const std::string text = ReadAll(TestDataPath(name));
    ASSERT_FALSE(text.empty());
    Diagnostics diagnostics("x.yaml");
    EXPECT_FALSE(ParseYaml(text, diagnostics));
    ASSERT_EQ(1U, diagnostics.list().size());
    EXPECT_GT(diagnostics.list()[0].at.line, 0);
  }
}

}  // namespace
}  // namespace wmsim
