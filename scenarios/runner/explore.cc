#include "scenarios/runner/explore.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "policy_engine/profile.h"

namespace wmsim {
namespace {

constexpr std::size_t kMostTried = 1000;

struct Found {
  const Action* action;
  Cell cell;
};

// The smallest cells that were found, at most kMostTried of each size.
class Smallest {
 public:
  void Add(const Action& action, const Cell& cell) {
    const auto size =
        static_cast<std::size_t>(std::ranges::count_if(cell, [](std::uint8_t word) { return word != 0; }));
    if (by_size_[size].size() < kMostTried) by_size_[size].push_back({&action, cell});
  }

  std::vector<Found> InOrder() const {
    std::vector<Found> all;
    for (const auto& cells : by_size_) all.insert(all.end(), cells.begin(), cells.end());
    if (all.size() > kMostTried) all.resize(kMostTried);
    return all;
  }

 private:
  std::array<std::vector<Found>, kMaxFields + 1> by_size_;
};

std::vector<std::string> DeviceNames() {
  std::vector<std::string> names;
  for (const Profile& profile : Profiles()) names.push_back(profile.name);
  return names;
}

Counterexample Shown(const Found& found, std::optional<MadeScenario> scenario) {
  return {{found.action, found.cell, found.action->decide(found.cell), {}}, std::move(scenario)};
}

std::optional<Counterexample> FirstShown(const std::vector<Found>& cells) {
  if (cells.empty()) return std::nullopt;
  const std::vector<std::string> devices = DeviceNames();
  Realizer realizer(devices);
  for (const Found& found : cells) {
    if (auto scenario = realizer.Realize(*found.action, found.cell)) return Shown(found, std::move(scenario));
  }
  return Shown(cells.front(), std::nullopt);
}

template <class Number>
std::uint64_t Sum(const std::vector<Proof::Looked>& actions, Number number) {
  return std::accumulate(actions.begin(), actions.end(), std::uint64_t{0},
                         [&](std::uint64_t sum, const Proof::Looked& looked) { return sum + looked.*number; });
}

}  // namespace

std::uint64_t Proof::Cells() const { return Sum(actions, &Looked::cells); }
std::uint64_t Proof::Found() const { return Sum(actions, &Looked::found); }

Tally TallyOf(const Pattern& pattern) {
  const Action& action = *pattern.region.action;
  const std::size_t rules = action.rules.size();
  Tally tally{&action, 0, std::vector<std::uint64_t>(rules + 1), std::vector<std::uint64_t>(rules),
              std::vector<std::uint64_t>(rules)};
  ForEachCell(pattern, [&](const Cell& cell, const Decision& decision) {
    ++tally.cells;
    ++tally.decided[decision.headline];
    const RuleSet prompts = PromptsOf(action, cell, decision);
    for (std::size_t row = 0; row < rules; ++row) {
      tally.stopped[row] += (decision.fired >> row) & 1;
      tally.asked[row] += (prompts >> row) & 1;
    }
  });
  return tally;
}

Proof Prove(std::span<const Question> questions) {
  Proof proof;
  Smallest smallest;
  for (const Question& question : questions) {
    Proof::Looked looked{question.action, Cells(question.space), 0};
    ForEachCell(question.asked, [&](const Cell& cell, const Decision&) {
      ++looked.found;
      smallest.Add(*question.action, cell);
    });
    proof.actions.push_back(looked);
  }
  proof.counterexample = FirstShown(smallest.InOrder());
  return proof;
}

}  // namespace wmsim
