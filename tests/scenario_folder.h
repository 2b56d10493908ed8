// A folder of scenario files for one test, with certificates of the suite, and running what is in it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/case_record.h"
#include "tests/test_files.h"

namespace wmsim {

// A folder that is gone when its test ends.
class ScenarioFolder {
 public:
  ScenarioFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "wmsim-test-XXXXXX").string();
    path_ = std::filesystem::canonical(mkdtemp(name.data()));
  }
  ScenarioFolder(const ScenarioFolder&) = delete;
  ScenarioFolder& operator=(const ScenarioFolder&) = delete;
  ~ScenarioFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }

  const std::filesystem::path& path() const { return path_; }

  // Write makes a file below the folder, and the folders above it.
  std::filesystem::path Write(const std::string& below, std::string_view text) const {
    const std::filesystem::path file = path_ / below;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

  // Put copies a certificate file of the suite, under its own name or another.
  void Put(const std::string& certificate, const std::string& below = "") const {
    Write(below.empty() ? certificate : below, SuiteBytes(certificate));
  }

 private:
  std::filesystem::path path_;
};

// A scenario file that was read and run, with what its reports point to.
class Ran {
 public:
  explicit Ran(const std::filesystem::path& file, const std::vector<std::filesystem::path>& allowed = {})
      : loader_(caches_.files), file_(loader_.Load(file)) {
    if (!file_.scenario) {
      reports_.push_back(UnreadableCase(file_));
    } else {
      for (const Case& one : file_.scenario->cases) reports_.push_back(RunCase(file_, one, caches_, allowed));
    }
    for (const CaseReport& report : reports_) summary_.Count(report.status);
  }
  Ran(const Ran&) = delete;
  Ran& operator=(const Ran&) = delete;

  const ScenarioFile& file() const { return file_; }
  const std::vector<CaseReport>& reports() const { return reports_; }
  const Summary& summary() const { return summary_; }
  std::vector<CaseRecord> records() const {
    std::vector<CaseRecord> records;
    for (const CaseReport& report : reports_) records.push_back(RecordOf(report));
    return records;
  }
  const CaseReport& report() const { return reports_.front(); }
  const StepReport& step(std::size_t number) const { return report().steps.at(number); }

  // Text writes "passed: passed failed not-run", the status of the case and of its steps, and a line per failure
  // ("LINE:COLUMN FIELD: EXPECTED / ACTUAL") and per error.
  std::string Text() const {
    std::string text;
    for (const CaseReport& report : reports_) {
      text += std::string(Word(report.status)) + ":";
      for (const StepReport& step : report.steps) text += " " + std::string(Word(step.status));
      text += "\n";
      for (const StepReport& step : report.steps) {
        for (const Failure& failure : step.failures) {
          text += std::to_string(failure.at.line) + ":" + std::to_string(failure.at.column) + " " + failure.field +
                  ": " + failure.expected + " / " + failure.actual + "\n";
        }
      }
      for (const Diagnostic& error : report.errors) text += "error " + FormatDiagnostic(error) + "\n";
    }
    return text;
  }

 private:
  RunCaches caches_;
  SuiteLoader loader_;
  ScenarioFile file_;
  std::vector<CaseReport> reports_;
  Summary summary_;
};

}  // namespace wmsim
