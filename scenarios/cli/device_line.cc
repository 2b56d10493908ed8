#include "scenarios/cli/device_line.h"

#include <algorithm>
#include <filesystem>

#include "policy_engine/profile.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/words.h"
#include "scenarios/runner/import.h"

namespace wmsim {
namespace {

struct Assignment {
  std::string name;
  std::string value;
};

Result<Assignment> Split(std::string_view option, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return Error{"--" + std::string(option) + " wants NAME=VALUE, not `" + text + "`"};
  }
  return Assignment{text.substr(0, equals), text.substr(equals + 1)};
}

// "b.cer,role=222" becomes {file: b.cer, role: 222}; the file is one of the current folder, wherever --given is.
Node StoreEntryNode(std::string_view text, bool has_given) {
  std::vector<std::pair<std::string, Node>> entries;
  std::string key = "file";
  while (true) {
    const std::size_t comma = text.find(',');
    std::string value(text.substr(0, comma));
    if (key == "file" && has_given) value = std::filesystem::absolute(value).string();
    entries.emplace_back(key, ScalarNode(std::move(value)));
    if (comma == std::string_view::npos) return MappingNode(std::move(entries));
    text.remove_prefix(comma + 1);
    const std::size_t equals = text.find('=');
    key = text.substr(0, std::min(equals, text.size()));
    text.remove_prefix(equals == std::string_view::npos ? text.size() : equals + 1);
  }
}

// Adds `value` to the mapping at `key`, making the mapping if there is none.
Node& Child(Node& parent, const std::string& key, NodeKind kind) {
  for (NodeEntry& entry : parent.entries) {
    if (entry.key.text != key) continue;
    if (kind == NodeKind::kSequence && entry.value.kind != kind) {  // one item may stand for a list
      Node list = entry.value;
      list.kind = kind;
      list.items = {entry.value};
      entry.value = std::move(list);
    }
    return entry.value;
  }
  Node child;
  child.kind = kind;
  parent.entries.push_back({ScalarNode(key), std::move(child)});
  return parent.entries.back().value;
}

// A --store with "=" in it is the device's; the verbs that have an argument `store` take the others.
bool IsDeviceStore(const std::string& value) { return value.find('=') != std::string::npos; }

// Where a mapping of `given` says the value of a policy: under policies, or as the registry value that it is.
std::optional<Position> PlaceOf(PolicyId id, const Node& given) {
  Diagnostics unread("");
  const Entries entries = DecodeGiven(given, unread);
  if (const auto* policies = entries.Get<std::vector<WantedPolicy>>("policies")) {
    const auto policy = std::ranges::find(*policies, id, &WantedPolicy::id);
    if (policy != policies->end()) return policy->at;
  }
  if (const auto* registry = entries.Get<std::vector<RegistrySetting>>("registry")) {
    for (const RegistrySetting& setting : *registry) {
      if (setting.name && PolicyAt(setting.key, *setting.name) == id) return setting.at;
    }
  }
  return std::nullopt;
}

// A policy that the file of --given sets is not set again.
std::optional<Error> SetTwice(const CommandLine& line, const std::string& policy, const Node& given) {
  const auto id = ParsePolicyId(policy);
  const auto place = id ? PlaceOf(*id, given) : std::nullopt;
  if (!place) return std::nullopt;
  const std::string text = "policy " + policy + " is set here, and by --set " + policy + " again";
  return Error{text, line.Value("given"), place->line, place->column};
}

// The options as the mapping that `given` would be.
Result<Node> GivenNode(const CommandLine& line, Node given) {
  const Node of_file = given;
  for (const std::string& text : line.Values("set")) {
    const Result<Assignment> policy = Split("set", text);
    if (!policy.ok()) return policy.error();
    if (const auto twice = SetTwice(line, policy.value().name, of_file)) return *twice;
    Child(given, "policies", NodeKind::kMapping)
        .entries.push_back({ScalarNode(policy.value().name), ScalarNode(policy.value().value)});
  }
  for (const std::string& text : line.Values("store")) {
    if (!IsDeviceStore(text)) continue;
    const Result<Assignment> store = Split("store", text);
    if (!store.ok()) return store.error();
    Node& list = Child(Child(given, "stores", NodeKind::kMapping), store.value().name, NodeKind::kSequence);
    list.items.push_back(StoreEntryNode(store.value().value, line.Has("given")));
  }
  for (const std::string& path : line.Values("operator-certificate")) {
    Node& list = Child(given, "operator-certificates", NodeKind::kSequence);
    list.items.push_back(ScalarNode(line.Has("given") ? std::filesystem::absolute(path).string() : path));
  }
  for (const std::string& program : line.Values("running")) {
    Child(given, "running", NodeKind::kSequence).items.push_back(ScalarNode(program));
  }
  for (const char* key : {"clock", "configuration", "operator-restricted"}) {
    if (line.Has(key) && given.Find(key) != nullptr) {
      return Error{std::string(key) + " is given twice: in the file of --given, and by --" + key};
    }
  }
  for (const char* key : {"clock", "configuration"}) {
    if (line.Has(key)) Child(given, key, NodeKind::kScalar) = ScalarNode(line.Value(key));
  }
  if (line.Has("operator-restricted")) {
    Child(given, "operator-restricted", NodeKind::kScalar) = ScalarNode("true");
  }
  return given;
}

Error FirstError(const Diagnostics& diagnostics) {
  const Diagnostic& first = diagnostics.list().front();
  if (first.file.empty()) return {first.text};
  return {first.text, first.file, first.at.line, first.at.column};
}

// The file of --given; its paths are relative to it.
Result<GivenLine> ReadGiven(const CommandLine& line) {
  GivenLine given{MappingNode({}), "."};
  if (!line.Has("given")) return given;
  const std::string path = line.Value("given");
  const Result<std::string> text = ReadHostFile(path, kMaxTextBytes);
  if (!text.ok()) return text.error();
  Diagnostics diagnostics(path);
  std::optional<Node> node = ParseYaml(text.value(), diagnostics);
  if (!node) return FirstError(diagnostics);
  DecodeGiven(*node, diagnostics);
  if (!diagnostics.empty()) return FirstError(diagnostics);
  return GivenLine{std::move(*node), std::filesystem::path(path).parent_path()};
}

std::string DeviceError(const std::string& name) {
  if (name.empty()) {
    const auto words = DeviceWords();
    std::string text = "--device is missing; the devices are";
    for (const std::string_view word : words) text += " " + std::string(word);
    return text;
  }
  return UnknownWord("device", name, DeviceWords());
}

// --answer WORD speaks of every prompt, --answer PROMPT=WORD of one.
Result<Answers> AnswersOf(const CommandLine& line) {
  Answers answers;
  const KeyInfo& key = *FindKey(StepKeys(), "answer");
  for (const std::string& text : line.Values("answer")) {
    const std::size_t equals = text.find('=');
    const bool is_for_one = equals != std::string::npos;
    const Node word = ScalarNode(is_for_one ? text.substr(equals + 1) : text);
    Diagnostics diagnostics("");
    const auto decoded =
        DecodeValue(key, is_for_one ? MappingNode({{text.substr(0, equals), word}}) : word, diagnostics);
    if (!decoded) return FirstError(diagnostics);
    const auto& given = std::get<Answers>(*decoded);
    if (!is_for_one && answers.all) return Error{"--answer for every prompt is given twice"};
    if (!is_for_one) answers.all = given.all;
    if (is_for_one && !answers.by_prompt.insert(*given.by_prompt.begin()).second) {
      return Error{"--answer for " + text.substr(0, equals) + " is given twice"};
    }
  }
  return answers;
}

// What a verb's option stands for: repeated options and texts in brackets are YAML lists and mappings.
Result<Node> ArgumentNode(const KeyInfo& key, const std::vector<std::string>& values) {
  const bool is_yaml = values.size() == 1 && (values[0].starts_with('{') || values[0].starts_with('['));
  if (is_yaml && key.kind != ValueKind::kText && key.kind != ValueKind::kFile) {
    Diagnostics diagnostics("");
    std::optional<Node> node = ParseYaml(values[0], diagnostics);
    if (!node) return Error{"--" + std::string(key.name) + ": " + diagnostics.list().front().text};
    return std::move(*node);
  }
  if (values.size() == 1) return ScalarNode(values[0]);
  Node list = ListNode({});
  for (const std::string& value : values) list.items.push_back(ScalarNode(value));
  return list;
}

// policy-set takes ID=VALUE words.
Result<Node> MainNode(const VerbInfo& verb, const KeyInfo& main, const std::vector<std::string>& words) {
  if (main.kind == ValueKind::kPolicies) {
    Node policies = MappingNode({});
    for (const std::string& word : words) {
      const Result<Assignment> policy = Split(verb.name, word);
      if (!policy.ok()) return Error{std::string(verb.name) + " wants ID=VALUE, not `" + word + "`"};
      policies.entries.push_back({ScalarNode(policy.value().name), ScalarNode(policy.value().value)});
    }
    return policies;
  }
  if (words.size() > 1) {
    return Error{std::string(verb.name) + " takes one word, its " + std::string(main.name) + "; `" + words[1] +
                 "` is too many"};
  }
  return ScalarNode(words.front());
}

}  // namespace

