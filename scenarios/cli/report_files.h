// --report: files that a run writes besides what it prints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/cli/command_line.h"
#include "scenarios/report/case_record.h"

namespace wmsim {

// A form of report. `text` is null for the JSON, whose text is made case by case.
struct ReportFormat {
  std::string_view name;
  std::string (*text)(const std::vector<CaseRecord>& cases, const Summary& summary);
};

// Where a report goes: a file, or "-" for standard output, where GitHub looks for annotations among other lines.
struct ReportTarget {
  const ReportFormat* format;
  std::string file;
};

// ReportTargets reads every --report FORMAT=FILE. Errors: another form, a file that cannot be written, the same file
// twice.
Result<std::vector<ReportTarget>> ReportTargets(const CommandLine& line);

// Wants tells whether one of the targets is of the format `name`.
bool Wants(const std::vector<ReportTarget>& targets, std::string_view name);

// WriteReports writes every report, each whole or not at all; what goes to standard output is printed. Returns the
// errors. `json` is the text of the JSON, where a target wants it.
std::vector<Error> WriteReports(const std::vector<ReportTarget>& targets, const std::vector<CaseRecord>& cases,
                                const Summary& summary, const std::string& json);

}  // namespace wmsim
