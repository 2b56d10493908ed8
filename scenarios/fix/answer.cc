#include "scenarios/fix/answer.h"

#include <algorithm>

#include "scenarios/runner/perform.h"

namespace wmsim {

Result<Problem> TryAttempt(const Device& device, const Attempt& attempt, Surroundings surroundings) {
  Result<Step> step = StepOf(attempt);
  if (!step.ok()) return step.error();
  const auto made = std::make_shared<MadeFiles>();
  surroundings.scope.made = made;
  Device tried = device;
  Result<StepResult> result = Perform(tried, step.value(), surroundings);
  if (!result.ok()) return result.error();
  const StepResult& outcome = result.value();
  if (!outcome.problem.empty()) {
    const std::string file = outcome.problem_file.empty() ? attempt.Text(attempt.verb->main) : outcome.problem_file;
    return Error{outcome.problem + "; no change of a device mends a file", file, outcome.problem_line,
                 outcome.problem_column};
  }
  return Problem{device, attempt, std::move(step).value(), std::move(result).value(), std::move(surroundings), made};
}

FixAnswer AnswerTo(Problem& problem) {
  FixAnswer answer;
  if (Succeeds(problem.result)) return answer;
  answer.remedies = RemediesFor(problem);
  answer.fixes = FindFixes(problem, answer.remedies);
  answer.routes.resize(answer.remedies.size());
  for (const Fix& fix : answer.fixes.list) {
    for (const std::size_t i : fix.remedies) {
      if (answer.routes[i].empty()) answer.routes[i] = RoutesOf(problem, answer.remedies[i]);
    }
  }
  return answer;
}

bool Succeeds(const StepResult& result) { return ExitOf(result.outcome) == ExitStatus::kYes; }

bool UserCanMake(const FixAnswer& answer, const Fix& fix) {
  return std::ranges::all_of(fix.remedies, [&](std::size_t i) { return UserCan(answer.routes[i]); });
}

bool AnybodyCanMake(const FixAnswer& answer, const Fix& fix) {
  return std::ranges::all_of(fix.remedies,
                             [&](std::size_t i) { return std::ranges::any_of(answer.routes[i], &Route::IsOpen); });
}

bool AnyUserRoute(const FixAnswer& answer) {
  return std::ranges::any_of(answer.fixes.list, [&](const Fix& fix) { return UserCanMake(answer, fix); });
}

}  // namespace wmsim