Surroundings HereSurroundings(RunCaches& caches) {
  return {caches, {std::filesystem::current_path(), std::nullopt, {}}, {}};
}

Result<GivenLine> GivenOf(const CommandLine& line) {
  const Result<GivenLine> file = ReadGiven(line);
  if (!file.ok()) return file.error();
  Result<Node> node = GivenNode(line, file.value().node);
  if (!node.ok()) return node.error();
  return GivenLine{std::move(node).value(), file.value().base};
}

Result<DeviceLine> DeviceOf(const CommandLine& line, Surroundings& surroundings) {
  const std::string name = line.Value("device");
  if (name.empty() || (!IsDeviceFile(name) && FindProfile(name) == nullptr)) return Error{DeviceError(name)};
  const Result<GivenLine> said = GivenOf(line);
  if (!said.ok()) return said.error();
  Diagnostics diagnostics(line.Value("given"));
  const Entries given = DecodeGiven(said.value().node, diagnostics);
  if (!diagnostics.empty()) {
    const Error error = FirstError(diagnostics);
    return error.line > 0 ? error : Error{error.text};  // what the command line says has no line
  }
  if (line.Has("roots")) {
    auto roots = surroundings.caches.files.Folder(line.Value("roots"), surroundings.scope);
    if (!roots.ok()) return roots.error();
    surroundings.known_roots = std::make_shared<const std::vector<CertificatePtr>>(std::move(roots).value());
  }
  Surroundings of_given = surroundings;
  of_given.scope.base = said.value().base;
  auto image = RomOf(name, given, surroundings);
  if (!image.ok()) return image.error();
  Device bare = Boot(image.value(), {}, 0);
  for (const std::string& path : line.Values("registry")) {
    if (const auto error = Import(bare, path, surroundings.scope)) return *error;
  }
  Result<Device> device = BootWith(std::move(image).value(), std::move(bare.changes), given, of_given);
  if (!device.ok()) return device.error();
  return DeviceLine{name, given.Text("configuration"), std::move(device).value()};
}

