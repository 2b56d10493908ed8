// What a run reached of the tables: rules, messages, outcomes, policies, and decisions and cells of each action.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "scenarios/runner/run.h"

namespace wmsim {

// Coverage collects over the cases of a run. A rule is reached where it was the headline of a step; a policy where a
// case gives, sets, changes or expects its value; a cell where a step was decided in it, and a decision where a step
// had the same rules in the way (decisions.h).
class Coverage {
 public:
  void Add(const CaseReport& report);

  bool HasRule(const Action& action, std::size_t rule) const { return rules_.contains({&action, rule}); }
  bool HasMessage(MessageId message) const { return messages_.contains(message); }
  bool HasOutcome(Outcome outcome) const { return outcomes_.contains(outcome); }
  bool HasPolicy(PolicyId policy) const { return policies_.contains(policy); }
  bool HasDecision(const Action& action, std::uint64_t rules) const { return decisions_.contains({&action, rules}); }
  std::size_t DecisionsReached(const Action& action) const;
  std::size_t CellsReached(const Action& action) const;

 private:
  void AddResult(const StepResult& result);
  void AddPolicies(const Entries& entries);
  void AddPolicyAt(std::string_view key, std::string_view name);

  std::set<std::pair<const Action*, std::size_t>> rules_;
  std::set<MessageId> messages_;
  std::set<Outcome> outcomes_;
  std::set<PolicyId> policies_;
  std::set<std::pair<const Action*, std::uint64_t>> decisions_;
  std::map<const Action*, std::set<Cell>> cells_;
};

}  // namespace wmsim
