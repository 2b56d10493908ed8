#include "scenarios/cli/save.h"

#include <algorithm>
#include <filesystem>

#include "emulator/xml_writer.h"
#include "scenarios/cli/device_line.h"
#include "scenarios/cli/made_files.h"
#include "scenarios/cli/relocation.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/runner/expectation_check.h"
#include "scenarios/runner/run.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

std::optional<Error> WhyNotSaid(const CommandLine& line) {
  for (const char* option : {"registry", "roots"}) {
    if (!line.Has(option)) continue;
    const std::string way = std::string(option) == "registry"
                                ? "name a device file that imports it (wmsim dump --format device)"
                                : "its suite.yaml does (roots: DIR)";
    return Error{"a scenario has no word for --" + std::string(option) + ": " + way};
  }
  return std::nullopt;
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

Error ErrorOf(const Diagnostic& diagnostic) {
  return {diagnostic.text, diagnostic.file, diagnostic.at.line, diagnostic.at.column};
}

Node AnswerNode(const Answers& answers) {
  if (answers.by_prompt.empty()) return ScalarNode(std::string(Word(*answers.all)));
  Node node = MappingNode({});
  for (const auto& [prompt, answer] : answers.by_prompt) {
    node.entries.push_back({ScalarNode(std::string(Word(prompt))), ScalarNode(std::string(Word(answer)))});
  }
  return node;
}

// The answers that the step's prompts got without anybody's word, as options.
std::string MissingAnswers(const StepResult& result) {
  std::string options;
  for (const ShownPrompt& prompt : result.prompts) {
    if (!prompt.defaulted) continue;
    options += " --answer " + std::string(Word(prompt.id)) + "=" + std::string(Word(prompt.answer));
  }
  return options;
}

// The response as the file that `expect` names, where reading it gives the response again.
std::optional<std::string> ResponseFile(const StepResult& result) {
  const Result<XmlElement> root = ReadXml(result.response);
  return root.ok() && WriteXml(root.value()) == result.response ? std::optional(result.response) : std::nullopt;
}

// The mapping behind the verb with paths of the scenario's; a file that is on no disk yet is written beside it.
Node RelocatedArguments(const Attempt& attempt, const MadeFiles* made, Relocation& relocation) {
  Node arguments = attempt.arguments;
  relocation.Relocate(arguments, attempt.verb->keys, ".");
  const bool runs_a_file = !attempt.Has("signed-by") && FindKey(attempt.verb->keys, "signed-by") != nullptr;
  if (runs_a_file && !arguments.entries.empty()) relocation.RelocateScalars(arguments.entries.front().value, ".");
  for (std::size_t i = 0; made != nullptr && i < arguments.entries.size(); ++i) {
    const auto file = made->find(attempt.arguments.entries[i].value.text);
    if (file == made->end()) continue;
    arguments.entries[i].value = TextNode(relocation.AddFile(file->first, file->second));
  }
  QuoteTexts(arguments, attempt.verb->keys);
  return arguments;
}

// The step of an attempt, without what is expected of it.
Node StepNode(const Attempt& attempt, const MadeFiles* made, Relocation& relocation) {
  Node arguments = RelocatedArguments(attempt, made, relocation);
  const auto& said = arguments.entries;
  const bool is_main_alone = said.size() == 1 && said[0].key.text == attempt.verb->main;
  Node behind_verb = said.empty() ? Node{} : is_main_alone ? said[0].value : arguments;
  Node step = MappingNode({{std::string(attempt.verb->name), std::move(behind_verb)}});
  const bool has_answers = attempt.answers.all || !attempt.answers.by_prompt.empty();
  if (has_answers) step.entries.push_back({ScalarNode("answer"), AnswerNode(attempt.answers)});
  return step;
}

// The one run of the scenario must come out as what was tried.
std::optional<Error> WhyItFails(const std::string& file, const StepResult& result) {
  RunCaches caches;
  SuiteLoader loader(caches.files);
  const ScenarioFile read = loader.Load(file);
  if (!read.scenario) return ErrorOf(read.errors.front());
  const std::string answers = MissingAnswers(result);
  if (read.suite->settings.answers_required && !answers.empty()) {
    return Error{"its suite requires an answer to each prompt: add" + answers, file};
  }
  const CaseReport report = RunCase(read, read.scenario->cases.front(), caches, {});
  const bool is_same =
      report.status == CaseStatus::kPassed && IsSame(report.steps.back().result->changes, result.changes);
  if (is_same) return std::nullopt;
  if (!report.errors.empty()) return ErrorOf(report.errors.front());
  return Error{"the scenario does not come out as the command did: a scenario cannot say all of this device", file};
}

}  // namespace

std::optional<Error> SaveScenario(const std::string& file, const CommandLine& line, const SavedSteps& steps,
                                  const StepResult& result) {
  if (auto error = WhyNotSaved(file)) return error;
  if (auto error = WhyNotSaid(line)) return error;
  Result<GivenLine> given = GivenOf(line);
  if (!given.ok()) return given.error();
  Relocation relocation(file);
  Node state = given.value().node;
  relocation.Relocate(state, GivenKeys(), given.value().base);
  Node device = ScalarNode(line.Value("device"));
  if (IsDeviceFile(device.text)) relocation.RelocateDevice(device, ".");
  QuoteTexts(state, GivenKeys());

  std::vector<Node> nodes;
  for (const Attempt& attempt : steps.by_hand) nodes.push_back(StepNode(attempt, steps.made, relocation));
  nodes.push_back(StepNode(steps.attempt, steps.made, relocation));
  Node expect = ExpectationOf(result, Extent::kFull);
  if (const auto response = ResponseFile(result)) {
    const std::string name = fs::path(file).stem().string() + ".response.xml";
    expect.entries.push_back({ScalarNode("response"), TextNode(relocation.AddFile(name, *response))});
  }
  Quote(expect, false);
  nodes.back().entries.push_back({ScalarNode("expect"), std::move(expect)});
  if (relocation.error()) return relocation.error();
  Node scenario = MappingNode({{"scenario", TextNode(steps.name)}, {"device", device}});
  if (!state.entries.empty()) scenario.entries.push_back({ScalarNode("given"), std::move(state)});
  scenario.entries.push_back({ScalarNode("steps"), ListNode(std::move(nodes))});
  if (auto error = WriteHostFile(file, YamlText(scenario))) return error;
  if (auto error = WhyItFails(file, result)) {
    std::error_code ignored;
    fs::remove(file, ignored);
    return error;
  }
  relocation.KeepCopies();
  return std::nullopt;
}

Result<Attempt> AttemptOf(const CommandLine& line) {
  Result<Node> arguments = ArgumentsOf(line.words, line);
  if (!arguments.ok()) return arguments.error();
  const Result<Step> step = StepOf(line.words, line);
  if (!step.ok()) return step.error();
  return Attempt{step.value().verb, std::move(arguments).value(), step.value().answers};
}

}  // namespace wmsim
