// What reports say of a case: the same whether it was just run, or read back from the JSON of a run.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "scenarios/runner/run.h"
#include "scenarios/runner/selection.h"

namespace wmsim {

struct StepRecord {
  std::string title = {};  // "certinst contoso-root.cer"
  int line = 0;
  StepStatus status = StepStatus::kNotRun;
  std::string outcome = {};  // or "" where the step was not done
  std::string shown = {};    // the message on the screen, in quotes; wmsim's own wording says so
  std::string problem = {};  // what is wrong with the step's file, or ""
  std::vector<Failure> failures = {};
};

// `file` is a path for reports, never an absolute one; `line` is where the scenario begins. Of a file that could not be
// read the name is empty, and so is all else but id, file, status and errors.
struct CaseRecord {
  std::string id = {};
  std::string name = {};
  std::string file = {};
  int line = 1;
  std::string device = {};
  Combination matrix = {};
  CaseStatus status = CaseStatus::kPassed;
  std::string note = {};
  std::vector<StepRecord> steps = {};
  std::vector<Diagnostic> errors = {};
};

CaseRecord RecordOf(const CaseReport& report);

// RecordFrom reads an element of `scenarios` of a run's JSON, or says why it is none.
Result<CaseRecord> RecordFrom(const nlohmann::ordered_json& json);

// Quoted writes the text of a message as reports show it.
std::string Quoted(const std::string& shown, bool verbatim);

}  // namespace wmsim
