#include "scenarios/language/invariant.h"

#include <algorithm>
#include <set>

#include "policy_engine/source.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/words.h"

namespace wmsim {
namespace {

using enum ValueKind;

const std::vector<KeyInfo> kKeys{
    {"invariant", kText, "what is promised, in one sentence", Presence::kRequired},
    {"source", kTexts, "keys of `wmsim sources`: who promises it", Presence::kRequired},
    {"configurations", kWords, "configurations of `wmsim configurations`: the promise holds under each",
     Presence::kOptional, ConfigurationWords},
    {"when", kWhen, "conditions on the cells that are looked at"},
    {"never", kWhen, "conditions that no such cell fits", Presence::kRequired},
};

void CheckSources(const Node& node, Diagnostics& diagnostics) {
  for (const Node& item : node.items) CheckSources(item, diagnostics);
  if (node.kind != NodeKind::kScalar || FindSource(node.text) != nullptr) return;
  std::vector<std::string_view> keys;
  for (const SourceInfo& source : Sources()) keys.push_back(source.key);
  const std::string_view nearest = Nearest(node.text, keys);
  const std::string hint = nearest.empty() ? "" : "did you mean `" + std::string(nearest) + "`? ";
  diagnostics.Add(node.at, "unknown source `" + node.text + "`; " + hint + "`wmsim sources` lists them");
}

Conditions ConditionsAt(const Node& node, std::string_view key, Diagnostics& diagnostics) {
  const Node* conditions = node.Find(key);
  return conditions != nullptr ? DecodeConditions(*conditions, diagnostics) : Conditions();
}

// Reads the promises of one file.
class InvariantReader {
 public:
  explicit InvariantReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void Read(const Node& node) {
    const std::size_t errors = diagnostics_.list().size();
    const Entries entries = DecodeMapping(node, InvariantKeys(), diagnostics_);
    if (const Node* source = node.Find("source")) CheckSources(*source, diagnostics_);
    Invariant invariant{entries.Text("invariant"), node.at, {}, {}, {}, {}};
    if (const auto* sources = entries.Get<std::vector<std::string>>("source")) invariant.sources = *sources;
    invariant.when = ConditionsAt(node, "when", diagnostics_);
    invariant.never = ConditionsAt(node, "never", diagnostics_);
    if (diagnostics_.list().size() > errors) return;
    if (!names_.insert(invariant.name).second) diagnostics_.Add(node.at, "a promise of this name stands above");
    const auto* configurations = entries.Get<std::vector<std::string>>("configurations");
    if (configurations == nullptr) {
      Add(std::move(invariant));
      return;
    }
    for (const std::string& name : *configurations) {
      Invariant under = invariant;
      under.name += " [" + name + "]";
      const Position at = node.Find("configurations")->at;
      under.when.push_back({"configuration", at, {{name, at}}});
      Add(std::move(under));
    }
  }

  std::vector<Invariant> Take() { return std::move(invariants_); }

 private:
  void Add(Invariant invariant) {
    invariant.questions = QuestionsOf(invariant.when, invariant.never, diagnostics_);
    if (!invariant.questions.empty()) invariants_.push_back(std::move(invariant));
  }

  Diagnostics& diagnostics_;
  std::vector<Invariant> invariants_;
  std::set<std::string> names_;
};

}  // namespace

std::span<const KeyInfo> InvariantKeys() { return kKeys; }

std::vector<Invariant> ParseInvariants(std::string_view text, Diagnostics& diagnostics) {
  const std::optional<Node> root = ParseYaml(text, diagnostics);
  if (!root) return {};
  if (root->kind != NodeKind::kSequence || root->items.empty()) {
    diagnostics.Add(root->at,
                    "expected a list of invariants (`- invariant: ...`), found " + std::string(Describe(*root)));
    return {};
  }
  InvariantReader reader(diagnostics);
  for (const Node& item : root->items) reader.Read(item);
  return reader.Take();
}

}  // namespace wmsim
