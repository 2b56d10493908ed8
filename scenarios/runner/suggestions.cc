#include "scenarios/runner/suggestions.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "policy_engine/actions.h"
#include "policy_engine/decisions.h"

namespace wmsim {
namespace {

// A decision that the run lacks, what its file is called, and a scenario for it once one is found.
struct Missing {
  std::uint64_t rules;
  std::string name;
  std::optional<MadeScenario> scenario;
};

std::string_view HeadlineWord(const Action& action, std::uint64_t rules) {
  return rules == 0 ? Word(action.success) : action.rules[static_cast<std::size_t>(std::countr_zero(rules))].id;
}

std::vector<Missing> MissingOf(const Action& action, const Coverage& coverage) {
  std::vector<Missing> missing;
  std::map<std::string_view, int> counts;
  for (const std::uint64_t rules : DistinctDecisions(action)) {
    const std::string_view headline = HeadlineWord(action, rules);
    const int number = ++counts[headline];
    if (coverage.HasDecision(action, rules)) continue;
    const std::string name =
        std::string(action.name) + "-" + std::string(headline) + "-" + std::to_string(number) + ".yaml";
    missing.push_back({rules, name, std::nullopt});
  }
  return missing;
}

std::vector<std::string> EveryProfile() {
  std::vector<std::string> names;
  for (const Profile& profile : Profiles()) names.push_back(profile.name);
  return names;
}

// Finds a scenario for each, walking the cells of the action once. `found` is called for each that was found.
void Fill(const Action& action, Realizer& realizer, std::vector<Missing>& missing, const std::function<void()>& found) {
  std::map<std::uint64_t, Missing*> open;
  for (Missing& one : missing) open.emplace(one.rules, &one);
  realizer.VisitReach(action, [&](const Cell& cell) {
    const auto place = open.find(RulesInTheWay(action, action.decide(cell)));
    if (place == open.end()) return true;
    place->second->scenario = realizer.Realize(action, cell);
    if (!place->second->scenario) return true;
    open.erase(place);
    found();
    return !open.empty();
  });
}

}  // namespace

Suggestions Suggest(const Coverage& coverage, std::size_t limit, const std::function<void(std::size_t)>& progress) {
  const std::vector<std::string> devices = EveryProfile();
  Realizer realizer(devices);
  std::vector<Missing> all;
  for (const Action* action : Actions()) {
    std::vector<Missing> missing = MissingOf(*action, coverage);
    std::size_t found = 0;
    if (!missing.empty()) Fill(*action, realizer, missing, [&] { progress(all.size() + ++found); });
    std::ranges::move(missing, std::back_inserter(all));
  }
  std::ranges::stable_sort(all, {}, [](const Missing& one) { return std::popcount(one.rules); });
  Suggestions suggestions;
  for (Missing& one : all) {
    if (!one.scenario) {
      ++suggestions.not_shown;
    } else if (suggestions.list.size() == limit) {
      ++suggestions.more;
    } else {
      suggestions.list.push_back({std::move(one.name), *std::move(one.scenario)});
    }
  }
  return suggestions;
}

std::size_t MissingDecisions(const Coverage& coverage) {
  std::size_t missing = 0;
  for (const Action* action : Actions()) {
    missing += DistinctDecisions(*action).size() - coverage.DecisionsReached(*action);
  }
  return missing;
}

}  // namespace wmsim
