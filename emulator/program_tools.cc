#include "emulator/program_tools.h"

#include <algorithm>
#include <utility>

#include "emulator/certificate_tools.h"
#include "emulator/reg_import.h"
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
  RememberAccepted(device, editor.name, result);
  if (StartsProgram(facts)) NoteTrust(facts, result);
  return result;
}

Program EditorOf(RegistryWriter via, Signature signed_by) { return {std::string(Word(via)), signed_by}; }

StepResult Write(Device& device, const RegistryWriteStep& step, bool takes_subtree, bool as_wanted,
                 void (*apply)(Device&, const RegistryWriteStep&)) {
  return Recorded(device, [&] {
    const Writing writing{step.key, TouchesProtected(device, step.key, takes_subtree), as_wanted,
                          step.name ? step.key + "\\" + *step.name : step.key};
    StepResult result = Decide(device, EditorOf(step.via, step.signed_by), step.via, step.answers, writing);
    if (result.outcome != Outcome::kChanged) return result;
    const auto place = CertificatePlace(step.key);
    const bool was_there = place && FindStored(device, *place) != nullptr;
    apply(device, step);
    const bool is_there = place && FindStored(device, *place) != nullptr;
    if (is_there && !was_there) NoteRestart(device, place->store, place->thumbprint, result);
    return result;
  });
}

// Adds that Communicator Mobile waits for a restart, where a certificate has come that it has not seen.
void NoteNewCertificates(const Device& before, const Device& after, StepResult& result) {
  for (const auto& row : after.changes.certificates) {
    if (result.restart_required) return;
    const bool is_new = row.value && FindStored(before, row.key) == nullptr;
    if (is_new) NoteRestart(after, row.key.store, row.key.thumbprint, result);
  }
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
  return Write(device, step, false, as_wanted, [](Device& d, const RegistryWriteStep& s) {
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
  return Write(device, step, !step.name, gone, [](Device& d, const RegistryWriteStep& s) {
    if (s.name) {
      RemoveRegistryValue(d, s.key, *s.name);
    } else {
      RemoveRegistryKey(d, s.key);
    }
  });
}

StepResult RegistryImport(Device& device, const RegistryImportStep& step) {
  return Recorded(device, [&] {
    const Device before = device;
    Device wanted = device;
    ApplyRegSettings(wanted, step.file.settings);
    const auto touches_protected = [&](const RegSetting& setting) {
      return TouchesProtected(device, setting.key, setting.removed && !setting.name);
    };
    const auto hit = std::ranges::find_if(step.file.settings, touches_protected);
    const bool is_protected = hit != step.file.settings.end();
    const std::string key = is_protected ? hit->key : step.file_name;
    const Writing writing{key, is_protected, FullRegistryOf(wanted) == FullRegistryOf(device), key};
    StepResult result = Decide(device, EditorOf(step.via, step.signed_by), step.via, step.answers, writing);
    if (step.file.passed_over) result.hints.push_back(HintId::kLinesPassedOver);
    if (result.outcome != Outcome::kChanged) return result;
    device.changes.registry = std::move(wanted.changes.registry);
    device.changes.certificates = std::move(wanted.changes.certificates);
    NoteNewCertificates(before, device, result);
    return result;
  });
}

}  // namespace wmsim
