#include "scenarios/report/explain_text.h"

#include <nlohmann/json.hpp>

#include "policy_engine/number.h"
#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string_view> ClassWords(const Verdict& verdict, const Turn& turn) {
  std::vector<std::string_view> words;
  for (const std::uint8_t value : turn.classes) words.push_back(verdict.action->fields[turn.field].classes[value]);
  return words;
}

std::string Joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : " or ";
    text += words[i];
  }
  return text;
}

void AppendWho(const Explanation& explanation, std::string& text) {
  std::string who(explanation.acts_as);
  if (explanation.effective) who += "; after 4119 and 4120 " + FormatRoleMask(*explanation.effective);
  AppendLine("acts as", who, text);
}

void AppendTurning(const Verdict& verdict, const Explanation& explanation, std::string& text) {
  const RuleInfo* headline = Headline(verdict);
  if (headline != nullptr) {
    text += "one of these alone would take " + std::string(headline->id) + " away:\n";
  } else {
    text += "one of these alone would stop the step:\n";
  }
  if (explanation.turning.empty()) text += "  none: only several changes together\n";
  for (const Turn& turn : explanation.turning) {
    text += "  " + std::string(verdict.action->fields[turn.field].name) + " = " + Joined(ClassWords(verdict, turn));
    if (turn.stopped_by != nullptr) {
      text += (headline != nullptr ? "; then it is " : ": ") + std::string(turn.stopped_by->id);
    }
    text += "\n";
  }
}

std::string ValueText(PolicyId id, const std::optional<std::uint32_t>& value) {
  return value ? FormatPolicyValue(id, *value) : "none";
}

// Whether what is in force is not what the registry says, and not because it says nothing.
bool IsPending(const PolicyValues& policy) { return policy.state.Wanted() != policy.state.in_force; }

void AppendPolicies(const Explanation& explanation, std::string& text) {
  if (explanation.policies.empty()) return;
  text += "the policies behind these facts:\n";
  for (const PolicyValues& policy : explanation.policies) {
    const PolicyInfo& info = *FindPolicy(policy.id);
    text += "  " + std::to_string(static_cast<std::uint32_t>(policy.id)) + " " + std::string(info.name) + ": ";
    if (!policy.state.honoured) {
      text += "not honoured";
    } else {
      text += "in force " + ValueText(policy.id, policy.state.in_force) + ", in the registry " +
              ValueText(policy.id, policy.state.registry);
      if (IsPending(policy)) text += " (in force " + std::string(Word(policy.takes_effect)) + ")";
    }
    if (policy.as_shipped) {
      text += ", as shipped [" + std::string(policy.source) + ", " + std::string(Word(policy.confidence)) + "]";
    }
    text += "\n";
  }
}

void AppendAssumptions(const Explanation& explanation, std::string& text) {
  if (explanation.assumed.empty()) {
    text += "nothing of this is only assumed\n";
    return;
  }
  text += "only assumed:\n";
  for (const Assumption& assumption : explanation.assumed) {
    text += "  " + assumption.what + " [" + std::string(assumption.source) + "]\n";
  }
}

Json NumberOrNull(const std::optional<std::uint32_t>& value) { return value ? Json(*value) : Json(nullptr); }

Json TurningJson(const Verdict& verdict, const std::vector<Turn>& turning) {
  Json list = Json::array();
  for (const Turn& turn : turning) {
    list.push_back({{"field", verdict.action->fields[turn.field].name},
                    {"classes", ClassWords(verdict, turn)},
                    {"stopped-by", turn.stopped_by != nullptr ? Json(turn.stopped_by->id) : Json(nullptr)}});
  }
  return list;
}

Json PoliciesJson(const std::vector<PolicyValues>& policies) {
  Json list = Json::array();
  for (const PolicyValues& policy : policies) {
    list.push_back({{"id", static_cast<std::uint32_t>(policy.id)},
                    {"name", FindPolicy(policy.id)->name},
                    {"honoured", policy.state.honoured},
                    {"in-force", NumberOrNull(policy.state.in_force)},
                    {"registry", NumberOrNull(policy.state.registry)},
                    {"by-default", policy.state.by_default},
                    {"takes-effect", Word(policy.takes_effect)},
                    {"as-shipped", policy.as_shipped},
                    {"source", policy.source},
                    {"confidence", Word(policy.confidence)}});
  }
  return list;
}

