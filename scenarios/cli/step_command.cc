#include <filesystem>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/device_line.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/save.h"
#include "scenarios/report/device_text.h"
#include "scenarios/report/dump.h"
#include "scenarios/report/json.h"
#include "scenarios/report/reg_text.h"
#include "scenarios/report/text.h"
#include "scenarios/runner/perform.h"
#include "scenarios/runner/suite.h"

namespace wmsim {
namespace {

using StepReporter = std::string (*)(const Step&, const StepResult&, std::string_view device);

// The file that a step is about, as it was typed.
std::string FileOf(const Step& step) {
  const Entry* main = step.arguments.Find(step.verb->main);
  return main != nullptr && main->key->kind == ValueKind::kFile ? std::get<std::string>(main->value) : "";
}

// What is wrong with the file of a step whose outcome is invalid-input.
Error ProblemOf(const Step& step, const StepResult& result) {
  const std::string file = result.problem_file.empty() ? FileOf(step) : result.problem_file;
  return {result.problem, file, result.problem_line, result.problem_column};
}

ExitStatus StepCommand(const CommandLine& line, StepReporter reporter) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const Result<Step> step = StepOf(line.words, line);
  if (!step.ok()) return Complain(step.error(), format.value());
  RunCaches caches;
  Surroundings surroundings = HereSurroundings(caches);
  Result<DeviceLine> device = DeviceOf(line, surroundings);
  if (!device.ok()) return Complain(device.error(), format.value());
  DeviceLine on = std::move(device).value();
  const Result<StepResult> result = Perform(on.device, step.value(), surroundings);
  if (!result.ok()) return Complain(result.error(), format.value());

  if (line.Has("save")) {
    if (const auto error = SaveScenario(line.Value("save"), line, step.value(), result.value())) {
      return Complain(*error, format.value());
    }
  }
  if (format.value() == Format::kJson) {
    Print(StepJsonText(*step.value().verb, result.value()));
  } else {
    PrintLines(reporter(step.value(), result.value(), on.name));
    if (line.Has("save")) PrintLines("  saved     " + line.Value("save") + "\n");
  }
  if (!result.value().problem.empty()) Complain(ProblemOf(step.value(), result.value()));
  return ExitOf(result.value().outcome);
}

// A device and the steps that it went through; `name` is the profile's.
Result<DeviceLine> AfterScenario(const std::string& path, RunCaches& caches) {
  SuiteLoader loader(caches.files);
  const ScenarioFile file = loader.Load(path);
  if (file.kind != FileKind::kScenario && file.errors.empty()) {
    const std::string what = file.kind == FileKind::kDevice ? "a device file" : "the settings of a suite";
    return Error{what + ": --after wants a scenario", file.name};
  }
  if (!file.scenario) {
    const Diagnostic& first = file.errors.front();
    return Error{first.text, first.file, first.at.line, first.at.column};
  }
  if (file.scenario->cases.size() != 1) {
    return Error{"the scenario has " + std::to_string(file.scenario->cases.size()) + " cases; --after wants one", path};
  }
  const Case& one = file.scenario->cases.front();
  Result<Device> device = DeviceAfter(file, one, caches, {});
  if (!device.ok()) return device.error();
  const bool is_file = FindProfile(one.device) == nullptr;
  const std::string name = is_file ? (std::filesystem::path(path).parent_path() / one.device).string() : one.device;
  return DeviceLine{name, one.given.Text("configuration"), std::move(device).value()};
}

// A scenario says all there is to say of its device.
std::optional<Error> BesideScenario(const CommandLine& line) {
  if (!line.words.empty()) return Error{"`" + line.words[0] + "` is too many: --after names a scenario"};
  for (const auto& [name, values] : line.options) {
    if (name != "after" && name != "format") return Error{"--" + name + " does not go with --after SCENARIO"};
  }
  return std::nullopt;
}

Result<DeviceLine> DumpedDevice(const CommandLine& line, RunCaches& caches) {
  const std::string after = line.Value("after");
  if (after.ends_with(".yaml") || after.ends_with(".yml")) {
    if (const auto error = BesideScenario(line)) return *error;
    return AfterScenario(after, caches);
  }
  Surroundings surroundings = HereSurroundings(caches);
  Result<DeviceLine> device = DeviceOf(line, surroundings);
  if (!device.ok() || after.empty()) return device;
  std::vector<std::string> words{after};
  words.insert(words.end(), line.words.begin(), line.words.end());
  const Result<Step> step = StepOf(words, line);
  if (!step.ok()) return step.error();
  DeviceLine changed = std::move(device).value();
  const Result<StepResult> result = Perform(changed.device, step.value(), surroundings);
  if (!result.ok()) return result.error();
  if (!result.value().problem.empty()) return ProblemOf(step.value(), result.value());
  return changed;
}

}  // namespace

ExitStatus TryCommand(const CommandInfo&, const CommandLine& line) { return StepCommand(line, StepText); }

ExitStatus ExplainCommand(const CommandInfo&, const CommandLine& line) { return StepCommand(line, ExplainText); }

ExitStatus DumpCommand(const CommandInfo&, const CommandLine& line) {
  const std::string wanted = line.Value("format");
  const bool as_file = wanted == "reg" || wanted == "device";
  const Result<Format> format = as_file ? Format::kText : FormatOf(line);
  if (!format.ok()) return Complain(Error{format.error().text + "; a dump is also reg or device"});
  if (!line.Has("after") && !line.words.empty()) {
    return Complain(Error{"`" + line.words[0] + "` is too many; --after says what the device goes through first"},
                    format.value());
  }
  RunCaches caches;
  const Result<DeviceLine> device = DumpedDevice(line, caches);
  if (!device.ok()) return Complain(device.error(), format.value());
  if (wanted == "device") {
    Print(DeviceText(device.value().device, {device.value().name, device.value().configuration}));
  } else if (wanted == "reg") {
    const Result<std::string> text = RegText(device.value().device);
    if (!text.ok()) return Complain(text.error());
    Print(text.value());
  } else if (format.value() == Format::kJson) {
    Print(DumpJson(device.value().device));
  } else {
    PrintLines(DumpText(device.value().device));
  }
  return ExitStatus::kYes;
}

}  // namespace wmsim
