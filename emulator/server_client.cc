#include "emulator/server_client.h"

#include "emulator/chain.h"
#include "emulator/store_init.h"
#include "policy_engine/actions.h"

namespace wmsim {
namespace {

ChainVerdict BuildWith(const Device& device, const CertificateRows& stores, const std::vector<CertificatePtr>& chain) {
  return BuildChain(chain, CertificatesIn(*device.image, stores, kRootStore),
                    CertificatesIn(*device.image, stores, kCaStore), device.clock);
}

// The first certificate whose signature the device cannot verify, or null.
CertificatePtr UnknownAlgorithm(const Device& device, const ChainVerdict& verdict) {
  for (const CertificatePtr& certificate : verdict.signed_by_others) {
    if (!KnowsAlgorithm(device.image->profile, certificate->signature_algorithm)) return certificate;
  }
  return nullptr;
}

bool IsGood(const Device& device, const ChainVerdict& verdict) {
  const bool is_whole = verdict.root && verdict.signatures_good && verdict.bad_issuer.empty() && verdict.dates_valid;
  return is_whole && UnknownAlgorithm(device, verdict) == nullptr;
}

std::string AlgorithmText(const CertificatePtr& certificate) {
  return certificate == nullptr ? "" : "no: " + certificate->signature_algorithm + " under " + certificate->subject;
}

std::string RootText(const ChainVerdict& verdict) {
  if (!verdict.root) return "no: nothing there is the issuer " + verdict.wanted_issuer;
  return "yes: " + verdict.root->subject;
}

std::string DatesText(const ChainVerdict& verdict, UnixTime clock) {
  if (verdict.dates_valid) return "";
  return "no: " + verdict.outside_validity + " is valid " + verdict.validity + ", the device's clock says " +
         FormatTime(clock);
}

std::string SignatureText(const ChainVerdict& verdict) {
  return verdict.signatures_good ? "" : "no: " + verdict.bad_signature;
}

std::string HostText(const Certificate& certificate, bool matches) {
  if (matches) return "";
  std::string text = "no: the certificate is for";
  for (const std::string& host : HostsOf(certificate)) text += " " + host;
  return text;
}

std::string IssuersText(const ChainVerdict& verdict) {
  return verdict.bad_issuer.empty() ? "" : "no: " + verdict.bad_issuer;
}

// The stores as the client sees them.
const CertificateRows& ViewOf(const Device& device, const ServerClient& client) {
  const bool has_snapshot = client.program == kCommunicatorMobile && device.communicator_stores;
  return has_snapshot ? *device.communicator_stores : device.changes.certificates;
}

// What the first ActiveSync made of an error of the Internet functions: INTERNET_45 of 12045 [cxliv].
ShownMessage InternetCode(std::uint32_t hresult) {
  const std::string digits = std::to_string(hresult & 0xFFFF);
  return {MessageId::kActiveSyncInternetCode,
          MessageText(MessageId::kActiveSyncInternetCode, std::string_view(digits).substr(digits.size() - 2))};
}

void NoteRoot(const ChainVerdict& verdict, StepResult& result) {
  result.root = verdict.root;
  result.wanted_issuer = verdict.wanted_issuer;
  if (verdict.root && !verdict.root->checked) result.hints.push_back(HintId::kRootSignatureNotChecked);
}

}  // namespace

StepResult SignIn(Device& device, const SignInStep& step) {
  return Recorded(device, [&] {
    FillStores(device);
    if (!step.client.program.empty()) StartProgram(device, step.client.program, Trust::kPrivileged);
    const ChainVerdict seen = BuildWith(device, ViewOf(device, step.client), step.chain);
    const ChainVerdict now = BuildWith(device, device.changes.certificates, step.chain);
    const bool waits = !IsGood(device, seen) && IsGood(device, now);
    const ChainVerdict& reached = waits || !seen.root ? now : seen;

    SignInFacts facts;
    facts.seen_good = ToYesNo(IsGood(device, seen));
    facts.root_there = ToYesNo(reached.root.has_value());
    const CertificatePtr unknown = UnknownAlgorithm(device, reached);
    facts.hashes_known = ToYesNo(unknown == nullptr);
    facts.signatures_good = ToYesNo(reached.signatures_good);
    facts.issuers_good = ToYesNo(reached.bad_issuer.empty());
    facts.dates_valid = ToYesNo(reached.dates_valid);
    facts.host_matches =
        ToYesNo(!step.host || MatchesHost(*step.chain.front(), *step.host, device.image->profile.wildcard_hosts.value));
    const FactTexts texts{{FieldId::kRootThere, RootText(reached)},
                          {FieldId::kHashesKnown, AlgorithmText(unknown)},
                          {FieldId::kSignatures, SignatureText(reached)},
                          {FieldId::kIssuersGood, IssuersText(reached)},
                          {FieldId::kHost, HostText(*step.chain.front(), facts.host_matches == YesNo::kYes)},
                          {FieldId::kDates, DatesText(reached, device.clock)}};
    const std::string server = step.host.value_or(step.chain.front()->subject);
    StepResult result = Conclude(kSignInAction, CellOf(facts), DecideSignIn(facts), texts, {"", server}, {});
    if (const std::uint32_t code = SignInCode(result.verdict->decision); code != 0) result.hresult = code;
    const bool shows_code = step.client.shows_codes && device.image->profile.internet_codes.value;
    if (result.hresult && shows_code) result.message = InternetCode(*result.hresult);
    NoteRoot(reached, result);
    result.restart_required = result.outcome == Outcome::kRestartRequired;
    if (seen.root && !now.root) result.hints.push_back(HintId::kSeenUntilRestart);
    return result;
  });
}

StepResult FindRoot(Device device, const std::vector<CertificatePtr>& chain) {
  FillStores(device);
  const ChainVerdict verdict = BuildWith(device, device.changes.certificates, chain);
  StepResult result;
  result.outcome = verdict.root ? Outcome::kFound : Outcome::kNotFound;
  NoteRoot(verdict, result);
  if (!verdict.signatures_good) result.hints.push_back(HintId::kChainSignatureWrong);
  return result;
}

}  // namespace wmsim
