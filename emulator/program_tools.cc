#include "emulator/program_tools.h"

#include <algorithm>

#include "emulator/certificate_tools.h"
#include "emulator/store_registry.h"
#include "policy_engine/actions.h"

namespace wmsim {
namespace {

enum class Writing : std::uint8_t { kSet, kDelete };

// Whether the step touches a protected key: it is at or below one, or it deletes a key with a protected one below it.
bool IsProtected(const Device& device, const RegistryWriteStep& step, Writing writing) {
  const bool takes_subtree = writing == Writing::kDelete && !step.name;
  const auto is_below = [&](std::string_view root) { return IsAtOrBelow(root, step.key); };
  return IsProtectedKey(device, step.key) ||
         (takes_subtree && std::ranges::any_of(device.image->profile.protected_keys.value, is_below));
}

RegistryWriteFacts Gather(const Device& device, const RegistryWriteStep& step, const Program& editor, Writing writing,
                          bool as_wanted, FactTexts& texts) {
  RegistryWriteFacts facts;
  GatherLoad(device, editor, step.answers, facts, texts);
  facts.writer = step.via;
  const bool built_in = step.via == RegistryWriter::kBuiltInEditor;
  facts.tool_present = ToYesNo(!built_in || device.image->profile.built_in_editor.value);
  facts.rapi = RapiOf(device);
  facts.key_protected = ToYesNo(IsProtected(device, step, writing));
  facts.as_wanted = ToYesNo(as_wanted);
  texts[FieldId::kRapi] = PolicyText(device, policy::kRapi);
  texts[FieldId::kKeyProtected] = std::string(Word(facts.key_protected)) + ": " + step.key;
  return facts;
}

StepResult Write(Device& device, const RegistryWriteStep& step, Writing writing, bool as_wanted,
                 void (*apply)(Device&, const RegistryWriteStep&)) {
  return Recorded(device, [&] {
    const Program editor{std::string(Word(step.via)), step.signed_by};
    FactTexts texts;
    const RegistryWriteFacts facts = Gather(device, step, editor, writing, as_wanted, texts);
    const std::string where = step.name ? step.key + "\\" + *step.name : step.key;
    StepResult result = Conclude(kRegistryWriteAction, CellOf(facts), DecideRegistryWrite(facts), texts,
                                 {DisplayName(editor), where}, step.answers);
    RememberAccepted(device, editor.name, result);
    if (StartsProgram(facts)) NoteTrust(facts, result);
    if (result.outcome != Outcome::kChanged) return result;
    const auto place = CertificatePlace(step.key);
    const bool was_there = place && FindStored(device, *place) != nullptr;
    apply(device, step);
    const bool is_there = place && FindStored(device, *place) != nullptr;
    if (is_there && !was_there) NoteRestart(device, place->store, place->thumbprint, result);
    return result;
  });
}

}  // namespace

StepResult RunApp(Device& device, const Program& program, const Answers& answers) {
  return Recorded(device, [&] {
    RunAppFacts facts;
    FactTexts texts;
    GatherLoad(device, program, answers, facts, texts);
    StepResult result = Conclude(kRunAppAction, CellOf(facts), DecideRunApp(facts), texts,
                                 {DisplayName(program), program.name}, answers);
    RememberAccepted(device, program.name, result);
    NoteTrust(facts, result);
    if (result.outcome == Outcome::kRun) StartProgram(device, program.name, TrustOf(facts));
    return result;
  });
}

StepResult LoadDll(Device& device, const Program& dll, std::string_view into, const Answers& answers) {
  return Recorded(device, [&] {
    LoadDllFacts facts;
    FactTexts texts;
    GatherLoad(device, dll, answers, facts, texts);
    facts.process_trust = device.running.find(IdentityOf(into))->second;
    texts[FieldId::kProcessTrust] = std::string(Word(facts.process_trust)) + ": " + IdentityOf(into);
    StepResult result =
        Conclude(kLoadDllAction, CellOf(facts), DecideLoadDll(facts), texts, {DisplayName(dll), dll.name}, answers);
    RememberAccepted(device, dll.name, result);
    if (result.outcome == Outcome::kRun) result.trust = facts.process_trust;
    return result;
  });
}

StepResult StopApp(Device& device, std::string_view name) {
  return Recorded(device, [&] {
    StepResult result;
    result.outcome = device.running.contains(IdentityOf(name)) ? Outcome::kChanged : Outcome::kUnchanged;
    StopProgram(device, name);
    return result;
  });
}

StepResult RegistrySet(Device& device, const RegistryWriteStep& step) {
  const bool as_wanted =
      step.name ? RegistryValueOf(device, step.key, *step.name) == step.data : RegistryKeyExists(device, step.key);
  return Write(device, step, Writing::kSet, as_wanted, [](Device& d, const RegistryWriteStep& s) {
    if (s.name) {
      PutRegistryValue(d, s.key, *s.name, *s.data);
    } else {
      PutRegistryKey(d, s.key);
    }
  });
}

StepResult RegistryDelete(Device& device, const RegistryWriteStep& step) {
  const bool gone =
      step.name ? !RegistryValueExists(device, step.key, *step.name) : !RegistryKeyExists(device, step.key);
  return Write(device, step, Writing::kDelete, gone, [](Device& d, const RegistryWriteStep& s) {
    if (s.name) {
      RemoveRegistryValue(d, s.key, *s.name);
    } else {
      RemoveRegistryKey(d, s.key);
    }
  });
}

}  // namespace wmsim
