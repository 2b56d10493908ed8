// Random scenarios on every profile, against what raw_device.h says of them.
//
// The ordinary run takes the first two thousand. For more, or to have one again:
//   WMSIM_RANDOM_SCENARIOS=1000000 ./build/release/tests/wmsim_tests --gtest_filter='RandomScenarios.*'
//   WMSIM_RANDOM_SCENARIOS=1 WMSIM_RANDOM_SEED=4711 WMSIM_RANDOM_FOLDER=/tmp/random ...
// Scenario number N is the same in every run; WMSIM_RANDOM_SEED is the number of the first. WMSIM_RANDOM_FOLDER is
// where those that fail are written, with the files that they read, for `wmsim run`.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "scenarios/runner/run.h"
#include "tests/random_scenario.h"
#include "tests/raw_device.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

constexpr std::uint64_t kOrdinaryScenarios = 2000;
constexpr int kMostFailuresShown = 3;

std::uint64_t NumberFromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 0);
}

// What is wrong with a case, a line each; empty where it passed.
std::string Problems(const CaseReport& report) {
  std::string text;
  for (const StepReport& step : report.steps) {
    for (const Failure& failure : step.failures) {
      text += "line " + std::to_string(failure.at.line) + ", " + failure.field + ": the model says " +
              failure.expected + ", the device " + failure.actual + "\n";
    }
  }
  for (const Diagnostic& error : report.errors) text += FormatDiagnostic(error) + "\n";
  return text;
}

std::string Problems(const ScenarioFile& file, RunCaches& caches) {
  if (!file.scenario) return Problems(UnreadableCase(file));
  std::string text;
  for (const Case& one : file.scenario->cases) text += Problems(RunCase(file, one, caches, {}));
  return text;
}

// Keep copies a scenario and the folder with the files that it reads to where the person wants them, if anywhere.
void Keep(const ScenarioFolder& folder, std::uint64_t seed, const std::string& text) {
  const char* wanted = std::getenv("WMSIM_RANDOM_FOLDER");
  if (wanted == nullptr) return;
  folder.Write("random-" + std::to_string(seed) + ".yaml", text);
  std::filesystem::copy(folder.path(), wanted,
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

TEST(RandomScenarios, EndAsTheRawModelSays) {
  const std::uint64_t count = NumberFromEnvironment("WMSIM_RANDOM_SCENARIOS", kOrdinaryScenarios);
  const std::uint64_t first = NumberFromEnvironment("WMSIM_RANDOM_SEED", 1);
  ScenarioFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(SourcePath("scenarios/suite/certs"))) {
    if (entry.is_regular_file()) folder.Put(entry.path().filename().string());
  }
  for (const RawDocument& document : RawDocuments()) folder.Write(std::string(document.file), document.text);
  folder.Write("suite.yaml", "tags: [random]\n");
  RunCaches caches;
  SuiteLoader loader(caches.files);
  const ScenarioFile file = loader.Load(folder.Write("random.yaml", RandomScenario(first)));
  std::filesystem::remove(folder.path() / "random.yaml");

  int failures = 0;
  for (std::uint64_t seed = first; seed < first + count && failures < kMostFailuresShown; ++seed) {
    const std::string text = RandomScenario(seed);
    const std::string problems = Problems(WithText(file, text), caches);
    if (problems.empty()) continue;
    ++failures;
    Keep(folder, seed, text);
    ADD_FAILURE() << "WMSIM_RANDOM_SEED=" << seed << '\n' << text << problems;
  }
}

}  // namespace
}  // namespace wmsim
