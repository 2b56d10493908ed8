#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = PushMessageFacts;

constexpr auto kRules = std::to_array<Rule<F>>({
    {{.id = "push-discarded",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kPushKind, FieldId::kSlAccepted, FieldId::kSiAccepted},
      .reason = "the message has no role that Service Loading (4108) or Service Indication (4109) names"},
     [](const F& f) { return (f.kind == PushKind::kSl ? f.sl_accepted : f.si_accepted) == YesNo::kNo; }},
});

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::kind>(FieldId::kPushKind, "kind", "which service message it is"),
    MakeField<F, &F::sl_accepted>(FieldId::kSlAccepted, "sl-accepted", "whether 4108 names a role of the message",
                                  "Service Loading (4108)"),
    MakeField<F, &F::si_accepted>(FieldId::kSiAccepted, "si-accepted", "whether 4109 names a role of the message",
                                  "Service Indication (4109)"),
});

using Table = ActionTable<F, kFields, kRules, Outcome::kApplied>;

}  // namespace

constinit const Action kPushMessageAction = Table::Make("push-message", MessageId::kWebContentReceived);
Decision DecidePushMessage(const PushMessageFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const PushMessageFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
