#include "scenarios/report/junit.h"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

#include "scenarios/report/printable.h"
#include "scenarios/report/run_text.h"

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

std::string ErrorText(const CaseRecord& record) {
  std::string text;
  for (const Diagnostic& error : record.errors) text += FormatDiagnostic(error) + "\n";
  return text;
}

void AddVerdict(pt::ptree& element, const char* name, const std::string& text) {
  pt::ptree verdict(Printable(text));
  SetAttribute(verdict, "message", text.substr(0, text.find('\n')));
  element.push_back({name, verdict});
}

// The id without its combination: what JUnit has classes for.
std::string FileIdOf(const CaseRecord& record) {
  return record.id.substr(0, record.id.size() - CombinationText(record.matrix).size());
}

pt::ptree CaseElement(const CaseRecord& record) {
  pt::ptree element;
  SetAttribute(element, "name", record.name.empty() ? record.file : record.name);
  SetAttribute(element, "classname", FileIdOf(record));
  SetAttribute(element, "file", record.file);
  SetAttribute(element, "line", std::to_string(record.line));
  SetAttribute(element, "time", "0");
  switch (record.status) {
    case CaseStatus::kPassed:
      break;
    case CaseStatus::kFailed:
      AddVerdict(element, "failure", FailureText(record));
      break;
    case CaseStatus::kSkipped:
    case CaseStatus::kXfailed:
      AddVerdict(element, "skipped", record.note);
      break;
    case CaseStatus::kError:
      AddVerdict(element, "error", ErrorText(record));
      break;
  }
  element.push_back({"system-out", pt::ptree(CaseLine(record) + StepLines(record))});
  return element;
}

// What stands for the cases that a run did not come to.
pt::ptree NotRunElement(int not_run) {
  pt::ptree element;
  const std::string text = std::to_string(not_run) + " cases were not run: the run ended early";
  for (const auto& [name, value] : {std::pair("name", "cases that were not run"), std::pair("classname", "wmsim"),
                                    std::pair("file", "-"), std::pair("line", "1"), std::pair("time", "0")}) {
    SetAttribute(element, name, value);
  }
  AddVerdict(element, "error", text);
  element.push_back({"system-out", pt::ptree(text)});
  return element;
}

}  // namespace

std::string RunJUnit(const std::vector<CaseRecord>& cases, const Summary& summary) {
  pt::ptree suite;
  SetAttribute(suite, "name", "wmsim");
  const int cut = summary.not_run > 0 ? 1 : 0;
  SetAttribute(suite, "tests", std::to_string(summary.total + cut));
  SetAttribute(suite, "failures", std::to_string(summary.failed));
  SetAttribute(suite, "errors", std::to_string(summary.errors + cut));
  SetAttribute(suite, "skipped", std::to_string(summary.skipped + summary.xfailed));
  SetAttribute(suite, "time", "0");
  for (const CaseRecord& record : cases) suite.push_back({"testcase", CaseElement(record)});
  if (cut > 0) suite.push_back({"testcase", NotRunElement(summary.not_run)});
  pt::ptree suites;
  suites.push_back({"testsuite", suite});
  pt::ptree root;
  root.push_back({"testsuites", suites});
  std::ostringstream out;
  pt::write_xml(out, root);
  return out.str() + "\n";
}

}  // namespace wmsim
