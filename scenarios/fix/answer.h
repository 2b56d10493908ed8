// What would make a step succeed, whole: the question, the fixes, and the ways to make them.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "scenarios/fix/route.h"
#include "scenarios/fix/search.h"

namespace wmsim {

// TryAttempt tries a step on a copy of a device. Errors are those of the step itself, and a step whose file is
// malformed: no change of a device mends it.
Result<Problem> TryAttempt(const Device& device, const Attempt& attempt, Surroundings surroundings);

// The remedies that were thought of, the fixes made of them, and for each remedy that a fix has its routes (none for
// the others).
struct FixAnswer {
  std::vector<Remedy> remedies;
  Fixes fixes;
  std::vector<std::vector<Route>> routes;
};

// AnswerTo finds every fix; none where the step succeeds as it is. The files that fixes name are in `problem.made`.
FixAnswer AnswerTo(Problem& problem);

// Succeeds tells whether a step came to what was wanted, as its exit status does.
bool Succeeds(const StepResult& result);

// UserCanMake tells whether the user can make every remedy of a fix now, AnybodyCanMake whether each is somebody's to
// make, AnyUserRoute whether there is a fix that the user can make.
bool UserCanMake(const FixAnswer& answer, const Fix& fix);
bool AnybodyCanMake(const FixAnswer& answer, const Fix& fix);
bool AnyUserRoute(const FixAnswer& answer);

}  // namespace wmsim
