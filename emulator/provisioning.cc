#include "emulator/provisioning.h"

#include "emulator/certificate_tools.h"
#include "emulator/store_init.h"
#include "emulator/wbxml.h"
#include "emulator/xml_writer.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

// The policy that a check of a push compares with the message's mask, if it compares one.
std::optional<PolicyId> PolicyOf(const Device& device, PushCheck check, PushSecurity security) {
  switch (check) {
    case PushCheck::kUnauthenticated:
      return policy::kUnauthenticatedMessage;
    case PushCheck::kSignedMessage:
      return SignedMessagePolicy(device.image->profile, security);
    case PushCheck::kProvisioning:
      return policy::kOtaProvisioning;
    case PushCheck::kSecurity:
    case PushCheck::kPin:
    case PushCheck::kMac:
      break;
  }
  return std::nullopt;
}

// What discards a message, or "": the checks of origin.h for a push, TPS (4104) for the provisioning server's.
std::string Discarding(const Device& device, const ProvisioningStep& step, RoleMask roles) {
  if (step.route == DocumentRoute::kTps) {
    const Switch tps = SwitchOf(device, policy::kTps);
    return tps == Switch::kNotHonoured || IsOn(tps) ? "" : "TPS (4104) is not 1";
  }
  if (step.route != DocumentRoute::kPush) return "";
  const PushSecurity security = step.push.security;
  const auto accepts = [&](PushCheck check) {
    return ToYesNo(AcceptsRoles(device, *PolicyOf(device, check, security), roles));
  };
  const PushFacts facts{.security = security,
                        .unauthenticated_accepted = accepts(PushCheck::kUnauthenticated),
                        .signed_accepted = accepts(PushCheck::kSignedMessage),
                        .pin_right = ToYesNo(step.push.pin == EnteredPin::kRight),
                        .mac_good = ToYesNo(step.push.signature == PushSignature::kGood),
                        .provisioning_accepted = accepts(PushCheck::kProvisioning)};
  const PushCheckInfo* check = FirstDiscarding(facts);
  if (check == nullptr) return "";
  std::string text(Word(check->check));
  text += ": ";
  text += check->meaning;
  if (const auto id = PolicyOf(device, check->check, security)) {
    text += "; " + std::to_string(static_cast<std::uint32_t>(*id)) + " is " + PolicyText(device, *id) +
            ", the message has " + FormatRoleMask(roles);
  }
  return text;
}

Origin OriginOf(const Device& device, const ProvisioningStep& step) {
  const Profile& profile = device.image->profile;
  const bool one_tier = IsOn(SwitchOf(device, policy::kPrivilegedApps));
  const auto signed_by = step.role ? PackageSignature::kKnown : PackageSignature::kNone;
  switch (step.route) {
    case DocumentRoute::kRapi:
      return OriginOfRapi(RapiOf(device));
    case DocumentRoute::kProgram:
      return OriginOfProgram(one_tier ? Trust::kPrivileged : Trust::kNormal, profile.checks_signatures.value);
    case DocumentRoute::kPrivilegedProgram:
      return OriginOfProgram(Trust::kPrivileged, profile.checks_signatures.value);
    case DocumentRoute::kCab:
      return OriginOfPackage(PackageKind::kCab, signed_by, profile.unsigned_packages.value);
    case DocumentRoute::kTps:
      return Origin::kProvisioningServer;
    case DocumentRoute::kOmaDm:
      return Origin::kOmaDm;
    case DocumentRoute::kRom:
      return Origin::kRom;
    case DocumentRoute::kPush:
    case DocumentRoute::kSettings:
      break;
  }
  return Origin::kSettings;
}

RoleMask RolesOf(const Device& device, const ProvisioningStep& step) {
  if (step.route == DocumentRoute::kPush) return PushMask(step.push.security, step.push.gateway_roles);
  const bool is_closed = step.route == DocumentRoute::kRapi && RapiOf(device) == RapiMode::kClosed;
  if (is_closed) return role::kNone;
  const RoleMask given = step.role.value_or(role::kNone);
  const bool keeps_out = step.route == DocumentRoute::kCab && !step.role &&
                         device.image->profile.checks_signatures.value &&
                         MaskClassOf(device, policy::kUnsignedCabs) != MaskClass::kNotHonoured &&
                         MaskOf(device, policy::kUnsignedCabs) == role::kNone;
  if (keeps_out) return role::kNone;  // no unsigned package is let in
  return MaskOfOrigin(OriginOf(device, step), {.signer = given,
                                               .unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                                               .account = given,
                                               .every = device.image->profile.all_roles.value});
}

}  // namespace

StepResult Provision(Device& device, const ProvisioningStep& step) {
  const bool is_binary = step.route == DocumentRoute::kPush && IsWbxml(step.bytes);
  auto read = is_binary ? ReadWbxml(step.bytes) : ReadXmlDocument(step.bytes);
  if (!read.ok()) return InvalidInput(read.error());
  XmlDocument document = std::move(read).value();
  return Recorded(device, [&] {
    Device before = device;
    FillStores(before);  // what an InitFile brings is not the document's
    const std::string rapi = PolicyText(device, policy::kRapi);
    const RoleMask roles = RolesOf(device, step);
    const std::string problem = WhyNotTaken(document, step.route);
    const std::string discarding = Discarding(device, step, roles);
    ProvisionFacts facts;
    facts.command_line_good = YesNo::kYes;
    facts.over_rapi = ToYesNo(step.route == DocumentRoute::kRapi);
    facts.rapi = RapiOf(device);
    facts.push_discarded = ToYesNo(!discarding.empty());
    facts.document_taken = ToYesNo(problem.empty());
    const bool over_the_air = step.route == DocumentRoute::kPush || step.route == DocumentRoute::kTps;
    facts.query_over_push = ToYesNo(over_the_air && HasQuery(document.root));
    const bool reaches_providers = DecideProvision(facts).outcome == Outcome::kApplied;
    ProcessedDocument processed;
    if (reaches_providers) processed = ProcessDocument(device, {document.root, roles, step.flags});
    facts.fault = processed.fault;
    const FactTexts texts{{FieldId::kRapi, rapi},
                          {FieldId::kPushDiscarded, discarding},
                          {FieldId::kDocumentTaken, problem.empty() ? "" : "no: " + problem},
                          {FieldId::kDocumentFault, processed.fault_text}};
    StepResult result = Conclude(kProvisionAction, CellOf(facts), DecideProvision(facts), texts, {}, {});
    result.role_mask = roles;
    if (result.outcome == Outcome::kApplied && !step.flags.process) result.outcome = Outcome::kUnchanged;
    if (reaches_providers) result.response = WriteXml(document.root);
    result.hints = std::move(processed.hints);
    NoteAdded(before, device, result);
    return result;
  });
}

}  // namespace wmsim
