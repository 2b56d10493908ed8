#include <utility>

#include "emulator/program_signature.h"
#include "scenarios/runner/made_package.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

std::string_view NameOf(PackageKind kind) {
  switch (kind) {
    case PackageKind::kCab:
      return "game.cab";
    case PackageKind::kCpf:
      return "settings.cpf";
    case PackageKind::kTheme:
      return "look.hme";
  }
  return "";
}

// A declared signature that means it for a package.
Signature SignatureFor(PackageSignature signature) {
  switch (signature) {
    case PackageSignature::kNone:
      return Signature::kNone;
    case PackageSignature::kUnknown:
      return Signature::kUnknown;
    case PackageSignature::kKnown:
      return Signature::kPrivileged;
    case PackageSignature::kInvalid:
      return Signature::kInvalid;
    case PackageSignature::kRevoked:
      break;
  }
  return Signature::kRevoked;
}

PackageWanted WantedOf(const Draft& draft) {
  const auto signature = draft.Wanted<PackageSignature>(FieldId::kPackageSignature);
  return {.kind = draft.Wanted<PackageKind>(FieldId::kPackage),
          .fault = draft.Wanted<PackageFault>(FieldId::kPackageFault),
          .document_taken = draft.Wants(FieldId::kDocumentTaken),
          .document_fault = draft.Wanted<DocumentFault>(FieldId::kDocumentFault),
          .holds_program = draft.Wants(FieldId::kHoldsRevoked),
          .claims_signature = signature == PackageSignature::kInvalid};
}

// Whether the device finds such a fault in a cabinet.
bool CanFind(const Profile& device, const PackageWanted& wanted) {
  const bool is_cpf = wanted.kind == PackageKind::kCpf;
  const bool goes_by_setup = is_cpf || device.runs_setup.value;
  switch (wanted.fault) {
    case PackageFault::kNone:
      return true;
    case PackageFault::kSizeWrong:
      return device.cabinet_size_checked.value && wanted.claims_signature;
    case PackageFault::kCompressed:
      return is_cpf && !device.compressed_cpf.value;
    case PackageFault::kNoUninstallMissing:
      return is_cpf && device.no_uninstall_wanted.value;
    case PackageFault::kProcessorWrong:
    case PackageFault::kOsVersionWrong:
      break;
  }
  return goes_by_setup;
}

// Whether a package can be as the cell wants it on the draft's device. What a document fails for is known only where it
// is carried out; the roles of a theme are too low for any.
bool CanBe(const Draft& draft, const PackageWanted& wanted) {
  const bool is_cpf = wanted.kind == PackageKind::kCpf;
  const bool fails = wanted.document_fault != DocumentFault::kNone;
  const bool reads_document = is_cpf || draft.device().runs_setup.value;
  if (is_cpf && !draft.Wants(FieldId::kSilent)) return false;
  if (wanted.holds_program && !draft.device().checks_signatures.value) return false;
  if (!reads_document && (fails || !wanted.document_taken)) return false;
  if (fails && (!draft.ReachesProviders() || wanted.kind == PackageKind::kTheme)) return false;
  return CanFind(draft.device(), wanted);
}

// A package of which only the signature is said: nothing is known of its contents.
Draft Declared(const Draft& start) {
  const auto kind = start.Wanted<PackageKind>(FieldId::kPackage);
  Draft draft = start;
  if (draft.Wants(FieldId::kRemembered)) draft.Give("remembered", ListNode({WordNode(NameOf(kind))}));
  draft.Do("install-cab");
  draft.Say("file", WordNode(NameOf(kind)));
  draft.Say("signed-by", WordNode(Word(SignatureFor(draft.Wanted<PackageSignature>(FieldId::kPackageSignature)))));
  return draft;
}

Node HashNode(const std::string& bytes) { return TextNode(HashToRevoke(bytes).value()); }

// A real one, as far as one without a signer can be: unsigned, with a signature that is not there, or revoked itself.
std::vector<Draft> Real(const Draft& start, const PackageWanted& wanted) {
  const auto signature = start.Wanted<PackageSignature>(FieldId::kPackageSignature);
  if (signature == PackageSignature::kKnown || signature == PackageSignature::kUnknown) return {};
  MadePackage package = MakePackage(wanted);
  Draft draft = start;
  if (draft.Wants(FieldId::kRemembered)) draft.Give("remembered", ListNode({WordNode(package.name)}));
  if (signature == PackageSignature::kRevoked) draft.Give("revoked", ListNode({HashNode(package.bytes)}));
  if (wanted.holds_program) draft.Give("revoked", ListNode({HashNode(PackedProgramBytes())}));
  draft.Do("install-cab");
  draft.Say("file", WordNode(package.name));
  draft.Bring(package.name, std::move(package.bytes));
  if (wanted.document_fault != DocumentFault::kRoleTooLow) return {draft};
  Draft restricted = draft;  // where the package has the roles after all
  Node entry = MappingNode({{"access-role", WordNode("OEM")}});
  restricted.Give("metabase", MappingNode({{"SecurityPolicy", std::move(entry)}}));
  return {draft, restricted};
}

}  // namespace

std::vector<Draft> SketchInstallCab(const Draft& start) {
  const PackageWanted wanted = WantedOf(start);
  if (!CanBe(start, wanted)) return {};
  const bool is_plain = wanted.fault == PackageFault::kNone && wanted.document_taken && !wanted.holds_program &&
                        wanted.document_fault == DocumentFault::kNone;
  std::vector<Draft> drafts = is_plain ? std::vector{Declared(start)} : Real(start, wanted);
  const bool is_said = start.Wants(FieldId::kSilent) && wanted.kind != PackageKind::kCpf;
  for (Draft& draft : drafts) {
    if (is_said) draft.Say("silent", ScalarNode("true"));
  }
  return drafts;
}

}  // namespace wmsim
