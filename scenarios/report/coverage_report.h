// What a run reached, and what is missing, as text and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/runner/coverage.h"

namespace wmsim {

// CoverageText writes a line per table ("rules: 40 of 42"), with the missing ones below it.
std::string CoverageText(const Coverage& coverage);

// CoverageJson is the same as an object: for each table how many there are, how many were reached, and the missing.
nlohmann::ordered_json CoverageJson(const Coverage& coverage);

}  // namespace wmsim
