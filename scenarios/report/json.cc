#include "scenarios/report/json.h"

#include <nlohmann/json.hpp>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <class T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json MessageJson(const std::optional<ShownMessage>& message) {
  if (!message) return nullptr;
  const MessageInfo& info = Message(message->id);
  return {{"id", Word(message->id)}, {"text", message->text}, {"verbatim", info.verbatim}, {"source", info.source}};
}

Json InputsJson(const Verdict& verdict, const RuleInfo& rule) {
  Json inputs = Json::array();
  for (std::size_t i = 0; i < verdict.action->fields.size(); ++i) {
    const FieldInfo& field = verdict.action->fields[i];
    if (!rule.reads.Has(field.id)) continue;
    const std::string_view word = field.classes[verdict.cell[i]];
    const std::string& value = verdict.values[i];
    inputs.push_back(
        {{"field", field.name}, {"class", word}, {"value", value.empty() ? word : std::string_view(value)}});
  }
  return inputs;
}

Json TraceJson(const std::optional<Verdict>& verdict) {
  Json trace = Json::array();
  if (!verdict) return trace;
  for (std::size_t i = 0; i < verdict->action->rules.size(); ++i) {
    const RuleInfo& rule = verdict->action->rules[i];
    trace.push_back({{"rule", rule.id},
                     {"stops", Stops(*verdict, i)},
                     {"inputs", InputsJson(*verdict, rule)},
                     {"source", rule.source},
                     {"confidence", Word(rule.confidence)}});
  }
  return trace;
}

Json PromptsJson(const StepResult& result) {
  Json prompts = Json::array();
  for (const ShownPrompt& prompt : result.prompts) {
    prompts.push_back({{"id", Word(prompt.id)},
                       {"text", prompt.text},
                       {"verbatim", Message(prompt.id).verbatim},
                       {"answer", Word(prompt.answer)},
                       {"defaulted", prompt.defaulted}});
  }
  return prompts;
}

Json ChangesJson(const StepResult& result) {
  Json changes = Json::array();
  for (const Change& change : result.changes) {
    changes.push_back({{"kind", change.kind},
                       {"where", change.where},
                       {"before", OrNull(change.before)},
                       {"after", OrNull(change.after)},
                       {"takes-effect", Word(change.takes_effect)}});
  }
  return changes;
}

Json RisksJson(const StepResult& result) {
  Json risks = Json::array();
  for (const RiskInfo* risk : result.risks) {
    risks.push_back({{"id", risk->id}, {"text", risk->text}, {"source", risk->source}});
  }
  return risks;
}

Json HintsJson(const StepResult& result) {
  Json hints = Json::array();
  for (const HintId id : result.hints) {
    const HintInfo& hint = Hint(id);
    hints.push_back(
        {{"id", Word(id)}, {"text", hint.text}, {"source", hint.source}, {"confidence", Word(hint.confidence)}});
  }
  return hints;
}

Json CertificatesJson(const StepResult& result) {
  Json certificates = Json::array();
  for (const PlacedCertificate& placed : result.certificates) {
    certificates.push_back({{"thumbprint", FormatThumbprint(placed.certificate->thumbprint)},
                            {"subject", placed.certificate->subject},
                            {"store", placed.store},
                            {"part", placed.part},
                            {"private-key", placed.private_key}});
  }
  return certificates;
}

// The first certificate's fields, or those of the root that a client found.
void AddPlace(const StepResult& result, const Json& certificates, Json& step) {
  for (const char* key : {"thumbprint", "subject", "store", "part"}) {
    step[key] = certificates.empty() ? Json(nullptr) : certificates.front()[key];
  }
  if (!certificates.empty() || !result.root) return;
  step["thumbprint"] = FormatThumbprint(result.root->thumbprint);
  step["subject"] = result.root->subject;
  step["store"] = result.root->store;
  step["part"] = result.root->part;
}

}  // namespace

Json DiagnosticJson(const Diagnostic& diagnostic) {
  const bool has_line = diagnostic.at.line > 0;
  return {{"file", TextOrNull(diagnostic.file)},
          {"line", has_line ? Json(diagnostic.at.line) : Json(nullptr)},
          {"column", has_line ? Json(diagnostic.at.column) : Json(nullptr)},
          {"text", diagnostic.text}};
}

Json StepJson(const VerbInfo& verb, const StepResult& result) {
  const RuleInfo* rule = result.verdict ? Headline(*result.verdict) : nullptr;
  Json blockers = Json::array();
  if (result.verdict) {
    for (const RuleInfo* blocker : Blockers(*result.verdict)) blockers.push_back(blocker->id);
  }
  const Json certificates = CertificatesJson(result);
  Json step = {{"verb", verb.name},
               {"outcome", Word(result.outcome)},
               {"exit", static_cast<int>(ExitOf(result.outcome))},
               {"message", MessageJson(result.message)},
               {"rule", rule != nullptr ? Json(rule->id) : Json(nullptr)},
               {"blockers", std::move(blockers)},
               {"trace", TraceJson(result.verdict)},
               {"prompts", PromptsJson(result)},
               {"changes", ChangesJson(result)},
               {"risks", RisksJson(result)},
               {"hints", HintsJson(result)},
               {"restart-required", result.restart_required},
               {"hresult", result.hresult ? Json(FormatHresult(*result.hresult)) : Json(nullptr)},
               {"trust", result.trust ? Json(Word(*result.trust)) : Json(nullptr)},
               {"role-mask", result.role_mask ? Json(Bits(*result.role_mask)) : Json(nullptr)}};
  AddPlace(result, certificates, step);
  step["certificates"] = certificates;
  step["root-checked"] = result.root ? Json(result.root->checked) : Json(nullptr);
  step["console"] = result.console.empty() ? Json(nullptr) : Json(result.console);
  step["tool-exit"] = result.tool_exit ? Json(*result.tool_exit) : Json(nullptr);
  step["response"] = TextOrNull(result.response);
  step["wanted-issuer"] = TextOrNull(result.wanted_issuer);
  step["problem"] = TextOrNull(result.problem);
  return step;
}

std::string StepJsonText(const VerbInfo& verb, const StepResult& result) { return JsonText(StepJson(verb, result)); }

std::string CheckJson(const std::vector<Diagnostic>& errors, std::size_t files, std::size_t cases) {
  Json list = Json::array();
  for (const Diagnostic& error : errors) list.push_back(DiagnosticJson(error));
  return JsonText({{"format", 1}, {"files", files}, {"cases", cases}, {"errors", std::move(list)}});
}

std::string ErrorJson(const Diagnostic& diagnostic) { return JsonText({{"error", DiagnosticJson(diagnostic)}}); }

std::string JsonText(const Json& json) {
  const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
  std::string escaped;  // what nlohmann leaves: DEL and the second set of controls, which terminals obey too
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool second_set = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte == 0x7F) {
      escaped += "\\u007f";
    } else if (second_set) {
      escaped += "\\u00" + Hex(static_cast<unsigned char>(text[++i]), 2);
    } else {
      escaped += text[i];
    }
  }
  return escaped + "\n";
}

}  // namespace wmsim
