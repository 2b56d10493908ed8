#include "scenarios/cli/save.h"

#include <algorithm>
#include <filesystem>

#include "scenarios/cli/device_line.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/report/text.h"
#include "scenarios/runner/expectation_check.h"
#include "scenarios/runner/run.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// Turns paths of the command line into paths of the scenario file, and copies what that may not reach.
class Relocation {
 public:
  explicit Relocation(const fs::path& scenario)
      : folder_(fs::weakly_canonical(fs::absolute(scenario)).parent_path()), root_(SuiteRootOf(scenario)) {}

  ~Relocation() {
    std::error_code error;
    for (const fs::path& copy : copies_) fs::remove(copy, error);
  }
  Relocation(const Relocation&) = delete;
  Relocation& operator=(const Relocation&) = delete;

  void KeepCopies() { copies_.clear(); }
  const std::optional<Error>& error() const { return error_; }

  // The paths in the values of keys that hold some; `base` is where they start.
  void Relocate(Node& mapping, std::span<const KeyInfo> keys, const fs::path& base) {
    for (NodeEntry& entry : mapping.entries) {
      const KeyInfo* key = FindKey(keys, entry.key.text);
      if (key != nullptr && HoldsPaths(key->kind)) RelocateScalars(entry.value, base);
    }
  }

  // A scalar that names a file becomes its path from the scenario's folder.
  void RelocateScalars(Node& node, const fs::path& base) {
    std::error_code unknown;
    const bool is_file = !node.text.empty() && fs::is_regular_file(base / node.text, unknown);
    if (is_file) node = TextNode(PathFor(fs::weakly_canonical(base / node.text)));
    for (Node& item : node.items) RelocateScalars(item, base);
    for (NodeEntry& entry : node.entries) {
      const bool is_word = entry.key.text == "part" || entry.key.text == "role";  // of a certificate in a store
      if (!is_word) RelocateScalars(entry.value, base);
    }
  }

 private:
  static bool HoldsPaths(ValueKind kind) {
    switch (kind) {
      case ValueKind::kFile:
      case ValueKind::kFiles:
      case ValueKind::kFileTree:
      case ValueKind::kStores:
      case ValueKind::kStoreStates:
        return true;
      default:
        return false;
    }
  }

  std::string PathFor(const fs::path& file) {
    const fs::path in_root = file.lexically_relative(root_);
    const bool is_inside = !in_root.empty() && *in_root.begin() != "..";
    if (is_inside) return file.lexically_relative(folder_).generic_string();
    const fs::path copy = folder_ / file.filename();
    std::error_code unknown;
    const bool is_there = fs::symlink_status(copy, unknown).type() != fs::file_type::not_found;
    const Result<std::string> bytes = ReadHostFile(file, kMaxPackageBytes);
    const Result<std::string> there = is_there ? ReadHostFile(copy, kMaxPackageBytes) : bytes;
    if (!bytes.ok()) {
      error_ = bytes.error();
    } else if (is_there) {
      const bool is_same = there.ok() && bytes.value() == there.value();
      if (!is_same) error_ = Error{"another file of this name is in the scenario's folder", file.string()};
    } else if (auto error = WriteHostFile(copy, bytes.value())) {
      error_ = std::move(error);
    } else {
      copies_.push_back(copy);
    }
    return copy.filename().string();
  }

  fs::path folder_;
  fs::path root_;
  std::vector<fs::path> copies_;
  std::optional<Error> error_;
};

std::optional<Error> WhyNotSaved(const std::string& file, const CommandLine& line) {
  std::error_code unknown;
  if (!file.ends_with(".yaml") && !file.ends_with(".yml")) return Error{"--save wants a name that ends in .yaml", file};
  if (fs::exists(file, unknown)) return Error{"is there already: --save writes over nothing", file};
  for (const char* option : {"registry", "roots"}) {
    if (!line.Has(option)) continue;
    const std::string way = std::string(option) == "registry"
                                ? "name a device file that imports it (wmsim dump --format device)"
                                : "its suite.yaml does (roots: DIR)";
    return Error{"a scenario has no word for --" + std::string(option) + ": " + way};
  }
  return WhyNotWritable(file);
}

// What was typed is meant as it is: texts stand in quotes, and nothing in them is a variable.
void Quote(Node& node, bool is_text) {
  std::string text;
  for (std::size_t i = 0; i < node.text.size(); ++i) {
    if (node.text.compare(i, 2, "${") == 0) text += '$';
    text += node.text[i];
  }
  node.text = std::move(text);
  if (is_text && node.kind == NodeKind::kScalar) node.plain = false;
  for (Node& item : node.items) Quote(item, is_text);
  for (NodeEntry& entry : node.entries) Quote(entry.value, false);
}

