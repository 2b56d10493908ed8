// What came of a step against what its scenario expects.
#pragma once

#include <cstdint>
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

// How much an expectation says: what a reader wants to know first, or all that a regression test can hold on to.
enum class Extent : std::uint8_t { kShort, kFull };

// ExpectationOf returns an `expect` that holds for a result: the outcome, and of the rule, the further blockers, the
// message, the error code, the store and part of a certificate, the trust, the prompts and the risks those that there
// were. In full also thumbprints, the role mask, the changes, whether a restart is required, and lists that are empty.
// The response is a file, so no part of it.
Node ExpectationOf(const StepResult& result, Extent extent);

}  // namespace wmsim
