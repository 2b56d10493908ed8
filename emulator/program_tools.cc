#include "emulator/program_tools.h"

#include <algorithm>
#include <utility>

#include "emulator/certificate_tools.h"
#include "emulator/store_registry.h"
#include "policy_engine/actions.h"

namespace wmsim {
namespace {

// What a step would write: the key to name, whether it is protected, and whether all is as wanted already.
struct Writing {
  std::string key;
  bool is_protected;
  bool as_wanted;
  std::string where;
};

// Whether a key is at or below a protected one, or goes with one below it.
bool TouchesProtected(const Device& device, std::string_view key, bool takes_subtree) {
  const auto is_below = [&](std::string_view root) { return IsAtOrBelow(root, key); };
  return IsProtectedKey(device, key) ||
         (takes_subtree && std::ranges::any_of(device.image->profile.protected_keys.value, is_below));
}

RegistryWriteFacts Gather(const Device& device, const Program& editor, RegistryWriter via, const Answers& answers,
                          const Writing& writing, FactTexts& texts) {
  RegistryWriteFacts facts;
  GatherLoad(device, editor, answers, facts, texts);
  facts.writer = via;
  const bool built_in = via == RegistryWriter::kBuiltInEditor;
  facts.tool_present = ToYesNo(!built_in || device.image->profile.built_in_editor.value);
  facts.rapi = RapiOf(device);
  facts.key_protected = ToYesNo(writing.is_protected);
  facts.as_wanted = ToYesNo(writing.as_wanted);
  texts[FieldId::kRapi] = PolicyText(device, policy::kRapi);
  texts[FieldId::kKeyProtected] = std::string(Word(facts.key_protected)) + ": " + writing.key;
  return facts;
}

// Decides whether `editor` writes. What it writes is for the caller to apply where the outcome is changed.
StepResult Decide(Device& device, const Program& editor, RegistryWriter via, const Answers& answers,
                  const Writing& writing) {
  FactTexts texts;
  const RegistryWriteFacts facts = Gather(device, editor, via, answers, writing, texts);
  StepResult result = Conclude(kRegistryWriteAction, CellOf(facts), DecideRegistryWrite(facts), texts,
                               {DisplayName(editor), writing.where}, answers);
  RememberAccepted(device, editor, result);
  NoteSigner(editor, result);
  if (StartsProgram(facts)) NoteTrust(facts, result);
  return result;
}

// The program that writes.
template <class Step>
Program EditorOf(const Step& step) {
  return {std::string(Word(step.via)), step.signed_by};
}

// Whether the registry is as a change wants it.
bool IsAsWanted(const Device& device, const RegistryChange& change) {
  if (!change.name) return RegistryKeyExists(device, change.key) != change.removed;
  if (change.removed) return !RegistryValueExists(device, change.key, *change.name);
  return RegistryValueOf(device, change.key, *change.name) == change.data;
}

bool TouchesProtected(const Device& device, const RegistryChange& change) {
  return TouchesProtected(device, change.key, change.removed && !change.name);
}

}  // namespace

StepResult RunApp(Device& device, const Program& program, const Answers& answers) {
  return Recorded(device, [&] {
    RunAppFacts facts;
    FactTexts texts;
    GatherLoad(device, program, answers, facts, texts);
    StepResult result = Conclude(kRunAppAction, CellOf(facts), DecideRunApp(facts), texts,
                                 {DisplayName(program), program.name}, answers);
    RememberAccepted(device, program, result);
    NoteSigner(program, result);
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
    RememberAccepted(device, dll, result);
    NoteSigner(dll, result);
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

StepResult RegistryWrite(Device& device, const RegistryWriteStep& step) {
  return Recorded(device, [&] {
    const RegistryChange& change = step.change;
    const std::string where = change.name ? change.key + "\\" + *change.name : change.key;
    const Writing writing{change.key, TouchesProtected(device, change), IsAsWanted(device, change), where};
    StepResult result = Decide(device, EditorOf(step), step.via, step.answers, writing);
    if (result.outcome != Outcome::kChanged) return result;
    const Device before = device;
    ChangeRegistry(device, change);
    NoteAdded(before, device, result);
    return result;
  });
}

StepResult RegistryImport(Device& device, const RegistryImportStep& step) {
  return Recorded(device, [&] {
    Device wanted = device;
    for (const RegSetting& setting : step.file.settings) ChangeRegistry(wanted, setting);
    const auto touches_protected = [&](const RegSetting& setting) { return TouchesProtected(device, setting); };
    const auto hit = std::ranges::find_if(step.file.settings, touches_protected);
    const bool is_protected = hit != step.file.settings.end();
    const std::string key = is_protected ? hit->key : step.file_name;
    const Writing writing{key, is_protected, FullRegistryOf(wanted) == FullRegistryOf(device), key};
    StepResult result = Decide(device, EditorOf(step), step.via, step.answers, writing);
    if (step.file.passed_over) result.hints.push_back(HintId::kLinesPassedOver);
    if (result.outcome != Outcome::kChanged) return result;
    NoteAdded(device, wanted, result);
    device.changes.registry = std::move(wanted.changes.registry);
    device.changes.certificates = std::move(wanted.changes.certificates);
    return result;
  });
}

}  // namespace wmsim
