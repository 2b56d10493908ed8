// wmsim run --coverage --suggest DIR: scenarios for the decisions that a run lacks.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;

class CliSuggestTest : public testing::Test {
 protected:
  CliSuggestTest() {
    cli_.folder().Write("suite/run-app.yaml",
                        "scenario: R\ndevice: guide-pocket-pc\nsteps:\n  - run-app: {name: game.exe, signed-by: none}\n"
                        "    expect: {outcome: blocked}\n");
  }
  CliResult Run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"run", "--coverage"});
    return cli_.Run(arguments);
  }
  std::filesystem::path Path(const std::string& below) const { return cli_.folder().path() / below; }
  std::map<std::string, std::string> Files(const std::string& folder) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(Path(folder))) {
      files[entry.path().filename().string()] = ReadAll(entry.path());
    }
    return files;
  }
  Cli cli_;
};

// How many decisions a run reached, of all actions.
std::size_t Reached(const CliResult& json) {
  std::size_t reached = 0;
  const Json decisions = Json::parse(json.out).at("coverage").at("decisions");
  for (const Json& row : decisions) reached += row.at("reached").get<std::size_t>();
  return reached;
}

TEST_F(CliSuggestTest, WritesScenariosThatPassAndAddToTheCoverage) {
  const CliResult suggested = Run({"suite", "--suggest", "more", "--suggest-limit", "100000"});
  ASSERT_EQ(suggested.exit, 0) << suggested;
  EXPECT_TRUE(suggested.Says(" written to more, 0 more; ")) << suggested;
  std::size_t scenarios = 0;
  for (const auto& [name, text] : Files("more")) scenarios += name.ends_with(".yaml") ? 1 : 0;
  const CliResult passes = cli_.Run({"run", "--quiet", "more"});
  EXPECT_EQ(passes.exit, 0) << passes;
  EXPECT_TRUE(passes.Says(std::to_string(scenarios) + " passed")) << passes;
  EXPECT_EQ(1U, Reached(Run({"suite", "--format", "json"})));
  EXPECT_EQ(1U + scenarios, Reached(Run({"suite", "more", "--format", "json"})));

  // A program that runs, and the loader's other rows: of five decisions the suite has one.
  const auto files = Files("more");
  for (const char* missing : {"run-app-run-1.yaml", "run-app-program-revoked-1.yaml",
                              "run-app-program-signature-invalid-1.yaml", "run-app-unsigned-prompt-declined-1.yaml"}) {
    EXPECT_TRUE(files.contains(missing)) << missing;
  }
  EXPECT_FALSE(files.contains("run-app-unsigned-apps-not-allowed-1.yaml"));
}

TEST_F(CliSuggestTest, WritesTheSameEveryTimeAndNoMoreThanItMay) {
  ASSERT_EQ(Run({"suite", "--suggest", "a", "--suggest-limit", "7"}).exit, 0);
  const CliResult told = Run({"suite", "--suggest", "b/", "--suggest-limit", "7"});
  ASSERT_EQ(told.exit, 0) << told;
  EXPECT_TRUE(told.Says("suggestions: 7 written to b/, ")) << told;
  EXPECT_TRUE(told.Says(" more (--suggest-limit); ")) << told;
  const auto files = Files("a");
  EXPECT_EQ(files, Files("b"));
  EXPECT_EQ(7, std::ranges::count_if(files, [](const auto& file) { return file.first.ends_with(".yaml"); }));
}

// The exit status is that of the run, the line stands beside the JSON, and an empty folder will do.
TEST_F(CliSuggestTest, DoesItAfterARunThatFailed) {
  cli_.folder().Write("suite/wrong.yaml", "scenario: W\ndevice: guide-pocket-pc\nsteps:\n  - certinst: none.cer\n");
  std::filesystem::create_directory(Path("empty"));
  const CliResult json = Run({"suite", "--suggest", "empty", "--format", "json"});
  EXPECT_EQ(json.exit, 2) << json;
  EXPECT_TRUE(Json::accept(json.out)) << json;
  EXPECT_TRUE(json.Complains("suggestions: 50 written to empty, ")) << json;
  EXPECT_GE(Files("empty").size(), 50U);
}

// One line on standard error, exit status 2, and nothing was run or written.
TEST_F(CliSuggestTest, RefusesBeforeTheRun) {
  cli_.folder().Write("full/file", "mine");
  struct Row {
    std::vector<std::string> arguments;
    std::string said;
  };
  const Row rows[] = {
      {{"run", "suite", "--suggest", "new"}, "--suggest goes with --coverage"},
      {{"run", "suite", "--coverage", "--suggest"}, "--suggest"},
      {{"run", "suite", "--coverage", "--suggest", ""}, "suggest"},
      {{"run", "suite", "--coverage", "--suggest-limit", "3"}, "--suggest-limit goes with --suggest"},
      {{"run", "suite", "--coverage", "--suggest", "new", "--suggest-limit", "0"}, "from 1 on"},
      {{"run", "suite", "--coverage", "--suggest", "new", "--suggest-limit", "many"}, "whole number"},
      {{"run", "suite", "--coverage", "--suggest", "full"}, "it writes over nothing"},
      {{"run", "suite", "--coverage", "--suggest", "full/file"}, "wants a folder"},
      {{"run", "suite", "--coverage", "--suggest", "full/file/below"}, "full/file/below"},
      {{"run", "suite", "--coverage", "--suggest", "no/such/folder"}, "there is no folder to make it in"},
      {{"run", "suite", "--coverage", "--suggest", "new", "--watch"}, "do not go together"},
      {{"run", "suite", "--coverage", "--suggest", "new", "--update"}, "do not go together"},
      {{"run", "suite", "--coverage", "--suggest", "new", "--list"}, "do not go together"},
      {{"check", "suite", "--suggest", "new"}, "--suggest"},
  };
  for (const Row& row : rows) {
    const CliResult refused = cli_.Run(row.arguments);
    EXPECT_EQ(refused.exit, 2) << refused;
    EXPECT_EQ(refused.ErrorLines(), 1) << refused;
    EXPECT_TRUE(refused.Complains(row.said)) << row.said << "\n" << refused;
    EXPECT_EQ(refused.out, "");
  }
  EXPECT_FALSE(std::filesystem::exists(Path("new")));
  EXPECT_EQ(Files("full"), (std::map<std::string, std::string>{{"file", "mine"}}));
}

}  // namespace
}  // namespace wmsim