void QuoteTexts(Node& mapping, std::span<const KeyInfo> keys) {
  for (NodeEntry& entry : mapping.entries) {
    const KeyInfo* key = FindKey(keys, entry.key.text);
    bool is_text = false;
    if (key != nullptr) {
      is_text = key->kind == ValueKind::kText || key->kind == ValueKind::kTexts || key->kind == ValueKind::kFile ||
                key->kind == ValueKind::kRegistryKey || key->kind == ValueKind::kPattern;
    }
    Quote(entry.value, is_text);
  }
}

bool IsSame(const std::vector<Change>& a, const std::vector<Change>& b) {
  return std::ranges::equal(a, b, [](const Change& x, const Change& y) {
    return x.kind == y.kind && x.where == y.where && x.before == y.before && x.after == y.after;
  });
}

Node AnswerNode(const Answers& answers) {
  if (answers.by_prompt.empty()) return ScalarNode(std::string(Word(*answers.all)));
  Node node = MappingNode({});
  for (const auto& [prompt, answer] : answers.by_prompt) {
    node.entries.push_back({ScalarNode(std::string(Word(prompt))), ScalarNode(std::string(Word(answer)))});
  }
  return node;
}

// The one run of the scenario must come out as what was tried.
std::optional<Error> WhyItFails(const std::string& file, const StepResult& result) {
  RunCaches caches;
  SuiteLoader loader(caches.files);
  const ScenarioFile read = loader.Load(file);
  if (!read.scenario) return Error{read.errors.front().text, file};
  const CaseReport report = RunCase(read, read.scenario->cases.front(), caches, {});
  const bool is_same = report.status == CaseStatus::kPassed && IsSame(report.steps[0].result->changes, result.changes);
  if (is_same) return std::nullopt;
  if (!report.errors.empty()) return Error{report.errors.front().text, file};
  return Error{"the scenario does not come out as the command did: a scenario cannot say all of this device", file};
}

}  // namespace

std::optional<Error> SaveScenario(const std::string& file, const CommandLine& line, const Step& step,
                                  const StepResult& result) {
  if (auto error = WhyNotSaved(file, line)) return error;
  Result<GivenLine> given = GivenOf(line);
  Result<Node> arguments = ArgumentsOf(line.words, line);
  if (!given.ok()) return given.error();
  if (!arguments.ok()) return arguments.error();
  Relocation relocation(file);
  Node state = given.value().node;
  relocation.Relocate(state, GivenKeys(), given.value().base);
  Node step_arguments = std::move(arguments).value();
  relocation.Relocate(step_arguments, step.verb->keys, ".");
  const bool runs_a_file = !step.arguments.Has("signed-by") && FindKey(step.verb->keys, "signed-by") != nullptr;
  if (runs_a_file && !step_arguments.entries.empty())
    relocation.RelocateScalars(step_arguments.entries.front().value, ".");
  Node device = ScalarNode(line.Value("device"));
  if (IsDeviceFile(device.text)) relocation.RelocateScalars(device, ".");
  if (relocation.error()) return relocation.error();
  QuoteTexts(state, GivenKeys());
  QuoteTexts(step_arguments, step.verb->keys);

  const auto& said = step_arguments.entries;
  const bool is_main_alone = said.size() == 1 && said[0].key.text == step.verb->main;
  Node behind_verb = said.empty() ? Node{} : is_main_alone ? said[0].value : step_arguments;
  Node done = MappingNode({{std::string(step.verb->name), std::move(behind_verb)}});
  const bool has_answers = step.answers.all || !step.answers.by_prompt.empty();
  if (has_answers) done.entries.push_back({ScalarNode("answer"), AnswerNode(step.answers)});
  done.entries.push_back({ScalarNode("expect"), ExpectationOf(result)});
  const std::string name = StepTitle(step) + " on " + line.Value("device") + ": " + std::string(Word(result.outcome));
  Node scenario = MappingNode({{"scenario", TextNode(name)}, {"device", device}});
  if (!state.entries.empty()) scenario.entries.push_back({ScalarNode("given"), std::move(state)});
  scenario.entries.push_back({ScalarNode("steps"), ListNode({std::move(done)})});
  if (auto error = WriteHostFile(file, YamlText(scenario))) return error;
  if (auto error = WhyItFails(file, result)) {
    std::error_code ignored;
    fs::remove(file, ignored);
    return error;
  }
  relocation.KeepCopies();
  return std::nullopt;
}

}  // namespace wmsim
