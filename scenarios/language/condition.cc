#include "scenarios/language/condition.h"

#include <algorithm>

namespace wmsim {
namespace {

void ReadChoices(std::string_view text, Position at, Condition& condition) {
  condition.is_not = text.starts_with('!');
  if (condition.is_not) text.remove_prefix(1);
  while (true) {
    const std::size_t comma = text.find(',');
    condition.choices.push_back({std::string(text.substr(0, comma)), at});
    if (comma == std::string_view::npos) return;
    text.remove_prefix(comma + 1);
  }
}

bool IsWord(const Node& node, Diagnostics& diagnostics) {
  if (node.kind == NodeKind::kScalar && !node.IsEmpty()) return true;
  diagnostics.Add(node.at, "expected a word, found " + std::string(Describe(node)));
  return false;
}

}  // namespace

std::string ConditionText(const Condition& condition) {
  std::string text = condition.name + (condition.is_not ? "=!" : "=");
  for (const Condition::Choice& choice : condition.choices) {
    if (&choice != &condition.choices.front()) text += ',';
    text += choice.word;
  }
  return text;
}

std::optional<Condition> ParseCondition(std::string_view text, Diagnostics& diagnostics) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) {
    diagnostics.Add({}, "a condition is NAME=WORD, not `" + std::string(text) + "`");
    return std::nullopt;
  }
  Condition condition{std::string(text.substr(0, equals)), {}, {}};
  ReadChoices(text.substr(equals + 1), {}, condition);
  return condition;
}

Conditions DecodeConditions(const Node& node, Diagnostics& diagnostics) {
  Conditions conditions;
  if (node.kind != NodeKind::kMapping || node.entries.empty()) {
    diagnostics.Add(node.at, "expected conditions such as {outcome: installed}, found " + std::string(Describe(node)));
    return conditions;
  }
  for (const NodeEntry& entry : node.entries) {
    Condition condition{entry.key.text, entry.key.at, {}};
    if (entry.value.kind == NodeKind::kSequence && !entry.value.items.empty()) {
      for (const Node& item : entry.value.items) {
        if (IsWord(item, diagnostics)) condition.choices.push_back({item.text, item.at});
      }
    } else if (IsWord(entry.value, diagnostics)) {
      ReadChoices(entry.value.text, entry.value.at, condition);
    }
    if (!condition.choices.empty()) conditions.push_back(std::move(condition));
  }
  return conditions;
}

}  // namespace wmsim
