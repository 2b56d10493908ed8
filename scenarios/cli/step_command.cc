#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/device_line.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/save.h"
#include "scenarios/cli/starting_device.h"
#include "scenarios/report/device_text.h"
#include "scenarios/report/dump.h"
#include "scenarios/report/explain_text.h"
#include "scenarios/report/json.h"
#include "scenarios/report/reg_text.h"
#include "scenarios/report/text.h"
#include "scenarios/runner/perform.h"

namespace wmsim {
namespace {

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

// A step of the command line, on the device that it found, and what came of it there.
struct TriedStep {
  Step step;
  DeviceLine before;
  StepResult result;
};

Result<TriedStep> TryStep(const CommandLine& line) {
  Result<Step> step = StepOf(line.words, line);
  if (!step.ok()) return step.error();
  RunCaches caches;
  Surroundings surroundings = HereSurroundings(caches);
  Result<DeviceLine> before = StartingDevice(line, surroundings);
  if (!before.ok()) return before.error();
  Device device = before.value().device;
  Result<StepResult> result = Perform(device, step.value(), surroundings);
  if (!result.ok()) return result.error();
  return TriedStep{std::move(step).value(), std::move(before).value(), std::move(result).value()};
}

std::optional<Error> Save(const CommandLine& line, const Step& step, const StepResult& result) {
  Result<Attempt> attempt = AttemptOf(line);
  if (!attempt.ok()) return attempt.error();
  const std::string name = StepTitle(step) + " on " + line.Value("device") + ": " + std::string(Word(result.outcome));
  return SaveScenario(line.Value("save"), line, {name, {}, std::move(attempt).value()}, result);
}

ExitStatus Finish(const TriedStep& tried) {
  if (!tried.result.problem.empty()) Complain(ProblemOf(tried.step, tried.result));
  return ExitOf(tried.result.outcome);
}

Result<DeviceLine> DumpedDevice(const CommandLine& line, RunCaches& caches) {
  const std::string after = line.Value("after");
  Surroundings surroundings = HereSurroundings(caches);
  if (NamesScenario(after)) {
    if (!line.words.empty()) return Error{"`" + line.words[0] + "` is too many: --after names a scenario"};
    return StartingDevice(line, surroundings);
  }
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

ExitStatus TryCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const Result<TriedStep> tried = TryStep(line);
  if (!tried.ok()) return Complain(tried.error(), format.value());
  const auto& [step, before, result] = tried.value();
  if (line.Has("save")) {
    if (const auto error = Save(line, step, result)) return Complain(*error, format.value());
  }
  if (format.value() == Format::kJson) {
    Print(StepJsonText(*step.verb, result));
  } else {
    PrintLines(StepText(step, result, before.name));
    if (line.Has("save")) PrintLines("  saved     " + line.Value("save") + "\n");
  }
  return Finish(tried.value());
}

ExitStatus ExplainCommand(const CommandInfo&, const CommandLine& line) {
  const bool as_dot = line.Value("format") == "dot";
  const Result<Format> format = as_dot ? Format::kText : FormatOf(line);
  if (!format.ok()) return Complain(Error{format.error().text + "; an explanation is also dot"});
  const Result<TriedStep> tried = TryStep(line);
  if (!tried.ok()) return Complain(tried.error(), format.value());
  const auto& [step, before, result] = tried.value();
  const Explanation explanation = Explain(step, result, before.device);
  if (as_dot) {
    Print(ExplainDot(step, result, before.name));
  } else if (format.value() == Format::kJson) {
    Print(ExplainJsonText(step, result, explanation));
  } else {
    PrintLines(ExplainText(step, result, explanation, before.name));
  }
  return Finish(tried.value());
}

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
