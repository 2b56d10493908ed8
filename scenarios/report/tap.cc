#include "scenarios/report/tap.h"

#include "scenarios/language/yaml_writer.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

// A backslash stands before the characters that TAP reads as its own.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : PrintableLine(text)) {
    if (c == '#' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

Node Quoted(const std::string& text) { return TextNode(Printable(text)); }

Node PlaceNode(const std::string& file, Position at) {
  return MappingNode({{"file", Quoted(file)},
                      {"line", ScalarNode(std::to_string(at.line))},
                      {"column", ScalarNode(std::to_string(at.column))}});
}

std::string YamlBlock(const CaseRecord& record) {
  std::vector<Node> differences, errors;
  for (const StepRecord& step : record.steps) {
    for (const Failure& failure : step.failures) {
      differences.push_back(MappingNode({{"step", Quoted(step.title)},
                                         {"field", Quoted(failure.field)},
                                         {"expected", Quoted(failure.expected)},
                                         {"found", Quoted(failure.actual)},
                                         {"at", PlaceNode(record.file, failure.at)}}));
    }
  }
  for (const Diagnostic& error : record.errors) {
    errors.push_back(MappingNode({{"message", Quoted(error.text)}, {"at", PlaceNode(error.file, error.at)}}));
  }
  const Node block = MappingNode({{"note", Quoted(record.note)},
                                  {"at", PlaceNode(record.file, {record.line, 1})},
                                  {"differences", ListNode(std::move(differences))},
                                  {"errors", ListNode(std::move(errors))}});
  std::string text = "  ---\n";
  std::string line = "  ";
  for (const char c : YamlText(block)) {
    line += c;
    if (c != '\n') continue;
    text += line;
    line = "  ";
  }
  return text + "  ...\n";
}

// What stands behind the description: why the point does not count.
std::string Directive(const CaseRecord& record) {
  if (record.status == CaseStatus::kSkipped) return " # SKIP " + Escaped(record.note);
  if (record.status == CaseStatus::kXfailed) return " # TODO " + Escaped(record.note);
  return "";
}

}  // namespace

std::string RunTap(const std::vector<CaseRecord>& cases, const Summary& summary) {
  std::string text =
      "TAP version 14\n1.." + std::to_string(cases.size() + static_cast<std::size_t>(summary.not_run)) + "\n";
  std::size_t number = 0;
  for (const CaseRecord& record : cases) {
    const bool good = record.status == CaseStatus::kPassed || record.status == CaseStatus::kSkipped;
    text += std::string(good ? "ok " : "not ok ") + std::to_string(++number) + " - " + Escaped(record.id) +
            (record.name.empty() ? "" : ": " + Escaped(record.name)) + Directive(record) + "\n";
    if (IsWrong(record.status)) text += YamlBlock(record);
  }
  if (summary.not_run > 0) text += "Bail out! " + std::to_string(summary.not_run) + " cases were not run\n";
  return text;
}

}  // namespace wmsim
