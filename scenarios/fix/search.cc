#include "scenarios/fix/search.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>

#include "scenarios/runner/perform.h"

namespace wmsim {
namespace {

using Chosen = std::vector<std::size_t>;

bool Holds(const Chosen& set, const Chosen& subset) { return std::ranges::includes(set, subset); }

// A configuration is put on whole: with a policy beside it, it would be another one.
bool Exclude(const Remedy& a, const Remedy& b) {
  const bool same_slot = !a.slot.empty() && a.slot == b.slot;
  const bool has_configuration = a.kind == RemedyKind::kConfiguration || b.kind == RemedyKind::kConfiguration;
  const bool has_policy = a.kind == RemedyKind::kPolicy || b.kind == RemedyKind::kPolicy;
  return same_slot || (has_configuration && has_policy);
}

bool IsFree(const std::vector<Remedy>& remedies, const Chosen& set, std::size_t next) {
  return std::ranges::none_of(
      set, [&](std::size_t taken) { return taken == next || Exclude(remedies[taken], remedies[next]); });
}

// What the step comes to after a set of remedies, and the roles of its request; nothing where it could not be tried.
struct Trial {
  StepResult result;
  RoleMask effective = role::kNone;

  // Whether the same was decided, on facts that are the same to the letter.
  bool IsLike(const Trial& other) const {
    const auto& mine = result.verdict;
    const auto& others = other.result.verdict;
    if (!mine || !others || mine->action != others->action) return false;
    return mine->cell == others->cell && mine->values == others->values && result.role_mask == other.result.role_mask &&
           effective == other.effective;
  }
};

std::optional<Trial> TryOut(const Problem& problem, const std::vector<Remedy>& remedies, const Chosen& chosen) {
  std::optional<Applied> applied = Apply(problem, remedies, chosen);
  if (!applied) return std::nullopt;
  const Result<Step> step = StepOf(applied->attempt);
  if (!step.ok()) return std::nullopt;
  Surroundings surroundings = problem.surroundings;
  Result<StepResult> result = Perform(applied->device, step.value(), surroundings);
  if (!result.ok()) return std::nullopt;
  Trial trial{std::move(result).value()};
  if (trial.result.role_mask) trial.effective = EffectiveRoles(applied->device, *trial.result.role_mask);
  return trial;
}

Reach ReachOf(const std::vector<Remedy>& remedies, const Chosen& chosen, const StepResult& result) {
  Reach reach = Reach::kNone;
  for (const std::size_t i : chosen) reach = std::max(reach, remedies[i].reach);
  for (const RiskInfo* risk : result.risks) reach = std::max(reach, risk->reach);
  return reach;
}

// A set that failed, and how.
struct Failed {
  Chosen set;
  Trial trial;
};

const RuleInfo* StoppedBy(const Trial& trial) {
  return trial.result.verdict ? Headline(*trial.result.verdict) : nullptr;
}

class Search {
 public:
  Search(const Problem& problem, const std::vector<Remedy>& remedies) : problem_(problem), remedies_(remedies) {}

  Fixes Run() {
    if (auto trial = TryOut(problem_, remedies_, {}); trial && StoppedBy(*trial) != nullptr) {
      failed_.push_back({{}, *std::move(trial)});
    }
    for (std::size_t size = 1; size <= kMostRemedies && !failed_.empty(); ++size) {
      const std::vector<Failed> smaller = std::move(failed_);
      failed_.clear();
      for (const Failed& failed : smaller) Extend(failed);
    }
    Minimize();
    const auto rank = [&](const Fix& fix) {
      const bool is_whole_configuration = remedies_[fix.remedies.front()].kind == RemedyKind::kConfiguration;
      return std::tuple(fix.reach, fix.remedies.size(), is_whole_configuration);
    };
    std::ranges::stable_sort(found_.list, {}, rank);
    return std::move(found_);
  }

 private:
  void Extend(const Failed& failed) {
    const FieldSet reads = StoppedBy(failed.trial)->reads;
    for (std::size_t next = 0; next < remedies_.size(); ++next) {
      const Remedy& remedy = remedies_[next];
      const bool may_help = remedy.touches_everything || remedy.touches.Intersects(reads);
      if (!may_help || !IsFree(remedies_, failed.set, next)) continue;
      Chosen set = failed.set;
      set.insert(std::ranges::upper_bound(set, next), next);
      const bool is_minimal =
          std::ranges::none_of(found_.list, [&](const Fix& fix) { return Holds(set, fix.remedies); });
      if (is_minimal && !expanded_.contains(set)) Try(set, failed.trial);
    }
  }

