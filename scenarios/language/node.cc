#include "scenarios/language/node.h"

#include <yaml.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>

#include "scenarios/language/text_edit.h"
#include "scenarios/language/yaml_problem.h"

namespace wmsim {
namespace {

constexpr int kMaxDepth = 64;

Position PositionOf(const yaml_mark_t& mark) {
  return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

// One libyaml event, freed when it goes.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&event_); }

  yaml_event_t* get() { return &event_; }
  yaml_event_type_t type() const { return event_.type; }
  Position at() const { return PositionOf(event_.start_mark); }
  Position end() const { return PositionOf(event_.end_mark); }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

class Parser {
 public:
  Parser(std::string_view text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&parser_); }

  std::optional<Node> Run() {
    Event event;
    for (const yaml_event_type_t expected : {YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT}) {
      Event skipped;
      if (!Next(skipped)) return std::nullopt;
      if (skipped.type() != expected) {
        diagnostics_.Add({}, "the file is empty");
        return std::nullopt;
      }
    }
    if (!Next(event)) return std::nullopt;
    std::optional<Node> root = Read(event, 1);
    if (!root || !AtEnd()) return std::nullopt;
    return root;
  }

 private:
  bool Next(Event& event) {
    if (yaml_parser_parse(&parser_, event.get()) == 1) return true;
    const bool has_mark = parser_.error != YAML_READER_ERROR;
    const Position met = has_mark ? PositionOf(parser_.problem_mark) : PositionOfByte(parser_.problem_offset);
    const std::string_view problem = parser_.problem != nullptr ? parser_.problem : "it cannot be read";
    const std::string_view context = parser_.context != nullptr ? parser_.context : "";
    const YamlProblem plain = ExplainYaml(problem, context, text_.substr(OffsetOf(text_, met)));
    const bool is_at_start = plain.place == ProblemPlace::kWhereBegun;
    diagnostics_.Add(is_at_start ? PositionOf(parser_.context_mark) : met, "not YAML: " + plain.text);
    return false;
  }

  bool AtEnd() {
    Event document_end, next;
    if (!Next(document_end) || !Next(next)) return false;
    if (next.type() == YAML_STREAM_END_EVENT) return true;
    diagnostics_.Add(next.at(), "a second document; a file holds one");
    return false;
  }

  bool Refuse(const Event& event, const char* what) {
    diagnostics_.Add(event.at(), std::string(what) + " are not allowed here");
    return false;
  }

  bool Accept(const Event& event, const yaml_char_t* anchor, const yaml_char_t* tag) {
    if (anchor != nullptr) return Refuse(event, "anchors (&)");
    if (tag != nullptr) return Refuse(event, "tags (!)");
    return true;
  }

  std::optional<Node> Read(const Event& event, int depth) {
    if (depth > kMaxDepth) {
      diagnostics_.Add(event.at(), "nested deeper than " + std::to_string(kMaxDepth) + " levels");
      return std::nullopt;
    }
    switch (event.type()) {
      case YAML_SCALAR_EVENT:
        return ReadScalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return ReadSequence(event, depth);
      case YAML_MAPPING_START_EVENT:
        return ReadMapping(event, depth);
      case YAML_ALIAS_EVENT:
        Refuse(event, "aliases (*)");
        return std::nullopt;
      default:
        diagnostics_.Add(event.at(), "not YAML");
        return std::nullopt;
    }
  }

  static Node NodeOf(NodeKind kind, const Event& event) {
    Node node;
    node.kind = kind;
    node.at = event.at();
    node.end = event.end();
    return node;
  }

  std::optional<Node> ReadScalar(const Event& event) {
    const auto& scalar = event->data.scalar;
    if (!Accept(event, scalar.anchor, scalar.tag)) return std::nullopt;
    Node node = NodeOf(NodeKind::kScalar, event);
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    node.plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return node;
  }

  std::optional<Node> ReadSequence(const Event& start, int depth) {
    if (!Accept(start, start->data.sequence_start.anchor, start->data.sequence_start.tag)) return std::nullopt;
    Node node = NodeOf(NodeKind::kSequence, start);
    node.flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    while (true) {
      Event event;
      if (!Next(event)) return std::nullopt;
      if (event.type() == YAML_SEQUENCE_END_EVENT) {
        if (node.flow) node.end = event.end();  // a list in lines ends with its last item
        return node;
      }
      std::optional<Node> item = Read(event, depth + 1);
      if (!item) return std::nullopt;
      node.end = item->end;
      node.items.push_back(std::move(*item));
    }
  }

  std::optional<Node> ReadMapping(const Event& start, int depth) {
    if (!Accept(start, start->data.mapping_start.anchor, start->data.mapping_start.tag)) return std::nullopt;
    Node node = NodeOf(NodeKind::kMapping, start);
    node.flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    std::set<std::string> keys;
    while (true) {
      Event key_event, value_event;
      if (!Next(key_event)) return std::nullopt;
      if (key_event.type() == YAML_MAPPING_END_EVENT) {
        if (node.flow) node.end = key_event.end();
        return node;
      }
      std::optional<Node> key = Read(key_event, depth + 1);
      if (!key || !Next(value_event)) return std::nullopt;
      std::optional<Node> value = Read(value_event, depth + 1);
      if (!value) return std::nullopt;
      node.end = value->end;
      if (key->kind != NodeKind::kScalar) {
        diagnostics_.Add(key->at, "a key must be text");
      } else if (!keys.insert(key->text).second) {
        diagnostics_.Add(key->at, "the key `" + key->text + "` stands twice");
      } else {
        node.entries.push_back({std::move(*key), std::move(*value)});
      }
    }
  }

  // Bytes that are no text have an offset and no mark.
  Position PositionOfByte(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const std::size_t line_start = before.rfind('\n') + 1;
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(before.size() - line_start) + 1};
  }

  yaml_parser_t parser_{};
  std::string_view text_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Node* Node::Find(std::string_view key) const {
  const auto entry = std::ranges::find_if(entries, [&](const NodeEntry& e) { return e.key.text == key; });
  return entry != entries.end() ? &entry->value : nullptr;
}

std::string_view Describe(const Node& node) {
  switch (node.kind) {
    case NodeKind::kScalar:
      return node.IsEmpty() ? "nothing" : node.plain ? "a plain word" : "quoted text";
    case NodeKind::kSequence:
      return "a list";
    case NodeKind::kMapping:
      return "a mapping";
  }
  std::abort();
}

std::optional<Node> ParseYaml(std::string_view text, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.list().size();
  std::optional<Node> root = Parser(text, diagnostics).Run();
  return diagnostics.list().size() == before ? std::move(root) : std::nullopt;
}

Node ScalarNode(std::string text) {
  Node node;
  node.plain = !text.empty();  // an empty word is meant; nothing at all is not
  node.text = std::move(text);
  return node;
}

Node TextNode(std::string text) {
  Node node = ScalarNode(std::move(text));
  node.plain = false;
  return node;
}

Node ListNode(std::vector<Node> items) {
  Node node;
  node.kind = NodeKind::kSequence;
  node.items = std::move(items);
  return node;
}

Node MappingNode(std::vector<std::pair<std::string, Node>> entries) {
  Node node;
  node.kind = NodeKind::kMapping;
  for (auto& entry : entries) node.entries.push_back({ScalarNode(entry.first), std::move(entry.second)});
  return node;
}

}  // namespace wmsim
