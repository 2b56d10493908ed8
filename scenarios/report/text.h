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

// AppendLine writes a line of reasons: a short word in front, the text behind it.
void AppendLine(std::string_view label, std::string_view content, std::string& text);

// ReasonsText writes the rule that decided and the further ones in the way, each with what it looked at.
std::string ReasonsText(const StepResult& result);

}  // namespace wmsim
