// Nodes as YAML text: what is written is read back as the same node.
#include "scenarios/language/yaml_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wmsim {
namespace {

Node Quoted(std::string text) {
  Node node = ScalarNode(std::move(text));
  node.plain = false;
  return node;
}

Node List(std::vector<Node> items) {
  Node node;
  node.kind = NodeKind::kSequence;
  node.items = std::move(items);
  return node;
}

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

void ExpectReadBack(const Node& node) {
  const std::string text = YamlText(node);
  Diagnostics diagnostics("");
  const auto read = ParseYaml(text, diagnostics);
  ASSERT_TRUE(read) << text << (diagnostics.list().empty() ? "" : diagnostics.list().front().text);
  EXPECT_EQ(Shape(*read), Shape(node)) << text;
}

TEST(YamlText, IsInBlockStyle) {
  const Node node =
      MappingNode({{"device", ScalarNode("wm6-standard")},
                   {"registry", MappingNode({{"HKLM", MappingNode({{"a", ScalarNode("1")}, {"b", Quoted("it's")}})}})},
                   {"list", List({Quoted("x"), MappingNode({{"c", ScalarNode("absent")}, {"d", List({})}})})},
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
    ExpectReadBack(List({Quoted(text)}));
    ExpectReadBack(MappingNode({{"key", Quoted(text)}}));
    Node mapping = MappingNode({});
    mapping.entries.push_back({Quoted(text), List({List({Quoted(text)}), MappingNode({{"a", Quoted(text)}})})});
    mapping.entries.push_back({Quoted("other"), ScalarNode("1")});
    ExpectReadBack(mapping);
  }
}

}  // namespace
}  // namespace wmsim
