#include "scenarios/language/scenario.h"

#include <algorithm>
#include <set>

#include "policy_engine/number.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

std::vector<std::string> TextsOf(const Entries& entries, std::string_view key) {
  const auto* texts = entries.Get<std::vector<std::string>>(key);
  return texts != nullptr ? *texts : std::vector<std::string>();
}

Position PlaceOf(const Entries& entries, std::string_view key) {
  const Entry* entry = entries.Find(key);
  return entry != nullptr ? entry->at : Position{};
}

// Nothing but blanks and comments: enough for a suite.yaml that only marks the suite's folder.
bool IsBlank(std::string_view text) {
  bool comment = false;
  for (const char c : text) {
    comment = c != '\n' && (comment || c == '#');
    if (!comment && c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
  }
  return true;
}

// Combinations times nodes: what one file may cost to read.
constexpr std::size_t kMaxWork = 2'000'000;

std::size_t CountNodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += CountNodes(item);
  for (const NodeEntry& entry : node.entries) count += 1 + CountNodes(entry.value);
  return count;
}

Marks MarksOf(const Entries& entries) {
  Marks marks;
  if (entries.Has("xfail")) marks.xfail = entries.Text("xfail");
  if (entries.Has("skip")) marks.skip = entries.Text("skip");
  marks.only_on = TextsOf(entries, "only-on");
  return marks;
}

// Reads one file for one combination after the other.
class ScenarioReader {
 public:
  explicit ScenarioReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::optional<Scenario> Read(const Node& root, const SuiteSettings& suite) {
    const Node* matrix = root.Find("matrix");
    const std::vector<Combination> combinations = DecodeMatrix(matrix, diagnostics_);
    if (!diagnostics_.empty()) return std::nullopt;
    if (combinations.size() * CountNodes(root) > kMaxWork) {
      diagnostics_.Add(matrix->at, "the matrix has too many combinations for a file of this size");
      return std::nullopt;
    }
    Scenario scenario;
    for (const Combination& combination : combinations) {
      Node substituted = root;
      for (NodeEntry& entry : substituted.entries) {
        if (entry.key.text == "matrix" || entry.key.text == "scenario") continue;
        entry.value = Substitute(entry.value, combination, used_, diagnostics_);
      }
      ReadCase(substituted, combination, suite, scenario);
    }
    CheckMatrixIsUsed(matrix);
    for (const Position unreached : alternatives_) {
      if (!reached_.contains(unreached)) diagnostics_.Add(unreached, "no combination of the matrix reaches this");
    }
    return diagnostics_.empty() ? std::optional(std::move(scenario)) : std::nullopt;
  }

 private:
  void ReadCase(const Node& root, const Combination& combination, const SuiteSettings& suite, Scenario& scenario) {
    const Entries entries = DecodeMapping(root, ScenarioKeys(), diagnostics_);
    scenario.name = entries.Text("scenario");
    scenario.at = root.at;
    scenario.sources = TextsOf(entries, "source");
    scenario.tags = TextsOf(entries, "tags");
    scenario.tags.insert(scenario.tags.end(), suite.tags.begin(), suite.tags.end());

    Case one{
        scenario.name + CombinationText(combination), combination, entries.Text("device"), {}, {}, MarksOf(entries)};
    one.device_at = PlaceOf(entries, "device");
    if (!entries.Has("device")) one.device = suite.device;
    if (one.device.empty() && root.Find("device") == nullptr) {
      diagnostics_.Add(root.at, "the key `device` is missing, and no suite.yaml names one");
    }
    if (const Node* given = root.Find("given")) one.given = DecodeGiven(*given, diagnostics_);
    if (const Node* steps = root.Find("steps")) one.steps = ReadSteps(*steps, combination);
    scenario.cases.push_back(std::move(one));
  }

  std::vector<Step> ReadSteps(const Node& node, const Combination& combination) {
    std::vector<Step> steps;
    if (node.kind != NodeKind::kSequence || node.items.empty()) {
      diagnostics_.Add(node.at, "expected a list of steps, found " + std::string(Describe(node)));
      return steps;
    }
    for (const Node& item : node.items) steps.push_back(ReadStep(item, combination));
    return steps;
  }

  // A step is a mapping with one verb, and the keys that may stand beside it.
  Step ReadStep(const Node& node, const Combination& combination) {
    Step step;
    step.at = node.at;
    if (node.kind != NodeKind::kMapping) {
      const bool is_verb = FindVerb(node.text) != nullptr;
      diagnostics_.Add(node.at, is_verb ? "a colon is missing: `" + node.text + ":`"
                                        : "expected a step such as `restart:`, found " + std::string(Describe(node)));
      return step;
    }
    Node beside = MappingNode({});
    beside.at = node.at;
    bool unknown = false;
    for (const NodeEntry& entry : node.entries) {
      if (FindKey(StepKeys(), entry.key.text) != nullptr) {
        beside.entries.push_back(entry);
      } else if (const VerbInfo* verb = FindVerb(entry.key.text)) {
        if (step.verb != nullptr) {
          diagnostics_.Add(entry.key.at, "a step has one verb; this is the second");
        } else {
          step.verb = verb;
          step.arguments = DecodeArguments(*verb, entry.value, entry.key.at, diagnostics_);
        }
      } else {
        unknown = true;
        std::vector<std::string_view> words = VerbWords();
        for (const std::string_view key : KeyNames(StepKeys())) words.push_back(key);
        diagnostics_.Add(entry.key.at, UnknownWord("verb or key", entry.key.text, words));
      }
    }
    if (step.verb == nullptr && !unknown) diagnostics_.Add(node.at, "the step has no verb");
    const Entries entries = DecodeMapping(beside, StepKeys(), diagnostics_);
    if (const auto* answers = entries.Get<Answers>("answer")) step.answers = *answers;
    step.marks = MarksOf(entries);
    if (const Node* expect = node.Find("expect")) step.expect = ReadExpect(*expect, combination);
    return step;
  }

