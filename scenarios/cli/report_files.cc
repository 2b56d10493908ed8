#include "scenarios/cli/report_files.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "scenarios/cli/console.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/github.h"
#include "scenarios/report/junit.h"
#include "scenarios/report/tap.h"
#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

constexpr std::string_view kJson = "json";
constexpr std::string_view kStandardOutput = "-";

constexpr auto kReportFormats =
    std::to_array<ReportFormat>({{kJson, nullptr}, {"junit", RunJUnit}, {"tap", RunTap}, {"github", RunGitHub}});

bool SamePlace(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(a), error) ==
         std::filesystem::weakly_canonical(std::filesystem::absolute(b), error);
}

Result<const ReportFormat*> FormatNamed(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ReportFormat& format : kReportFormats) names.push_back(format.name);
  const auto format = std::ranges::find(kReportFormats, name, &ReportFormat::name);
  if (format == kReportFormats.end()) return Error{"--report: " + UnknownWord("format", name, names)};
  return &*format;
}

}  // namespace

Result<std::vector<ReportTarget>> ReportTargets(const CommandLine& line) {
  std::vector<ReportTarget> targets;
  for (const std::string& text : line.Values("report")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
      return Error{"--report wants FORMAT=FILE, not `" + text + "`"};
    }
    const auto format = FormatNamed(text.substr(0, equals));
    if (!format.ok()) return format.error();
    const std::string file = text.substr(equals + 1);
    const auto is_same = [&](const ReportTarget& target) { return SamePlace(target.file, file); };
    if (std::ranges::any_of(targets, is_same)) return Error{"two reports go to this file", file};
    if (file.ends_with(".yaml") || file.ends_with(".yml")) {
      return Error{"a report is not written over a scenario: give it another ending", file};
    }
    const bool may_be_printed = format.value()->name == "github" && line.Value("format", "text") == "text";
    if (file == kStandardOutput && !may_be_printed) {
      return Error{"--report " + text + ": what else the run prints stands there too; name a file"};
    }
    if (file != kStandardOutput) {
      if (const auto error = WhyNotWritable(file)) return *error;
    }
    targets.push_back({format.value(), file});
  }
  return targets;
}

bool Wants(const std::vector<ReportTarget>& targets, std::string_view name) {
  return std::ranges::any_of(targets, [&](const ReportTarget& target) { return target.format->name == name; });
}

std::vector<Error> WriteReports(const std::vector<ReportTarget>& targets, const std::vector<CaseRecord>& cases,
                                const Summary& summary, const std::string& json) {
  std::vector<Error> errors;
  for (const ReportTarget& target : targets) {
    const std::string text = target.format->text != nullptr ? target.format->text(cases, summary) : json;
    if (target.file == kStandardOutput) {
      Print(text);
    } else if (const auto error = WriteHostFile(target.file, text)) {
      errors.push_back(*error);
    }
  }
  return errors;
}

}  // namespace wmsim
