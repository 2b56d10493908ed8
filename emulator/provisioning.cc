#include "emulator/provisioning.h"

#include <algorithm>
#include <array>

#include "emulator/certificate_tools.h"
#include "emulator/csp.h"
#include "emulator/device_files.h"
#include "emulator/store_init.h"
#include "emulator/xml_writer.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"

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

// The powertoy's documents hold a characteristic without anything [seen].
bool IsNothing(const XmlElement& element) {
  return element.name == kCharacteristic && element.attributes.empty() && element.children.empty();
}

std::string Where(const XmlElement& element) { return "line " + std::to_string(element.line) + ": " + element.name; }

// What is wrong with the elements below `parent`; "" where nothing is.
std::string ProblemBelow(const XmlElement& parent) {
  for (const XmlElement& element : parent.children) {
    const auto* const row = std::ranges::find(kElements, element.name, &ElementInfo::name);
    if (row == kElements.end()) return Where(element) + " is no element of a request";
    if (IsNothing(element)) continue;
    if (FindAttribute(element, row->required) == nullptr) {
      return Where(element) + " has no " + std::string(row->required);
    }
    if (!row->holds_elements && !element.children.empty()) return Where(element) + " holds elements";
    if (auto problem = ProblemBelow(element); !problem.empty()) return problem;
  }
  return "";
}

bool HasQuery(const XmlElement& element) {
  return element.name == kParmQuery || element.name == kCharacteristicQuery ||
         std::ranges::any_of(element.children, HasQuery);
}

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
                         MaskClassOf(device, policy::kUnsignedCabs) != MaskClass::kNotHonoured &&
                         MaskOf(device, policy::kUnsignedCabs) == role::kNone;
  if (keeps_out) return role::kNone;  // no unsigned package is let in
  return MaskOfOrigin(OriginOf(device, step), {.signer = given,
                                               .unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                                               .account = given,
                                               .every = device.image->profile.all_roles.value});
}

// Takes out what says nothing: characteristics without a type and without elements.
void DropEmpty(XmlElement& parent) {
  std::erase_if(parent.children, IsNothing);
  for (XmlElement& element : parent.children) DropEmpty(element);
}

// The element with the -error form: where it is, what it is, and why it failed.
const XmlElement* FindFailed(const XmlElement& element) {
  if (element.name.ends_with("-error")) return &element;
  for (const XmlElement& child : element.children) {
    if (const XmlElement* failed = FindFailed(child)) return failed;
  }
  return nullptr;
}

std::string FaultText(DocumentFault fault, const XmlElement& document) {
  std::string text(Word(fault));
  if (const XmlElement* failed = FindFailed(document)) {
    const bool has_name = FindAttribute(*failed, "name") != nullptr;
    text += ": " + Where(*failed) + " " + AttributeOr(*failed, has_name ? "name" : "type") + ": " +
            AttributeOr(*failed, "desc");
  }
  return text;
}

// The path of the setting that an element below `above` means.
std::string PathBelow(const CspRequest& request, const std::string& above, const XmlElement& element) {
  if (element.name == kParm) return above + "\\" + AttributeOr(element, "name");
  const Result<std::string> translated = Translated(request, element, "type");
  const std::string type = translated.ok() ? translated.value() : AttributeOr(element, "type");
  if (above.empty()) return type;
  const std::string path = above + "\\" + type;
  const std::size_t separator = path.find('\\');
  return SettingPath(path.substr(0, separator), std::string_view(path).substr(separator + 1));
}

// Writes the entry of each parm's setting into its attributes.
void AddMetadata(const CspRequest& request, const std::string& above, XmlElement& node) {
  for (XmlElement& element : node.children) {
    const std::string setting = PathBelow(request, above, element);
    AddMetadata(request, setting, element);
    if (element.name != kParm) continue;
    const MetabaseEntry entry = AccessTo(request.device, setting);
    SetAttribute(element, "rw-access", std::to_string(static_cast<int>(entry.rw)));
    SetAttribute(element, "access-role", std::to_string(Bits(entry.access)));
  }
}

// Processes every section on a copy of the device; the copy takes the device's place if no element failed.
CspFault Process(Device& device, RoleMask roles, ProcessingFlags flags, XmlElement& document,
                 std::vector<HintId>& hints) {
  Device changed = device;
  CspRequest request{changed, EffectiveRoles(device, roles)};
  DropEmpty(document);
  for (XmlElement& section : document.children) {
    if (!flags.process) break;
    if (const CspFault fault = ProcessSection(request, section)) return fault;
  }
  if (!flags.process) hints.push_back(HintId::kOnlyLookedAt);
  if (request.recorded) hints.push_back(HintId::kRecordedOnly);
  if (request.extracts) hints.push_back(HintId::kNothingExtracted);
  if (flags.metadata) AddMetadata(request, "", document);
  device = std::move(changed);
  return std::nullopt;
}

}  // namespace

std::string WhyNotTaken(const XmlDocument& document, DocumentRoute route) {
  if (document.traits.encoding != XmlEncoding::kUtf8) return "it is not in UTF-8";
  if (document.traits.has_byte_order_mark && route != DocumentRoute::kRapi) return "it has a byte-order mark";
  if (document.root.name != kProvisioningRoot) return "its root is " + document.root.name;
  for (const XmlElement& section : document.root.children) {
    if (section.name == kParm || section.name == kNoParm || section.name == kParmQuery) {
      return Where(section) + " stands outside a characteristic";
    }
  }
  return ProblemBelow(document.root);
}

StepResult Provision(Device& device, const ProvisioningStep& step) {
  auto read = ReadXmlDocument(step.bytes);
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
    facts.query_over_push = ToYesNo(step.route == DocumentRoute::kPush && HasQuery(document.root));
    const bool reaches_providers = DecideProvision(facts).outcome == Outcome::kApplied;
    std::vector<HintId> hints;
    if (reaches_providers) {
      facts.fault = Process(device, roles, step.flags, document.root, hints).value_or(DocumentFault::kNone);
    }
    const FactTexts texts{{FieldId::kRapi, rapi},
                          {FieldId::kPushDiscarded, discarding},
                          {FieldId::kDocumentTaken, problem.empty() ? "" : "no: " + problem},
                          {FieldId::kDocumentFault, FaultText(facts.fault, document.root)}};
    StepResult result = Conclude(kProvisionAction, CellOf(facts), DecideProvision(facts), texts, {}, {});
    result.role_mask = roles;
    if (result.outcome == Outcome::kApplied && !step.flags.process) result.outcome = Outcome::kUnchanged;
    if (reaches_providers) result.response = WriteXml(document.root);
    result.hints = std::move(hints);
    NoteAdded(before, device, result);
    return result;
  });
}

}  // namespace wmsim
