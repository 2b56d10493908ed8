// The answer of `explain`: all that there is to say of one step, in words, as JSON and as a drawing.
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/explanation.h"

namespace wmsim {

// ExplainText writes what `try` does, then every rule in order with what it looked at, what would turn the decision,
// as whom the step was done, the policies behind it, and what is only assumed.
std::string ExplainText(const Step& step, const StepResult& result, const Explanation& explanation,
                        std::string_view device);

// ExplainJsonText is the object of `try` with one more key, "explanation" (docs/json.md).
std::string ExplainJsonText(const Step& step, const StepResult& result, const Explanation& explanation);

// ExplainDot draws the way through the rules in the language of Graphviz: the rules that were passed, the one that
// decided, and dashed those that would still stand in the way.
std::string ExplainDot(const Step& step, const StepResult& result, std::string_view device);

}  // namespace wmsim
