#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = SignInFacts;

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::seen_good>(FieldId::kSeenGood, "seen-good",
                                "whether the chain is good as the client sees the stores"),
    MakeField<F, &F::root_there>(FieldId::kRootThere, "root-there", "whether the chain ends at a root of the device"),
    MakeField<F, &F::hashes_known>(FieldId::kHashesKnown, "hashes-known",
                                   "whether the device knows the algorithms of the chain's signatures"),
    MakeField<F, &F::signatures_good>(FieldId::kSignatures, "signatures-good", "whether the chain's signatures verify"),
    MakeField<F, &F::issuers_good>(FieldId::kIssuersGood, "issuers-good",
                                   "whether those who issued the chain's certificates may issue them"),
    MakeField<F, &F::dates_valid>(FieldId::kDates, "dates-valid", "whether the device's clock is in the validity"),
    MakeField<F, &F::host_matches>(FieldId::kHost, "host-matches", "whether the certificate is for the host"),
});

constexpr auto kRules = std::to_array<Rule<F>>({
    {{.id = "root-not-on-device",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInServerNotTrusted,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kRootThere},
      .reason = "the root of the server's certificate chain is not in the ROOT store",
      .code = 0x80072F0D},
     [](const F& f) { return f.root_there == YesNo::kNo; }},
    {{.id = "certificate-waits-for-restart",
      .outcome = Outcome::kRestartRequired,
      .message = MessageId::kSignInRestartFirst,
      .source = "dd425351",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kSeenGood, FieldId::kRootThere, FieldId::kHashesKnown, FieldId::kSignatures,
                FieldId::kIssuersGood, FieldId::kDates, FieldId::kHost},
      .reason = "the certificate was installed while the client ran: it is used only after the device restarts",
      .code = 0x80072F0D},
     [](const F& f) {
       return f.seen_good == YesNo::kNo && f.root_there == YesNo::kYes && f.hashes_known == YesNo::kYes &&
              f.signatures_good == YesNo::kYes && f.issuers_good == YesNo::kYes && f.dates_valid == YesNo::kYes &&
              f.host_matches == YesNo::kYes;
     }},
    {{.id = "chain-hash-unknown",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInServerNotTrusted,
      .source = "frankysweb",
      .confidence = Confidence::kReported,
      .reads = {FieldId::kHashesKnown},
      .reason = "a signature in the server's chain uses an algorithm that the device does not know, such as SHA-2",
      .code = 0x80072F0D},
     [](const F& f) { return f.hashes_known == YesNo::kNo; }},
    {{.id = "chain-signature-invalid",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInSignatureWrong,
      .source = "frankysweb",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kSignatures},
      .reason = "a signature in the server's chain does not verify",
      .code = 0x80072F0D},
     [](const F& f) { return f.signatures_good == YesNo::kNo; }},
    {{.id = "chain-issuer-not-allowed",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInServerNotTrusted,
      .source = "ms937707",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kIssuersGood},
      .reason = "a certificate of the server's chain was issued by one that may not issue it: it is no authority, or "
                "too far above",
      .code = 0x80072F0D},
     [](const F& f) { return f.issuers_good == YesNo::kNo; }},
    {{.id = "chain-date-invalid",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInDateInvalid,
      .source = "ms883844",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kDates},
      .reason = "by the device's clock a certificate of the chain has expired or is not yet valid",
      .code = 0x80072F05},
     [](const F& f) { return f.dates_valid == YesNo::kNo; }},
    {{.id = "chain-host-differs",
      .outcome = Outcome::kSignInFailed,
      .message = MessageId::kSignInHostDiffers,
      .source = "blogfaq",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kHost},
      .reason = "the server's certificate is for another host name",
      .code = 0x80072F06},
     [](const F& f) { return f.host_matches == YesNo::kNo; }},
});

using Table = ActionTable<F, kFields, kRules, Outcome::kSignedIn>;

}  // namespace

constinit const Action kSignInAction = Table::Make("sign-in", MessageId::kNone);
Decision DecideSignIn(const SignInFacts& facts) { return Table::DecideFacts(facts); }
std::uint32_t SignInCode(const Decision& decision) {
  constexpr std::uint32_t kSeveralErrors = 0x80072F17;
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (((decision.fired >> i) & 1) == 0) continue;
    if (code != 0 && code != kRules[i].code) return kSeveralErrors;
    code = kRules[i].code;
  }
  return code;
}
Cell CellOf(const SignInFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
