#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = RapiCallFacts;

constexpr bool IsSigned(const F& f) {
  return f.signed_by == Signature::kUnprivileged || f.signed_by == Signature::kPrivileged ||
         f.signed_by == Signature::kOperator;
}

constexpr auto kRules = std::to_array<Rule<F>>({
    {{.id = "rapi-closed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kRapiClosed,
      .source = "aa920482",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kRapi},
      .reason = "RAPI (4097) is 0: the device takes no call"},
     [](const F& f) { return f.rapi == RapiMode::kClosed; }},
    {{.id = "rapi-resource-protected",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "aa920482",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kRapi, FieldId::kRapiCall, FieldId::kTargetProtected},
      .reason = "in restricted mode (4097 = 2) protected keys and the files of the system are read-only to a desktop",
      .code = 0x80070005},
     [](const F& f) {
       return IsRestricted(f.rapi) && f.what != RapiCallKind::kInvoke && f.target_protected == YesNo::kYes;
     }},
    {{.id = "rapi-dll-not-allowed",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "aa920482",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kRapi, FieldId::kRapiCall, FieldId::kSignedBy, FieldId::kListed},
      .reason = "in restricted mode (4097 = 2) a desktop invokes only DLLs that are signed or listed in the metabase",
      .code = 0x80070005},
     [](const F& f) {
       const bool is_invoke = f.what == RapiCallKind::kInvoke;
       return IsRestricted(f.rapi) && is_invoke && !IsSigned(f) && f.listed == YesNo::kNo;
     }},
});

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::rapi>(FieldId::kRapi, "4097", "whether the desktop may call", "RAPI (4097)"),
    MakeField<F, &F::what>(FieldId::kRapiCall, "what", "what the desktop asks for"),
    MakeField<F, &F::target_protected>(FieldId::kTargetProtected, "protected", "whether the target is protected"),
    MakeField<F, &F::signed_by>(FieldId::kSignedBy, "signed-by", "who signed the DLL to invoke"),
    MakeField<F, &F::listed>(FieldId::kListed, "listed", "whether the metabase lists the DLL"),
});

using Table = ActionTable<F, kFields, kRules, Outcome::kRun>;

}  // namespace

constinit const Action kRapiCallAction = Table::Make("rapi-call", MessageId::kNone);
Decision DecideRapiCall(const RapiCallFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const RapiCallFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
