#include "scenarios/language/matrix.h"

#include <algorithm>

#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

constexpr std::size_t kMaxCombinations = 10'000;

const std::string* ValueOf(const Combination& combination, std::string_view variable) {
  const auto found =
      std::ranges::find(combination, variable, [](const auto& pair) -> std::string_view { return pair.first; });
  return found != combination.end() ? &found->second : nullptr;
}

std::vector<std::string> ValuesOf(const NodeEntry& variable, Diagnostics& diagnostics) {
  std::vector<std::string> values;
  if (variable.value.kind != NodeKind::kSequence || variable.value.items.empty()) {
    diagnostics.Add(variable.value.at, "expected a list of values for `" + variable.key.text + "`");
    return values;
  }
  for (const Node& item : variable.value.items) {
    if (item.kind == NodeKind::kScalar) {
      values.push_back(item.text);
    } else {
      diagnostics.Add(item.at, "a value of the matrix is text or a number, found " + std::string(Describe(item)));
    }
  }
  return values;
}

}  // namespace

std::vector<Combination> DecodeMatrix(const Node* node, Diagnostics& diagnostics) {
  std::vector<Combination> combinations{Combination{}};
  if (node == nullptr) return combinations;
  if (node->kind != NodeKind::kMapping || node->entries.empty()) {
    diagnostics.Add(node->at, "expected {VARIABLE: [VALUE]}, found " + std::string(Describe(*node)));
    return combinations;
  }
  for (const NodeEntry& variable : node->entries) {
    const std::vector<std::string> values = ValuesOf(variable, diagnostics);
    if (combinations.size() * values.size() > kMaxCombinations) {
      diagnostics.Add(node->at, "the matrix has more than " + std::to_string(kMaxCombinations) + " combinations");
      return combinations;
    }
    std::vector<Combination> longer;
    for (const Combination& combination : combinations) {
      for (const std::string& value : values) {
        longer.push_back(combination);
        longer.back().emplace_back(variable.key.text, value);
      }
    }
    if (!values.empty()) combinations = std::move(longer);
  }
  return combinations;
}

Node Substitute(const Node& node, const Combination& combination, std::set<std::string>& used,
                Diagnostics& diagnostics) {
  Node result = node;
  for (Node& item : result.items) item = Substitute(item, combination, used, diagnostics);
  for (NodeEntry& entry : result.entries) entry.value = Substitute(entry.value, combination, used, diagnostics);
  if (node.kind != NodeKind::kScalar || node.text.find("${") == std::string::npos) return result;

  std::string text;
  std::string_view rest = node.text;
  while (!rest.empty()) {
    const std::size_t close = rest.find('}');
    if (rest.starts_with("$${")) {
      text += "${";
      rest.remove_prefix(3);
    } else if (rest.starts_with("${") && close != std::string_view::npos) {
      const std::string variable(rest.substr(2, close - 2));
      used.insert(variable);
      if (const std::string* value = ValueOf(combination, variable)) {
        text += *value;
        result.plain = true;
      } else {
        std::vector<std::string_view> names;
        for (const auto& pair : combination) names.push_back(pair.first);
        diagnostics.AddLast(node.at, names.empty()
                                         ? "unknown matrix variable `" + variable + "`: the file has no matrix"
                                         : UnknownWord("matrix variable", variable, names));
      }
      rest.remove_prefix(close + 1);
    } else {
      text += rest.front();
      rest.remove_prefix(1);
    }
  }
  result.text = std::move(text);
  return result;
}

std::string CombinationText(const Combination& combination) {
  if (combination.empty()) return "";
  std::string text = " [";
  for (std::size_t i = 0; i < combination.size(); ++i) {
    text += (i == 0 ? "" : ", ") + combination[i].first + "=" + combination[i].second;
  }
  return text + "]";
}

}  // namespace wmsim