Result<Node> ArgumentsOf(const std::vector<std::string>& words, const CommandLine& line) {
  if (words.empty()) return Error{"which verb? `wmsim verbs` lists them"};
  const VerbInfo* verb = FindVerb(words.front());
  if (verb == nullptr) return Error{UnknownWord("verb", words.front(), VerbWords())};

  Node arguments = MappingNode({});
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const KeyInfo* main = FindKey(verb->keys, verb->main);
  if (!rest.empty() && main == nullptr)
    return Error{std::string(verb->name) + " takes no word; `" + rest[0] + "` is too many"};
  if (!rest.empty()) {
    Result<Node> node = MainNode(*verb, *main, rest);
    if (!node.ok()) return node.error();
    arguments.entries.push_back({ScalarNode(std::string(main->name)), std::move(node).value()});
  }
  const bool takes_store = FindKey(verb->keys, "store") != nullptr;
  for (const std::string& store : line.Values("store")) {
    if (!takes_store && !IsDeviceStore(store)) return Error{"--store wants NAME=FILE, not `" + store + "`"};
  }
  for (const OptionInfo& option : VerbOptions()) {
    if (line.Has(option.name) && FindKey(verb->keys, option.name) == nullptr) {
      return Error{"--" + std::string(option.name) + " does not go with " + std::string(verb->name)};
    }
  }
  for (const KeyInfo& key : verb->keys) {
    std::vector<std::string> values = line.Values(key.name);
    if (key.name == "store") {
      std::erase_if(values, IsDeviceStore);
    } else if (IsDeviceOption(key.name)) {
      if (!values.empty() && verb->id == VerbId::kExpectState) {
        return Error{"--" + std::string(key.name) + " describes the device here; a scenario can expect it"};
      }
      continue;
    }
    if (values.empty()) continue;
    if (arguments.Find(key.name) != nullptr) {
      return Error{"the " + std::string(key.name) + " of " + std::string(verb->name) + " is given twice"};
    }
    Result<Node> node = ArgumentNode(key, values);
    if (!node.ok()) return node.error();
    arguments.entries.push_back({ScalarNode(std::string(key.name)), std::move(node).value()});
  }
  return arguments;
}

Result<Step> StepOf(const std::vector<std::string>& words, const CommandLine& line) {
  const Result<Node> arguments = ArgumentsOf(words, line);
  if (!arguments.ok()) return arguments.error();
  const VerbInfo* verb = FindVerb(words.front());
  Diagnostics diagnostics("");
  Step step;
  step.verb = verb;
  if (!verb->keys.empty()) step.arguments = DecodeMapping(arguments.value(), verb->keys, diagnostics);
  if (diagnostics.empty() && verb->check != nullptr) verb->check(step.arguments, {}, diagnostics);
  if (!diagnostics.empty()) return FirstError(diagnostics);
  Result<Answers> answers = AnswersOf(line);
  if (!answers.ok()) return answers.error();
  step.answers = std::move(answers).value();
  return step;
}

}  // namespace wmsim
