#include "emulator/provisioning.h"

#include <algorithm>
#include <array>

#include "emulator/certificate_tools.h"
#include "emulator/csp.h"
#include "emulator/xml_writer.h"
#include "policy_engine/actions.h"

namespace wmsim {
namespace {

// The attribute that an element of a request must have, and whether it holds others [aa455930].
struct ElementInfo {
  std::string_view name;
  std::string_view required;
  bool holds_elements;
};
constexpr auto kElements = std::to_array<ElementInfo>({
    {kCharacteristic, "type", true},
    {kCharacteristicQuery, "type", true},
    {kNoCharacteristic, "type", false},
    {kParm, "name", false},
    {kNoParm, "name", false},
    {kParmQuery, "name", false},
});
constexpr std::string_view kRoot = "wap-provisioningdoc";

std::string Where(const XmlElement& element) { return "line " + std::to_string(element.line) + ": " + element.name; }

// What is wrong with the elements below `parent`; "" where nothing is.
std::string ProblemBelow(const XmlElement& parent) {
  for (const XmlElement& element : parent.children) {
    const auto* const row = std::ranges::find(kElements, element.name, &ElementInfo::name);
    if (row == kElements.end()) return Where(element) + " is no element of a request";
    if (FindAttribute(element, row->required) == nullptr) {
      return Where(element) + " has no " + std::string(row->required);
    }
    if (!row->holds_elements && !element.children.empty()) return Where(element) + " holds elements";
    if (auto problem = ProblemBelow(element); !problem.empty()) return problem;
  }
  return "";
}

// Why the device does not take a document that is well-formed; "" where it does. RapiConfig strips a byte-order mark.
std::string ProblemOf(const XmlDocument& document, DocumentRoute route) {
  if (document.traits.encoding != XmlEncoding::kUtf8) return "it is not in UTF-8";
  if (document.traits.has_byte_order_mark && route != DocumentRoute::kRapi) return "it has a byte-order mark";
  if (document.root.name != kRoot) return "its root is " + document.root.name;
  for (const XmlElement& section : document.root.children) {
    if (section.name == kParm || section.name == kNoParm || section.name == kParmQuery) {
      return Where(section) + " stands outside a characteristic";
    }
  }
  return ProblemBelow(document.root);
}

bool HasQuery(const XmlElement& element) {
  return element.name == kParmQuery || element.name == kCharacteristicQuery ||
         std::ranges::any_of(element.children, HasQuery);
}

bool Accepts(const Device& device, PolicyId policy, RoleMask roles) {
  return MaskClassOf(device, policy) == MaskClass::kNotHonoured || Intersects(MaskOf(device, policy), roles);
}

// What discards a message, or "": the checks of origin.h for a push, TPS (4104) for the provisioning server's.
std::string Discarding(const Device& device, const ProvisioningStep& step, RoleMask roles) {
  if (step.route == DocumentRoute::kTps) {
    const Switch tps = SwitchOf(device, policy::kTps);
    return tps == Switch::kNotHonoured || IsOn(tps) ? "" : "TPS (4104) is not 1";
  }
  if (step.route != DocumentRoute::kPush) return "";
  PushFacts facts;
  facts.security = step.push.security;
  facts.unauthenticated_accepted = ToYesNo(Accepts(device, policy::kUnauthenticatedMessage, roles));
  facts.signed_accepted =
      ToYesNo(Accepts(device, SignedMessagePolicy(device.image->profile, step.push.security), roles));
  facts.pin_right = ToYesNo(step.push.pin_right);
  facts.mac_good = ToYesNo(step.push.mac_good);
  facts.provisioning_accepted = ToYesNo(Accepts(device, policy::kOtaProvisioning, roles));
  const PushCheckInfo* check = FirstDiscarding(facts);
  return check != nullptr ? std::string(check->meaning) : "";
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
  return MaskOfOrigin(OriginOf(device, step), {.signer = given,
                                               .unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                                               .account = given,
                                               .every = device.image->profile.all_roles.value});
}

// Processes every section on a copy of the device; the copy takes the device's place if no element failed.
CspFault Process(Device& device, RoleMask roles, XmlElement& document, bool& recorded) {
  Device changed = device;
  const RoleMask effective =
      EffectiveMask(roles, MaskOf(device, policy::kGrantManager), MaskOf(device, policy::kGrantUserAuth));
  CspRequest request{changed, effective};
  for (XmlElement& section : document.children) {
    if (const CspFault fault = ProcessSection(request, section)) return fault;
  }
  recorded = request.recorded;
  device = std::move(changed);
  return std::nullopt;
}

void NoteAdded(const Device& before, const Device& after, StepResult& result) {
  for (const auto& row : after.changes.certificates) {
    if (!row.value || row.value->certificate == nullptr || FindStored(before, row.key) != nullptr) continue;
    NotePlacement(after, row.value->certificate, row.key.store, row.key.part, result);
  }
}

}  // namespace

StepResult Provision(Device& device, const ProvisioningStep& step) {
  auto read = ReadXmlDocument(step.bytes);
  if (!read.ok()) return InvalidInput(read.error());
  XmlDocument document = std::move(read).value();
  return Recorded(device, [&] {
    const Device before = device;
    const RoleMask roles = RolesOf(device, step);
    const std::string problem = ProblemOf(document, step.route);
    const std::string discarding = Discarding(device, step, roles);
    ProvisionFacts facts;
    facts.over_rapi = ToYesNo(step.route == DocumentRoute::kRapi);
    facts.rapi = RapiOf(device);
    facts.push_discarded = ToYesNo(!discarding.empty());
    facts.document_taken = ToYesNo(problem.empty());
    facts.query_over_push = ToYesNo(step.route == DocumentRoute::kPush && HasQuery(document.root));
    const bool reaches_providers = DecideProvision(facts).outcome == Outcome::kApplied;
    bool recorded = false;
    if (reaches_providers) {
      facts.fault = Process(device, roles, document.root, recorded).value_or(DocumentFault::kNone);
    }
    const FactTexts texts{{FieldId::kRapi, PolicyText(device, policy::kRapi)},
                          {FieldId::kPushDiscarded, discarding},
                          {FieldId::kDocumentTaken, problem.empty() ? "" : "no: " + problem}};
    StepResult result = Conclude(kProvisionAction, CellOf(facts), DecideProvision(facts), texts, {}, {});
    result.role_mask = roles;
    if (reaches_providers) result.response = WriteXml(document.root);
    if (recorded) result.hints.push_back(HintId::kRecordedOnly);
    NoteAdded(before, device, result);
    return result;
  });
}

}  // namespace wmsim
