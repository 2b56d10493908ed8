#include "scenarios/runner/run_cases.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace wmsim {
namespace {

TimedReport RunOne(const SelectedCase& one, const RunPlan& plan, RunCaches& caches, const std::atomic<bool>& stop) {
  const auto start = std::chrono::steady_clock::now();
  CaseReport report;
  for (std::size_t i = 0; i < plan.repeats; ++i) {
    report = one.scenario_case != nullptr ? RunCase(*one.file, *one.scenario_case, caches, plan.allowed)
                                          : UnreadableCase(*one.file);
    if (report.status != CaseStatus::kPassed || stop) break;
  }
  const auto took = std::chrono::steady_clock::now() - start;
  return {std::move(report), std::chrono::duration_cast<std::chrono::microseconds>(took)};
}

// Cases are taken in order, so that those that were begun are always the first ones.
class Workers {
 public:
  Workers(const std::vector<SelectedCase>& cases, const RunPlan& plan, RunCaches& caches, const std::atomic<bool>& stop)
      : cases_(cases), plan_(plan), caches_(caches), stop_(stop), reports_(cases.size()) {
    const std::size_t count = std::min(plan.threads, cases.size());
    for (std::size_t i = 0; i < count; ++i) {
      try {
        threads_.emplace_back([this] { Work(); });
      } catch (const std::system_error&) {  // the machine has no more; those that are there do the work
        if (threads_.empty()) throw;
        break;
      }
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    End();
    for (std::thread& thread : threads_) thread.join();
  }

  void End() { ended_ = true; }

  // Returns the report of a case, or nothing where it is not to be run any more.
  std::optional<TimedReport> Wait(std::size_t number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reports_[number] || error_ || (idle_ == threads_.size() && begun_ <= number); });
    if (error_) std::rethrow_exception(error_);
    return std::exchange(reports_[number], std::nullopt);
  }

 private:
  void Work() {
    while (const std::optional<std::size_t> number = Take()) {
      std::optional<TimedReport> report;
      std::exception_ptr error;
      try {
        report = RunOne(cases_[*number], plan_, caches_, stop_);
      } catch (...) {
        error = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      reports_[*number] = std::move(report);
      if (error) error_ = error;
      changed_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    ++idle_;
    changed_.notify_all();
  }

  std::optional<std::size_t> Take() {
    const std::lock_guard lock(mutex_);
    if (begun_ == cases_.size() || stop_ || ended_ || error_) return std::nullopt;
    return begun_++;
  }

  const std::vector<SelectedCase>& cases_;
  const RunPlan& plan_;
  RunCaches& caches_;
  const std::atomic<bool>& stop_;
  std::atomic<bool> ended_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::optional<TimedReport>> reports_;
  std::size_t begun_ = 0;
  std::size_t idle_ = 0;
  std::exception_ptr error_;
  std::vector<std::thread> threads_;
};

}  // namespace

std::size_t RunCases(const std::vector<SelectedCase>& cases, const RunPlan& plan, RunCaches& caches,
                     const std::atomic<bool>& stop, const std::function<bool(TimedReport)>& done) {
  Workers workers(cases, plan, caches, stop);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::optional<TimedReport> report = workers.Wait(i);
    if (!report) return i;
    if (!done(*std::move(report))) return i + 1;
  }
  return cases.size();
}

}  // namespace wmsim
