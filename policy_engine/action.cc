#include "policy_engine/action.h"

namespace wmsim {

std::uint64_t Cells(const Action& action) {
  std::uint64_t cells = 1;
  for (const FieldInfo& field : action.fields) cells *= field.classes.size();
  return cells;
}

Cell CellAt(const Action& action, std::uint64_t index) {
  Cell cell{};
  for (std::size_t i = action.fields.size(); i-- > 0;) {
    const std::uint64_t classes = action.fields[i].classes.size();
    cell[i] = static_cast<std::uint8_t>(index % classes);
    index /= classes;
  }
  return cell;
}

const RuleInfo* Headline(const Verdict& verdict) {
  const std::size_t headline = verdict.decision.headline;
  return headline < verdict.action->rules.size() ? &verdict.action->rules[headline] : nullptr;
}

std::vector<const RuleInfo*> Blockers(const Verdict& verdict) {
  std::vector<const RuleInfo*> blockers;
  for (std::size_t i = verdict.decision.headline + std::size_t{1}; i < verdict.action->rules.size(); ++i) {
    const RuleInfo& rule = verdict.action->rules[i];
    if (Stops(verdict, i) && rule.weight == Weight::kBlocks) blockers.push_back(&rule);
  }
  return blockers;
}

std::vector<MessageId> Prompts(const Verdict& verdict) {
  std::vector<MessageId> prompts;
  for (std::size_t i = 0; i < verdict.action->rules.size() && i <= verdict.decision.headline; ++i) {
    const MessageId prompt = verdict.action->prompt(verdict.cell, i);
    if (prompt != MessageId::kNone) prompts.push_back(prompt);
  }
  return prompts;
}

namespace {

void AppendInput(const Verdict& verdict, std::size_t field, std::string& text) {
  const FieldInfo& info = verdict.action->fields[field];
  const bool has_value = field < verdict.values.size() && !verdict.values[field].empty();
  text += info.label;
  text += " = ";
  text += has_value ? std::string_view(verdict.values[field]) : info.classes[verdict.cell[field]];
}

// What became of the rule in row `row`. Settling rules behind the headline stand in nobody's way.
std::string_view RowLabel(const RuleInfo& rule, bool stops, std::size_t row, std::size_t headline) {
  if (row < headline) return "  passed   ";
  if (row == headline) return "  STOPPED  ";
  return stops && rule.weight == Weight::kBlocks ? "  blocker  " : "  -        ";
}

}  // namespace

std::string InputText(const Verdict& verdict, std::size_t field) {
  std::string text;
  AppendInput(verdict, field, text);
  return text;
}

void AppendTrace(const Verdict& verdict, std::string& text) {
  const Action& action = *verdict.action;
  for (std::size_t i = 0; i < action.rules.size(); ++i) {
    const RuleInfo& rule = action.rules[i];
    text += RowLabel(rule, Stops(verdict, i), i, verdict.decision.headline);
    text += rule.id;
    const char* separator = " (";
    for (std::size_t field = 0; field < action.fields.size(); ++field) {
      if (!rule.reads.Has(action.fields[field].id)) continue;
      text += separator;
      AppendInput(verdict, field, text);
      separator = ", ";
    }
    text += ") [";
    text += rule.source;
    text += ", ";
    text += Word(rule.confidence);
    text += "]\n";
  }
}

}  // namespace wmsim