  const std::optional<Trial>& TrialOf(const Chosen& set) {
    const auto known = trials_.find(set);
    if (known != trials_.end()) return known->second;
    ++found_.tried;
    return trials_[set] = TryOut(problem_, remedies_, set);
  }

  bool Works(const Chosen& set) {
    const std::optional<Trial>& trial = TrialOf(set);
    return trial && ExitOf(trial->result.outcome) == ExitStatus::kYes;
  }

  Fix FixOf(const Chosen& set) { return {set, ReachOf(remedies_, set, TrialOf(set)->result), TrialOf(set)->result}; }

  // A set that comes to the same as the smaller one, to the letter, is no step on the way: of a fix that holds it, some
  // other remedy makes a difference first.
  void Try(const Chosen& set, const Trial& smaller) {
    if (Works(set)) {
      found_.list.push_back(FixOf(set));
      return;
    }
    const std::optional<Trial>& trial = TrialOf(set);
    if (!trial || StoppedBy(*trial) == nullptr || trial->IsLike(smaller)) return;
    expanded_.insert(set);
    failed_.push_back({set, *trial});
  }

  // The minimal sets within a fix: the fix itself, unless the search passed over some.
  std::vector<Chosen> MinimalWithin(const Chosen& set) {
    std::vector<Chosen> minimal;
    for (std::size_t size = 1; size <= set.size(); ++size) {
      for (unsigned bits = 1; bits < 1U << set.size(); ++bits) {
        if (static_cast<std::size_t>(std::popcount(bits)) != size) continue;
        Chosen subset;
        for (std::size_t i = 0; i < set.size(); ++i) {
          if (((bits >> i) & 1) != 0) subset.push_back(set[i]);
        }
        const bool holds_one = std::ranges::any_of(minimal, [&](const Chosen& one) { return Holds(subset, one); });
        if (!holds_one && Works(subset)) minimal.push_back(std::move(subset));
      }
    }
    return minimal;
  }

  void Minimize() {
    std::vector<Fix> minimal;
    for (const Fix& fix : found_.list) {
      for (const Chosen& set : MinimalWithin(fix.remedies)) {
        const bool is_there = std::ranges::find(minimal, set, &Fix::remedies) != minimal.end();
        if (!is_there) minimal.push_back(FixOf(set));
      }
    }
    found_.list = std::move(minimal);
  }

  const Problem& problem_;
  const std::vector<Remedy>& remedies_;
  std::vector<Failed> failed_;
  std::map<Chosen, std::optional<Trial>> trials_;
  std::set<Chosen> expanded_;
  Fixes found_;
};

// A DLL needs its program, which a restart ended: it is started again with the trust that it had.
Attempt StartAgain(const Problem& problem) {
  const std::string into = problem.attempt.Text("into");
  const auto running = problem.device.running.find(IdentityOf(into));
  const bool privileged = running != problem.device.running.end() && running->second == Trust::kPrivileged;
  const Signature signer = privileged ? Signature::kPrivileged : Signature::kUnprivileged;
  return MakeAttempt(VerbId::kRunApp, {{"name", TextNode(into)}, {"signed-by", ScalarNode(std::string(Word(signer)))}});
}

}  // namespace

std::optional<Applied> Apply(const Problem& problem, const std::vector<Remedy>& remedies, const Chosen& chosen) {
  Applied applied{problem.device, problem.attempt, {}};
  bool restarts = false;
  for (const std::size_t i : chosen) {
    const Remedy& remedy = remedies[i];
    applied.by_hand.insert(applied.by_hand.end(), remedy.by_hand.begin(), remedy.by_hand.end());
    if (remedy.change) remedy.change(applied.attempt);
    restarts = restarts || remedy.restarts;
  }
  if (restarts) {
    applied.by_hand.push_back(MakeAttempt(VerbId::kRestart, {}));
    if (applied.attempt.verb->id == VerbId::kLoadDll) applied.by_hand.push_back(StartAgain(problem));
  }
  Surroundings surroundings = problem.surroundings;
  for (const Attempt& attempt : applied.by_hand) {
    const Result<Step> step = StepOf(attempt);
    if (!step.ok()) return std::nullopt;
    const Result<StepResult> result = Perform(applied.device, step.value(), surroundings);
    if (!result.ok() || ExitOf(result.value().outcome) != ExitStatus::kYes) return std::nullopt;
  }
  return applied;
}

Fixes FindFixes(const Problem& problem, const std::vector<Remedy>& remedies) { return Search(problem, remedies).Run(); }

}  // namespace wmsim
