#include "scenarios/report/junit.h"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

namespace pt = boost::property_tree;

// Attributes are set as children, never by path: '.' in a name would split it.
void SetAttribute(pt::ptree& element, const std::string& name, const std::string& value) {
  pt::ptree* attributes = nullptr;
  if (const auto found = element.find("<xmlattr>"); found != element.not_found()) {
    attributes = &found->second;
  } else {
    attributes = &element.push_back({"<xmlattr>", {}})->second;
  }
  attributes->push_back({name, pt::ptree(Printable(value))});
}

std::string ErrorText(const CaseReport& report) {
  std::string text;
  for (const Diagnostic& error : report.errors) text += FormatDiagnostic(error) + "\n";
  return text;
}

void AddVerdict(pt::ptree& element, const char* name, const std::string& text) {
  pt::ptree verdict(Printable(text));
  SetAttribute(verdict, "message", text.substr(0, text.find('\n')));
  element.push_back({name, verdict});
}

pt::ptree CaseElement(const CaseReport& report) {
  pt::ptree element;
  const bool readable = report.scenario_case != nullptr;
  SetAttribute(element, "name", readable ? report.scenario_case->name : report.file->report_name);
  SetAttribute(element, "classname", report.file->id);
  SetAttribute(element, "file", report.file->report_name);
  SetAttribute(element, "line", std::to_string(readable ? report.file->scenario->at.line : 1));
  SetAttribute(element, "time", "0");
  switch (report.status) {
    case CaseStatus::kPassed:
      break;
    case CaseStatus::kFailed:
      AddVerdict(element, "failure", FailureText(report));
      break;
    case CaseStatus::kSkipped:
    case CaseStatus::kXfailed:
      AddVerdict(element, "skipped", report.note);
      break;
    case CaseStatus::kError:
      AddVerdict(element, "error", ErrorText(report));
      break;
  }
  element.push_back({"system-out", pt::ptree(Printable(CaseText(report)))});
  return element;
}

}  // namespace

std::string RunJUnit(const std::vector<CaseReport>& cases, const Summary& summary) {
  pt::ptree suite;
  SetAttribute(suite, "name", "wmsim");
  SetAttribute(suite, "tests", std::to_string(summary.total));
  SetAttribute(suite, "failures", std::to_string(summary.failed));
  SetAttribute(suite, "errors", std::to_string(summary.errors));
  SetAttribute(suite, "skipped", std::to_string(summary.skipped + summary.xfailed));
  SetAttribute(suite, "time", "0");
  for (const CaseReport& report : cases) suite.push_back({"testcase", CaseElement(report)});
  pt::ptree suites;
  suites.push_back({"testsuite", suite});
  pt::ptree root;
  root.push_back({"testsuites", suites});
  std::ostringstream out;
  pt::write_xml(out, root);
  return out.str() + "\n";
}

}  // namespace wmsim
