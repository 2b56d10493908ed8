#include "scenarios/report/explore_report.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "policy_engine/actions.h"
#include "policy_engine/message.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/report/json.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// Messages that a program shows by its own code, beside or instead of what the rules say.
struct ShownBesides {
  MessageId message;
  std::string_view by;
};
constexpr auto kShownBesides = std::to_array<ShownBesides>({
    {MessageId::kActiveSyncInternetCode, "ActiveSync, instead of the message of a sign-in that failed"},
    {MessageId::kRapiConfigSucceeded, "RapiConfig, on the desktop"},
    {MessageId::kRapiConfigFailed, "RapiConfig, on the desktop"},
});

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

void Add(std::string_view word, std::uint64_t number, Counts& counts) {
  if (number == 0) return;
  const auto place = std::ranges::find(counts, word, &Counts::value_type::first);
  if (place == counts.end()) {
    counts.emplace_back(word, number);
  } else {
    place->second += number;
  }
}

void AddOutcomes(const Tally& tally, Counts& counts) {
  Add(Word(tally.action->success), tally.decided.back(), counts);
  for (std::size_t row = 0; row < tally.stopped.size(); ++row) {
    Add(Word(tally.action->rules[row].outcome), tally.decided[row], counts);
  }
}

void AddRules(const Tally& tally, Counts& counts) {
  Add("none", tally.decided.back(), counts);
  for (std::size_t row = 0; row < tally.stopped.size(); ++row) {
    Add(tally.action->rules[row].id, tally.decided[row], counts);
  }
}

std::vector<std::string> RulesWithout(const Tally& tally, const std::vector<std::uint64_t>& numbers) {
  std::vector<std::string> ids;
  for (std::size_t row = 0; row < tally.stopped.size(); ++row) {
    if (numbers[row] == 0) ids.emplace_back(tally.action->rules[row].id);
  }
  return ids;
}

std::set<MessageId> ShownBy(const std::vector<Tally>& tallies) {
  std::set<MessageId> shown{MessageId::kNone};
  for (const Tally& tally : tallies) {
    if (tally.decided.back() > 0) shown.insert(tally.action->success_message);
    for (std::size_t row = 0; row < tally.stopped.size(); ++row) {
      if (tally.decided[row] > 0) shown.insert(tally.action->rules[row].message);
      if (tally.asked[row] > 0) shown.insert(tally.action->rules[row].prompt);
    }
  }
  for (const ShownBesides& row : kShownBesides) shown.insert(row.message);
  return shown;
}

bool AreAll(const std::vector<Tally>& tallies) { return tallies.size() == Actions().size(); }

std::vector<std::string> MessagesNeverShown(const std::vector<Tally>& tallies) {
  const std::set<MessageId> shown = ShownBy(tallies);
  std::vector<std::string> never;
  for (const MessageInfo& message : Messages()) {
    if (!shown.contains(message.id)) never.emplace_back(Word(message.id));
  }
  return never;
}

std::string OrNone(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

template <class Names>
std::string CellsOf(std::uint64_t cells, const Names& actions) {
  std::string text = Thousands(cells) + (cells == 1 ? " cell of " : " cells of ");
  if (actions.size() > 1) text += std::to_string(actions.size()) + " actions: ";
  for (std::size_t i = 0; i < actions.size(); ++i) text += (i == 0 ? "" : ", ") + std::string(actions[i].action->name);
  return text;
}

std::string CountLines(const Counts& counts, std::string_view title) {
  std::string text;
  for (const auto& [word, number] : counts) {
    std::string line = "  " + std::string(title) + " " + word;
    constexpr std::size_t kWidth = 44;
    line.append(line.size() < kWidth ? kWidth - line.size() : 1, ' ');
    text += line + Thousands(number) + "\n";
  }
  return text;
}

// The comments above a scenario that is printed.
std::string CommentsOn(const Counterexample& example) {
  std::string text =
      "# " + CellText(*example.verdict.action, example.verdict.cell) + "\n# " + VerdictText(example.verdict) + "\n";
  if (example.scenario->files.empty()) return text;
  std::string names;
  for (const auto& [name, bytes] : example.scenario->files) names += (names.empty() ? "" : ", ") + name;
  return text + "# with " + names + " beside it: --save FILE.yaml writes all of it\n";
}

std::string Indented(std::string_view text) {
  std::string indented;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n') + 1, text.size());
    indented.append("  ").append(text.substr(0, length));
    text.remove_prefix(length);
  }
  return indented;
}

bool IsBroken(const CheckedInvariant& checked) { return checked.proof.counterexample.has_value(); }

