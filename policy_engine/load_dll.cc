#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = LoadDllFacts;

constexpr auto kProcessRules = std::to_array<Rule<F>>({
    {{.id = "dll-trust-too-low",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kNone,
      .source = "blog101",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kSignedBy, FieldId::kPrivilegedApps, FieldId::kProcessTrust},
      .reason = "a privileged process does not load a DLL that has normal trust"},
     [](const F& f) { return f.process_trust == Trust::kPrivileged && RunsWithNormalTrust(f); }},
});

constexpr auto kProcessFields = std::to_array<Field<F>>({
    MakeField<F, &F::process_trust>(FieldId::kProcessTrust, "process-trust", "the trust of the program that loads it"),
});
constexpr auto kFields = Concat(LoadFields<F>("signed-by"), kProcessFields);
constexpr auto kRules = Concat(kLoadRules<F>, kProcessRules);

using Table = ActionTable<F, kFields, kRules, Outcome::kRun>;

}  // namespace

constinit const Action kLoadDllAction = Table::Make("load-dll", MessageId::kNone);
Decision DecideLoadDll(const LoadDllFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const LoadDllFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
