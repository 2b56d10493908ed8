#include "scenarios/report/comparison_report.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "scenarios/language/yaml_writer.h"
#include "scenarios/report/explore_report.h"
#include "scenarios/report/json.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

Outcome OutcomeOf(const Action& action, std::size_t row) {
  return row == action.rules.size() ? action.success : action.rules[row].outcome;
}

// "refused (certinst-needs-manager)", or "installed".
std::string EndText(const Action& action, std::size_t row) {
  std::string text(Word(OutcomeOf(action, row)));
  if (row < action.rules.size()) text += " (" + std::string(action.rules[row].id) + ")";
  return text;
}

Json EndJson(const Action& action, std::size_t row) {
  return {{"outcome", Word(OutcomeOf(action, row))},
          {"rule", row < action.rules.size() ? Json(action.rules[row].id) : Json(nullptr)}};
}

std::string WithSource(const std::string& text, const std::string& source) {
  return source.empty() ? text : text + " [" + source + "]";
}

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string SettingLine(const SettingDifference& setting) {
  return "  " + setting.kind + " " + setting.name + ": " + WithSource(setting.a, setting.source_a) + " | " +
         WithSource(setting.b, setting.source_b) + "\n";
}

std::string Indented(std::string_view text) {
  std::string indented;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n') + 1, text.size());
    indented.append("      ").append(text.substr(0, length));
    text.remove_prefix(length);
  }
  return indented;
}

// The step of an example in a line; where there is none, the facts.
std::string ExampleText(const ShownKind& shown) {
  if (!shown.saved.empty()) return "    example: " + shown.saved + "\n";
  if (shown.example) return "    example:\n" + Indented(YamlText(shown.example->root));
  const CellPair& cells = shown.kind.first.front();
  return "    no example was found; such a cell is " + CellText(*shown.kind.action, cells.a) + "\n    on the one and " +
         CellText(*shown.kind.action, cells.b) + " on the other\n";
}

std::string Heading(const std::string& a, const std::string& b) { return a + " | " + b + "\n"; }

std::string MessageText(const StepResult& result) {
  return result.message ? '"' + result.message->text + '"' : "no message";
}

std::string RuleOf(const StepResult& result) {
  const RuleInfo* rule = result.verdict ? Headline(*result.verdict) : nullptr;
  return rule != nullptr ? std::string(rule->id) : "none";
}

std::string BlockersOf(const StepResult& result) {
  std::string text;
  if (result.verdict) {
    for (const RuleInfo* rule : Blockers(*result.verdict)) text += (text.empty() ? "" : ", ") + std::string(rule->id);
  }
  return text.empty() ? "none" : text;
}

std::string PromptsText(const StepResult& result) {
  std::string text;
  for (const ShownPrompt& prompt : result.prompts) {
    text += (text.empty() ? "" : ", ") + std::string(Word(prompt.id)) + ": " + std::string(Word(prompt.answer));
  }
  return text.empty() ? "none" : text;
}

std::string ChangesText(const StepResult& result) {
  std::string text;
  for (const Change& change : result.changes) {
    text += (text.empty() ? "" : ", ") + change.kind + " " + change.where + " = " + change.after.value_or("none");
  }
  return text.empty() ? "none" : text;
}

// A row per thing that comes of a step.
struct Part {
  std::string_view name;
  std::string (*text)(const StepResult& result);
};
constexpr auto kParts = std::to_array<Part>({
    {"outcome", [](const StepResult& result) { return std::string(Word(result.outcome)); }},
    {"rule", RuleOf},
    {"blockers", BlockersOf},
    {"message", MessageText},
    {"prompts", PromptsText},
    {"changes", ChangesText},
});

// The facts that the two devices differ in.
std::string FactLines(const StepComparison& comparison) {
  std::string text;
  const auto& on_a = comparison.on_a.verdict;
  const auto& on_b = comparison.on_b.verdict;
  if (!on_a || !on_b || on_a->action != on_b->action) return text;
  for (std::size_t i = 0; i < on_a->action->fields.size(); ++i) {
    if (on_a->cell[i] == on_b->cell[i]) continue;
    text += "  because   " + InputText(*on_a, i) + " | " + InputText(*on_b, i) + "\n";
  }
  return text;
}

}  // namespace

