#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = CertinstFacts;

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::tool_present>(FieldId::kToolPresent, "tool-present", "whether the device has Certinst"),
    MakeField<F, &F::needed_role>(FieldId::kNeededRole, "needed-role", "the role that the person needs"),
    MakeField<F, &F::grants_manager>(FieldId::kGrantsManager, "grants-manager", "whether the person counts as MANAGER",
                                     "Grant Manager (4119)"),
    MakeField<F, &F::format_taken>(FieldId::kFormatTaken, "format-taken", "whether this version takes such files"),
    MakeField<F, &F::opening>(FieldId::kOpening, "opening", "whether the file can be opened"),
    MakeField<F, &F::holds_none>(FieldId::kHoldsNone, "holds-none", "whether the file holds no certificate"),
    MakeField<F, &F::roots_only>(FieldId::kRootsOnly, "roots-only", "whether this version takes roots only"),
    MakeField<F, &F::kind>(FieldId::kCertificateKind, "certificate-kind", "what the certificate is"),
    MakeField<F, &F::answer>(FieldId::kAnswer, "answer", "the answer to the prompt"),
    MakeField<F, &F::already_there>(FieldId::kAlreadyThere, "already-there", "whether the store holds it"),
});

constexpr auto kRules = std::to_array<Rule<F>>({
    {{.id = "certinst-not-on-device",
      .outcome = Outcome::kNotAvailable,
      .message = MessageId::kCertinstNotOnDevice,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kToolPresent},
      .reason = "Certinst is built in on Pocket PC devices; this device does not have it"},
     [](const F& f) { return f.tool_present == YesNo::kNo; }},
    {{.id = "certinst-needs-manager",
      .outcome = Outcome::kRefused,
      .message = MessageId::kCertinstNoPermission,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kNeededRole, FieldId::kGrantsManager},
      .reason = "Certinst acts as the person (USER_AUTH, 16) and needs the MANAGER role: Grant Manager (4119) must "
                "name USER_AUTH"},
     [](const F& f) { return f.needed_role == NeededRole::kManager && f.grants_manager == YesNo::kNo; }},
    {{.id = "certinst-format",
      .outcome = Outcome::kRefused,
      .message = MessageId::kCertinstCannotRead,
      .source = "bb416252",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kFormatTaken},
      .reason = "this version of Certinst does not take files of this kind"},
     [](const F& f) { return f.format_taken == YesNo::kNo; }},
    {{.id = "certinst-root-only",
      .outcome = Outcome::kRefused,
      .message = MessageId::kCertinstRootOnly,
      .source = "jacco",
      .confidence = Confidence::kReported,
      .reads = {FieldId::kRootsOnly, FieldId::kCertificateKind},
      .reason = "this version of Certinst installs self-signed roots only"},
     [](const F& f) {
       const bool is_root = f.kind == CertificateKind::kRoot || f.kind == CertificateKind::kUnread;
       return f.roots_only == YesNo::kYes && !is_root;
     }},
    {{.id = "pfx-password-wrong",
      .outcome = Outcome::kWrongPassword,
      .message = MessageId::kPasswordWrong,
      .source = "bb416252",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kOpening},
      .reason = "the password does not open the file; where none is given, the empty one is tried"},
     [](const F& f) { return f.opening == Opening::kWrongPassword; }},
    {{.id = "pfx-cipher-unknown",
      .outcome = Outcome::kRefused,
      .message = MessageId::kCertinstCannotRead,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kOpening},
      .reason = "the file is encrypted with a cipher that is not known here"},
     [](const F& f) { return f.opening == Opening::kCipherUnknown; }},
    {{.id = "certificate-file-holds-none",
      .outcome = Outcome::kRefused,
      .message = MessageId::kFileHoldsNoCertificate,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kOpening, FieldId::kHoldsNone},
      .reason = "the file holds no certificate"},
     [](const F& f) { return f.opening == Opening::kOpen && f.holds_none == YesNo::kYes; }},
    {{.id = "certinst-declined",
      .outcome = Outcome::kDeclined,
      .message = MessageId::kNone,
      .source = "winzenz",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kAnswer},
      .reason = "the person did not say yes when asked whether to install the certificate",
      .prompt = MessageId::kCertinstConfirm},
     [](const F& f) { return f.answer != Answer::kYes; },
     [](const F&) { return true; }},
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

using Table = ActionTable<F, kFields, kRules, Outcome::kInstalled>;

}  // namespace

constinit const Action kCertinstAction = Table::Make("certinst", MessageId::kCertinstInstalled);
Decision DecideCertinst(const CertinstFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const CertinstFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
