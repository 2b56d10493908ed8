#include "scenarios/fix/attempt.h"

#include <algorithm>

#include "scenarios/language/decode.h"

namespace wmsim {

std::string Attempt::Text(std::string_view key) const {
  const Node* value = arguments.Find(key);
  return value != nullptr ? value->text : "";
}

void Attempt::Set(std::string_view key, Node value) {
  const auto entry = std::ranges::find_if(arguments.entries, [&](const NodeEntry& e) { return e.key.text == key; });
  if (entry != arguments.entries.end()) {
    entry->value = std::move(value);
  } else {
    arguments.entries.push_back({ScalarNode(std::string(key)), std::move(value)});
  }
}

void Attempt::Drop(std::string_view key) {
  std::erase_if(arguments.entries, [&](const NodeEntry& entry) { return entry.key.text == key; });
}

Attempt MakeAttempt(VerbId verb, std::vector<std::pair<std::string, Node>> arguments) {
  return {&Verbs()[static_cast<std::size_t>(verb)], MappingNode(std::move(arguments)), {}};
}

Result<Step> StepOf(const Attempt& attempt) {
  Diagnostics diagnostics("");
  Step step;
  step.verb = attempt.verb;
  const VerbInfo& verb = *attempt.verb;
  if (!verb.keys.empty()) step.arguments = DecodeMapping(attempt.arguments, verb.keys, diagnostics);
  if (diagnostics.empty() && verb.check != nullptr) verb.check(step.arguments, {}, diagnostics);
  if (!diagnostics.empty()) return Error{diagnostics.list().front().text};
  step.answers = attempt.answers;
  return step;
}

}  // namespace wmsim
