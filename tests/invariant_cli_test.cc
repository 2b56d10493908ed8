// wmsim explore PATH: files of security promises.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "policy_engine/configuration.h"
#include "scenarios/language/invariant.h"
#include "tests/cli_runner.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

fs::path Promises() { return fs::path(WMSIM_SOURCE_DIR) / "scenarios/invariants"; }

constexpr const char* kTrue = R"(- invariant: Certinst asks nobody who may not install
  source: dd425351
  never: {verb: certinst, rule: certinst-needs-manager, prompt: certinst-confirm}
)";
constexpr const char* kFalse = R"(- invariant: Certinst installs nothing
  source: [dd425351, bb416252]
  when: {tool-present: yes}
  never: {verb: certinst, outcome: installed}
)";

TEST(InvariantFiles, ThoseOfTheProjectHold) {
  Cli cli;
  const CliResult result = cli.RunIn(WMSIM_SOURCE_DIR, {"explore", "scenarios/invariants"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("", result.err);
  EXPECT_FALSE(result.Says("BROKEN")) << result;
  EXPECT_TRUE(result.Says(" hold, 0 broken\n")) << result;
}

TEST(InvariantFiles, PromiseSomethingUnderEachConfiguration) {
  std::string all;
  for (const auto& entry : fs::directory_iterator(Promises())) {
    Diagnostics diagnostics("");
    for (const Invariant& invariant : ParseInvariants(ReadAll(entry.path()), diagnostics)) all += invariant.name + "\n";
    EXPECT_TRUE(diagnostics.empty()) << entry.path();
  }
  for (const Configuration& configuration : Configurations()) {
    std::size_t promises = 0;
    const std::string suffix = "[" + std::string(configuration.name) + "]\n";
    for (std::size_t at = 0; (at = all.find(suffix, at)) != std::string::npos; ++at) ++promises;
    EXPECT_GE(promises, 5U) << configuration.name;
  }
}

std::uint64_t CellsThatBreak(const Conditions& when, const Conditions& never) {
  Diagnostics diagnostics("");
  std::uint64_t cells = 0;
  for (const Question& question : QuestionsOf(when, never, diagnostics)) cells += Cells(question.asked);
  EXPECT_TRUE(diagnostics.empty()) << diagnostics.list().front().text;
  return cells;
}

// Each promise can fail, and each condition of it is needed: without any one of them it would be broken.
TEST(InvariantFiles, AreBrokenWithoutAnyOneOfTheirConditions) {
  for (const auto& entry : fs::directory_iterator(Promises())) {
    Diagnostics diagnostics("");
    for (const Invariant& invariant : ParseInvariants(ReadAll(entry.path()), diagnostics)) {
      for (std::size_t i = 0; i < invariant.never.size(); ++i) {
        if (invariant.never[i].name == "verb") continue;
        Conditions fewer = invariant.never;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_GT(CellsThatBreak(invariant.when, fewer), 0U)
            << entry.path().filename() << ": " << invariant.name << ": " << ConditionText(invariant.never[i]);
      }
      for (std::size_t i = 0; i < invariant.when.size(); ++i) {
        Conditions fewer = invariant.when;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_GT(CellsThatBreak(fewer, invariant.never), 0U)
            << entry.path().filename() << ": " << invariant.name << ": " << ConditionText(invariant.when[i]);
      }
    }
  }
}

TEST(InvariantFiles, AreToldInALineEach) {
  Cli cli;
  cli.folder().Write("a.yaml", std::string(kTrue) + kFalse);
  const CliResult result = cli.Run({"explore", "a.yaml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("holds   a.yaml:1: Certinst asks nobody who may not install (none of 6,912 cells of certinst)",
            result.FirstLine());
  EXPECT_TRUE(result.Says("\nBROKEN  a.yaml:4: Certinst installs nothing (30 of 3,456 cells of certinst)\n")) << result;
  EXPECT_TRUE(result.out.ends_with("\n2 invariants: 1 hold, 1 broken\n")) << result;
  EXPECT_EQ("", result.err);
}

TEST(InvariantFiles, AnswerAsOneObject) {
  Cli cli;
  cli.folder().Write("promises/a.yaml", kTrue);
  cli.folder().Write("promises/deep/b.yaml", kFalse);
  const CliResult result = cli.Run({"explore", "promises", "--format", "json"});
  EXPECT_EQ(1, result.exit);
  const Json json = Json::parse(result.out, nullptr, false);
  ASSERT_EQ(2U, json.at("invariants").size()) << result;
  EXPECT_EQ(Json::parse(R"({"total": 2, "broken": 1})"), json.at("summary"));
  const Json& broken = json.at("invariants").at(1);
  EXPECT_EQ("promises/deep/b.yaml", broken.at("file"));
  EXPECT_EQ(1, broken.at("line"));
  EXPECT_EQ(Json::parse(R"(["dd425351", "bb416252"])"), broken.at("sources"));
  EXPECT_EQ(Json::parse(R"(["tool-present=yes"])"), broken.at("when"));
  EXPECT_EQ(false, broken.at("proved"));
  EXPECT_EQ(30, broken.at("fitting"));
  EXPECT_EQ("installed", broken.at("counterexample").at("outcome"));
}

TEST(InvariantFiles, HoldUnderEachConfigurationThatTheyName) {
  Cli cli;
  cli.folder().Write("a.yaml", R"(- invariant: Nothing unsigned runs
  source: t5
  configurations: [one-tier-locked, security-off]
  when: {checked: yes}
  never: {verb: run-app, outcome: run, signed-by: none}
)");
  const CliResult result = cli.Run({"explore", "a.yaml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.Says("holds   a.yaml:1: Nothing unsigned runs [one-tier-locked] (none of 42 cells of run-app)"))
      << result;  // 7 signatures, remembered or not, 3 answers; the rest is given
  EXPECT_TRUE(result.Says("BROKEN  a.yaml:1: Nothing unsigned runs [security-off] (")) << result;
}

// Strict as scenario files are: FILE:LINE:COLUMN: CAUSE, one line for each cause, and nothing is run.
TEST(InvariantFiles, AreStrict) {
  struct Row {
    const char* text;
    const char* says;
  };
  const std::string good_end =
      "\n  source: dd425351\n  never: {verb: certinst, outcome: installed, tool-present: no}\n";
  for (const Row& row : std::vector<Row>{
           {"- invariant: x\n  source: dd425351\n", "bad.yaml:1:3: the key `never` is missing"},
           {"- source: dd425351\n  never: {verb: certinst}\n", "bad.yaml:1:3: the key `invariant` is missing"},
           {"- invariant: x\n  never: {verb: certinst}\n", "bad.yaml:1:3: the key `source` is missing"},
           {"- invariant: ''\n  source: dd425351\n  never: {verb: certinst}\n", "bad.yaml:1:14: `invariant` is empty"},
           {"- invariant: x\n  source: dd42535\n  never: {verb: certinst}\n",
            "bad.yaml:2:11: unknown source `dd42535`; did you mean `dd425351`?"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: certinst}\n  whem: {verb: certinst}\n",
            "bad.yaml:4:3: unknown key `whem`; did you mean `when`?"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: certinst, tool-presnt: no}\n",
            "bad.yaml:3:27: unknown fact of certinst `tool-presnt`; did you mean `tool-present`?"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: certinst, outcome: [installed, instaled]}\n",
            "bad.yaml:3:48: unknown outcome of certinst `instaled`; did you mean `installed`?"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: certinst}\n  when: {verb: spaddcert}\n",
            "bad.yaml:4:10: no action is left by verb"},
           {"- invariant: x\n  source: dd425351\n  configurations: [locked]\n  never: {verb: certinst}\n",
            "bad.yaml:3:20: unknown configurations `locked`"},
           {"- invariant: x\n  source: dd425351\n  configurations: [security-off]\n  never: {verb: sign-in}\n",
            "bad.yaml:3:19: the policies of security-off decide no fact"},
           {"- invariant: x\n  source: dd425351\n  never: certinst\n", "bad.yaml:3:10: expected conditions"},
           {"- invariant: x\n  source: dd425351\n  never: {}\n", "bad.yaml:3:10: expected conditions"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: {a: b}}\n", "bad.yaml:3:17: expected a word"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: [certinst, [a]]}\n", "bad.yaml:3:28: expected a word"},
           {"- invariant: x\n  source: dd425351\n  never: {verb: }\n", "expected a word"},
           {"- invariant: x\n  invariant: y\n  source: dd425351\n  never: {verb: certinst}\n", "bad.yaml:2:3: "},
           {"invariant: x\n", "bad.yaml:1:1: expected a list of invariants"},
           {"- x\n", "bad.yaml:1:3: expected a mapping"},
           {"[]\n", "bad.yaml:1:1: expected a list of invariants"},
           {"", "bad.yaml"},
       }) {
    SCOPED_TRACE(row.text);
    Cli cli;
    cli.folder().Write("bad.yaml", row.text);
    cli.folder().Write("good.yaml", kFalse);
    const CliResult result = cli.Run({"explore", "good.yaml", "bad.yaml"});
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ("", result.out);
    EXPECT_TRUE(result.Complains(row.says)) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
  }
  Cli cli;
  cli.folder().Write("two.yaml", "- invariant: x" + good_end + "- invariant: x" + good_end);
  const CliResult twice = cli.Run({"explore", "two.yaml"});
  EXPECT_EQ(2, twice.exit) << twice;
  EXPECT_TRUE(twice.Complains("two.yaml:4:3: a promise of this name stands above")) << twice;
}

TEST(InvariantFiles, DoNotGoWithQuestions) {
  Cli cli;
  cli.folder().Write("a.yaml", kTrue);
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"explore", "a.yaml", "--never", "verb=certinst"},
           {"explore", "a.yaml", "--when", "verb=certinst"},
           {"explore", "--save", "b.yaml", "a.yaml"},
           {"explore", "verb=certinst", "--never", "outcome=installed"},
           {"explore", "nowhere.yaml"},
           {"explore", "."},
       }) {
    if (arguments.back() == ".") fs::remove(cli.folder().path() / "a.yaml");
    const CliResult result = cli.Run(arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
  }
}

}  // namespace
}  // namespace wmsim
