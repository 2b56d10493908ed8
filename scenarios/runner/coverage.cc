#include "scenarios/runner/coverage.h"

namespace wmsim {

void Coverage::Add(const CaseReport& report) {
  if (report.scenario_case == nullptr) return;
  AddPolicies(report.scenario_case->given);
  for (const StepReport& step : report.steps) {
    if (step.result) AddResult(*step.result);
    if (step.result) AddPolicies(step.step->arguments);
  }
}

std::size_t Coverage::CellsReached(const Action& action) const {
  const auto cells = cells_.find(&action);
  return cells != cells_.end() ? cells->second.size() : 0;
}

void Coverage::AddResult(const StepResult& result) {
  outcomes_.insert(result.outcome);
  if (result.message) messages_.insert(result.message->id);
  for (const ShownPrompt& prompt : result.prompts) messages_.insert(prompt.id);
  if (!result.verdict) return;
  const Verdict& verdict = *result.verdict;
  cells_[verdict.action].insert(verdict.cell);
  if (verdict.decision.headline < verdict.action->rules.size()) {
    rules_.insert({verdict.action, verdict.decision.headline});
  }
}

void Coverage::AddPolicies(const Entries& entries) {
  for (const Entry& entry : entries) {
    const auto* settings = std::get_if<std::vector<PolicySetting>>(&entry.value);
    if (settings == nullptr) continue;
    for (const PolicySetting& setting : *settings) policies_.insert(setting.id);
  }
}

}  // namespace wmsim
