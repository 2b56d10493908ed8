#include "emulator/package_tools.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/configuration_manager.h"
#include "emulator/loader.h"
#include "emulator/package_contents.h"
#include "emulator/program_signature.h"
#include "emulator/store_init.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"
#include "policy_engine/origin.h"

namespace wmsim {
namespace {

// A package as the installer has opened it: of a declared one `contents` are nothing, and the texts are empty.
struct OpenedPackage {
  DeclaredPackage package;
  PackageSigner signer;
  std::optional<PackageContents> contents;
  FoundPackageFault fault;
  PackedPrograms programs;
};

InstallCabFacts Gather(const Device& device, const OpenedPackage& opened, const Answers& answers, FactTexts& texts) {
  const DeclaredPackage& package = opened.package;
  InstallCabFacts facts;
  facts.checked = ToYesNo(device.image->profile.checks_signatures.value);
  facts.package = package.kind;
  facts.signed_by = package.signed_by;
  facts.unsigned_cabs = MaskClassOf(device, policy::kUnsignedCabs);
  facts.unsigned_themes = MaskClassOf(device, policy::kUnsignedThemes);
  facts.unsigned_prompt = SwitchOf(device, policy::kUnsignedPrompt);
  facts.remembered = ToYesNo(IsRemembered(device, package.name, opened.signer.digest));
  facts.silent = ToYesNo(package.silent || package.kind == PackageKind::kCpf);
  facts.answer = answers.For(MessageId::kUnsignedPackagePrompt).first;
  facts.package_fault = opened.fault.fault;
  facts.holds_revoked = ToYesNo(!opened.programs.revoked.empty());
  const auto explain = [&](FieldId field, std::string_view word, const std::string& why) {
    if (!why.empty()) texts[field] = std::string(word) + ": " + why;
  };
  explain(FieldId::kPackageSignature, Word(facts.signed_by), opened.signer.why);
  explain(FieldId::kHoldsRevoked, Word(facts.holds_revoked), opened.programs.revoked);
  explain(FieldId::kPackageFault, Word(facts.package_fault), opened.fault.why);
  texts[FieldId::kUnsignedCabs] = PolicyText(device, policy::kUnsignedCabs);
  texts[FieldId::kUnsignedThemes] = PolicyText(device, policy::kUnsignedThemes);
  texts[FieldId::kUnsignedPrompt] = PolicyText(device, policy::kUnsignedPrompt);
  return facts;
}

RoleMask RolesOf(const Device& device, const DeclaredPackage& package) {
  const Profile& profile = device.image->profile;
  const Origin origin = OriginOfPackage(package.kind, package.signed_by, profile.unsigned_packages.value);
  return MaskOfOrigin(origin, {.signer = package.role,
                               .unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                               .unsigned_themes = MaskOf(device, policy::kUnsignedThemes),
                               .every = profile.all_roles.value});
}

// The document by which the device installs the package, or null.
XmlDocument* SetupOf(const Device& device, OpenedPackage& opened) {
  const bool goes_by_it = GoesBySetup(device, opened.package.kind);
  return opened.contents && opened.contents->setup && goes_by_it ? &*opened.contents->setup : nullptr;
}

// Whether something in a section places a file.
bool PlacesFiles(const XmlElement& node) {
  constexpr std::array<std::string_view, 4> kPlacing{"Extract", "Copy", "Move", "Shortcut"};
  return std::ranges::any_of(node.children, [&](const XmlElement& element) {
    const std::string* type = FindAttribute(element, "type");
    return (type != nullptr && std::ranges::find(kPlacing, *type) != kPlacing.end()) || PlacesFiles(element);
  });
}

bool PlacesFiles(const XmlDocument& setup) {
  return std::ranges::any_of(setup.root.children, [](const XmlElement& section) {
    const std::string* type = FindAttribute(section, "type");
    return type != nullptr && EqualIgnoringCase(*type, "FileOperation") && PlacesFiles(section);
  });
}

void RememberPackage(Device& device, const OpenedPackage& opened) {
  RememberProgram(device, opened.package.name, opened.signer.digest);
  for (const PackedProgram& program : opened.programs.unsigned_ones)
    RememberProgram(device, program.name, program.digest);
}

StepResult Install(Device& device, OpenedPackage opened, const Answers& answers) {
  return Recorded(device, [&] {
    const DeclaredPackage& package = opened.package;
    Device before = device;
    FillStores(before);  // what an InitFile brings is not the package's
    FactTexts texts;
    InstallCabFacts facts = Gather(device, opened, answers, texts);
    const RoleMask roles = RolesOf(device, package);
    XmlDocument* const setup = SetupOf(device, opened);
    const bool only_provisions = package.kind == PackageKind::kCpf || (setup != nullptr && !PlacesFiles(*setup));
    const std::string problem = setup != nullptr ? WhyNotTaken(*setup, DocumentRoute::kCab) : "";
    facts.document_taken = ToYesNo(problem.empty());
    if (!problem.empty()) texts[FieldId::kDocumentTaken] = "no: " + problem;
    ProcessedDocument processed;
    if (setup != nullptr && DecideInstallCab(facts).outcome == Outcome::kInstalled) {
      processed = ProcessDocument(device, {setup->root, roles, {}, &opened.contents->cabinet});
    }
    facts.fault = processed.fault;
    texts[FieldId::kDocumentFault] = processed.fault_text;
    StepResult result = Conclude(kInstallCabAction, CellOf(facts), DecideInstallCab(facts), texts,
                                 {package.name, package.name}, answers);
    if (package.silent || package.kind == PackageKind::kCpf) result.message.reset();  // nothing is shown
    if (WasAccepted(result)) RememberPackage(device, opened);
    if (processed.fault != DocumentFault::kNone) result.role_mask = roles;
    const bool has_no_role = package.signed_by == PackageSignature::kKnown && roles == role::kNone;
    if (has_no_role && opened.contents) result.hints.push_back(HintId::kSignerWithoutRole);
    if (result.outcome != Outcome::kInstalled) return result;
    result.role_mask = roles;
    result.hints.insert(result.hints.end(), processed.hints.begin(), processed.hints.end());
    if (setup == nullptr) {
      result.hints.push_back(opened.contents ? HintId::kInstalledByHeader : HintId::kContentsNotKnown);
    }
    if (opened.signer.by_name) result.hints.push_back(HintId::kRootSignatureNotChecked);
    if (opened.fault.not_compared) result.hints.push_back(HintId::kVersionNotCompared);
    if (only_provisions) result.outcome = Outcome::kApplied;
    NoteAdded(before, device, result);
    return result;
  });
}

}  // namespace

StepResult InstallCab(Device& device, const DeclaredPackage& package, const Answers& answers) {
  return Install(device, {package, {}, {}, {}, {}}, answers);
}

StepResult InstallCab(Device& device, const PackageFile& package, const Answers& answers) {
  const Result<PackageSigner> signer = PackageSignerOnDevice(device, package.bytes);
  if (!signer.ok()) return InvalidInput(signer.error());
  const PackageSignature signature = signer.value().signature;
  OpenedPackage opened{
      {package.name, package.kind, signature, signer.value().role, package.silent}, signer.value(), {}, {}, {}};
  Result<PackageContents> contents = ReadPackageContents(package.bytes);
  if (contents.ok()) {
    const std::string problem = WhyNoPackage(device, package.kind, contents.value());
    if (!problem.empty()) return InvalidInput(problem);
    opened.contents = std::move(contents).value();
    opened.fault = FindPackageFault(device, package.kind, package.bytes, *opened.contents);
    opened.programs = ExaminePrograms(device, *opened.contents);
    return Install(device, std::move(opened), answers);
  }
  if (signature != PackageSignature::kInvalid) return InvalidInput(contents.error());
  Device after = device;
  StepResult result = Install(after, std::move(opened), answers);
  if (result.outcome != Outcome::kBlocked) return InvalidInput(contents.error());
  return result;
}

PackageKind PackageKindOf(std::string_view name) {
  const std::string lower = LowerCase(name);
  if (lower.ends_with(".cpf")) return PackageKind::kCpf;
  return lower.ends_with(".hme") || lower.ends_with(".tsk") ? PackageKind::kTheme : PackageKind::kCab;
}

}  // namespace wmsim
