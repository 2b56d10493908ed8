#include "emulator/desktop.h"

#include <string_view>

#include "emulator/device_files.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"
#include "policy_engine/origin.h"

namespace wmsim {
namespace {

// Files below \Windows count as the system's, and no database does [assumed].
bool IsProtected(const Device& device, const RapiCallStep& step) {
  if (step.what == RapiCallKind::kRegistryWrite) return IsProtectedKey(device, step.target);
  return step.what == RapiCallKind::kFileWrite && IsAtOrBelow(DevicePath(step.target), R"(\Windows)");
}

// The metabase lists the DLLs below \Windows that a desktop may invoke as RAPI\Windows\NAME.dll\*, with a role that the
// call must have once 4119 and 4120 were applied to it [scm]. Devices ship with none listed [assumed].
bool IsListed(const Device& device, const RapiCallStep& step, RoleMask caller) {
  const bool is_bare = step.target.find_first_of("\\/") == std::string::npos;
  const std::string path = is_bare ? R"(\Windows\)" + step.target : DevicePath(step.target);
  const std::size_t folder = path.find_last_of('\\');
  if (!EqualIgnoringCase(std::string_view(path).substr(0, folder), R"(\Windows)")) return false;
  const std::string name = path.substr(folder + 1);
  const auto entry = MetabaseEntryFor(device, R"(RAPI\Windows\)" + name + R"(\*)");
  return entry && MayWrite(EffectiveRoles(device, caller), entry->access, entry->rw);
}

}  // namespace

StepResult RapiCall(Device& device, const RapiCallStep& step) {
  return Recorded(device, [&] {
    RapiCallFacts facts;
    facts.rapi = RapiOf(device);
    facts.what = step.what;
    facts.target_protected = ToYesNo(IsProtected(device, step));
    facts.signed_by = step.signed_by;
    const bool is_open = facts.rapi != RapiMode::kClosed;
    const RoleMask caller = is_open ? OriginRow(OriginOfRapi(facts.rapi)).mask : role::kNone;
    facts.listed = ToYesNo(IsListed(device, step, caller));
    const FactTexts texts{{FieldId::kRapi, PolicyText(device, policy::kRapi)},
                          {FieldId::kTargetProtected, std::string(Word(facts.target_protected)) + ": " + step.target}};
    StepResult result =
        Conclude(kRapiCallAction, CellOf(facts), DecideRapiCall(facts), texts, {step.target, step.target}, {});
    if (result.outcome == Outcome::kRun) result.role_mask = caller;
    return result;
  });
}

StepResult PushMessage(Device& device, PushKind kind, RoleMask gateway_roles) {
  return Recorded(device, [&] {
    PushMessageFacts facts;
    facts.kind = kind;
    facts.sl_accepted = ToYesNo(AcceptsRoles(device, policy::kServiceLoading, gateway_roles));
    facts.si_accepted = ToYesNo(AcceptsRoles(device, policy::kServiceIndication, gateway_roles));
    const std::string roles = ", the message has " + FormatRoleMask(gateway_roles);
    const FactTexts texts{{FieldId::kSlAccepted, PolicyText(device, policy::kServiceLoading) + roles},
                          {FieldId::kSiAccepted, PolicyText(device, policy::kServiceIndication) + roles}};
    StepResult result = Conclude(kPushMessageAction, CellOf(facts), DecidePushMessage(facts), texts, {}, {});
    result.role_mask = gateway_roles;
    return result;
  });
}

}  // namespace wmsim
