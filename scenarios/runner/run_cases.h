// Running many cases: on several cores, reported in order.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <vector>

#include "scenarios/runner/run.h"
#include "scenarios/runner/selection.h"

namespace wmsim {

// `threads`: cases run at once. `repeats`: how often each case runs; what is reported is the first run of it that did
// not pass. Requires both to be 1 at least.
struct RunPlan {
  std::size_t threads = 1;
  std::size_t repeats = 1;
  std::vector<std::filesystem::path> allowed;
};

// A report, and how long its case took on this machine: for people, never for a report that is compared.
struct TimedReport {
  CaseReport report;
  std::chrono::microseconds took;
};

// RunCases runs cases and hands each report to `done`, on the calling thread and in the order of `cases`, as soon as it
// and those before it are there. No further case is begun once `done` returned false or `stop` is true; what was begun
// by then is finished, and reported unless `done` returned false. Returns how many were reported. Throws what a case
// threw.
std::size_t RunCases(const std::vector<SelectedCase>& cases, const RunPlan& plan, RunCaches& caches,
                     const std::atomic<bool>& stop, const std::function<bool(TimedReport)>& done);

}  // namespace wmsim
