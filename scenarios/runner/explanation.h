// Why a step came out as it did: what its result leaves to be worked out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/step_result.h"
#include "policy_engine/alternatives.h"
#include "scenarios/language/scenario.h"

namespace wmsim {

// A policy that the decision may depend on: its value in the registry and in force, and when a change is enforced.
// `as_shipped`: it is as the platform has it, which is known as well as `source` and `confidence` say.
struct PolicyValues {
  PolicyId id;
  PolicyState state;
  TakesEffect takes_effect;
  bool as_shipped;
  std::string_view source;
  Confidence confidence;
};

// Something that nobody knows and that the answer rests on.
struct Assumption {
  std::string what;
  std::string_view source;
};

// `acts_as` says with whose rights the step was done; `roles` are those of the request, `effective` what 4119 and 4120
// make of them. `turning` holds, of a step that was stopped, the changes of one fact that take the deciding rule away;
// of one that succeeded, those that would stop it.
struct Explanation {
  std::string acts_as;
  std::optional<RoleMask> roles;
  std::optional<RoleMask> effective;
  std::vector<Turn> turning;
  std::vector<PolicyValues> policies;
  std::vector<Assumption> assumed;
};

// Explain works it out. `before` is the device as the step found it.
Explanation Explain(const Step& step, const StepResult& result, const Device& before);

}  // namespace wmsim
