// Remedies on the device that are no policies: the operator's restriction, certificates in stores, the clock, a
// restart.
#include <algorithm>

#include "emulator/authenticode.h"
#include "emulator/program_signature.h"
#include "policy_engine/store.h"
#include "scenarios/fix/remedy.h"

namespace wmsim {
namespace {

void AddUnlock(const Problem& problem, std::vector<Remedy>& remedies) {
  if (!IsOperatorRestricted(problem.device)) return;
  Remedy remedy;
  remedy.kind = RemedyKind::kUnlock;
  remedy.what = "have the operator lift the restriction of the device";
  remedy.touches = {FieldId::kOperatorRestricted};
  remedy.by_hand = {MakeAttempt(VerbId::kOperatorUnlock, {})};
  remedy.who = Who::kOperator;
  remedy.way = "the operator's own means";
  remedies.push_back(std::move(remedy));
}

// What holds a certificate to a store and a role. Another role takes the place of the one that it has there.
void AddStore(Problem& problem, const CertificatePtr& certificate, std::string_view store, RoleMask role,
              FieldSet touches, std::vector<Remedy>& remedies) {
  if (FindStorePart(problem.device.image->profile, store, "") == nullptr) return;
  const auto place = FindCertificate(problem.device, store, certificate->thumbprint);
  if (place && FindStored(problem.device, *place)->role == role) return;
  const std::string thumbprint = FormatThumbprint(certificate->thumbprint);
  const std::string file = AddMade(problem, thumbprint + ".cer", certificate->der);
  Remedy remedy;
  remedy.kind = RemedyKind::kStore;
  remedy.what = "put the certificate of " + certificate->subject + " into " + std::string(store);
  if (role != role::kNone) remedy.what += " with the role " + std::to_string(Bits(role));
  remedy.slot = std::string(store) + thumbprint;
  remedy.touches = touches;
  remedy.reach = Reach::kThisSigner;
  const Node into = TextNode(std::string(store));
  if (place) {
    remedy.by_hand.push_back(
        MakeAttempt(VerbId::kStoreRemove, {{"thumbprint", ScalarNode(thumbprint)}, {"store", into}}));
  }
  remedy.by_hand.push_back(MakeAttempt(VerbId::kStoreAdd, {{"file", TextNode(file)}, {"store", into}}));
  if (role != role::kNone) remedy.by_hand.back().Set("role", ScalarNode(std::to_string(Bits(role))));
  remedy.certificate = certificate;
  remedy.store = store;
  remedy.role = role;
  remedies.push_back(std::move(remedy));
}

constexpr FieldSet kOfChains{FieldId::kSeenGood,    FieldId::kRootThere, FieldId::kSignatures,
                             FieldId::kHashesKnown, FieldId::kDates,     FieldId::kIssuersGood};

// What a server presents, or nothing.
std::vector<CertificatePtr> ChainOf(Problem& problem) {
  if (problem.step.verb->id != VerbId::kSignIn) return {};
  const auto chain = problem.surroundings.caches.files.Chain(problem.attempt.Text("chain"), problem.surroundings.scope);
  return chain.ok() ? chain.value()->content : std::vector<CertificatePtr>();
}

// Chains that are sent may hold any number of roots.
constexpr std::size_t kMostRoots = 8;

void AddChain(Problem& problem, std::vector<Remedy>& remedies) {
  std::size_t roots = 0;
  for (const CertificatePtr& certificate : ChainOf(problem)) {
    if (certificate->kind != CertificateKind::kRoot || ++roots > kMostRoots) continue;
    AddStore(problem, certificate, kRootStore, role::kNone, kOfChains, remedies);
  }
}

// A time at which every certificate of the chain is valid: the one nearest to the device's clock.
void AddClock(Problem& problem, std::vector<Remedy>& remedies) {
  std::optional<UnixTime> first;
  std::optional<UnixTime> last;
  for (const CertificatePtr& certificate : ChainOf(problem)) {
    if (certificate->not_before) first = std::max(first.value_or(*certificate->not_before), *certificate->not_before);
    if (certificate->not_after) last = std::min(last.value_or(*certificate->not_after), *certificate->not_after);
  }
  if (!first || !last || *first > *last) return;
  const UnixTime time = std::clamp(problem.device.clock, *first, *last);
  if (time == problem.device.clock) return;
  Remedy remedy;
  remedy.kind = RemedyKind::kClock;
  remedy.what = "set the clock to " + FormatTime(time);
  remedy.touches = kOfChains;
  remedy.by_hand = {MakeAttempt(VerbId::kSetClock, {{"time", ScalarNode(FormatTime(time))}})};
  remedy.way = "the device's settings";
  remedies.push_back(std::move(remedy));
}

void AddRestart(const Problem& problem, std::vector<Remedy>& remedies) {
  Device restarted = problem.device;
  Restart(restarted);
  if (restarted == problem.device) return;
  Remedy remedy;
  remedy.kind = RemedyKind::kRestart;
  const bool runs = problem.device.running.contains(IdentityOf("communicator-mobile"));
  remedy.what = runs ? "stop Communicator Mobile and restart the device" : "restart the device";
  remedy.touches_everything = true;
  remedy.restarts = true;
  remedy.way = "at the device";
  remedies.push_back(std::move(remedy));
}

// The certificate that a signature leads to: the root that it holds, or the signer's own.
CertificatePtr SignerOf(Problem& problem, const std::string& path) {
  const Result<std::string> bytes = ReadInScope(path, problem.surroundings.scope, kMaxPackageBytes);
  if (!bytes.ok()) return nullptr;
  const Result<SignedFile> file = ReadSignedFile(bytes.value());
  if (!file.ok() || file.value().signature.empty()) return nullptr;
  const Result<Authenticode> signature = ReadAuthenticode(file.value());
  if (!signature.ok() || !signature.value().Good()) return nullptr;
  const auto& all = signature.value().certificates;
  const auto root =
      std::ranges::find_if(all, [](const CertificatePtr& c) { return c->kind == CertificateKind::kRoot; });
  return root != all.end() ? *root : signature.value().signer;
}

// The file whose signature decides: the tool's, or that of the program or package itself; "" for one that is declared.
std::string SignedFileOf(const Problem& problem) {
  if (problem.attempt.Has("tool")) return problem.attempt.Text("tool");
  const VerbId verb = problem.step.verb->id;
  const bool is_about_file = verb == VerbId::kRunApp || verb == VerbId::kLoadDll || verb == VerbId::kInstallCab;
  return is_about_file && !problem.attempt.Has("signed-by") ? problem.attempt.Text(problem.step.verb->main) : "";
}

// A signer that the device does not know yet: of a program in one of the stores of execution, of a package in SPC.
void AddSigner(Problem& problem, std::vector<Remedy>& remedies) {
  const std::string path = SignedFileOf(problem);
  const CertificatePtr signer = path.empty() ? nullptr : SignerOf(problem, path);
  if (signer == nullptr) return;
  if (problem.step.verb->id == VerbId::kInstallCab) {
    for (const Signature advised : {Signature::kUnprivileged, Signature::kPrivileged}) {
      AddStore(problem, signer, kPackageStore, AdvisedPackageRole(advised),
               {FieldId::kPackageSignature, FieldId::kDocumentFault}, remedies);
    }
    return;
  }
  for (const std::string_view store : {kUnprivilegedStore, kPrivilegedStore}) {
    AddStore(problem, signer, store, role::kNone, {FieldId::kSignedBy}, remedies);
  }
}

}  // namespace

void AddDeviceRemedies(Problem& problem, std::vector<Remedy>& remedies) {
  AddUnlock(problem, remedies);
  AddChain(problem, remedies);
  AddSigner(problem, remedies);
  AddClock(problem, remedies);
  AddRestart(problem, remedies);
}

}  // namespace wmsim
