#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = ProvisionFacts;

constexpr auto kArrivalRules = std::to_array<Rule<F>>({
    {{.id = "rapiconfig-usage",
      .outcome = Outcome::kRefused,
      .message = MessageId::kRapiConfigFailed,
      .source = "t6",
      .confidence = Confidence::kShipped,
      .reads = {FieldId::kCommandLineGood},
      .reason = "RapiConfig takes /P and /M before the name of one file, and nothing else",
      .code = kInvalidArgument},
     [](const F& f) { return f.command_line_good == YesNo::kNo; }},
    {{.id = "rapi-closed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kRapiClosed,
      .source = "aa920482",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kOverRapi, FieldId::kRapi},
      .reason = "RAPI (4097) is 0: the device takes no document from a desktop"},
     [](const F& f) { return f.over_rapi == YesNo::kYes && f.rapi == RapiMode::kClosed; }},
    {{.id = "push-discarded",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kPushDiscarded},
      .reason = "a check of the push router discards the message before the document in it is read"},
     [](const F& f) { return f.push_discarded == YesNo::kYes; }},
});

constexpr auto kQueryRule = std::to_array<Rule<F>>({
    {{.id = "provisioning-query-over-push",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kQueryOverPush},
      .reason = "queries work only locally: over the air there is nobody to answer",
      .code = kBadXml},
     [](const F& f) { return f.query_over_push == YesNo::kYes; }},
});

constexpr auto kRules =
    Concat(kArrivalRules, kMalformedRule<F, MessageId::kNone>, kQueryRule, kFaultRules<F, MessageId::kNone>);

constexpr auto kArrivalFields = std::to_array<Field<F>>({
    MakeField<F, &F::command_line_good>(FieldId::kCommandLineGood, "command-line-good",
                                        "whether RapiConfig understands its command line"),
    MakeField<F, &F::over_rapi>(FieldId::kOverRapi, "over-rapi", "whether a desktop sends the document over RAPI"),
    MakeField<F, &F::rapi>(FieldId::kRapi, "rapi", "the RAPI policy (4097)", "RAPI (4097)"),
    MakeField<F, &F::push_discarded>(FieldId::kPushDiscarded, "push-discarded",
                                     "whether a check of the push router discards the message"),
    MakeField<F, &F::query_over_push>(FieldId::kQueryOverPush, "query-over-push",
                                      "whether a push message carries a query"),
});

constexpr auto kFields = Concat(kArrivalFields, DocumentFields<F>());

using Table = ActionTable<F, kFields, kRules, Outcome::kApplied>;

}  // namespace

constinit const Action kProvisionAction = Table::Make("provision", MessageId::kNone);
Decision DecideProvision(const ProvisionFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const ProvisionFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
