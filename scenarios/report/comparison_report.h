// Two devices beside each other, as text and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "scenarios/language/scenario.h"
#include "scenarios/report/setting_difference.h"
#include "scenarios/runner/comparison.h"

namespace wmsim {

// A kind of difference with a scenario that shows it, where one can, and the file that it was written to, or "".
struct ShownKind {
  DifferenceKind kind;
  std::optional<MadeScenario> example;
  std::string saved;
};

// All that differs between two devices, which are called `a` and `b`.
struct DeviceComparison {
  std::string a;
  std::string b;
  std::vector<SettingDifference> settings;
  std::vector<ActionComparison> actions;
  std::vector<ShownKind> kinds;

  bool IsEmpty() const { return settings.empty() && kinds.empty(); }
};

// KindName writes a kind in a word that a file can have as its name: "certinst-certinst-needs-manager-or-installed".
std::string KindName(const DifferenceKind& kind);

std::string ComparisonText(const DeviceComparison& comparison);
std::string ComparisonJson(const DeviceComparison& comparison);

// One step on two devices.
struct StepComparison {
  std::string a;
  std::string b;
  const Step* step;
  StepResult on_a;
  StepResult on_b;

  // Whether outcome, rule, blockers, message, prompts and changes are the same.
  bool IsSame() const;
};
std::string StepComparisonText(const StepComparison& comparison);
std::string StepComparisonJson(const StepComparison& comparison);

}  // namespace wmsim
