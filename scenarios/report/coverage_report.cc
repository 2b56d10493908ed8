#include "scenarios/report/coverage_report.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "policy_engine/actions.h"
#include "policy_engine/policy.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// One table of wmsim: how many rows it has, and those that the run did not reach.
struct Tally {
  std::string name;
  std::size_t total = 0;
  std::vector<std::string> missing;
};

Tally RuleTally(const Coverage& coverage) {
  Tally tally{"rules", 0, {}};
  for (const Action* action : Actions()) {
    for (std::size_t i = 0; i < action->rules.size(); ++i) {
      ++tally.total;
      if (coverage.HasRule(*action, i)) continue;
      tally.missing.push_back(std::string(action->name) + ": " + std::string(action->rules[i].id));
    }
  }
  return tally;
}

Tally MessageTally(const Coverage& coverage) {
  Tally tally{"messages", 0, {}};
  for (const MessageInfo& message : Messages()) {
    if (message.id == MessageId::kNone) continue;
    ++tally.total;
    if (!coverage.HasMessage(message.id)) tally.missing.emplace_back(Word(message.id));
  }
  return tally;
}

Tally OutcomeTally(const Coverage& coverage) {
  Tally tally{"outcomes", 0, {}};
  for (const OutcomeInfo& outcome : Outcomes()) {
    ++tally.total;
    if (!coverage.HasOutcome(outcome.outcome)) tally.missing.emplace_back(Word(outcome.outcome));
  }
  return tally;
}

Tally PolicyTally(const Coverage& coverage) {
  Tally tally{"policies", 0, {}};
  for (const PolicyInfo& policy : Policies()) {
    ++tally.total;
    if (coverage.HasPolicy(policy.id)) continue;
    tally.missing.push_back(std::to_string(static_cast<std::uint32_t>(policy.id)) + " " + std::string(policy.name));
  }
  return tally;
}

std::vector<Tally> Tallies(const Coverage& coverage) {
  return {RuleTally(coverage), MessageTally(coverage), OutcomeTally(coverage), PolicyTally(coverage)};
}

}  // namespace

std::string CoverageText(const Coverage& coverage) {
  std::string text = "coverage:\n";
  for (const Tally& tally : Tallies(coverage)) {
    text += "  " + tally.name + ": " + std::to_string(tally.total - tally.missing.size()) + " of " +
            std::to_string(tally.total) + "\n";
    for (const std::string& missing : tally.missing) text += "    missing " + missing + "\n";
  }
  for (const Action* action : Actions()) {
    text += "  cells of " + std::string(action->name) + ": " + std::to_string(coverage.CellsReached(*action)) + " of " +
            std::to_string(Cells(*action)) + "\n";
  }
  return text;
}

Json CoverageJson(const Coverage& coverage) {
  Json json = Json::object();
  for (const Tally& tally : Tallies(coverage)) {
    json[tally.name] = {
        {"total", tally.total}, {"reached", tally.total - tally.missing.size()}, {"missing", tally.missing}};
  }
  Json cells = Json::object();
  for (const Action* action : Actions()) {
    cells[std::string(action->name)] = {{"total", Cells(*action)}, {"reached", coverage.CellsReached(*action)}};
  }
  json["cells"] = std::move(cells);
  return json;
}

}  // namespace wmsim
