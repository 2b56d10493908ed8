// What wmsim costs: a decision, its trace, a fix, one scenario, the whole suite, where a scenario's time goes, and a
// large registry file.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "emulator/reg_file.h"
#include "emulator/store_registry.h"
#include "policy_engine/actions.h"
#include "scenarios/fix/answer.h"
#include "scenarios/report/run_text.h"
#include "scenarios/runner/run.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

fs::path SuiteFolder() { return fs::path(WMSIM_SOURCE_DIR) / "scenarios/suite"; }

SpAddCertFacts RestrictedPhone() {
  SpAddCertFacts facts;
  facts.checked = YesNo::kYes;
  facts.operator_restricted = YesNo::kYes;
  facts.unsigned_apps = Switch::kZero;
  facts.unsigned_prompt = Switch::kZero;
  facts.privileged_apps = Switch::kOne;
  facts.kind = CertificateKind::kIntermediate;
  return facts;
}

// A decision with every blocker.
void BM_Decision(benchmark::State& state) {
  SpAddCertFacts facts = RestrictedPhone();
  for (auto _ : state) {
    benchmark::DoNotOptimize(facts);
    benchmark::DoNotOptimize(DecideSpAddCert(facts));
  }
}
BENCHMARK(BM_Decision);

// The trace of that decision as text, policy values included.
void BM_TraceAsText(benchmark::State& state) {
  const SpAddCertFacts facts = RestrictedPhone();
  const Verdict verdict{
      &kSpAddCertAction, CellOf(facts), DecideSpAddCert(facts), {"", "", "0", "0", "1", "", "", "", "", ""}};
  std::string text;
  for (auto _ : state) {
    text.clear();
    AppendTrace(verdict, text);
    benchmark::DoNotOptimize(text.data());
  }
}
BENCHMARK(BM_TraceAsText);

// Every cell of every action, through the same functions that `run` uses: each decision with all its blockers.
void BM_EveryCell(benchmark::State& state) {
  std::uint64_t cells = 0;
  for (const Action* action : Actions()) cells += Cells(*action);
  for (auto _ : state) {
    for (const Action* action : Actions()) {
      ForEachCell(*action, [&](const Cell& cell) { benchmark::DoNotOptimize(action->decide(cell)); });
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cells));
}
BENCHMARK(BM_EveryCell);

// The parts of a scenario's cost, each over the whole suite and divided by its cases.
class Suite {
 public:
  Suite() : loader_(caches_.files) {
    paths_ = FindScenarioFiles(SuiteFolder()).value();
    for (const fs::path& path : paths_) {
      loaded_.push_back(loader_.Load(path));
      texts_.push_back(ReadHostFile(path, kMaxTextBytes).value());
      if (loaded_.back().scenario) cases_ += static_cast<std::int64_t>(loaded_.back().scenario->cases.size());
    }
    RunAll();  // fills the cache of certificates
  }

  void ReadFiles() const {
    for (const fs::path& path : paths_) benchmark::DoNotOptimize(ReadHostFile(path, kMaxTextBytes));
  }

  void ParseAll() const {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      Diagnostics diagnostics("");
      benchmark::DoNotOptimize(ParseScenario(texts_[i], loaded_[i].suite->settings, diagnostics));
    }
  }

  // Steps, expectations and devices, with certificates that were read before.
  void RunAll() {
    for (const ScenarioFile& file : loaded_) {
      if (!file.scenario) continue;
      for (const Case& one : file.scenario->cases) benchmark::DoNotOptimize(RunCase(file, one, caches_, {}));
    }
  }

  std::int64_t cases() const { return cases_; }

 private:
  RunCaches caches_;
  SuiteLoader loader_;
  std::vector<fs::path> paths_;
  std::vector<std::string> texts_;
  std::deque<ScenarioFile> loaded_;
  std::int64_t cases_ = 0;
};

Suite& WholeSuite() {
  static Suite suite;
  return suite;
}

void BM_ScenarioFile(benchmark::State& state) {
  for (auto _ : state) WholeSuite().ReadFiles();
  state.SetItemsProcessed(state.iterations() * WholeSuite().cases());
}
BENCHMARK(BM_ScenarioFile);

