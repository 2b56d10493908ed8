#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = RunAppFacts;

constexpr auto kFields = LoadFields<F>("signed-by");
constexpr auto kRules = kLoadRules<F>;
using Table = ActionTable<F, kFields, kRules, Outcome::kRun>;

}  // namespace

constinit const Action kRunAppAction = Table::Make("run-app", MessageId::kNone);
Decision DecideRunApp(const RunAppFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const RunAppFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
