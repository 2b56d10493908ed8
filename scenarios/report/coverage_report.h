// What a run reached, and what is missing, as text and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"
#include "scenarios/runner/coverage.h"

namespace wmsim {

// CoverageText writes a line per table ("rules: 40 of 42"), with the missing ones below it.
std::string CoverageText(const Coverage& coverage);

// CoverageJson is the same as an object: for each table how many there are, how many were reached, and the missing.
nlohmann::ordered_json CoverageJson(const Coverage& coverage);

// A demand: at least so many percent of a table, or of the cells of all actions together, are reached.
struct CoverageGoal {
  std::string table;
  double percent = 0;
};

// ParseCoverageGoals reads "rules=100,messages=90,cells=0.1"; "" is no goal. Errors: another table, a number that is no
// percentage, a table twice.
Result<std::vector<CoverageGoal>> ParseCoverageGoals(std::string_view text);

// MissedGoalsText is a line for each goal that was missed, or "".
std::string MissedGoalsText(const Coverage& coverage, const std::vector<CoverageGoal>& goals);

}  // namespace wmsim
