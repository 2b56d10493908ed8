#include "scenarios/runner/draft.h"

#include <algorithm>
#include <iterator>

#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"
#include "scenarios/runner/samples.h"

namespace wmsim {
namespace {

// What may stand directly behind the verb does.
Node BehindVerb(const VerbInfo& verb, const std::vector<std::pair<std::string, Node>>& arguments) {
  if (arguments.empty()) return {};
  const bool is_main_alone = arguments.size() == 1 && arguments[0].first == verb.main;
  return is_main_alone ? arguments[0].second : MappingNode(arguments);
}

void Append(Node& to, Node&& more) {
  std::ranges::move(more.items, std::back_inserter(to.items));
  std::ranges::move(more.entries, std::back_inserter(to.entries));
}

}  // namespace

Node WordNode(std::string_view word) { return ScalarNode(std::string(word)); }

std::uint8_t Draft::WantedNumber(FieldId field) const {
  const auto info = std::ranges::find(action_->fields, field, &FieldInfo::id);
  return (*cell_)[static_cast<std::size_t>(info - action_->fields.begin())];
}

bool Draft::ReachesProviders() const {
  const Decision decided = action_->decide(*cell_);
  if (decided.headline == action_->rules.size()) return true;
  return action_->rules[decided.headline].reads == FieldSet{FieldId::kDocumentFault};
}

void Draft::Give(std::string_view key, Node value) {
  const auto known = std::ranges::find(given_, key, &std::pair<std::string, Node>::first);
  if (known == given_.end()) {
    given_.emplace_back(key, std::move(value));
  } else if (value.kind == NodeKind::kScalar) {
    known->second = std::move(value);
  } else {
    Append(known->second, std::move(value));
  }
}

void Draft::GivePolicy(PolicyId id, std::uint32_t value) {
  const std::string number = std::to_string(static_cast<std::uint32_t>(id));
  Give("policies", MappingNode({{number, ScalarNode(std::to_string(value))}}));
}

void Draft::GiveCertificate(std::string_view store, std::string_view sample) {
  BringSample(sample);
  const auto stores = std::ranges::find(given_, "stores", &std::pair<std::string, Node>::first);
  Node list = ListNode({WordNode(sample)});
  if (stores != given_.end()) {
    const auto known = std::ranges::find(stores->second.entries, store, [](const NodeEntry& e) { return e.key.text; });
    if (known != stores->second.entries.end()) return Append(known->value, std::move(list));
  }
  Give("stores", MappingNode({{std::string(store), std::move(list)}}));
}

void Draft::Bring(std::string_view name, std::string bytes) {
  files_.insert_or_assign(std::string(name), std::move(bytes));
}

void Draft::BringSample(std::string_view name) {
  if (const Sample* sample = FindSample(name)) Bring(name, std::string(sample->bytes));
}

void Draft::Prepare(std::string_view verb, Node arguments) {
  before_.push_back(MappingNode({{std::string(verb), std::move(arguments)}}));
}

void Draft::Say(std::string_view argument, Node value) { arguments_.emplace_back(argument, std::move(value)); }

Node Draft::GivenNode() const {
  Node node = MappingNode({});
  for (const KeyInfo& key : GivenKeys()) {
    for (const auto& [name, value] : given_) {
      if (name == key.name) node.entries.push_back({ScalarNode(name), value});
    }
  }
  return node;
}

Node Draft::Scenario(std::string_view title) const {
  std::vector<Node> steps = before_;
  Node last = MappingNode({{verb_, BehindVerb(*FindVerb(verb_), arguments_)}});
  if (!answer_.empty()) last.entries.push_back({ScalarNode("answer"), ScalarNode(answer_)});
  steps.push_back(std::move(last));
  Node scenario = MappingNode({{"scenario", TextNode(std::string(title))}, {"device", ScalarNode(device_->name)}});
  if (!given_.empty()) scenario.entries.push_back({ScalarNode("given"), GivenNode()});
  scenario.entries.push_back({ScalarNode("steps"), ListNode(std::move(steps))});
  return scenario;
}

}  // namespace wmsim
