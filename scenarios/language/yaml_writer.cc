#include "scenarios/language/yaml_writer.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::size_t kLongestKey = 900;  // bytes; YAML readers look for the colon within 1024 characters

// Characters that YAML reads as line ends, or does not allow, beside those below U+0020: U+0080 to U+009F, the line and
// paragraph separators, the byte-order mark, and the two that are none.
constexpr std::array<std::string_view, 5> kUnprintable{"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEF\xBF\xBE",
                                                       "\xEF\xBF\xBF"};
constexpr std::array<std::string_view, 5> kEscapes{"\\u2028", "\\u2029", "\\uFEFF", "\\uFFFE", "\\uFFFF"};

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool IsC1(std::string_view text) {
  return text.size() >= 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
}

// The escape that stands for the start of `text`, and how many bytes it stands for; 0 where none is needed.
std::pair<std::string, std::size_t> EscapeOf(std::string_view text) {
  if (IsControl(text[0])) return {"\\x" + Hex(static_cast<unsigned char>(text[0]), 2), 1};
  if (IsC1(text)) return {"\\x" + Hex(static_cast<unsigned char>(text[1]), 2), 2};
  for (std::size_t i = 0; i < kUnprintable.size(); ++i) {
    if (text.starts_with(kUnprintable[i])) return {std::string(kEscapes[i]), kUnprintable[i].size()};
  }
  return {"", 0};
}

bool NeedsEscapes(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1)) {
    if (EscapeOf(text).second != 0) return true;
  }
  return false;
}

std::string DoubleQuoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const auto [escape, length] = EscapeOf(text);
    if (length == 0 && (text[0] == '"' || text[0] == '\\')) quoted += '\\';
    quoted += length == 0 ? std::string(1, text[0]) : escape;
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return quoted + "\"";
}

std::string SingleQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string ScalarText(const Node& node) {
  if (node.plain) return node.text;
  return NeedsEscapes(node.text) ? DoubleQuoted(node.text) : SingleQuoted(node.text);
}

bool IsInline(const Node& node) {
  return node.kind == NodeKind::kScalar || (node.items.empty() && node.entries.empty());
}

std::string InlineText(const Node& node) {
  switch (node.kind) {
    case NodeKind::kSequence:
      return "[]";
    case NodeKind::kMapping:
      return "{}";
    case NodeKind::kScalar:
      break;
  }
  return ScalarText(node);
}

void Write(const Node& node, const std::string& indent, std::string& text) {
  for (const Node& item : node.items) {
    if (IsInline(item)) {
      text += indent + "- " + InlineText(item) + "\n";
      continue;
    }
    std::string block;
    Write(item, indent + "  ", block);
    text += indent + "- " + block.substr(indent.size() + 2);
  }
  for (const auto& [key, value] : node.entries) {
    const std::string name = ScalarText(key);
    text += indent + (name.size() > kLongestKey ? "? " + name + "\n" + indent + ":" : name + ":");
    if (!IsInline(value)) {
      text += "\n";
      Write(value, indent + "  ", text);
    } else {
      const std::string inline_text = InlineText(value);
      text += (inline_text.empty() ? "" : " " + inline_text) + "\n";
    }
  }
}

}  // namespace

std::string FlowText(const Node& node) {
  std::string text;
  switch (node.kind) {
    case NodeKind::kScalar:
      return ScalarText(node);
    case NodeKind::kSequence:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + FlowText(item);
      return "[" + text + "]";
    case NodeKind::kMapping:
      for (const auto& [key, value] : node.entries) {
        text += (text.empty() ? "" : ", ") + ScalarText(key) + ": " + FlowText(value);
      }
      return "{" + text + "}";
  }
  return text;
}

std::string YamlText(const Node& node) {
  if (IsInline(node)) return InlineText(node) + "\n";
  std::string text;
  Write(node, "", text);
  return text;
}

}  // namespace wmsim
