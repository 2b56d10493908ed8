// Remedies on the device that are no policies: the operator's restriction, certificates in stores, the clock, a
// restart.
#include <algorithm>

#include "emulator/authenticode.h"
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

// Puts a certificate into a store; `role` of one in SPC is the mask of what it signs, else 0.
void AddStore(Problem& problem, const CertificatePtr& certificate, std::string_view store, RoleMask role, Reach reach,
              FieldSet touches, std::vector<Remedy>& remedies) {
  if (HasCertificate(problem.device, store, certificate->thumbprint)) return;
  if (FindStorePart(problem.device.image->profile, store, "") == nullptr) return;
  const std::string file = FormatThumbprint(certificate->thumbprint).substr(0, 8) + ".cer";
  (*problem.made)[file] = certificate->der;
  Remedy remedy;
  remedy.kind = RemedyKind::kStore;
  remedy.what = "put the certificate of " + certificate->subject + " into " + std::string(store);
  if (role != role::kNone) remedy.what += " with the role " + std::to_string(Bits(role));
  remedy.slot = std::string(store) + FormatThumbprint(certificate->thumbprint);
  remedy.touches = touches;
  remedy.reach = reach;
  remedy.by_hand = {
      MakeAttempt(VerbId::kStoreAdd, {{"file", TextNode(file)}, {"store", TextNode(std::string(store))}})};
  if (role != role::kNone) remedy.by_hand[0].Set("role", ScalarNode(std::to_string(Bits(role))));
  remedy.certificate = certificate;
  remedy.store = store;
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

void AddChain(Problem& problem, std::vector<Remedy>& remedies) {
  for (const CertificatePtr& certificate : ChainOf(problem)) {
    if (certificate->kind == CertificateKind::kLeaf) continue;
    const bool is_root = certificate->kind == CertificateKind::kRoot;
    AddStore(problem, certificate, is_root ? kRootStore : kCaStore, role::kNone, Reach::kNone, kOfChains, remedies);
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

// A signer that the device does not know yet: of a program in one of the stores of execution, of a package in SPC.
void AddSigner(Problem& problem, std::vector<Remedy>& remedies) {
  const bool is_package = problem.step.verb->id == VerbId::kInstallCab;
  const std::string main(problem.step.verb->main);
  const bool is_file = problem.attempt.Has("tool") || !problem.attempt.Has("signed-by");
  const bool has_signer = is_package || FindKey(problem.step.verb->keys, "tool") != nullptr ||
                          FindKey(problem.step.verb->keys, "signed-by") != nullptr;
  if (!has_signer || !is_file) return;
  const std::string path = problem.attempt.Text(problem.attempt.Has("tool") ? "tool" : main);
  const CertificatePtr signer = SignerOf(problem, path);
  if (signer == nullptr) return;
  if (is_package) {
    AddStore(problem, signer, kPackageStore, RoleMask{222}, Reach::kThisSigner,
             {FieldId::kPackageSignature, FieldId::kDocumentFault}, remedies);
    return;
  }
  for (const std::string_view store : {kUnprivilegedStore, kPrivilegedStore}) {
    AddStore(problem, signer, store, role::kNone, Reach::kThisSigner, {FieldId::kSignedBy}, remedies);
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