Json RolesJson(const std::optional<RoleMask>& roles) { return roles ? Json(Bits(*roles)) : Json(nullptr); }

// A text in the quotes of the dot language.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : PrintableLine(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string InputsText(const Verdict& verdict, const RuleInfo& rule) {
  std::string text;
  for (std::size_t i = 0; i < verdict.action->fields.size(); ++i) {
    if (!rule.reads.Has(verdict.action->fields[i].id)) continue;
    if (!text.empty()) text += "; ";
    text += InputText(verdict, i);
  }
  return text;
}

// A node per rule, and the edge that leads to it: drawn through up to the headline, dashed to a blocker.
void AppendRules(const Verdict& verdict, std::string& text) {
  std::string from = "start";
  for (std::size_t i = 0; i < verdict.action->rules.size(); ++i) {
    const RuleInfo& rule = verdict.action->rules[i];
    const bool is_headline = i == verdict.decision.headline;
    const bool is_passed = i < verdict.decision.headline;
    const bool is_blocker = !is_passed && !is_headline && Stops(verdict, i) && rule.weight == Weight::kBlocks;
    if (!is_passed && !is_headline && !is_blocker) continue;
    const std::string node = "rule" + std::to_string(i);
    text += "  " + node + " [label=" + Quoted(rule.id) + ", tooltip=" + Quoted(InputsText(verdict, rule)) +
            (is_headline  ? ", style=bold"
             : is_blocker ? ", style=dashed"
                          : "") +
            "];\n";
    text += "  " + from + " -> " + node + (is_blocker ? " [style=dashed, label=\"and\"]" : "") + ";\n";
    if (is_headline) text += "  " + node + " -> outcome [style=bold, label=\"stops\"];\n";
    from = node;
  }
  if (Headline(verdict) == nullptr) text += "  " + from + " -> outcome [label=\"passed all\"];\n";
}

}  // namespace

std::string ExplainText(const Step& step, const StepResult& result, const Explanation& explanation,
                        std::string_view device) {
  std::string text = StepText(step, result, device);
  AppendWho(explanation, text);
  if (!result.verdict) return text + "no rule is asked about this\n";
  text += "the rules of " + std::string(result.verdict->action->name) + ", in order:\n";
  AppendTrace(*result.verdict, text);
  AppendTurning(*result.verdict, explanation, text);
  AppendPolicies(explanation, text);
  AppendAssumptions(explanation, text);
  return text;
}

std::string ExplainJsonText(const Step& step, const StepResult& result, const Explanation& explanation) {
  Json assumed = Json::array();
  for (const Assumption& assumption : explanation.assumed) {
    assumed.push_back({{"what", assumption.what}, {"source", assumption.source}});
  }
  Json json = StepJson(*step.verb, result);
  json["explanation"] = {
      {"acts-as", explanation.acts_as},
      {"roles", RolesJson(explanation.roles)},
      {"effective-roles", RolesJson(explanation.effective)},
      {"turning", result.verdict ? TurningJson(*result.verdict, explanation.turning) : Json::array()},
      {"policies", PoliciesJson(explanation.policies)},
      {"assumed", std::move(assumed)}};
  return JsonText(json);
}

std::string ExplainDot(const Step& step, const StepResult& result, std::string_view device) {
  std::string text = "digraph decision {\n  node [shape=box];\n";
  text += "  start [shape=oval, label=" + Quoted(StepTitle(step) + " on " + std::string(device)) + "];\n";
  text += "  outcome [shape=oval, style=bold, label=" + Quoted(Word(result.outcome)) + "];\n";
  if (result.verdict) {
    AppendRules(*result.verdict, text);
  } else {
    text += "  start -> outcome;\n";
  }
  return text + "}\n";
}

}  // namespace wmsim
