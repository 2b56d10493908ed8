#include "emulator/loader.h"

#include <algorithm>

namespace wmsim {

std::string DisplayName(const Program& program) {
  const std::size_t folder = program.name.find_last_of("\\/");
  std::string name = folder == std::string::npos ? program.name : program.name.substr(folder + 1);
  if (name.find('.') == std::string::npos) name += ".exe";
  return name;
}

void GatherLoad(const Device& device, const Program& program, const Answers& answers, LoadFacts& facts,
                FactTexts& texts) {
  const Fact<bool>& checks = device.image->profile.checks_signatures;
  facts.checked = ToYesNo(checks.value);
  facts.signed_by = program.signed_by.signature;
  facts.unsigned_apps = SwitchOf(device, policy::kUnsignedApps);
  facts.unsigned_prompt = SwitchOf(device, policy::kUnsignedPrompt);
  facts.privileged_apps = SwitchOf(device, policy::kPrivilegedApps);
  facts.remembered = ToYesNo(IsRemembered(device, program.name, program.signed_by.digest));
  facts.answer = answers.For(MessageId::kUnsignedProgramPrompt).first;
  if (!program.signed_by.why.empty()) {
    texts[FieldId::kSignedBy] = std::string(Word(facts.signed_by)) + ": " + program.signed_by.why;
  }
  texts[FieldId::kUnsignedApps] = PolicyText(device, policy::kUnsignedApps);
  texts[FieldId::kUnsignedPrompt] = PolicyText(device, policy::kUnsignedPrompt);
  texts[FieldId::kPrivilegedApps] = PolicyText(device, policy::kPrivilegedApps);
}

void NoteSigner(const Program& program, StepResult& result) {
  if (program.signed_by.by_name) result.hints.push_back(HintId::kRootSignatureNotChecked);
}

void NoteTrust(const LoadFacts& facts, StepResult& result) {
  const auto rules = result.verdict->action->rules;
  const auto last = std::ranges::find(rules, MessageId::kUnsignedProgramPrompt, &RuleInfo::prompt);
  const auto headline = static_cast<std::ptrdiff_t>(result.verdict->decision.headline);
  if (headline > last - rules.begin()) result.trust = TrustOf(facts);
}

bool WasAccepted(const StepResult& result) {
  const auto accepts = [](const ShownPrompt& prompt) {
    const bool asks = prompt.id == MessageId::kUnsignedProgramPrompt || prompt.id == MessageId::kUnsignedPackagePrompt;
    return asks && prompt.answer == Answer::kYes;
  };
  return std::ranges::any_of(result.prompts, accepts);
}

void RememberAccepted(Device& device, const Program& program, const StepResult& result) {
  if (WasAccepted(result)) RememberProgram(device, program.name, program.signed_by.digest);
}

}  // namespace wmsim