void BM_ScenarioParse(benchmark::State& state) {
  for (auto _ : state) WholeSuite().ParseAll();
  state.SetItemsProcessed(state.iterations() * WholeSuite().cases());
}
BENCHMARK(BM_ScenarioParse);

void BM_ScenarioDecisions(benchmark::State& state) {
  for (auto _ : state) WholeSuite().RunAll();
  state.SetItemsProcessed(state.iterations() * WholeSuite().cases());
}
BENCHMARK(BM_ScenarioDecisions);

// All fixes of a step with the ways to make them: SPAddCert on a restricted phone, and an intermediate there, which no
// SPAddCert adds and every other tool must be thought of.
void BM_Fix(benchmark::State& state, const char* file) {
  RunCaches caches;
  const Surroundings here{caches, {SuiteFolder() / "certs", std::nullopt, {}}, nullptr};
  const Profile& profile = *FindProfile("guide-smartphone");
  const Device device = Boot(BuildImage(profile, true, {}), Changes{}, profile.clock);
  const Attempt attempt = MakeAttempt(VerbId::kSpAddCert, {{"file", TextNode(file)}});
  for (auto _ : state) {
    Problem problem = TryAttempt(device, attempt, here).value();
    benchmark::DoNotOptimize(AnswerTo(problem));
  }
}
BENCHMARK_CAPTURE(BM_Fix, root, "contoso-root.cer");
BENCHMARK_CAPTURE(BM_Fix, intermediate, "contoso-intermediate.cer");

// One certificate: read from the host, parsed, its own signature checked. Paid once for each file of a run.
void BM_Certificate(benchmark::State& state) {
  const fs::path path = SuiteFolder() / "certs/contoso-root.cer";
  for (auto _ : state) {
    FileCache files;
    benchmark::DoNotOptimize(files.Certificate(path.string(), {}));
  }
}
BENCHMARK(BM_Certificate);

// A registry file of 30,000 keys in no order, read and imported.
void BM_RegistryImport(benchmark::State& state) {
  std::vector<int> numbers(30'000);
  std::iota(numbers.begin(), numbers.end(), 0);
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937(1));
  std::string text = "REGEDIT4\n";
  for (const int number : numbers) {
    text += "[HKEY_LOCAL_MACHINE\\Software\\Key " + std::to_string(number) + "]\n@=dword:1\n";
  }
  const Profile& profile = Profiles().front();
  const auto image = BuildImage(profile, false, {});
  for (auto _ : state) {
    Device device = Boot(image, {}, profile.clock);
    const Result<RegFile> file = ReadRegFile(text);
    for (const RegSetting& setting : file.value().settings) ChangeRegistry(device, setting);
    benchmark::DoNotOptimize(device);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(numbers.size()));
}
BENCHMARK(BM_RegistryImport);

void BM_OneScenario(benchmark::State& state) {
  const fs::path path = FindScenarioFiles(SuiteFolder()).value().front();
  for (auto _ : state) {
    RunCaches caches;
    SuiteLoader loader(caches.files);
    const ScenarioFile file = loader.Load(path);
    for (const Case& one : file.scenario->cases) benchmark::DoNotOptimize(RunCase(file, one, caches, {}));
  }
}
BENCHMARK(BM_OneScenario);

void BM_WholeSuite(benchmark::State& state) {
  const std::vector<fs::path> paths = FindScenarioFiles(SuiteFolder()).value();
  for (auto _ : state) {
    RunCaches caches;
    SuiteLoader loader(caches.files);
    for (const fs::path& path : paths) {
      const ScenarioFile file = loader.Load(path);
      if (!file.scenario) continue;
      for (const Case& one : file.scenario->cases)
        benchmark::DoNotOptimize(CaseLine(RecordOf(RunCase(file, one, caches, {}))));
    }
  }
  state.SetItemsProcessed(state.iterations() * WholeSuite().cases());
}
BENCHMARK(BM_WholeSuite);

}  // namespace
}  // namespace wmsim
