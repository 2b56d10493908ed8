#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = RegistryWriteFacts;

constexpr auto kWriterFields = std::to_array<Field<F>>({
    MakeField<F, &F::writer>(FieldId::kWriter, "via", "who writes"),
    MakeField<F, &F::tool_present>(FieldId::kToolPresent, "tool-present", "whether the device has the editor"),
});
constexpr auto kRegistryFields = std::to_array<Field<F>>({
    MakeField<F, &F::rapi>(FieldId::kRapi, "4097", "whether the desktop may call", "RAPI (4097)"),
    MakeField<F, &F::key_protected>(FieldId::kKeyProtected, "key-protected", "whether the key is protected"),
    MakeField<F, &F::as_wanted>(FieldId::kAsWanted, "as-wanted", "whether the registry is as wanted already"),
});

constexpr auto kEditorRules = std::to_array<Rule<F>>({
    {{.id = "editor-not-on-device",
      .outcome = Outcome::kNotAvailable,
      .message = MessageId::kEditorNotOnDevice,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kToolPresent},
      .reason = "this device has no registry editor of its own; one from elsewhere is an application like any other"},
     [](const F& f) { return f.writer == RegistryWriter::kBuiltInEditor && f.tool_present == YesNo::kNo; }},
});

constexpr auto kRegistryRules = std::to_array<Rule<F>>({
    {{.id = "rapi-closed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kRapiClosed,
      .source = "aa920482",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kRapi},
      .reason = "RAPI (4097) is 0: the device takes no call from a desktop"},
     [](const F& f) { return f.writer == RegistryWriter::kRapi && f.rapi == RapiMode::kClosed; }},
    {{.id = "registry-key-protected",
      .outcome = Outcome::kRefused,
      .message = MessageId::kRegistryAccessDenied,
      .source = "aa919335",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kChecked, FieldId::kSignedBy, FieldId::kPrivilegedApps, FieldId::kRapi,
                FieldId::kKeyProtected},
      .reason = "the key is protected: a program with normal trust, or RAPI in restricted mode (4097 = 2), may only "
                "read it",
      .code = 0x80070005},
     [](const F& f) {
       const bool normal_program = StartsProgram(f) && RunsWithNormalTrust(f);
       const bool restricted_rapi = f.writer == RegistryWriter::kRapi && IsRestricted(f.rapi);
       return f.key_protected == YesNo::kYes && (normal_program || restricted_rapi);
     }},
    {{.id = "already-as-wanted",
      .outcome = Outcome::kUnchanged,
      .message = MessageId::kNone,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kAsWanted},
      .reason = "the registry is as wanted already",
      .weight = Weight::kSettles},
     [](const F& f) { return f.as_wanted == YesNo::kYes; }},
});

constexpr auto kFields = Concat(kWriterFields, LoadFields<F>("signed-by"), kRegistryFields);
constexpr auto kRules = Concat(kEditorRules, kLoadRules<F>, kRegistryRules);
using Table = ActionTable<F, kFields, kRules, Outcome::kChanged>;

}  // namespace

constinit const Action kRegistryWriteAction = Table::Make("registry-write", MessageId::kNone);
Decision DecideRegistryWrite(const RegistryWriteFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const RegistryWriteFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