Json CountsJson(const Counts& counts) {
  Json json = Json::object();
  for (const auto& [word, number] : counts) json[word] = number;
  return json;
}

Json ConditionsJson(const Conditions& conditions) {
  Json json = Json::array();
  for (const Condition& condition : conditions) json.push_back(ConditionText(condition));
  return json;
}

Json Start(const Asked& asked, std::string_view question) {
  return {{"format", 1},
          {"question", question},
          {"conditions", ConditionsJson(asked.about)},
          {"when", ConditionsJson(asked.when)}};
}

Json ExampleJson(const Counterexample& example) {
  const Verdict& verdict = example.verdict;
  const RuleInfo* headline = Headline(verdict);
  Json facts = Json::object();
  for (std::size_t i = 0; i < verdict.action->fields.size(); ++i) {
    const FieldInfo& field = verdict.action->fields[i];
    facts[std::string(field.name)] = field.classes[verdict.cell[i]];
  }
  Json blockers = Json::array();
  for (const RuleInfo* blocker : Blockers(verdict)) blockers.push_back(blocker->id);
  Json files = Json::array();
  if (example.scenario) {
    for (const auto& [name, bytes] : example.scenario->files) files.push_back(name);
  }
  return {{"action", verdict.action->name},
          {"facts", std::move(facts)},
          {"outcome", Word(verdict.decision.outcome)},
          {"rule", headline != nullptr ? Json(headline->id) : Json(nullptr)},
          {"blockers", std::move(blockers)},
          {"scenario", example.scenario ? Json(YamlText(example.scenario->root)) : Json(nullptr)},
          {"files", std::move(files)}};
}

}  // namespace

std::string Thousands(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string CellText(const Action& action, const Cell& cell) {
  std::string text;
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    text += i == 0 ? "" : " ";
    text += action.fields[i].name;
    text += '=';
    text += action.fields[i].classes[cell[i]];
  }
  return text;
}

std::string VerdictText(const Verdict& verdict) {
  const RuleInfo* headline = Headline(verdict);
  std::string text = "outcome=" + std::string(Word(verdict.decision.outcome)) +
                     " rule=" + std::string(headline != nullptr ? headline->id : "none");
  for (const RuleInfo* blocker : Blockers(verdict)) text += " blocker=" + std::string(blocker->id);
  return text;
}

std::string ProofText(const Proof& proof, const std::string& saved) {
  const std::string looked_at = CellsOf(proof.Cells(), proof.actions);
  if (!proof.counterexample) return "proved: none of " + looked_at + "\n";
  const Counterexample& example = *proof.counterexample;
  const std::string broken = "broken: " + Thousands(proof.Found()) + " of " + looked_at;
  if (!example.scenario) {
    return broken + "; no scenario can show this cell: " + CellText(*example.verdict.action, example.verdict.cell) +
           "\n  " + VerdictText(example.verdict) + "\n";
  }
  if (!saved.empty()) return broken + "; the smallest is now " + saved + "\n";
  return broken + "; the smallest as a scenario:\n" + CommentsOn(example) + YamlText(example.scenario->root);
}

Json ProofJson(const Proof& proof) {
  Json actions = Json::array();
  for (const Proof::Looked& looked : proof.actions) {
    actions.push_back({{"action", looked.action->name}, {"cells", looked.cells}, {"fitting", looked.found}});
  }
  return {{"proved", !proof.counterexample},
          {"cells", proof.Cells()},
          {"fitting", proof.Found()},
          {"actions", std::move(actions)},
          {"counterexample", proof.counterexample ? ExampleJson(*proof.counterexample) : Json(nullptr)}};
}

std::string ProofJsonText(const Asked& asked, const Proof& proof, const std::string& saved) {
  Json json = Start(asked, "never");
  json.update(ProofJson(proof));
  json["saved"] = saved.empty() ? Json(nullptr) : Json(saved);
  return JsonText(json);
}

std::string InvariantText(const CheckedInvariant& checked) {
  const Proof& proof = checked.proof;
  const bool holds = !proof.counterexample;
  const std::string place = checked.file + ":" + std::to_string(checked.invariant.at.line);
  std::string text = (holds ? "holds   " : "BROKEN  ") + place + ": " + checked.invariant.name + " (" +
                     (holds ? "none of " : Thousands(proof.Found()) + " of ") + CellsOf(proof.Cells(), proof.actions) +
                     ")\n";
  if (holds) return text;
  const Counterexample& example = *proof.counterexample;
  std::string details;
  if (example.scenario) {
    details = CommentsOn(example) + YamlText(example.scenario->root);
  } else {
    details = "no scenario can show this cell: " + CellText(*example.verdict.action, example.verdict.cell) + "\n" +
              VerdictText(example.verdict) + "\n";
  }
  return text + Indented(details);
}

