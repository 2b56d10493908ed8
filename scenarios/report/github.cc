#include "scenarios/report/github.h"

#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

// Text as a command takes it: a percent sign, ends of lines, and in properties colons and commas are numbers.
std::string Escaped(const std::string& text, bool is_property) {
  std::string escaped;
  for (const char c : Printable(text)) {
    switch (c) {
      case '%':
        escaped += "%25";
        break;
      case '\n':
        escaped += "%0A";
        break;
      case ':':
        escaped += is_property ? "%3A" : ":";
        break;
      case ',':
        escaped += is_property ? "%2C" : ",";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Command(const char* command, const std::string& file, Position at, const std::string& title,
                    const std::string& text) {
  std::string line = std::string("::") + command + " file=" + Escaped(file, true);
  if (at.line > 0) line += ",line=" + std::to_string(at.line);
  if (at.column > 0) line += ",col=" + std::to_string(at.column);
  return line + ",title=" + Escaped(title, true) + "::" + Escaped(text, false) + "\n";
}

}  // namespace

std::string RunGitHub(const std::vector<CaseRecord>& cases, const Summary& summary) {
  std::string text;
  if (summary.not_run > 0) text = "::error title=wmsim::" + std::to_string(summary.not_run) + " cases were not run\n";
  for (const CaseRecord& record : cases) {
    const std::string& title = record.name.empty() ? record.file : record.name;
    const Position start{record.line, 0};
    bool is_told = false;
    for (const StepRecord& step : record.steps) {
      for (const Failure& failure : step.failures) {
        text +=
            Command("error", record.file, failure.at, title,
                    step.title + ": " + failure.field + ": expected " + failure.expected + ", found " + failure.actual);
        is_told = true;
      }
    }
    for (const Diagnostic& error : record.errors) text += Command("error", error.file, error.at, title, error.text);
    const bool is_odd = record.status == CaseStatus::kSkipped || record.status == CaseStatus::kXfailed;
    if (is_odd)
      text += Command("notice", record.file, start, title, std::string(Word(record.status)) + ": " + record.note);
    if (record.status == CaseStatus::kFailed && !is_told)
      text += Command("error", record.file, start, title, record.note);
  }
  return text;
}

}  // namespace wmsim
