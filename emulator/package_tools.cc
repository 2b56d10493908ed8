#include "emulator/package_tools.h"

#include <algorithm>
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
#include "policy_engine/shipped_signer.h"

namespace wmsim {
namespace {

// A package as the installer has opened it: of a declared one `contents` are nothing, and the texts are empty.
struct OpenedPackage {
  DeclaredPackage package;
  std::string why_signed_by;
  std::string digest;
  std::optional<PackageContents> contents;
  FoundPackageFault fault;
  std::vector<PackedProgram> unsigned_programs;
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
  facts.remembered = ToYesNo(IsRemembered(device, package.name, opened.digest));
  facts.silent = ToYesNo(package.silent);
  facts.answer = answers.For(MessageId::kUnsignedPackagePrompt).first;
  facts.package_fault = opened.fault.fault;
  const auto explain = [&](FieldId field, std::string_view word, const std::string& why) {
    if (!why.empty()) texts[field] = std::string(word) + ": " + why;
  };
  explain(FieldId::kPackageSignature, Word(facts.signed_by), opened.why_signed_by);
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
  const bool goes_by_it = opened.package.kind == PackageKind::kCpf || device.image->profile.runs_setup.value;
  return opened.contents && opened.contents->setup && goes_by_it ? &*opened.contents->setup : nullptr;
}

bool PlacesFiles(const XmlDocument& setup) {
  return std::ranges::any_of(setup.root.children, [](const XmlElement& section) {
    const std::string* type = FindAttribute(section, "type");
    return type != nullptr && EqualIgnoringCase(*type, "FileOperation");
  });
}

void RememberPackage(Device& device, const OpenedPackage& opened) {
  RememberProgram(device, opened.package.name, opened.digest);
  for (const PackedProgram& program : opened.unsigned_programs) RememberProgram(device, program.name, program.digest);
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
    if (result.outcome != Outcome::kInstalled) return result;
    result.role_mask = roles;
    result.hints = std::move(processed.hints);
    if (setup == nullptr) {
      const bool has_header = opened.contents && opened.contents->has_header;
      result.hints.push_back(has_header ? HintId::kInstalledByHeader : HintId::kContentsNotKnown);
    }
    if (only_provisions) result.outcome = Outcome::kApplied;
    NoteAdded(before, device, result);
    return result;
  });
}

}  // namespace

StepResult InstallCab(Device& device, const DeclaredPackage& package, const Answers& answers) {
  return Install(device, {package, {}, {}, {}, {}, {}}, answers);
}

StepResult InstallCab(Device& device, const PackageFile& package, const Answers& answers) {
  const Result<PackageSigner> signer = PackageSignerOnDevice(device, package.bytes);
  if (!signer.ok()) return InvalidInput(signer.error());
  const auto& [signature, role, why, digest] = signer.value();
  OpenedPackage opened{{package.name, package.kind, signature, role, package.silent}, why, digest, {}, {}, {}};
  Result<PackageContents> contents = ReadPackageContents(package.bytes);
  if (contents.ok()) {
    opened.contents = std::move(contents).value();
    opened.fault = FindPackageFault(device, package.kind, package.bytes, *opened.contents);
    opened.unsigned_programs = UnsignedPrograms(device, *opened.contents);
    if (auto revoked = FindRevokedProgram(device, *opened.contents); !revoked.empty()) {
      opened.package.signed_by = PackageSignature::kRevoked;
      opened.why_signed_by = std::move(revoked);
    }
    const bool is_empty = !opened.contents->setup && !opened.contents->has_header;
    if (is_empty && package.kind != PackageKind::kTheme) {
      return InvalidInput("the cabinet is no package: it has no _setup.xml");
    }
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

PackageSignature PackageSignatureOf(Signature signature) {
  switch (signature) {
    case Signature::kNone:
      return PackageSignature::kNone;
    case Signature::kUnknown:
      return PackageSignature::kUnknown;
    case Signature::kInvalid:
      return PackageSignature::kInvalid;
    case Signature::kRevoked:
      return PackageSignature::kRevoked;
    case Signature::kUnprivileged:
    case Signature::kPrivileged:
    case Signature::kOperator:
      break;
  }
  return PackageSignature::kKnown;
}

RoleMask AdvisedPackageRole(Signature signature) {
  if (signature == Signature::kUnprivileged) return role::kUserAuth;
  return signature == Signature::kPrivileged || signature == Signature::kOperator ? kPrivilegedPackageRole
                                                                                  : role::kNone;
}

}  // namespace wmsim
