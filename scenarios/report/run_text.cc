#include "scenarios/report/run_text.h"

#include <algorithm>
#include <sstream>

#include "emulator/encoding.h"
#include "scenarios/report/diff.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

constexpr std::size_t kMaxExcerpt = 160;  // characters of a line of the file
constexpr std::size_t kMaxDiffLines = 40;
constexpr std::size_t kMaxCompared = std::size_t{1} << 18;  // bytes of two texts whose lines are compared

std::string_view ColourOf(CaseStatus status, const Colours& colours) {
  switch (status) {
    case CaseStatus::kPassed:
      return colours.good;
    case CaseStatus::kFailed:
    case CaseStatus::kError:
      return colours.bad;
    case CaseStatus::kSkipped:
    case CaseStatus::kXfailed:
      return colours.odd;
  }
  return "";
}

std::string StatusWord(CaseStatus status, const Colours& colours) {
  const std::string_view word = Word(status);
  const std::string_view colour = ColourOf(status, colours);
  return std::string(colour) + std::string(word) + std::string(colours.off) + std::string(9 - word.size(), ' ');
}

bool IsInLines(const std::string& value) { return value.find('\n') != std::string::npos; }

// A value as a word in a sentence: of one in lines, how many there are.
std::string InSentence(const std::string& value) {
  return IsInLines(value) ? std::to_string(std::ranges::count(value, '\n')) + " lines" : value;
}

bool HasDifference(const Failure& failure) {
  return IsInLines(failure.expected) && IsInLines(failure.actual) &&
         failure.expected.size() + failure.actual.size() <= kMaxCompared;
}

std::string FailureLine(const std::string& file, const Failure& failure) {
  const std::string text =
      HasDifference(failure)
          ? failure.field + ": the lines that were expected (-) and found (+) differ"
          : failure.field + ": expected " + InSentence(failure.expected) + ", found " + InSentence(failure.actual);
  return PrintableLine(FormatDiagnostic({file, failure.at, text})) + "\n";
}

// Where both values have lines, those that differ.
std::string DifferenceLines(const Failure& failure) {
  if (!HasDifference(failure)) return "";
  std::string lines;
  std::istringstream diff(DiffLines(failure.expected, failure.actual, kMaxDiffLines));
  for (std::string line; std::getline(diff, line);) lines += "  " + PrintableLine(line) + "\n";
  return lines;
}

std::string_view LineOf(std::string_view text, int number) {
  for (int i = 1; i < number && !text.empty(); ++i) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return text.substr(0, text.find_first_of("\r\n"));
}

// The characters of a line; bytes that are no UTF-8 count as one each, and a tab as a blank.
std::vector<std::string> CharactersOf(std::string_view line) {
  std::vector<std::string> characters;
  while (!line.empty()) {
    const std::size_t length = std::max<std::size_t>(CharacterLength(line), 1);
    characters.emplace_back(line[0] == '\t' ? " " : line.substr(0, length));
    line.remove_prefix(length);
  }
  return characters;
}

// The line of the file with a caret below the place; of a long one the part around it.
std::string Excerpt(std::string_view text, Position at, const Colours& colours) {
  if (at.line == 0) return "";
  const std::vector<std::string> line = CharactersOf(LineOf(text, at.line));
  const auto column = std::min(static_cast<std::size_t>(at.column - 1), line.size());
  const std::size_t start = line.size() > kMaxExcerpt && column > kMaxExcerpt / 2 ? column - kMaxExcerpt / 2 : 0;
  std::string shown = start > 0 ? "..." : "";
  std::size_t caret = shown.size();
  for (std::size_t i = start; i < line.size() && i < start + kMaxExcerpt; ++i) {
    const std::string character = PrintableLine(line[i]);
    shown += character;
    if (i < column) caret += CharacterLength(character) == character.size() ? 1 : character.size();
  }
  const std::string number = std::to_string(at.line);
  return "  " + number + " | " + shown + "\n  " + std::string(number.size(), ' ') + " | " + std::string(caret, ' ') +
         std::string(colours.bad) + "^" + std::string(colours.off) + "\n";
}

