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

std::size_t SizeOf(const Cell& cell) {
  return static_cast<std::size_t>(std::ranges::count_if(cell, [](std::uint8_t word) { return word != 0; }));
}

// The cells to try for a scenario: the smallest that were found, at most kMostTried, and as many from everywhere, for
// where no scenario shows the smallest.
class Candidates {
 public:
  void Add(const Action& action, const Cell& cell) {
    auto& of_size = by_size_[SizeOf(cell)];
    if (of_size.size() < kMostTried) of_size.push_back({&action, cell});
    if (count_++ % step_ == 0) spread_.push_back({&action, cell});
    if (spread_.size() > kMostTried) Thin();
  }

  std::vector<Found> InOrder() const {
    std::vector<Found> all;
    for (const auto& cells : by_size_) all.insert(all.end(), cells.begin(), cells.end());
    if (all.size() > kMostTried) all.resize(kMostTried);
    std::vector<Found> spread = spread_;
    std::ranges::stable_sort(spread, {}, [](const Found& found) { return SizeOf(found.cell); });
    all.insert(all.end(), spread.begin(), spread.end());
    return all;
  }

 private:
  // Keeps every other cell, and from now on takes half as many.
  void Thin() {
    for (std::size_t i = 0; 2 * i < spread_.size(); ++i) spread_[i] = spread_[2 * i];
    spread_.resize((spread_.size() + 1) / 2);
    step_ *= 2;
  }

  std::array<std::vector<Found>, kMaxFields + 1> by_size_;
  std::vector<Found> spread_;
  std::uint64_t count_ = 0;
  std::uint64_t step_ = 1;
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
  Candidates smallest;
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
