#include "scenarios/report/text.h"

#include <filesystem>

#include "policy_engine/number.h"
#include "scenarios/report/case_record.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

std::string RuleLine(const RuleInfo& rule) {
  return std::string(rule.id) + ": " + std::string(rule.reason) + " [" + std::string(rule.source) + ", " +
         std::string(Word(rule.confidence)) + "]";
}

void AddRule(const Verdict& verdict, const RuleInfo& rule, std::string_view label, std::string& text) {
  AppendLine(label, RuleLine(rule), text);
  for (std::size_t i = 0; i < verdict.action->fields.size(); ++i) {
    if (rule.reads.Has(verdict.action->fields[i].id)) AppendLine("", PrintableLine(InputText(verdict, i)), text);
  }
}

std::string ChangeText(const Change& change) {
  std::string text = change.kind + " " + change.where + ": " + change.before.value_or("nothing") + " -> " +
                     change.after.value_or("nothing");
  if (change.takes_effect != TakesEffect::kAtOnce) {
    text += " (in force " + std::string(Word(change.takes_effect)) + ")";
  }
  return text;
}

void AddCertificates(const StepResult& result, std::string& text) {
  for (const PlacedCertificate& placed : result.certificates) {
    AppendLine("store",
               placed.store + ", " + placed.part + " part: " + placed.certificate->subject + ", SHA-1 " +
                   FormatThumbprint(placed.certificate->thumbprint),
               text);
  }
  if (result.root) {
    AppendLine(
        "root",
        result.root->subject + ", SHA-1 " + FormatThumbprint(result.root->thumbprint) + ", in " + result.root->store,
        text);
  }
  if (!result.root && !result.wanted_issuer.empty()) {
    AppendLine("root", "none: no certificate on the device is the issuer " + result.wanted_issuer, text);
  }
}

void AddConsequences(const StepResult& result, std::string& text) {
  for (const ShownPrompt& prompt : result.prompts) {
    const std::string answer = " answered " + std::string(Word(prompt.answer)) + (prompt.defaulted ? " (default)" : "");
    AppendLine("asked", Quoted(prompt.text, Message(prompt.id).verbatim) + answer, text);
  }
  AddCertificates(result, text);
  if (result.role_mask) {
    const std::string names = " (" + FormatRoleMask(*result.role_mask) + ")";
    AppendLine("roles", std::to_string(Bits(*result.role_mask)) + names + " of the request, before 4119 and 4120",
               text);
  }
  if (result.trust) AppendLine("trust", Word(*result.trust), text);
  if (result.hresult) AppendLine("code", FormatHresult(*result.hresult), text);
  for (const Change& change : result.changes) AppendLine("changed", PrintableLine(ChangeText(change)), text);
  for (const RiskInfo* risk : result.risks) {
    AppendLine("risk", std::string(risk->id) + ": " + std::string(risk->text), text);
  }
  if (result.restart_required) AppendLine("restart", "required before a program that runs sees the certificate", text);
  for (const HintId id : result.hints) {
    const HintInfo& hint = Hint(id);
    AppendLine("hint", std::string(hint.text) + " [" + std::string(Word(hint.confidence)) + "]", text);
  }
  if (!result.problem.empty()) AppendLine("problem", result.problem, text);
  for (const std::string& line : result.console) AppendLine("console", line, text);
  if (!result.response.empty()) text += "answer:\n" + result.response;
}

}  // namespace

void AppendLine(std::string_view label, std::string_view content, std::string& text) {
  constexpr std::size_t kLabelWidth = 10;
  text += "  ";
  text += label;
  text.append(label.size() < kLabelWidth ? kLabelWidth - label.size() : 1, ' ');
  text += content;
  text += '\n';
}

std::string ReasonsText(const StepResult& result) {
  std::string text;
  if (!result.verdict) return text;
  if (const RuleInfo* headline = Headline(*result.verdict)) AddRule(*result.verdict, *headline, "because", text);
  for (const RuleInfo* rule : Blockers(*result.verdict)) AddRule(*result.verdict, *rule, "also", text);
  return text;
}

std::string StepTitle(const Step& step) {
  std::string title(step.verb->name);
  const Entry* main = step.arguments.Find(step.verb->main);
  if (main == nullptr) return title;
  if (const auto* text = std::get_if<std::string>(&main->value)) {
    const bool is_file = main->key->kind == ValueKind::kFile || main->key->name == "name";
    title += " " + (is_file ? std::filesystem::path(*text).filename().string() : *text);
    const bool is_value = main->key->kind == ValueKind::kRegistryKey && step.arguments.Has("name");
    if (is_value) title += "\\" + step.arguments.Text("name");
  } else if (const auto* policies = std::get_if<std::vector<WantedPolicy>>(&main->value)) {
    for (const PolicySetting& setting : *policies) {
      title += " " + std::to_string(static_cast<std::uint32_t>(setting.id)) + "=" +
               (setting.value ? std::to_string(*setting.value) : "absent");
    }
  } else if (const auto* time = std::get_if<UnixTime>(&main->value)) {
    title += " " + FormatTime(*time);
  } else if (const auto* thumbprint = std::get_if<Thumbprint>(&main->value)) {
    title += " " + FormatThumbprint(*thumbprint);
  }
  return PrintableLine(title);
}

std::string StepText(const Step& step, const StepResult& result, std::string_view device) {
  std::string text(Word(result.outcome));
  text += ": " + StepTitle(step) + " on " + std::string(device) + "\n";
  if (result.message) text += Quoted(result.message->text, Message(result.message->id).verbatim) + "\n";
  text += ReasonsText(result);
  AddConsequences(result, text);
  return text;
}

}  // namespace wmsim
