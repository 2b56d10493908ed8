// YAML text as a tree of nodes with positions. The strict subset that scenario files use: no anchors, aliases, tags or
// second documents, no key twice, at most 64 levels. JSON is read as YAML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostic.h"

namespace wmsim {

struct NodeEntry;

enum class NodeKind : std::uint8_t { kScalar, kSequence, kMapping };

// A Node is a scalar (its text), a sequence (its items) or a mapping (its entries, in the file's order). `plain`: the
// scalar stands without quotes, so that it may be a number or a word. `end` is the place behind it; `flow`: it is a
// list in brackets or a mapping in braces.
struct Node {
  NodeKind kind = NodeKind::kScalar;
  Position at;
  Position end = {};
  std::string text;
  bool plain = true;
  bool flow = false;
  std::vector<Node> items;
  std::vector<NodeEntry> entries;

  // Find returns the value of a key of a mapping, or null.
  const Node* Find(std::string_view key) const;

  // IsEmpty: nothing stands there (`restart:` with nothing after the colon).
  bool IsEmpty() const { return kind == NodeKind::kScalar && plain && text.empty(); }
};

struct NodeEntry {
  Node key;
  Node value;
};

// How error messages name a kind of node: "text", "a list", "a mapping".
std::string_view Describe(const Node& node);

// ParseYaml reads the one document of `text`. Returns nothing, and at least one diagnostic, where it is not such text.
std::optional<Node> ParseYaml(std::string_view text, Diagnostics& diagnostics);

// Makers for nodes that no file holds: the command line is turned into them, and they are written to files. A TextNode
// is a scalar in quotes.
Node ScalarNode(std::string text);
Node TextNode(std::string text);
Node ListNode(std::vector<Node> items);
Node MappingNode(std::vector<std::pair<std::string, Node>> entries);

}  // namespace wmsim