std::string InvariantSummary(const std::vector<CheckedInvariant>& all) {
  const auto broken = std::ranges::count_if(all, IsBroken);
  return std::to_string(all.size()) + (all.size() == 1 ? " invariant: " : " invariants: ") +
         std::to_string(all.size() - static_cast<std::size_t>(broken)) + " hold, " + std::to_string(broken) +
         " broken\n";
}

std::string InvariantsJson(const std::vector<CheckedInvariant>& all) {
  Json list = Json::array();
  for (const CheckedInvariant& checked : all) {
    const Invariant& invariant = checked.invariant;
    Json json = {{"name", invariant.name},
                 {"file", checked.file},
                 {"line", invariant.at.line},
                 {"sources", invariant.sources},
                 {"never", ConditionsJson(invariant.never)},
                 {"when", ConditionsJson(invariant.when)}};
    json.update(ProofJson(checked.proof));
    list.push_back(std::move(json));
  }
  const auto broken = std::ranges::count_if(all, IsBroken);
  return JsonText(
      {{"format", 1}, {"invariants", std::move(list)}, {"summary", {{"total", all.size()}, {"broken", broken}}}});
}

std::string CountText(const std::vector<Tally>& tallies, std::uint64_t looked_at) {
  std::uint64_t cells = 0;
  Counts outcomes, rules;
  for (const Tally& tally : tallies) {
    cells += tally.cells;
    AddOutcomes(tally, outcomes);
    AddRules(tally, rules);
  }
  return Thousands(cells) + " of " + CellsOf(looked_at, tallies) + "\n" + CountLines(outcomes, "outcome") +
         CountLines(rules, "rule");
}

std::string CountJson(const Asked& asked, const std::vector<Tally>& tallies, std::uint64_t looked_at) {
  Json json = Start(asked, "count");
  std::uint64_t cells = 0;
  Json actions = Json::array();
  for (const Tally& tally : tallies) {
    Counts outcomes, rules;
    AddOutcomes(tally, outcomes);
    AddRules(tally, rules);
    cells += tally.cells;
    actions.push_back({{"action", tally.action->name},
                       {"fitting", tally.cells},
                       {"outcomes", CountsJson(outcomes)},
                       {"rules", CountsJson(rules)}});
  }
  json["cells"] = looked_at;
  json["fitting"] = cells;
  json["actions"] = std::move(actions);
  return JsonText(json);
}

std::string SurveyText(const std::vector<Tally>& tallies) {
  std::string text;
  for (const Tally& tally : tallies) {
    Counts outcomes;
    AddOutcomes(tally, outcomes);
    text +=
        std::string(tally.action->name) + ": " + Thousands(tally.cells) + (tally.cells == 1 ? " cell\n" : " cells\n");
    text += CountLines(outcomes, "outcome");
    text += "  rules that never decide: " + OrNone(RulesWithout(tally, tally.decided)) + "\n";
    text += "  rules that never stop: " + OrNone(RulesWithout(tally, tally.stopped)) + "\n";
  }
  if (!AreAll(tallies)) return text;
  text += "messages that nothing shows: " + OrNone(MessagesNeverShown(tallies)) + "\n";
  for (const ShownBesides& row : kShownBesides) {
    text += "message shown besides the rules: " + std::string(Word(row.message)) + ", by " + std::string(row.by) + "\n";
  }
  return text;
}

std::string SurveyJson(const Asked& asked, const std::vector<Tally>& tallies) {
  Json json = Start(asked, "survey");
  Json actions = Json::array();
  for (const Tally& tally : tallies) {
    Counts outcomes;
    AddOutcomes(tally, outcomes);
    actions.push_back({{"action", tally.action->name},
                       {"verbs", VerbsOf(*tally.action)},
                       {"cells", tally.cells},
                       {"outcomes", CountsJson(outcomes)},
                       {"never-decide", RulesWithout(tally, tally.decided)},
                       {"never-stop", RulesWithout(tally, tally.stopped)}});
  }
  json["actions"] = std::move(actions);
  json["messages-never-shown"] = AreAll(tallies) ? Json(MessagesNeverShown(tallies)) : Json(nullptr);
  Json besides = Json::array();
  for (const ShownBesides& row : kShownBesides) besides.push_back({{"message", Word(row.message)}, {"by", row.by}});
  json["messages-shown-besides"] = std::move(besides);
  return JsonText(json);
}

}  // namespace wmsim
