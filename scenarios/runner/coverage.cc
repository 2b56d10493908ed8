#include "scenarios/runner/coverage.h"

#include <algorithm>

#include "policy_engine/decisions.h"
#include "policy_engine/number.h"

namespace wmsim {

void Coverage::Add(const CaseReport& report) {
  const bool ran = std::ranges::any_of(report.steps, [](const StepReport& step) { return step.result.has_value(); });
  if (report.scenario_case == nullptr || !ran) return;
  AddPolicies(report.scenario_case->given);
  for (const StepReport& step : report.steps) {
    if (step.result) AddResult(*step.result);
    if (!step.result) continue;
    AddPolicies(step.step->arguments);
    AddPolicyAt(step.step->arguments.Text("key"), step.step->arguments.Text("name"));
  }
}

std::size_t Coverage::DecisionsReached(const Action& action) const {
  const auto is_of = [&](const auto& decision) { return decision.first == &action; };
  return static_cast<std::size_t>(std::ranges::count_if(decisions_, is_of));
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
  decisions_.insert({verdict.action, RulesInTheWay(*verdict.action, verdict.decision)});
  if (verdict.decision.headline < verdict.action->rules.size()) {
    rules_.insert({verdict.action, verdict.decision.headline});
  }
}

void Coverage::AddPolicyAt(std::string_view key, std::string_view name) {
  if (const auto id = PolicyAt(key, name)) policies_.insert(*id);
}

void Coverage::AddPolicies(const Entries& entries) {
  for (const Entry& entry : entries) {
    if (const auto* settings = std::get_if<std::vector<WantedPolicy>>(&entry.value)) {
      for (const PolicySetting& setting : *settings) policies_.insert(setting.id);
    }
    if (const auto* settings = std::get_if<std::vector<RegistrySetting>>(&entry.value)) {
      for (const RegistrySetting& setting : *settings) AddPolicyAt(setting.key, setting.name.value_or(""));
    }
  }
}

}  // namespace wmsim
