#include "scenarios/runner/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "policy_engine/actions.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/runner/expectation_check.h"
#include "scenarios/runner/perform.h"

namespace wmsim {
namespace {

constexpr std::size_t kMostTried = 300;

Node* Find(Node& mapping, std::string_view key) {
  for (NodeEntry& entry : mapping.entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

void Drop(Node& mapping, std::string_view key) {
  std::erase_if(mapping.entries, [&](const NodeEntry& entry) { return entry.key.text == key; });
}

// What the two devices are to say themselves.
constexpr auto kOfDevices = std::to_array<std::string_view>({"policies", "operator-restricted", "configuration"});

// Puts `device` and `configuration` into a scenario, in place of what it says of the device.
Node OnDevice(Node root, const std::string& device, const std::string& configuration) {
  *Find(root, "device") = TextNode(device);
  Node given = MappingNode({});
  if (Node* there = Find(root, "given")) given = *there;
  for (const std::string_view key : kOfDevices) Drop(given, key);
  if (!configuration.empty())
    given.entries.insert(given.entries.begin(), {ScalarNode("configuration"), TextNode(configuration)});
  Drop(root, "given");
  if (given.entries.empty()) return root;
  const auto steps = std::ranges::find(root.entries, "steps", [](const NodeEntry& entry) { return entry.key.text; });
  root.entries.insert(steps, {ScalarNode("given"), std::move(given)});
  return root;
}

// What came of the last step, or nothing where the steps before it did not succeed.
std::optional<StepResult> Run(const Node& root, Surroundings& surroundings) {
  Diagnostics diagnostics("");
  const std::optional<Scenario> scenario = ParseScenario(YamlText(root), {}, diagnostics);
  if (!scenario) return std::nullopt;
  const Case& one = scenario->cases.front();
  Result<Device> device = SetUpDevice(one.device, one.given, surroundings);
  if (!device.ok()) return std::nullopt;
  Device on = std::move(device).value();
  for (const Step& step : one.steps) {
    Result<StepResult> result = Perform(on, step, surroundings);
    if (!result.ok()) return std::nullopt;
    if (&step == &one.steps.back()) return std::move(result).value();
    if (ExitOf(result.value().outcome) != ExitStatus::kYes) return std::nullopt;
  }
  return std::nullopt;
}

bool IsIn(const std::optional<StepResult>& result, const Action& action, const Cell& cell) {
  return result && result->verdict && result->verdict->action == &action && result->verdict->cell == cell;
}

std::string TitleOf(const DifferenceKind& kind) {
  const auto end = [&](std::size_t row) {
    const bool is_success = row == kind.action->rules.size();
    return std::string(is_success ? Word(kind.action->success) : kind.action->rules[row].id);
  };
  return std::string(kind.action->name) + ": " + end(kind.row_a) + ", or " + end(kind.row_b);
}

// The variable by which the two devices differ, with its values.
struct Variable {
  std::string name;
  std::string a;
  std::string b;
};

Variable VariableOf(const NamedDevice& a, const NamedDevice& b) {
  if (a.device != b.device) return {"device", a.device, b.device};
  return {"configuration", a.configuration, b.configuration};
}

Node ExpectBoth(const Variable& variable, const StepResult& a, const StepResult& b) {
  Node on_a = ExpectationOf(a, Extent::kShort);
  on_a.entries.insert(on_a.entries.begin(), {ScalarNode("when"), MappingNode({{variable.name, TextNode(variable.a)}})});
  return ListNode({std::move(on_a), ExpectationOf(b, Extent::kShort)});
}

// Tries to show a pair of cells by what shows one of them on a device like the first or the second.
class ExampleMaker {
 public:
  ExampleMaker(const DifferenceKind& kind, const NamedDevice& a, const NamedDevice& b) : kind_(kind), a_(a), b_(b) {}

  std::optional<MadeScenario> Make(const CellPair& cells) {
    auto example = From(cells, cells.a, a_.profile);
    return example ? std::move(example) : From(cells, cells.b, b_.profile);
  }

 private:
  std::optional<MadeScenario> From(const CellPair& cells, const Cell& cell, const std::string& profile) {
    const std::array<std::string, 1> devices{profile};
    std::optional<MadeScenario> made = Realize(*kind_.action, cell, devices);
    if (!made) return std::nullopt;
    Node& last = Find(made->root, "steps")->items.back();
    Drop(last, "expect");
    Surroundings surroundings{caches_, {".", std::nullopt, {}, std::make_shared<const MadeFiles>(made->files)}};
    const auto on_a = Run(OnDevice(made->root, a_.device, a_.configuration), surroundings);
    const auto on_b = Run(OnDevice(made->root, b_.device, b_.configuration), surroundings);
    if (!IsIn(on_a, *kind_.action, cells.a) || !IsIn(on_b, *kind_.action, cells.b)) return std::nullopt;

    const Variable variable = VariableOf(a_, b_);
    last.entries.push_back({ScalarNode("expect"), ExpectBoth(variable, *on_a, *on_b)});
    const bool by_device = variable.name == "device";
    Node root = OnDevice(made->root, by_device ? "${device}" : a_.device, by_device ? "" : "${configuration}");
    *Find(root, "scenario") = TextNode(TitleOf(kind_));
    const auto device =
        std::ranges::find(root.entries, "device", [](const NodeEntry& entry) { return entry.key.text; });
    root.entries.insert(
        device,
        {ScalarNode("matrix"), MappingNode({{variable.name, ListNode({TextNode(variable.a), TextNode(variable.b)})}})});
    Diagnostics diagnostics("");
    if (!ParseScenario(YamlText(root), {}, diagnostics)) return std::nullopt;
    return MadeScenario{std::move(root), std::move(made->files)};
  }

  const DifferenceKind& kind_;
  const NamedDevice& a_;
  const NamedDevice& b_;
  RunCaches caches_;
};

}  // namespace

std::uint64_t ActionComparison::Differing() const {
  return std::accumulate(kinds.begin(), kinds.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const DifferenceKind& kind) { return sum + kind.cells; });
}

std::vector<ActionComparison> CompareActions(const Device& a, const Device& b) {
  std::vector<ActionComparison> all;
  for (const Action* action : Actions()) {
    std::map<std::pair<std::size_t, std::size_t>, DifferenceKind> kinds;
    const std::uint64_t cells = ForEachCellPair(*action, a, b, [&](const CellPair& pair) {
      const Decision on_a = action->decide(pair.a), on_b = action->decide(pair.b);
      if (on_a.outcome == on_b.outcome) return;
      const std::pair<std::size_t, std::size_t> rows{on_a.headline, on_b.headline};
      DifferenceKind& kind =
          kinds.try_emplace(rows, DifferenceKind{action, rows.first, rows.second, 0, {}}).first->second;
      if (kind.first.size() < kMostTried) kind.first.push_back(pair);
      ++kind.cells;
    });
    ActionComparison comparison{action, cells, {}};
    for (auto& [rows, kind] : kinds) comparison.kinds.push_back(std::move(kind));
    all.push_back(std::move(comparison));
  }
  return all;
}

std::optional<MadeScenario> ExampleOf(const DifferenceKind& kind, const NamedDevice& a, const NamedDevice& b) {
  ExampleMaker maker(kind, a, b);
  for (const CellPair& cells : kind.first) {
    if (auto example = maker.Make(cells)) return example;
  }
  return std::nullopt;
}

}  // namespace wmsim
