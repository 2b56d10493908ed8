#include "scenarios/runner/realize.h"

#include <algorithm>
#include <memory>

#include "policy_engine/actions.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/runner/expectation_check.h"
#include "scenarios/runner/levers.h"
#include "scenarios/runner/perform.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

struct SketchRow {
  const Action* action;
  Sketch sketch;
};
constexpr auto kSketches = std::to_array<SketchRow>({
    {&kSpAddCertAction, SketchSpAddCert},
    {&kCertinstAction, SketchCertinst},
    {&kRegistryWriteAction, SketchRegistryWrite},
    {&kRunAppAction, SketchRunApp},
    {&kLoadDllAction, SketchLoadDll},
    {&kInstallCabAction, SketchInstallCab},
    {&kRapiCallAction, SketchRapiCall},
    {&kPushMessageAction, SketchPushMessage},
    {&kProvisionAction, SketchProvision},
    {&kSignInAction, SketchSignIn},
});

std::string TitleOf(const Draft& draft, const StepResult& result) {
  std::string title = draft.verb() + " on " + draft.device().name + ": ";
  const RuleInfo* headline = Headline(*result.verdict);
  title += headline != nullptr ? headline->id : Word(result.outcome);
  const char* separator = ", and still ";
  for (const RuleInfo* blocker : Blockers(*result.verdict)) {
    title += separator + std::string(blocker->id);
    separator = ", ";
  }
  return title;
}

// The one case of a scenario, read from its text as from a file.
std::optional<Case> CaseOf(const Node& root) {
  Diagnostics diagnostics("");
  std::optional<Scenario> scenario = ParseScenario(YamlText(root), {}, diagnostics);
  return scenario ? std::optional(std::move(scenario->cases.front())) : std::nullopt;
}

// Does every step; returns what came of the last, or nothing where it did not come so far.
std::optional<StepResult> Run(const Case& made, Surroundings& surroundings) {
  Result<Device> booted = SetUpDevice(made.device, made.given, surroundings);
  if (!booted.ok()) return std::nullopt;
  Device device = std::move(booted).value();
  for (const Step& step : made.steps) {
    Result<StepResult> result = Perform(device, step, surroundings);
    if (!result.ok()) return std::nullopt;
    if (&step == &made.steps.back()) return std::move(result).value();
    if (ExitOf(result.value().outcome) != ExitStatus::kYes) return std::nullopt;
  }
  return std::nullopt;
}

// Whether each class of a cell is among those of `reach`, a row of bits for each fact.
template <class Reach>
bool IsIn(const Reach& reach, const Action& action, const Cell& cell) {
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    if (((reach[i] >> cell[i]) & 1) == 0) return false;
  }
  return true;
}

}  // namespace

std::optional<MadeScenario> Realize(const Action& action, const Cell& cell, std::span<const std::string> devices) {
  return Realizer(devices).Realize(action, cell);
}

Realizer::Realizer(std::span<const std::string> devices) {
  for (const std::string& name : devices) {
    if (const Profile* profile = FindProfile(name)) devices_.push_back(profile);
  }
}

const std::vector<Realizer::Reach>& Realizer::ReachOf(const Action& action) {
  const auto [place, is_new] = reach_.try_emplace(&action);
  if (!is_new) return place->second;
  for (const Profile* device : devices_) {
    Reach& reach = place->second.emplace_back();
    for (std::size_t i = 0; i < action.fields.size(); ++i) {
      for (std::size_t word = 0; word < action.fields[i].classes.size(); ++word) {
        Cell cell{};
        cell[i] = static_cast<std::uint8_t>(word);
        Draft draft(*device, action, cell);
        if (PullLever(draft, action.fields[i].id)) reach[i] |= static_cast<std::uint8_t>(1U << word);
      }
    }
  }
  return place->second;
}

void Realizer::VisitReach(const Action& action, const std::function<bool(const Cell&)>& visit) {
  const std::vector<Reach>& of_devices = ReachOf(action);
  std::array<std::vector<std::uint8_t>, kMaxFields> classes;
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    for (std::size_t word = 0; word < action.fields[i].classes.size(); ++word) {
      const auto shows = [&](const Reach& reach) { return ((reach[i] >> word) & 1) != 0; };
      if (std::ranges::any_of(of_devices, shows)) classes[i].push_back(static_cast<std::uint8_t>(word));
    }
    if (classes[i].empty()) return;
  }
  std::array<std::size_t, kMaxFields> at{};
  Cell cell{};
  const auto set = [&](std::size_t i, std::size_t place) { cell[i] = classes[i][at[i] = place]; };
  for (std::size_t i = 0; i < action.fields.size(); ++i) set(i, 0);
  while (visit(cell)) {
    std::size_t i = action.fields.size();
    while (i > 0 && at[i - 1] + 1 == classes[i - 1].size()) set(--i, 0);
    if (i == 0) return;
    set(i - 1, at[i - 1] + 1);
  }
}

std::optional<MadeScenario> Realizer::Realize(const Action& action, const Cell& cell) {
  const std::vector<Reach>& reach = ReachOf(action);
  const Sketch sketch = std::ranges::find(kSketches, &action, &SketchRow::action)->sketch;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    if (!IsIn(reach[i], action, cell)) continue;
    for (Draft& draft : sketch(Draft(*devices_[i], action, cell))) {
      if (!PullLevers(draft)) break;
      if (auto made = Try(draft, cell)) return made;
    }
  }
  return std::nullopt;
}

std::optional<MadeScenario> Realizer::Try(const Draft& draft, const Cell& cell) {
  const std::optional<Case> tried = CaseOf(draft.Scenario(draft.verb()));
  if (!tried) return std::nullopt;
  Surroundings surroundings{caches_, {".", std::nullopt, {}, std::make_shared<const MadeFiles>(draft.files())}};
  const std::optional<StepResult> result = Run(*tried, surroundings);
  const bool is_there =
      result && result->verdict && result->verdict->action == &draft.action() && result->verdict->cell == cell;
  if (!is_there) return std::nullopt;

  Draft answered = draft;
  if (!result->prompts.empty() && draft.answer().empty()) answered.Answer(Word(Answer::kYes));
  Node root = answered.Scenario(TitleOf(draft, *result));
  root.entries.back().value.items.back().entries.push_back(
      {ScalarNode("expect"), ExpectationOf(*result, Extent::kShort)});
  const std::optional<Case> whole = CaseOf(root);
  if (!whole) return std::nullopt;
  const auto failures = ExpectationFailures(whole->steps.back(), *result, surroundings);
  if (!failures.ok() || !failures.value().empty()) return std::nullopt;
  return MadeScenario{std::move(root), draft.files()};
}

}  // namespace wmsim
