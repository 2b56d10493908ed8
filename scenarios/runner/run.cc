#include "scenarios/runner/run.h"

#include <algorithm>

#include "scenarios/runner/expectation_check.h"
#include "scenarios/runner/perform.h"
#include "scenarios/runner/state_check.h"

namespace wmsim {
namespace {

bool IsFor(const Marks& marks, const std::string& device) {
  return marks.only_on.empty() || std::ranges::find(marks.only_on, device) != marks.only_on.end();
}

std::string FileErrorText(const Error& error) {
  return error.file.empty() ? error.text : "`" + error.file + "`: " + error.text;
}

class CaseRunner {
 public:
  CaseRunner(const ScenarioFile& file, const Case& scenario_case, Surroundings surroundings)
      : file_(file), case_(scenario_case), surroundings_(std::move(surroundings)) {
    report_.file = &file;
    report_.scenario_case = &scenario_case;
    for (const Step& step : case_.steps)
      report_.steps.push_back({.step = &step, .status = StepStatus::kNotRun, .result = {}, .failures = {}});
  }

  const Device& device() const { return device_; }

  CaseReport Run() {
    if (!IsFor(case_.marks, case_.device) || case_.marks.skip) {
      report_.status = CaseStatus::kSkipped;
      report_.note = case_.marks.skip.value_or("not for " + case_.device);
      return std::move(report_);
    }
    Result<Device> device = SetUpDevice(case_.device, case_.given, surroundings_);
    if (!device.ok()) {
      const bool is_unknown = device.error().file == case_.device && case_.device_at.line > 0;
      AddError(is_unknown ? case_.device_at : file_.scenario->at, device.error());
      return std::move(report_);
    }
    device_ = std::move(device).value();
    for (StepReport& step : report_.steps) {
      if (!RunStep(step)) break;
    }
    Conclude();
    return std::move(report_);
  }

 private:
  // Returns whether the next step is to be done.
  bool RunStep(StepReport& report) {
    const Step& step = *report.step;
    if (step.marks.skip || !IsFor(step.marks, case_.device)) {
      report.status = StepStatus::kSkipped;
      return true;
    }
    Result<StepResult> result = Perform(device_, step, surroundings_);
    if (!result.ok()) return Fail(report, result.error());
    report.result = std::move(result).value();
    if (!CheckAnswers(report)) return false;
    auto failures = ExpectationFailures(step, *report.result, surroundings_);
    if (!failures.ok()) return Fail(report, failures.error());
    report.failures = std::move(failures).value();
    if (!AddStateDifferences(report)) return false;
    report.status = report.failures.empty() ? StepStatus::kPassed : StepStatus::kFailed;
    return CheckExpectedFailure(report);
  }

  bool Fail(StepReport& report, const Error& error) {
    report.status = StepStatus::kError;
    AddError(report.step->at, error);
    return false;
  }

  // Where the suite demands it, somebody must have said what to answer.
  bool CheckAnswers(StepReport& report) {
    if (!file_.suite->settings.answers_required) return true;
    for (const ShownPrompt& prompt : report.result->prompts) {
      if (prompt.defaulted) {
        return Fail(report, {"the step has no answer to the prompt " + std::string(Word(prompt.id)) +
                             ", and the suite requires one"});
      }
    }
    return true;
  }

  // A state that differs against expectation is told in detail.
  bool AddStateDifferences(StepReport& report) {
    if (report.failures.empty() || report.result->outcome != Outcome::kDiffers) return true;
    auto differences = StateDifferences(device_, report.step->arguments, surroundings_);
    if (!differences.ok()) return Fail(report, differences.error());
    report.failures = std::move(differences).value();
    return true;
  }

  bool CheckExpectedFailure(StepReport& report) {
    const auto& xfail = report.step->marks.xfail;
    if (!xfail) return report.status == StepStatus::kPassed;
    if (report.status == StepStatus::kPassed) {
      report.status = StepStatus::kFailed;
      report.failures.push_back({"xfail", "a failure (" + *xfail + ")", "the step passed", report.step->at});
      return false;
    }
    report.status = StepStatus::kPassed;
    report.failures.clear();
    step_xfailed_ = *xfail;
    return true;
  }

  void AddError(Position at, const Error& error) {
    report_.status = CaseStatus::kError;
    if (error.line > 0 && !error.file.empty()) {  // a place in another file, such as a device file
      report_.errors.push_back({NamedBy(file_.name, error.file), {error.line, error.column}, error.text});
      return;
    }
    const Position place = error.line > 0 ? Position{error.line, error.column} : at;
    report_.errors.push_back({file_.name, place, FileErrorText(error)});
  }

  void Conclude() {
    if (report_.status == CaseStatus::kError) return;
    const bool failed =
        std::ranges::any_of(report_.steps, [](const StepReport& step) { return step.status == StepStatus::kFailed; });
    const auto& xfail = case_.marks.xfail;
    if (xfail) {
      report_.status = failed ? CaseStatus::kXfailed : CaseStatus::kFailed;
      report_.note = failed ? *xfail : "expected to fail (" + *xfail + "), but it passed: remove the xfail";
    } else if (failed) {
      report_.status = CaseStatus::kFailed;
    } else if (step_xfailed_) {
      report_.status = CaseStatus::kXfailed;
      report_.note = *step_xfailed_;
    }
  }

  const ScenarioFile& file_;
  const Case& case_;
  Surroundings surroundings_;
  Device device_;
  CaseReport report_;
  std::optional<std::string> step_xfailed_;
};

}  // namespace

void Summary::Count(CaseStatus status) {
  ++total;
  switch (status) {
    case CaseStatus::kPassed:
      ++passed;
      return;
    case CaseStatus::kFailed:
      ++failed;
      return;
    case CaseStatus::kSkipped:
      ++skipped;
      return;
    case CaseStatus::kXfailed:
      ++xfailed;
      return;
    case CaseStatus::kError:
      ++errors;
      return;
  }
}

Surroundings SurroundingsOf(const ScenarioFile& file, RunCaches& caches,
                            const std::vector<std::filesystem::path>& allowed) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::weakly_canonical(file.path, error).parent_path();
  return {caches, {folder, file.suite->root, allowed}, file.suite->known_roots};
}

CaseReport RunCase(const ScenarioFile& file, const Case& scenario_case, RunCaches& caches,
                   const std::vector<std::filesystem::path>& allowed) {
  return CaseRunner(file, scenario_case, SurroundingsOf(file, caches, allowed)).Run();
}

Result<Device> DeviceAfter(const ScenarioFile& file, const Case& scenario_case, RunCaches& caches,
                           const std::vector<std::filesystem::path>& allowed) {
  CaseRunner runner(file, scenario_case, SurroundingsOf(file, caches, allowed));
  const CaseReport report = runner.Run();
  if (report.errors.empty()) return runner.device();
  const Diagnostic& first = report.errors.front();
  return Error{first.text, first.file, first.at.line, first.at.column};
}

CaseReport UnreadableCase(const ScenarioFile& file) {
  CaseReport report;
  report.file = &file;
  report.status = CaseStatus::kError;
  report.errors = file.errors;
  return report;
}

ExitStatus ExitOf(const Summary& summary) {
  if (summary.errors > 0) return ExitStatus::kCouldNot;
  return summary.failed > 0 || summary.not_run > 0 ? ExitStatus::kNo : ExitStatus::kYes;
}

}  // namespace wmsim
