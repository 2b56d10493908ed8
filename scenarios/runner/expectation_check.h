// What came of a step against what its scenario expects.
#pragma once

#include <vector>

#include "emulator/step_result.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/failure.h"
#include "scenarios/runner/setup.h"

namespace wmsim {

// ExpectationFailures compares each key that `step.expect` writes; a step without it must succeed. Errors are about
// files that the expectation names.
Result<std::vector<Failure>> ExpectationFailures(const Step& step, const StepResult& result,
                                                 Surroundings& surroundings);

// ExpectationOf returns an `expect` that holds for a result: the outcome, and of the rule, the further blockers, the
// message, the error code, the place of a certificate, the trust, the prompts and the risks those that there were.
Node ExpectationOf(const StepResult& result);

}  // namespace wmsim
