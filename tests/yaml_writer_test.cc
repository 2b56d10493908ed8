// Nodes as YAML text: what is written is read back as the same node.
#include "scenarios/language/yaml_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wmsim {
namespace {

// A node without its positions.
std::string Shape(const Node& node) {
  std::string shape;
  switch (node.kind) {
    case NodeKind::kScalar:
      return (node.plain ? "plain:" : "quoted:") + node.text;
    case NodeKind::kSequence:
      for (const Node& item : node.items) shape += Shape(item) + "|";
      return "[" + shape + "]";
    case NodeKind::kMapping:
      for (const NodeEntry& entry : node.entries) shape += Shape(entry.key) + "=" + Shape(entry.value) + "|";
      return "{" + shape + "}";
  }
  return shape;
}

void ExpectReadBack(const Node& node, const std::string& text) {
  Diagnostics diagnostics("");
  const auto read = ParseYaml(text, diagnostics);
  ASSERT_TRUE(read) << text << (diagnostics.list().empty() ? "" : diagnostics.list().front().text);
  EXPECT_EQ(Shape(*read), Shape(node)) << text;
}
void ExpectReadBack(const Node& node) { ExpectReadBack(node, YamlText(node)); }

TEST(FlowText, IsReadBackAsTheSameNode) {
  for (const char* text :
       {"", "it's", "a, b", "[x]", "{y: z}", "# no", "a: b", "\"", "two\nlines", "\xC3\xBC", "-", "absent"}) {
    const Node node =
        MappingNode({{"key", ListNode({TextNode(text), ScalarNode("16"), MappingNode({{"of", TextNode(text)}})})},
                     {"empty", ListNode({})}});
    ExpectReadBack(node, FlowText(node));
  }
}

TEST(YamlText, IsInBlockStyle) {
  const Node node = MappingNode(
      {{"device", ScalarNode("wm6-standard")},
       {"registry", MappingNode({{"HKLM", MappingNode({{"a", ScalarNode("1")}, {"b", TextNode("it's")}})}})},
       {"list", ListNode({TextNode("x"), MappingNode({{"c", ScalarNode("absent")}, {"d", ListNode({})}})})},
       {"none", MappingNode({})},
       {"restart", Node{}}});
  EXPECT_EQ(YamlText(node),
            "device: wm6-standard\nregistry:\n  HKLM:\n    a: 1\n    b: 'it''s'\nlist:\n  - 'x'\n  - c: absent\n    d: "
            "[]\nnone: {}\nrestart:\n");
}

TEST(YamlText, IsReadBackAsTheSameNode) {
  const std::string texts[] = {"",
                               " ",
                               "a b ",
                               "'",
                               "''",
                               "\"",
                               "\\",
                               "#",
                               ": ",
                               "- a",
                               "absent",
                               "16",
                               "a\nb",
                               "a\r\n",
                               "\t",
                               "\x01\x7F",
                               "\xC2\x85",
                               "\xC3\xA9",
                               "{}",
                               "[a]",
                               "&a *b !c",
                               "%CE1%",
                               "@`",
                               "\xE2\x80\xA8x\xE2\x80\xA9",
                               "\xEF\xBB\xBF"
                               "a",
                               "\xEF\xBF\xBF",
                               std::string(1, '\0') + "x",
                               std::string(3000, 'x'),
                               "---",
                               "..."};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    ExpectReadBack(ListNode({TextNode(text)}));
    ExpectReadBack(MappingNode({{"key", TextNode(text)}}));
    Node mapping = MappingNode({});
    mapping.entries.push_back(
        {TextNode(text), ListNode({ListNode({TextNode(text)}), MappingNode({{"a", TextNode(text)}})})});
    mapping.entries.push_back({TextNode("other"), ScalarNode("1")});
    ExpectReadBack(mapping);
  }
}

}  // namespace
}  // namespace wmsim
