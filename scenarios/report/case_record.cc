#include "scenarios/report/case_record.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

StepRecord StepRecordOf(const StepReport& report) {
  StepRecord record{.title = StepTitle(*report.step), .line = report.step->at.line, .status = report.status};
  record.failures = report.failures;
  if (!report.result) return record;
  record.outcome = Word(report.result->outcome);
  if (const auto& message = report.result->message) record.shown = Quoted(message->text, Message(message->id).verbatim);
  record.problem = report.result->problem;
  return record;
}

std::string TextIn(const Json& json, const char* key) {
  return json.at(key).is_null() ? std::string() : json.at(key).get<std::string>();
}

int NumberIn(const Json& json, const char* key, int otherwise) {
  return json.at(key).is_null() ? otherwise : json.at(key).get<int>();
}

Position PositionIn(const Json& json) { return {NumberIn(json, "line", 0), NumberIn(json, "column", 0)}; }

template <class Words>
Words WordIn(const Json& json) {
  const auto word = ParseWord<Words>(json.at("status").get<std::string>());
  if (!word) throw std::invalid_argument("a status that no case has");
  return *word;
}

StepRecord StepRecordFrom(const Json& json) {
  StepRecord record{.title = PrintableLine(TextIn(json, "title")), .line = NumberIn(json, "line", 0)};
  record.status = WordIn<StepStatus>(json);
  record.outcome = TextIn(json, "outcome");
  const Json& message = json.at("message");
  if (!message.is_null()) record.shown = Quoted(TextIn(message, "text"), message.at("verbatim").get<bool>());
  record.problem = TextIn(json, "problem");
  for (const Json& failure : json.at("failures")) {
    record.failures.push_back(
        {TextIn(failure, "field"), TextIn(failure, "expected"), TextIn(failure, "actual"), PositionIn(failure)});
  }
  return record;
}

CaseRecord RecordIn(const Json& json) {
  CaseRecord record{.id = TextIn(json, "id"), .name = TextIn(json, "name"), .file = TextIn(json, "file")};
  record.line = NumberIn(json, "line", 1);
  record.device = TextIn(json, "device");
  for (const auto& [variable, value] : json.at("matrix").items()) {
    record.matrix.emplace_back(variable, value.get<std::string>());
  }
  record.status = WordIn<CaseStatus>(json);
  record.note = TextIn(json, "note");
  for (const Json& step : json.at("steps")) record.steps.push_back(StepRecordFrom(step));
  for (const Json& error : json.at("errors")) {
    record.errors.push_back({TextIn(error, "file"), PositionIn(error), TextIn(error, "text")});
  }
  return record;
}

}  // namespace

std::string Quoted(const std::string& shown, bool verbatim) {
  return "\"" + PrintableLine(shown) + "\"" + (verbatim ? "" : " (wmsim's own wording)");
}

CaseRecord RecordOf(const CaseReport& report) {
  CaseRecord record{.id = CaseId(*report.file, report.scenario_case), .file = report.file->report_name};
  record.status = report.status;
  record.note = report.note;
  for (Diagnostic error : report.errors) {
    error.file = ReportName(*report.file, error.file);
    record.errors.push_back(std::move(error));
  }
  if (report.scenario_case == nullptr) return record;
  record.name = report.scenario_case->name;
  record.line = report.file->scenario->at.line;
  record.device = report.scenario_case->device;
  record.matrix = report.scenario_case->combination;
  for (const StepReport& step : report.steps) record.steps.push_back(StepRecordOf(step));
  return record;
}

Result<CaseRecord> RecordFrom(const Json& json) {
  try {
    return RecordIn(json);
  } catch (const std::exception& error) {
    return Error{error.what()};
  }
}

}  // namespace wmsim
