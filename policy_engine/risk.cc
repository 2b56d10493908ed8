#include "policy_engine/risk.h"

#include <array>

#include "policy_engine/policy.h"

namespace wmsim {
namespace {

constexpr auto kRisks = std::to_array<RiskInfo>({
    {"unsigned-programs-can-run", "every other unsigned program can run too", "dd425351", Reach::kUnsignedPrograms,
     [](const RiskFacts& f) { return f.unsigned_apps == 1U; }},
    {"user-becomes-manager", "the authenticated user gains the rights of the system's administrator", "dd425351",
     Reach::kAdministrator,
     [](const RiskFacts& f) { return f.grant_manager && Intersects(RoleMask{*f.grant_manager}, role::kUserAuth); }},
});

}  // namespace

std::span<const RiskInfo> Risks() { return kRisks; }

std::vector<const RiskInfo*> AddedRisks(const RiskFacts& before, const RiskFacts& after) {
  std::vector<const RiskInfo*> added;
  for (const RiskInfo& row : kRisks) {
    if (row.present(after) && !row.present(before)) added.push_back(&row);
  }
  return added;
}

}  // namespace wmsim
