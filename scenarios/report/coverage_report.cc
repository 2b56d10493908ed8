#include "scenarios/report/coverage_report.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "policy_engine/actions.h"
#include "policy_engine/decisions.h"
#include "policy_engine/policy.h"
#include "scenarios/language/suggest.h"

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

constexpr std::string_view kCells = "cells";

// How much of a table was reached.
struct Share {
  std::size_t reached = 0;
  std::size_t total = 0;
};

Share CellShare(const Coverage& coverage) {
  Share share;
  for (const Action* action : Actions()) {
    share.reached += coverage.CellsReached(*action);
    share.total += Cells(*action);
  }
  return share;
}

std::vector<Tally> Tallies(const Coverage& coverage) {
  return {RuleTally(coverage), MessageTally(coverage), OutcomeTally(coverage), PolicyTally(coverage)};
}

}  // namespace

Result<std::vector<CoverageGoal>> ParseCoverageGoals(std::string_view text) {
  std::vector<std::string> tables{std::string(kCells)};
  for (const Tally& tally : Tallies(Coverage())) tables.push_back(tally.name);
  std::vector<CoverageGoal> goals;
  while (!text.empty()) {
    const std::string goal(text.substr(0, text.find(',')));
    text.remove_prefix(std::min(goal.size() + 1, text.size()));
    const std::size_t equals = std::min(goal.find('='), goal.size());
    const std::string table = goal.substr(0, equals);
    if (std::ranges::find(tables, table) == tables.end()) {
      const std::vector<std::string_view> words(tables.begin(), tables.end());
      return Error{"--min-coverage: " + UnknownWord("table", table, words)};
    }
    const char* first = goal.data() + std::min(equals + 1, goal.size());
    double percent = 0;
    const auto read = std::from_chars(first, goal.data() + goal.size(), percent);
    const bool is_percentage =
        read.ec == std::errc() && read.ptr == goal.data() + goal.size() && percent >= 0 && percent <= 100;
    if (!is_percentage) return Error{"--min-coverage wants a percentage such as " + table + "=90, not `" + goal + "`"};
    if (std::ranges::find(goals, table, &CoverageGoal::table) != goals.end()) {
      return Error{"--min-coverage: " + table + " stands there twice"};
    }
    goals.push_back({table, percent});
  }
  return goals;
}

std::string MissedGoalsText(const Coverage& coverage, const std::vector<CoverageGoal>& goals) {
  std::string text;
  const std::vector<Tally> tallies = Tallies(coverage);
  for (const CoverageGoal& goal : goals) {
    Share share = CellShare(coverage);
    const auto tally = std::ranges::find(tallies, goal.table, &Tally::name);
    if (tally != tallies.end()) share = {tally->total - tally->missing.size(), tally->total};
    const double percent = 100.0 * static_cast<double>(share.reached) / static_cast<double>(share.total);
    if (percent >= goal.percent) continue;
    std::ostringstream line;
    line << "coverage of " << goal.table << ": " << share.reached << " of " << share.total << " (" << percent
         << " %), below " << goal.percent << " %\n";
    text += line.str();
  }
  return text;
}

std::string CoverageText(const Coverage& coverage) {
  std::string text = "coverage:\n";
  for (const Tally& tally : Tallies(coverage)) {
    text += "  " + tally.name + ": " + std::to_string(tally.total - tally.missing.size()) + " of " +
            std::to_string(tally.total) + "\n";
    for (const std::string& missing : tally.missing) text += "    missing " + missing + "\n";
  }
  for (const Action* action : Actions()) {
    text += "  decisions of " + std::string(action->name) + ": " + std::to_string(coverage.DecisionsReached(*action)) +
            " of " + std::to_string(DistinctDecisions(*action).size()) + "\n";
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
  Json decisions = Json::object(), cells = Json::object();
  for (const Action* action : Actions()) {
    const std::string name(action->name);
    decisions[name] = {{"total", DistinctDecisions(*action).size()}, {"reached", coverage.DecisionsReached(*action)}};
    cells[name] = {{"total", Cells(*action)}, {"reached", coverage.CellsReached(*action)}};
  }
  json["decisions"] = std::move(decisions);
  json["cells"] = std::move(cells);
  return json;
}

}  // namespace wmsim
