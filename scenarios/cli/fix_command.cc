#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/starting_device.h"
#include "scenarios/report/fix_text.h"

namespace wmsim {
namespace {

Result<Attempt> AttemptOf(const CommandLine& line) {
  Result<Node> arguments = ArgumentsOf(line.words, line);
  if (!arguments.ok()) return arguments.error();
  const Result<Step> step = StepOf(line.words, line);
  if (!step.ok()) return step.error();
  const Step& typed = step.value();
  if (typed.verb->action == nullptr) {
    return Error{std::string(typed.verb->name) + " asks no rule: there is nothing to mend"};
  }
  return Attempt{typed.verb, std::move(arguments).value(), typed.answers};
}

}  // namespace

ExitStatus FixCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const Result<Attempt> attempt = AttemptOf(line);
  if (!attempt.ok()) return Complain(attempt.error(), format.value());
  RunCaches caches;
  Surroundings surroundings = HereSurroundings(caches);
  const Result<DeviceLine> device = StartingDevice(line, surroundings);
  if (!device.ok()) return Complain(device.error(), format.value());
  Result<Problem> tried = TryAttempt(device.value().device, attempt.value(), surroundings);
  if (!tried.ok()) return Complain(tried.error(), format.value());
  Problem problem = std::move(tried).value();
  const FixAnswer answer = AnswerTo(problem);
  if (format.value() == Format::kJson) {
    Print(FixJsonText(problem, answer));
  } else {
    PrintLines(FixText(problem, answer, device.value().name));
  }
  const bool is_good = Succeeds(problem.result) || !answer.fixes.list.empty();
  return is_good ? ExitStatus::kYes : ExitStatus::kNo;
}

}  // namespace wmsim
