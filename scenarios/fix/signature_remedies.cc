// Remedies that are another signature: of the tool, the program or the package that the step starts.
#include <array>

#include "policy_engine/store.h"
#include "scenarios/fix/remedy.h"

namespace wmsim {
namespace {

struct Signer {
  Signature signature;
  Who who;
  std::string_view store;
  std::string_view whose;
};
constexpr auto kSigners = std::to_array<Signer>({
    {Signature::kUnprivileged, Who::kAdministrator, kUnprivilegedStore, "a signer of the unprivileged store"},
    {Signature::kPrivileged, Who::kAdministrator, kPrivilegedStore, "a signer of the privileged store"},
    {Signature::kOperator, Who::kOperator, "", "the mobile operator"},
});

// The key by which a verb declares a signature, or "".
std::string_view SignatureKey(const VerbInfo& verb) {
  for (const std::string_view key : {"tool-signed-by", "signed-by"}) {
    if (FindKey(verb.keys, key) != nullptr) return key;
  }
  return "";
}

std::string_view SignedThing(VerbId verb) {
  switch (verb) {
    case VerbId::kSpAddCert:
    case VerbId::kCertinst:  // where SPAddCert is the other tool
      return "this copy of SPAddCert";
    case VerbId::kInstallCab:
      return "the package";
    case VerbId::kRunApp:
      return "the program";
    case VerbId::kLoadDll:
    case VerbId::kRapiCall:
      return "the DLL";
    default:
      return "the editor";
  }
}

// What a real package holds is carried out with its signer's role: one that is only declared would not show that.
bool IsRealPackage(const Problem& problem) {
  return problem.step.verb->id == VerbId::kInstallCab && !problem.attempt.Has("signed-by");
}

}  // namespace

void AddSignatureRemedies(Problem& problem, std::vector<Remedy>& remedies) {
  const VerbId verb = problem.step.verb->id;
  const std::string_view key = SignatureKey(*problem.step.verb);
  if ((key.empty() && verb != VerbId::kCertinst) || IsRealPackage(problem)) return;
  for (const Signer& signer : kSigners) {
    const std::string word(Word(signer.signature));
    if (!key.empty() && problem.attempt.Text(key) == word) continue;
    Remedy remedy;
    remedy.kind = RemedyKind::kSignature;
    remedy.what = "have " + std::string(SignedThing(verb)) + " signed by " + std::string(signer.whose);
    remedy.slot = "signature";
    remedy.touches = {FieldId::kSignedBy, FieldId::kPackageSignature, FieldId::kDocumentFault};
    remedy.reach = Reach::kThisProgram;
    remedy.change = [word](Attempt& attempt) {
      const std::string_view signed_by = SignatureKey(*attempt.verb);
      if (signed_by.empty()) return;
      attempt.Drop("tool");
      attempt.Drop("role");
      attempt.Set(signed_by, ScalarNode(word));
    };
    remedy.who = signer.who;
    remedy.way = "whoever has the key of a certificate that counts as such";
    const bool is_empty =
        !signer.store.empty() &&
        CertificatesIn(*problem.device.image, problem.device.changes.certificates, signer.store).empty();
    if (is_empty) remedy.closed_by = "the store " + std::string(signer.store) + " of the device is empty";
    remedies.push_back(std::move(remedy));
  }
}

}  // namespace wmsim
