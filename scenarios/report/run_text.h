// What came of a run, for people. All of it is printable: what it quotes from files holds no terminal escape.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/case_record.h"
#include "scenarios/runner/run_cases.h"

namespace wmsim {

// What to write around words that are coloured: escapes of a terminal, or nothing.
struct Colours {
  std::string_view good;
  std::string_view bad;
  std::string_view odd;  // what is neither: skipped, expected to fail
  std::string_view off;
};
inline constexpr Colours kNoColours{};
inline constexpr Colours kTerminalColours{"\033[32m", "\033[31m", "\033[33m", "\033[0m"};

// CaseLine tells in a line how a case ended: "passed     NAME  on DEVICE".
std::string CaseLine(const CaseRecord& record, const Colours& colours = kNoColours);

// StepLines tells of each step of a case its outcome and its message.
std::string StepLines(const CaseRecord& record);

// FailureText is a line for each difference between expectation and result: FILE:LINE:COLUMN, expected and found.
std::string FailureText(const CaseRecord& record);

// FailureDetail tells a case that failed in full: each difference with the line of the file and a caret below the wrong
// value, what came of the step and why, and how to run the case alone. Empty for any other case.
std::string FailureDetail(const CaseReport& report, const Colours& colours = kNoColours);

// A case and how long it took.
struct Timing {
  std::string id;
  std::chrono::microseconds took;
};

// SlowestText lists the `count` cases that took longest.
std::string SlowestText(std::vector<Timing> timings, std::size_t count);

// SummaryText is the last line of a run: "63 passed, 0 failed", and what else there was.
std::string SummaryText(const Summary& summary);

}  // namespace wmsim
