// What came of one step, for people.
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"
#include "scenarios/language/scenario.h"

namespace wmsim {

// StepTitle writes "VERB FILE": the verb and its main argument, a path without folders.
std::string StepTitle(const Step& step);

// StepText is the answer of `try`: "OUTCOME: VERB FILE on DEVICE", the message in quotes, then the reasons.
std::string StepText(const Step& step, const StepResult& result, std::string_view device);

// ExplainText is the answer of `explain`: StepText, and every rule in order with what it looked at.
std::string ExplainText(const Step& step, const StepResult& result, std::string_view device);

// ReasonsText writes the rule that decided and the further ones in the way, each with what it looked at.
std::string ReasonsText(const StepResult& result);

}  // namespace wmsim
