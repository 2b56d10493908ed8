// Reports for people.
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"
#include "scenarios/runner/run.h"

namespace wmsim {

// StepTitle writes "VERB FILE": the verb and its main argument, a path without folders.
std::string StepTitle(const Step& step);

// StepText is the answer of `try`: "OUTCOME: VERB FILE on DEVICE", the message in quotes, then the reasons.
std::string StepText(const Step& step, const StepResult& result, std::string_view device);

// ExplainText is the answer of `explain`: StepText, and every rule in order with what it looked at.
std::string ExplainText(const Step& step, const StepResult& result, std::string_view device);

// CaseText tells how one case of a run ended: its steps with outcome and message, and each failure with its place.
std::string CaseText(const CaseReport& report);

// FailureText is a line for each difference between expectation and result: FILE:LINE:COLUMN, expected and found.
std::string FailureText(const CaseReport& report);

// SummaryText is the last line of a run: "63 passed, 0 failed", and what else there was.
std::string SummaryText(const Summary& summary);

}  // namespace wmsim
