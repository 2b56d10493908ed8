#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = SpAddCertFacts;

constexpr auto kOperatorRules = std::to_array<Rule<F>>({
    {{.id = "operator-restricted",
      .outcome = Outcome::kRefused,
      .message = MessageId::kSpaddcertDeviceSecured,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kOperatorRestricted, FieldId::kSignedBy},
      .reason = "the operator restricted the device: only an SPAddCert that the operator signed works"},
     [](const F& f) { return f.operator_restricted == YesNo::kYes && f.signed_by != Signature::kOperator; }},
});

constexpr auto kRootStoreRules = std::to_array<Rule<F>>({
    {{.id = "spaddcert-reads-der-only",
      .outcome = Outcome::kRefused,
      .message = MessageId::kSpaddcertReadsDerOnly,
      .source = "kb841060",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kFormat},
      .reason = "SPAddCert reads one certificate in binary (DER) form, and nothing else"},
     [](const F& f) { return f.format != FileFormat::kDer; }},
    {{.id = "spaddcert-roots-only",
      .outcome = Outcome::kRefused,
      .message = MessageId::kSpaddcertRootsOnly,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kCertificateKind},
      .reason = "SPAddCert adds root certificates only"},
     [](const F& f) { return f.kind == CertificateKind::kIntermediate || f.kind == CertificateKind::kLeaf; }},
    {{.id = "root-store-needs-trust",
      .outcome = Outcome::kRefused,
      .message = MessageId::kSpaddcertDeviceSecured,
      .source = "blogfaq",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kChecked, FieldId::kSignedBy, FieldId::kPrivilegedApps},
      .reason =
          "on two tiers (4123 is not 1) a program writes the root store only when its signer is in the privileged "
          "store"},
     [](const F& f) { return RunsWithNormalTrust(f); }},
    {{.id = "already-there",
      .outcome = Outcome::kAlreadyInstalled,
      .message = MessageId::kCertificateAlreadyInstalled,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kAlreadyThere},
      .reason = "the store already holds this certificate",
      .weight = Weight::kSettles},
     [](const F& f) { return f.already_there == YesNo::kYes; }},
});

constexpr auto kOwnFields = std::to_array<Field<F>>({
    MakeField<F, &F::format>(FieldId::kFormat, "format", "the form of the file"),
    MakeField<F, &F::kind>(FieldId::kCertificateKind, "certificate-kind", "what the certificate is"),
    MakeField<F, &F::already_there>(FieldId::kAlreadyThere, "already-there", "whether the store holds it"),
});
constexpr auto kOperatorFields = std::to_array<Field<F>>({
    MakeField<F, &F::operator_restricted>(FieldId::kOperatorRestricted, "operator-restricted",
                                          "whether the operator restricted the device"),
});

constexpr auto kFields = Concat(kOperatorFields, LoadFields<F>("tool-signed-by"), kOwnFields);
constexpr auto kRules = Concat(kOperatorRules, kLoadRules<F>, kRootStoreRules);
using Table = ActionTable<F, kFields, kRules, Outcome::kInstalled>;

}  // namespace

constinit const Action kSpAddCertAction = Table::Make("spaddcert", MessageId::kSpaddcertInstalled);
Decision DecideSpAddCert(const SpAddCertFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const SpAddCertFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
