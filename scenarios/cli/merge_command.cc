#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/report_files.h"
#include "scenarios/report/merge.h"
#include "scenarios/report/run_text.h"
#include "scenarios/runner/files.h"

namespace wmsim {

ExitStatus MergeCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const auto targets = ReportTargets(line);
  if (!targets.ok()) return Complain(targets.error(), format.value());
  std::vector<std::pair<std::string, std::string>> reports;
  for (const std::string& file : line.words) {
    auto text = ReadHostFile(file, kMaxPackageBytes);
    if (!text.ok()) return Complain(Error{text.error().text, file}, format.value());
    reports.emplace_back(file, std::move(text).value());
  }
  const Result<MergedRun> merged = MergeRuns(reports);
  if (!merged.ok()) return Complain(merged.error(), format.value());
  const MergedRun& run = merged.value();
  if (format.value() == Format::kJson) Print(run.json);
  const std::vector<Error> errors = WriteReports(targets.value(), run.records, run.summary, run.json);
  for (const CaseRecord& record : run.records) {
    if (format.value() == Format::kText) Print(FailureText(record));
    for (const Diagnostic& error : record.errors) Complain(error);
  }
  if (format.value() == Format::kText) Print(SummaryText(run.summary));
  for (const Error& error : errors) Complain(error);
  return errors.empty() ? ExitOf(run.summary) : ExitStatus::kCouldNot;
}

}  // namespace wmsim