std::string StepLine(const StepRecord& step) {
  std::string line = step.title + ": " + (step.outcome.empty() ? std::string(Word(step.status)) : step.outcome);
  if (!step.shown.empty()) line += "  " + step.shown;
  if (!step.problem.empty()) line += "  (" + PrintableLine(step.problem) + ")";
  return line + "\n";
}

// A word of a command line, so that a shell takes it as one.
std::string ShellWord(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string(R"('\'')") : std::string(1, c);
  return quoted + "'";
}

std::string AloneText(const CaseRecord& record, const std::string& file) {
  const std::string path = file.starts_with('-') ? "./" + file : file;
  std::string text = "  to run it alone: wmsim run " + ShellWord(path);
  if (!record.matrix.empty()) text += " --filter " + ShellWord(record.id);
  return PrintableLine(text) + "\n";
}

}  // namespace

std::string CaseLine(const CaseRecord& record, const Colours& colours) {
  const std::string& name = record.name.empty() ? record.file : record.name;
  std::string text = StatusWord(record.status, colours) + "  " + PrintableLine(name);
  const bool says_device = std::ranges::any_of(record.matrix, [](const auto& pair) { return pair.first == "device"; });
  if (!says_device && !record.device.empty()) text += "  on " + PrintableLine(record.device);
  if (!record.note.empty()) text += "  (" + PrintableLine(record.note) + ")";
  return text + "\n";
}

std::string StepLines(const CaseRecord& record) {
  if (record.status == CaseStatus::kSkipped) return "";
  std::string text;
  for (const StepRecord& step : record.steps) text += "           " + StepLine(step);
  return text;
}

std::string FailureText(const CaseRecord& record) {
  std::string text;
  for (const StepRecord& step : record.steps) {
    for (const Failure& failure : step.failures) text += FailureLine(record.file, failure) + DifferenceLines(failure);
  }
  if (text.empty() && record.status == CaseStatus::kFailed)
    text = PrintableLine(record.file + ": " + record.note) + "\n";
  return text;
}

std::string FailureDetail(const CaseReport& report, const Colours& colours) {
  if (report.status != CaseStatus::kFailed) return "";
  const CaseRecord record = RecordOf(report);
  std::string text = "\n" + CaseLine(record, colours);
  for (std::size_t i = 0; i < report.steps.size(); ++i) {
    const StepReport& step = report.steps[i];
    if (step.failures.empty()) continue;
    for (const Failure& failure : step.failures) {
      text += FailureLine(report.file->name, failure) + Excerpt(report.file->text, failure.at, colours) +
              DifferenceLines(failure);
    }
    text += "  step " + std::to_string(i + 1) + ": " + StepLine(record.steps[i]);
    if (step.result) text += ReasonsText(*step.result);
  }
  return text + AloneText(record, report.file->name);
}

std::string SlowestText(std::vector<Timing> timings, std::size_t count) {
  std::ranges::stable_sort(timings, std::ranges::greater(), &Timing::took);
  if (timings.size() > count) timings.resize(count);
  std::string text = "slowest:\n";
  for (const Timing& timing : timings) {
    std::string milliseconds = std::to_string(timing.took.count() / 1000) + ".";
    milliseconds += std::to_string(timing.took.count() % 1000 + 1000).substr(1) + " ms";
    text += "  " + std::string(milliseconds.size() < 12 ? 12 - milliseconds.size() : 0, ' ') + milliseconds + "  " +
            PrintableLine(timing.id) + "\n";
  }
  return text;
}

std::string SummaryText(const Summary& summary) {
  std::string text = std::to_string(summary.passed) + " passed, " + std::to_string(summary.failed) + " failed";
  const auto add = [&](int count, std::string_view what) {
    if (count > 0) text += ", " + std::to_string(count) + " " + std::string(what);
  };
  add(summary.skipped, "skipped");
  add(summary.xfailed, "expected failures");
  add(summary.errors, "errors");
  add(summary.not_run, "not run");
  return text + "\n";
}

}  // namespace wmsim
