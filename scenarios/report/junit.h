// JUnit XML, as CI systems read it: one case per combination, with file and line, of the same shape red or green.
#pragma once

#include <string>
#include <vector>

#include "scenarios/report/case_record.h"

namespace wmsim {

// RunJUnit returns the text of a whole run (docs/junit.xsd). Times are 0: a report is the same on every run.
std::string RunJUnit(const std::vector<CaseRecord>& cases, const Summary& summary);

}  // namespace wmsim
