#include "scenarios/report/run_json.h"

#include "scenarios/report/case_record.h"
#include "scenarios/report/json.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json FailuresJson(const StepReport& report) {
  Json failures = Json::array();
  for (const Failure& failure : report.failures) {
    failures.push_back({{"field", failure.field},
                        {"expected", failure.expected},
                        {"actual", failure.actual},
                        {"line", failure.at.line},
                        {"column", failure.at.column}});
  }
  return failures;
}

// A step that was not done has the keys of one that was, all null.
Json EmptyStepJson(const VerbInfo& verb) {
  Json step = StepJson(verb, StepResult{});
  for (auto& [key, value] : step.items()) {
    if (key != "verb") value = nullptr;
  }
  return step;
}

Json StepReportJson(const StepReport& report) {
  const VerbInfo& verb = *report.step->verb;
  Json step = report.result ? StepJson(verb, *report.result) : EmptyStepJson(verb);
  step["title"] = StepTitle(*report.step);
  step["line"] = report.step->at.line;
  step["status"] = Word(report.status);
  step["failures"] = FailuresJson(report);
  return step;
}

// The lines of an object as they stand in a list of the outermost object.
std::string Indented(const Json& json) {
  std::string text = JsonText(json);
  text.pop_back();
  std::string indented;
  for (const char c : text) indented += c == '\n' ? std::string("\n    ") : std::string(1, c);
  return indented;
}

}  // namespace

Json CaseJson(const CaseReport& report) {
  const Case* one = report.scenario_case;
  Json matrix = Json::object();
  Json steps = Json::array();
  Json errors = Json::array();
  if (one != nullptr) {
    for (const auto& [variable, value] : one->combination) matrix[variable] = value;
  }
  for (const StepReport& step : report.steps) steps.push_back(StepReportJson(step));
  for (Diagnostic error : report.errors) {
    error.file = ReportName(*report.file, error.file);
    errors.push_back(DiagnosticJson(error));
  }
  return {{"id", CaseId(*report.file, one)},
          {"name", one != nullptr ? Json(one->name) : Json(nullptr)},
          {"file", report.file->report_name},
          {"line", one != nullptr ? Json(report.file->scenario->at.line) : Json(nullptr)},
          {"device", one != nullptr ? Json(one->device) : Json(nullptr)},
          {"matrix", std::move(matrix)},
          {"status", Word(report.status)},
          {"note", TextOrNull(report.note)},
          {"errors", std::move(errors)},
          {"steps", std::move(steps)}};
}

std::string ListJson(const std::vector<SelectedCase>& cases) {
  Json list = Json::array();
  for (const SelectedCase& one : cases) {
    const bool is_read = one.scenario_case != nullptr;
    const ScenarioFile& file = *one.file;
    list.push_back({{"id", CaseId(file, one.scenario_case)},
                    {"name", is_read ? Json(one.scenario_case->name) : Json(nullptr)},
                    {"file", file.report_name},
                    {"line", is_read ? Json(file.scenario->at.line) : Json(nullptr)},
                    {"device", is_read ? Json(one.scenario_case->device) : Json(nullptr)},
                    {"tags", is_read ? Json(file.scenario->tags) : Json::array()}});
  }
  return JsonText({{"format", 1}, {"cases", std::move(list)}});
}

RunJsonText::RunJsonText(const RunSelection& selection) {
  Json shard = nullptr;
  if (selection.shard) {
    shard = {{"index", selection.shard->index}, {"count", selection.shard->count}, {"of", selection.before_shard}};
  }
  const Json head = {{"cases", selection.cases}, {"shard", std::move(shard)}};
  text_ = "{\n  \"format\": 1,\n  \"selection\": " + head.dump() + ",\n  \"scenarios\": [";
}

void RunJsonText::Add(const Json& scenario) {
  text_ += is_empty_ ? "\n    " : ",\n    ";
  is_empty_ = false;
  text_ += Indented(scenario);
}

std::string RunJsonText::Whole(const Summary& summary, const Json& coverage) const {
  const Json counts = {{"total", summary.total},     {"passed", summary.passed},   {"failed", summary.failed},
                       {"skipped", summary.skipped}, {"xfailed", summary.xfailed}, {"errors", summary.errors}};
  std::string text = text_ + (is_empty_ ? "],\n" : "\n  ],\n");
  if (!coverage.is_null()) text += "  \"coverage\": " + coverage.dump() + ",\n";
  return text + "  \"summary\": " + counts.dump() + "\n}\n";
}

}  // namespace wmsim