std::string KindName(const DifferenceKind& kind) {
  const auto end = [&](std::size_t row) {
    return std::string(row < kind.action->rules.size() ? kind.action->rules[row].id : Word(kind.action->success));
  };
  return std::string(kind.action->name) + "-" + end(kind.row_a) + "-or-" + end(kind.row_b);
}

std::string ComparisonText(const DeviceComparison& comparison) {
  if (comparison.IsEmpty()) return "no difference between " + comparison.a + " and " + comparison.b + "\n";
  std::string text = Heading(comparison.a, comparison.b);
  text += std::to_string(comparison.settings.size()) +
          (comparison.settings.size() == 1 ? " setting differs\n" : " settings differ\n");
  for (const SettingDifference& setting : comparison.settings) text += SettingLine(setting);
  for (const ActionComparison& action : comparison.actions) {
    text += std::string(action.action->name) + ": the outcome differs in " + Thousands(action.Differing()) + " of " +
            Thousands(action.cells) + (action.cells == 1 ? " cell\n" : " cells\n");
    for (const ShownKind& shown : comparison.kinds) {
      if (shown.kind.action != action.action) continue;
      text += "  " + EndText(*action.action, shown.kind.row_a) + " | " + EndText(*action.action, shown.kind.row_b) +
              ": " + Thousands(shown.kind.cells) + (shown.kind.cells == 1 ? " cell\n" : " cells\n") +
              ExampleText(shown);
    }
  }
  return text;
}

std::string ComparisonJson(const DeviceComparison& comparison) {
  Json settings = Json::array();
  for (const SettingDifference& setting : comparison.settings) {
    settings.push_back({{"kind", setting.kind},
                        {"name", setting.name},
                        {"a", setting.a},
                        {"b", setting.b},
                        {"source-a", OrNull(setting.source_a)},
                        {"source-b", OrNull(setting.source_b)}});
  }
  Json actions = Json::array();
  for (const ActionComparison& action : comparison.actions) {
    Json kinds = Json::array();
    for (const ShownKind& shown : comparison.kinds) {
      if (shown.kind.action != action.action) continue;
      kinds.push_back({{"a", EndJson(*action.action, shown.kind.row_a)},
                       {"b", EndJson(*action.action, shown.kind.row_b)},
                       {"cells", shown.kind.cells},
                       {"example", shown.example ? Json(YamlText(shown.example->root)) : Json(nullptr)},
                       {"saved", OrNull(shown.saved)}});
    }
    actions.push_back({{"action", action.action->name},
                       {"cells", action.cells},
                       {"differing", action.Differing()},
                       {"kinds", std::move(kinds)}});
  }
  return JsonText({{"format", 1},
                   {"a", comparison.a},
                   {"b", comparison.b},
                   {"same", comparison.IsEmpty()},
                   {"settings", std::move(settings)},
                   {"actions", std::move(actions)}});
}

bool StepComparison::IsSame() const {
  return std::ranges::all_of(kParts, [&](const Part& part) { return part.text(on_a) == part.text(on_b); });
}

std::string StepComparisonText(const StepComparison& comparison) {
  std::string text = comparison.IsSame() ? "same: " : "differs: ";
  text += StepTitle(*comparison.step) + " on " + Heading(comparison.a, comparison.b);
  for (const Part& part : kParts) {
    std::string line = "  " + std::string(part.name);
    line.append(12 - line.size(), ' ');
    const std::string on_a = part.text(comparison.on_a), on_b = part.text(comparison.on_b);
    text += line + (on_a == on_b ? on_a : on_a + " | " + on_b) + "\n";
  }
  return text + FactLines(comparison);
}

std::string StepComparisonJson(const StepComparison& comparison) {
  Json differing = Json::array();
  for (const Part& part : kParts) {
    if (part.text(comparison.on_a) != part.text(comparison.on_b)) differing.push_back(part.name);
  }
  const VerbInfo& verb = *comparison.step->verb;
  return JsonText({{"format", 1},
                   {"a", comparison.a},
                   {"b", comparison.b},
                   {"same", comparison.IsSame()},
                   {"differing", std::move(differing)},
                   {"on-a", StepJson(verb, comparison.on_a)},
                   {"on-b", StepJson(verb, comparison.on_b)}});
}

}  // namespace wmsim