  std::optional<Entries> ReadExpect(const Node& node, const Combination& combination) {
    if (node.kind != NodeKind::kSequence) return DecodeMapping(node, ExpectKeys(), diagnostics_);
    std::optional<Entries> chosen;
    for (const Node& item : node.items) {
      alternatives_.insert(item.at);
      Node expectation = item;
      const Node* when = item.Find("when");
      const bool holds = when == nullptr || Holds(*when, combination);
      Entries entries = DecodeMapping(expectation, ExpectElementKeys(), diagnostics_);
      if (!holds || chosen) continue;
      reached_.insert(item.at);
      chosen = std::move(entries);
    }
    if (!chosen) diagnostics_.Add(node.at, "no element holds for" + CombinationText(combination));
    return chosen;
  }

  // Whether each variable of `when` has the value, or one of the values, that it lists.
  bool Holds(const Node& when, const Combination& combination) {
    if (when.kind != NodeKind::kMapping) {
      diagnostics_.Add(when.at, "expected {VARIABLE: VALUE}, found " + std::string(Describe(when)));
      return false;
    }
    bool holds = true;
    for (const NodeEntry& entry : when.entries) {
      const auto variable =
          std::ranges::find_if(combination, [&](const auto& pair) { return pair.first == entry.key.text; });
      if (variable == combination.end()) {
        std::vector<std::string_view> names;
        for (const auto& pair : combination) names.push_back(pair.first);
        diagnostics_.Add(entry.key.at, UnknownWord("matrix variable", entry.key.text, names));
        return false;
      }
      used_.insert(entry.key.text);
      const auto is_value = [&](const Node& value) { return value.text == variable->second; };
      const bool is_list = entry.value.kind == NodeKind::kSequence;
      holds = holds && (is_list ? std::ranges::any_of(entry.value.items, is_value) : is_value(entry.value));
    }
    return holds;
  }

  void CheckMatrixIsUsed(const Node* matrix) {
    if (matrix == nullptr) return;
    for (const NodeEntry& variable : matrix->entries) {
      if (used_.contains(variable.key.text)) continue;
      diagnostics_.Add(variable.key.at, "the matrix variable `" + variable.key.text + "` is not used");
    }
  }

  Diagnostics& diagnostics_;
  std::set<std::string> used_;
  std::set<Position> alternatives_;
  std::set<Position> reached_;
};

// A device's state: as DecodeMapping, and a policy that is given both by its id and as a registry value is an error.
Entries DecodeState(const Node& node, std::span<const KeyInfo> keys, Diagnostics& diagnostics) {
  Entries entries = DecodeMapping(node, keys, diagnostics);
  const auto* policies = entries.Get<std::vector<WantedPolicy>>("policies");
  const auto* registry = entries.Get<std::vector<RegistrySetting>>("registry");
  if (policies == nullptr || registry == nullptr) return entries;
  for (const RegistrySetting& setting : *registry) {
    if (!setting.name) continue;
    const auto id = PolicyAt(setting.key, *setting.name);
    const auto policy = std::ranges::find(*policies, id, [](const WantedPolicy& p) { return std::optional(p.id); });
    if (id && policy != policies->end()) {
      diagnostics.Add(setting.at, "policy " + std::to_string(static_cast<std::uint32_t>(policy->id)) +
                                      " is given twice: here and under policies");
    }
  }
  return entries;
}

}  // namespace

SuiteSettings ParseSuite(std::string_view text, Diagnostics& diagnostics) {
  if (IsBlank(text)) return {};
  const std::optional<Node> root = ParseYaml(text, diagnostics);
  if (!root) return {};
  const Entries entries = DecodeMapping(*root, SuiteKeys(), diagnostics);
  return {entries.Text("device"),     TextsOf(entries, "tags"),
          entries.Text("roots"),      entries.Text("answers") == "required",
          PlaceOf(entries, "device"), PlaceOf(entries, "roots")};
}

std::optional<Scenario> DecodeScenario(const Node& root, const SuiteSettings& suite, Diagnostics& diagnostics) {
  if (root.kind != NodeKind::kMapping) {
    diagnostics.Add(root.at, "expected a scenario, found " + std::string(Describe(root)));
    return std::nullopt;
  }
  return ScenarioReader(diagnostics).Read(root, suite);
}

std::optional<Scenario> ParseScenario(std::string_view text, const SuiteSettings& suite, Diagnostics& diagnostics) {
  const std::optional<Node> root = ParseYaml(text, diagnostics);
  return root ? DecodeScenario(*root, suite, diagnostics) : std::nullopt;
}

std::optional<Entries> DecodeDeviceFile(const Node& root, Diagnostics& diagnostics) {
  Entries entries = DecodeState(root, DeviceFileKeys(), diagnostics);
  return diagnostics.empty() ? std::optional(std::move(entries)) : std::nullopt;
}

std::optional<Entries> ParseDeviceFile(std::string_view text, Diagnostics& diagnostics) {
  const std::optional<Node> root = ParseYaml(text, diagnostics);
  return root ? DecodeDeviceFile(*root, diagnostics) : std::nullopt;
}

bool DescribesDevice(const Node& root) { return root.kind == NodeKind::kMapping && root.Find("based-on") != nullptr; }

Entries DecodeGiven(const Node& node, Diagnostics& diagnostics) { return DecodeState(node, GivenKeys(), diagnostics); }

}  // namespace wmsim
