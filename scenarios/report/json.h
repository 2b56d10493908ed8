// The JSON of wmsim, described in docs/json.md: stable, null and never a missing key, no times, hosts or absolute
// paths.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "scenarios/language/diagnostic.h"
#include "scenarios/language/verb.h"

namespace wmsim {

// StepJson returns the object of one step: what `try` prints.
nlohmann::ordered_json StepJson(const VerbInfo& verb, const StepResult& result);
std::string StepJsonText(const VerbInfo& verb, const StepResult& result);

// DiagnosticJson returns {"file", "line", "column", "text"}.
nlohmann::ordered_json DiagnosticJson(const Diagnostic& diagnostic);

// CheckJson returns the text of what `check` found: the errors, and how many files and cases there are.
std::string CheckJson(const std::vector<Diagnostic>& errors, std::size_t files, std::size_t cases);

// ErrorJson returns {"error": {"file", "line", "column", "text"}} as text.
std::string ErrorJson(const Diagnostic& diagnostic);

// JsonText writes an object, indented; bytes that are not UTF-8 become the replacement character.
std::string JsonText(const nlohmann::ordered_json& json);

}  // namespace wmsim
