#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = ProvisionFacts;

constexpr std::uint32_t kAccessDenied = 0x80070005;     // E_ACCESSDENIED
constexpr std::uint32_t kInvalidArgument = 0x80070057;  // E_INVALIDARG
constexpr std::uint32_t kEntryNotFound = 0x80042004;    // CONFIG_E_ENTRYNOTFOUND
constexpr std::uint32_t kBadXml = 0x80042009;           // CONFIG_E_BAD_XML

constexpr auto kRules = std::to_array<Rule<F>>({
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
    {{.id = "provisioning-malformed",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ms890032",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kDocumentTaken},
      .reason = "the device takes UTF-8 without a byte-order mark, and the elements of provisioning documents alone",
      .code = kBadXml},
     [](const F& f) { return f.document_taken == YesNo::kNo; }},
    {{.id = "provisioning-query-over-push",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kQueryOverPush},
      .reason = "queries work only locally: over the air there is nobody to answer",
      .code = kBadXml},
     [](const F& f) { return f.query_over_push == YesNo::kYes; }},
    {{.id = "provisioning-role-too-low",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "ak",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kDocumentFault},
      .reason = "the request has no role that may touch the setting; the whole document is rolled back",
      .code = kAccessDenied},
     [](const F& f) { return f.fault == DocumentFault::kRoleTooLow; }},
    {{.id = "provisioning-provider-unknown",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kDocumentFault},
      .reason = "no configuration service provider of the device has this name; the whole document is rolled back",
      .code = kEntryNotFound},
     [](const F& f) { return f.fault == DocumentFault::kProviderUnknown; }},
    {{.id = "provisioning-value-invalid",
      .outcome = Outcome::kRefused,
      .message = MessageId::kNone,
      .source = "bb737304",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kDocumentFault},
      .reason = "a provider does not take a value or an element; the whole document is rolled back",
      .code = kInvalidArgument},
     [](const F& f) { return f.fault == DocumentFault::kValueInvalid; }},
});

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::command_line_good>(FieldId::kCommandLineGood, "command-line-good",
                                        "whether RapiConfig understands its command line"),
    MakeField<F, &F::over_rapi>(FieldId::kOverRapi, "over-rapi", "whether a desktop sends the document over RAPI"),
    MakeField<F, &F::rapi>(FieldId::kRapi, "rapi", "the RAPI policy (4097)", "RAPI (4097)"),
    MakeField<F, &F::push_discarded>(FieldId::kPushDiscarded, "push-discarded",
                                     "whether a check of the push router discards the message"),
    MakeField<F, &F::document_taken>(FieldId::kDocumentTaken, "document-taken",
                                     "whether the device takes the document's encoding and elements"),
    MakeField<F, &F::query_over_push>(FieldId::kQueryOverPush, "query-over-push",
                                      "whether a push message carries a query"),
    MakeField<F, &F::fault>(FieldId::kDocumentFault, "document-fault",
                            "what the first element that fails is refused for"),
});

using Table = ActionTable<F, kFields, kRules, Outcome::kApplied>;

}  // namespace

constinit const Action kProvisionAction = Table::Make("provision", MessageId::kNone);
Decision DecideProvision(const ProvisionFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const ProvisionFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
