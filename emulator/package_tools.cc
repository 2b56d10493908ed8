#include "emulator/package_tools.h"

#include "emulator/loader.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"
#include "policy_engine/origin.h"
#include "policy_engine/shipped_signer.h"

namespace wmsim {
namespace {

InstallCabFacts Gather(const Device& device, const DeclaredPackage& package, const Answers& answers, FactTexts& texts) {
  InstallCabFacts facts;
  facts.checked = ToYesNo(device.image->profile.checks_signatures.value);
  facts.package = package.kind;
  facts.signed_by = package.signed_by;
  facts.unsigned_cabs = MaskClassOf(device, policy::kUnsignedCabs);
  facts.unsigned_themes = MaskClassOf(device, policy::kUnsignedThemes);
  facts.unsigned_prompt = SwitchOf(device, policy::kUnsignedPrompt);
  facts.remembered = ToYesNo(IsRemembered(device, package.name));
  facts.silent = ToYesNo(package.silent);
  facts.answer = answers.For(MessageId::kUnsignedPackagePrompt).first;
  texts[FieldId::kUnsignedCabs] = PolicyText(device, policy::kUnsignedCabs);
  texts[FieldId::kUnsignedThemes] = PolicyText(device, policy::kUnsignedThemes);
  texts[FieldId::kUnsignedPrompt] = PolicyText(device, policy::kUnsignedPrompt);
  return facts;
}

}  // namespace

StepResult InstallCab(Device& device, const DeclaredPackage& package, const Answers& answers) {
  return Recorded(device, [&] {
    FactTexts texts;
    const InstallCabFacts facts = Gather(device, package, answers, texts);
    StepResult result = Conclude(kInstallCabAction, CellOf(facts), DecideInstallCab(facts), texts,
                                 {package.name, package.name}, answers);
    if (package.silent || package.kind == PackageKind::kCpf) result.message.reset();  // nothing is shown
    RememberAccepted(device, package.name, result);
    if (result.outcome != Outcome::kInstalled) return result;
    const Profile& profile = device.image->profile;
    const Origin origin = OriginOfPackage(package.kind, package.signed_by, profile.unsigned_packages.value);
    result.role_mask = MaskOfOrigin(origin, {.signer = package.role,
                                             .unsigned_cabs = MaskOf(device, policy::kUnsignedCabs),
                                             .unsigned_themes = MaskOf(device, policy::kUnsignedThemes),
                                             .every = profile.all_roles.value});
    result.hints.push_back(HintId::kContentsNotKnown);
    if (package.kind == PackageKind::kCpf) result.outcome = Outcome::kApplied;
    return result;
  });
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
