// The options of wmsim run, and wmsim merge.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;
using Arguments = std::vector<std::string>;

// A suite of seven cases: five pass, one fails (f) and one is skipped (s).
class CliRunOptionsTest : public testing::Test {
 protected:
  CliRunOptionsTest() {
    const ScenarioFolder& folder = cli_.folder();
    folder.Write("suite/suite.yaml", "device: guide-pocket-pc\n");
    folder.Write("suite/a.yaml", "scenario: A\ntags: [quick]\nsteps: [{restart: }]\n");
    folder.Write("suite/b/m.yaml",
                 "scenario: M\ntags: [many]\nmatrix: {n: [1, 2, 3, 4]}\nsteps: [{policy-set: {4119: '${n}'}}]\n");
    folder.Write("suite/f.yaml", kFails);
    folder.Write("suite/s.yaml", "scenario: S\nskip: not now\nsteps: [{restart: }]\n");
  }
  CliResult Run(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"run", "suite"});
    return cli_.Run(arguments);
  }
  Json Report(const std::string& file) const { return Json::parse(ReadAll(cli_.folder().path() / file)); }

  static constexpr const char* kFails =
      "scenario: F\nsteps:\n  - policy-set: {4119: 1}\n    expect: {outcome: unchanged}\n  - restart:\n";
  Cli cli_;
};

TEST_F(CliRunOptionsTest, PrintsALineForEachCaseAndTheFailureInFull) {
  const CliResult result = Run({"--jobs", "2"});
  EXPECT_EQ(1, result.exit);
  EXPECT_EQ(result.out,
            "passed     A  on guide-pocket-pc\n"
            "passed     M [n=1]  on guide-pocket-pc\n"
            "passed     M [n=2]  on guide-pocket-pc\n"
            "passed     M [n=3]  on guide-pocket-pc\n"
            "passed     M [n=4]  on guide-pocket-pc\n"
            "failed     F  on guide-pocket-pc\n"
            "skipped    S  on guide-pocket-pc  (not now)\n"
            "failures:\n"
            "\n"
            "failed     F  on guide-pocket-pc\n"
            "suite/f.yaml:4:23: outcome: expected unchanged, found changed\n"
            "  4 |     expect: {outcome: unchanged}\n"
            "    |                       ^\n"
            "  step 1: policy-set 4119=1: changed\n"
            "  to run it alone: wmsim run 'suite/f.yaml'\n"
            "\n"
            "5 passed, 1 failed, 1 skipped\n");
  for (const char* jobs : {"1", "3", "64"}) EXPECT_EQ(result.out, Run({"--jobs", jobs}).out) << jobs;
}

TEST_F(CliRunOptionsTest, SaysLessOrMore) {
  const CliResult quiet = Run({"--quiet"});
  EXPECT_FALSE(quiet.Says("passed     A")) << quiet;
  EXPECT_TRUE(quiet.Says("suite/f.yaml:4:23: ") && quiet.Says("5 passed, 1 failed")) << quiet;
  const CliResult verbose = Run({"--verbose"});
  EXPECT_TRUE(verbose.Says("restart: unchanged") && verbose.Says("policy-set 4119=2: changed")) << verbose;
  EXPECT_TRUE(verbose.Says("           restart: not-run\n")) << verbose;
  EXPECT_EQ(2, Run({"--quiet", "--verbose"}).exit);
  const CliResult slowest = Run({"--slowest", "2"});
  const std::size_t at = slowest.out.find("slowest:\n");
  ASSERT_NE(std::string::npos, at);
  const std::string rest = slowest.out.substr(at);
  EXPECT_EQ(4, std::ranges::count(rest, '\n')) << rest;
  EXPECT_EQ(2, Run({"--slowest", "2", "--format", "json"}).exit);
}

TEST_F(CliRunOptionsTest, RunsWhatIsChosen) {
  EXPECT_TRUE(Run({"--filter", "b/*"}).Says("4 passed, 0 failed"));
  EXPECT_TRUE(Run({"--filter", "b/*", "--filter", "!*[n=3]"}).Says("3 passed, 0 failed"));
  EXPECT_TRUE(Run({"--tag", "quick"}).Says("1 passed, 0 failed"));
  EXPECT_TRUE(Run({"--tag", "!many", "--filter", "!f"}).Says("1 passed, 0 failed, 1 skipped"));
  for (const Arguments& arguments : std::vector<Arguments>{
           {"--filter", "x"}, {"--filter", "M"}, {"--tag", "quik"}, {"--tag", "many", "--filter", "a"}, {"--failed"}}) {
    const CliResult result = Run(arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
  }
  EXPECT_TRUE(Run({"--tag", "quik"}).Complains("unknown tag `quik`; did you mean `quick`?"));
  EXPECT_TRUE(Run({"--filter", "x"}).Complains("nothing is selected: none of 7 cases, --filter x"));
}

TEST_F(CliRunOptionsTest, ListsWhatItWouldRun) {
  const CliResult result = Run({"--list", "--filter", "!b/m*"});
  EXPECT_EQ(0, result.exit);
  EXPECT_EQ("a\nf\ns\n", result.out);
  const Json json = Json::parse(Run({"--list", "--format", "json", "--tag", "quick"}).out);
  EXPECT_EQ((Json{{"format", 1},
                  {"cases",
                   {{{"id", "a"},
                     {"name", "A"},
                     {"file", "suite/a.yaml"},
                     {"line", 1},
                     {"device", "guide-pocket-pc"},
                     {"tags", {"quick"}}}}}}),
            json);
}

TEST_F(CliRunOptionsTest, EndsWithTheFirstFailureWhereAsked) {
  for (const char* jobs : {"1", "4"}) {
    const CliResult result = Run({"--fail-fast", "--jobs", jobs});
    EXPECT_EQ(1, result.exit);
    EXPECT_TRUE(result.out.ends_with("\n5 passed, 1 failed, 1 not run\n")) << result;
  }
  const Json json = Json::parse(Run({"--fail-fast", "--format", "json"}).out);
  EXPECT_EQ(7, json.at("selection").at("cases"));
  EXPECT_EQ(6, json.at("summary").at("total"));
}

TEST_F(CliRunOptionsTest, SharesOutAndMerges) {
  const std::vector<std::string> heads{"shard 1 of 3: 3 of 7 cases\n", "shard 2 of 3: 2 of 7 cases\n",
                                       "shard 3 of 3: 2 of 7 cases\n"};
  for (int i = 1; i <= 3; ++i) {
    const std::string shard = std::to_string(i);
    const CliResult result = Run({"--shard", shard + "/3", "--report", "json=" + shard + ".json"});
    EXPECT_TRUE(result.out.starts_with(heads[static_cast<std::size_t>(i) - 1])) << result;
  }
  const CliResult merged = cli_.Run({"merge", "3.json", "1.json", "2.json", "--report", "junit=all.xml"});
  EXPECT_EQ(1, merged.exit) << merged;
  EXPECT_EQ("suite/f.yaml:4:23: outcome: expected unchanged, found changed\n5 passed, 1 failed, 1 skipped\n",
            merged.out);
  Run({"--report", "junit=whole.xml", "--report", "json=whole.json"});
  EXPECT_EQ(ReadAll(cli_.folder().path() / "whole.xml"), ReadAll(cli_.folder().path() / "all.xml"));
  EXPECT_EQ(ReadAll(cli_.folder().path() / "whole.json"),
            cli_.Run({"merge", "--format", "json", "3.json", "1.json", "2.json"}).out);
}

TEST_F(CliRunOptionsTest, AShardMayBeEmpty) {
  const CliResult result = Run({"--shard", "8/8"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("shard 8 of 8: 0 of 7 cases\n0 passed, 0 failed\n", result.out);
  EXPECT_EQ(2, Run({"--shard", "8/8", "--filter", "none"}).exit);
}

TEST_F(CliRunOptionsTest, MergesNothingThatDoesNotFit) {
  for (const char* i : {"1", "2"})
    Run({"--shard", std::string(i) + "/2", "--report", std::string("json=") + i + ".json"});
  Run({"--shard", "1/3", "--report", "json=other.json"});
  Run({"--filter", "b/*", "--shard", "2/2", "--report", "json=fewer.json"});
  Run({"--report", "json=whole.json"});
  Json twice = Report("2.json");
  twice.at("scenarios").at(0) = Report("1.json").at("scenarios").at(0);
  cli_.folder().Write("twice.json", twice.dump());
  Json odd = Report("2.json");
  odd.at("scenarios").at(0).at("status") = "fine";
  cli_.folder().Write("odd.json", odd.dump());
  cli_.folder().Write("text.json", "text");
  Json fewer = Report("2.json");
  fewer.at("selection").at("cases") = 2;
  fewer.at("scenarios").erase(0);
  cli_.folder().Write("lost.json", fewer.dump());
  cli_.folder().Write("deep.json",
                      "{\"format\": 1, \"x\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}");
  cli_.folder().Write("list.json", "[]");
  cli_.folder().Write("cut.json", "{\n\"format\": 1,\n\"x\": [");
  cli_.folder().Write("bare.json", "{\"format\": 1}");
  const struct {
    Arguments files;
    std::string_view says;
  } rows[] = {
      {{}, "wants the JSON reports"},
      {{"1.json"}, "shard 2 of 2 is missing"},
      {{"1.json", "1.json"}, "1.json: shard 1 of 2 is there twice"},
      {{"1.json", "other.json"}, "other.json: shard 1 of 3"},
      {{"1.json", "fewer.json"}, "fewer.json: shard 2 of 2, 4 cases in all: not of the same run as 1.json"},
      {{"1.json", "whole.json"}, "whole.json: the report of a whole run"},
      {{"1.json", "twice.json"}, "twice.json: the case `"},
      {{"1.json", "odd.json"}, "odd.json: not the JSON report of a run"},
      {{"1.json", "lost.json"}, "cases together, and the run had 7"},
      {{"1.json", "deep.json"}, "nested deeper than 64 levels"},
      {{"1.json", "text.json"}, "text.json:1:2: not JSON: merge wants what `wmsim run --report json=FILE` writes"},
      {{"1.json", "cut.json"}, "cut.json:3:7: not JSON"},
      {{"1.json", "bare.json"},
       "bare.json: not the JSON report of a run (`wmsim run --report json=FILE`): it has no `selection`"},
      {{"1.json", "list.json"}, "list.json: not the JSON report of a run"},
      {{"1.json", "gone.json"}, "gone.json: no such file"}};
  for (const auto& row : rows) {
    Arguments arguments{"merge"};
    arguments.insert(arguments.end(), row.files.begin(), row.files.end());
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.Complains(row.says)) << row.says << result;
  }
}

// A shard that ended early is no success of the whole.
TEST_F(CliRunOptionsTest, AMergedRunKnowsWhatWasNotRun) {
  Run({"--shard", "1/1", "--fail-fast", "--filter", "!a", "--report", "json=1.json"});
  const CliResult result = cli_.Run({"merge", "1.json"});
  EXPECT_EQ(1, result.exit);
  EXPECT_TRUE(result.Says("4 passed, 1 failed, 1 not run")) << result;
}

TEST_F(CliRunOptionsTest, RemembersWhatFailed) {
  const std::filesystem::path state = cli_.folder().path() / ".wmsim";
  Run({"--filter", "a"});
  EXPECT_FALSE(std::filesystem::exists(state));  // nothing failed, nothing is written
  Run({});
  EXPECT_EQ("suite/f.yaml\n", ReadAll(state / "failed"));
  EXPECT_EQ("*\n", ReadAll(state / ".gitignore"));
  Run({"--filter", "b/*"});
  EXPECT_TRUE(Run({"--failed"}).Says("0 passed, 1 failed"));
  cli_.folder().Write("suite/f.yaml", "scenario: F\nsteps: [{restart: }]\n");
  EXPECT_TRUE(Run({"--failed"}).Says("1 passed, 0 failed"));
  const CliResult none = Run({"--failed"});
  EXPECT_EQ(2, none.exit);
  EXPECT_TRUE(none.Complains("no failed case is remembered here")) << none;
}

TEST_F(CliRunOptionsTest, ShufflesAndRepeats) {
  const CliResult one = Run({"--shuffle", "1"});
  EXPECT_EQ(one.out, Run({"--shuffle", "1", "--jobs", "3"}).out);
  EXPECT_NE(one.out, Run({}).out);
  EXPECT_TRUE(one.Says("5 passed, 1 failed, 1 skipped"));
  EXPECT_EQ(Run({}).out, Run({"--repeat", "3"}).out);
}

TEST_F(CliRunOptionsTest, FailsBelowTheCoverageThatIsDemanded) {
  const CliResult met = Run({"--filter", "a", "--min-coverage", "outcomes=1,cells=0"});
  EXPECT_EQ(0, met.exit) << met;
  const CliResult missed = Run({"--filter", "a", "--min-coverage", "outcomes=100,rules=0"});
  EXPECT_EQ(1, missed.exit) << missed;
  EXPECT_TRUE(missed.Says("coverage of outcomes: 1 of 19 (5.26316 %), below 100 %\n")) << missed;
  const CliResult json = Run({"--filter", "a", "--min-coverage", "rules=50", "--format", "json"});
  EXPECT_EQ(1, json.exit);
  EXPECT_TRUE(Json::accept(json.out));
  for (const char* list :
       {"rule=1", "rules", "rules=", "rules=x", "rules=101", "rules=-1", "rules=1,rules=2", "rules=1%"}) {
    EXPECT_EQ(2, Run({"--min-coverage", list}).exit) << list;
  }
}

TEST_F(CliRunOptionsTest, NoExitStatusSaysMoreThanThereWas) {
  EXPECT_EQ(1, Run({"--filter", "a", "--min-coverage", "rules=100", "--min-coverage", "messages=0"}).exit);
  EXPECT_EQ(1, Run({"--filter", "a", "--update", "--min-coverage", "rules=100"}).exit);
  cli_.folder().Write("suite/unreadable.yaml", "x: [\n");
  const CliResult list = Run({"--list"});
  EXPECT_EQ(2, list.exit) << list;
  EXPECT_EQ(1, list.ErrorLines()) << list;
  // A file that cannot be read keeps no other from being updated, and stays an error.
  const CliResult update = Run({"--update"});
  EXPECT_EQ(2, update.exit);
  EXPECT_TRUE(update.Says("1 file updated, 0 places left")) << update;
  // What ended early is no success in any report.
  cli_.folder().Write("suite/a.yaml", kFails);
  Run({"--filter", "a", "--filter", "b/*", "--fail-fast", "--report", "junit=cut.xml", "--report", "github=cut.txt"});
  const std::string xml = ReadAll(cli_.folder().path() / "cut.xml");
  EXPECT_NE(std::string::npos, xml.find("tests=\"2\" failures=\"1\" errors=\"1\"")) << xml;
  EXPECT_NE(std::string::npos, xml.find("4 cases were not run")) << xml;
  EXPECT_TRUE(ReadAll(cli_.folder().path() / "cut.txt").starts_with("::error title=wmsim::4 cases were not run\n"));
}

TEST_F(CliRunOptionsTest, CountsAFileOnceAndTellsSuitesApart) {
  EXPECT_TRUE(Run({"suite/a.yaml", "./suite", "--quiet"}).Says("5 passed, 1 failed, 1 skipped"));
  cli_.folder().Write("other/suite.yaml", "device: guide-pocket-pc\n");
  cli_.folder().Write("other/f.yaml", "scenario: F\nsteps: [{restart: }]\n");
  Run({});
  EXPECT_EQ(0, cli_.Run({"run", "other"}).exit);
  EXPECT_TRUE(Run({"--failed", "other"}).Says("0 passed, 1 failed")) << "the other suite's f passed, not this one's";
  for (const char* i : {"1", "2"}) {
    Run({"other", "--shard", std::string(i) + "/2", "--report", std::string("json=") + i + ".json"});
  }
  EXPECT_TRUE(cli_.Run({"merge", "1.json", "2.json"}).Says("6 passed, 1 failed, 1 skipped"));
}

TEST_F(CliRunOptionsTest, ForgetsCasesThatAreGone) {
  Run({});
  cli_.folder().Write("suite/f.yaml", "scenario: F\nmatrix: {n: [1]}\nsteps: [{policy-set: {4119: '${n}'}}]\n");
  EXPECT_EQ(0, Run({}).exit);
  EXPECT_TRUE(Run({"--failed"}).Complains("no failed case is remembered here"));
}

TEST_F(CliRunOptionsTest, ReportsAreWrittenOverNothingElse) {
  const std::filesystem::path here = cli_.folder().path();
  std::filesystem::create_symlink(here / "suite/a.yaml", here / "r.json.part");
  const std::string before = ReadAll(here / "suite/a.yaml");
  EXPECT_EQ(0, Run({"--filter", "a", "--report", "json=r.json"}).exit);
  EXPECT_EQ(before, ReadAll(here / "suite/a.yaml"));
  EXPECT_EQ(2, Run({"--report", "json=suite/a.yaml"}).exit);
  EXPECT_EQ(2, Run({"--report", "json=r.json", "--report", "junit=./r.json"}).exit);
  EXPECT_EQ(2, Run({"--report", "json=r.json.part"}).exit);  // a link
  EXPECT_EQ(before, ReadAll(here / "suite/a.yaml"));
}

TEST_F(CliRunOptionsTest, WritesTapAndGitHubToo) {
  const CliResult result = Run({"--quiet", "--report", "github=-", "--report", "tap=out.tap"});
  EXPECT_EQ(1, result.exit);
  EXPECT_TRUE(result.Says("\n::error file=suite/f.yaml,line=4,col=23,title=F::")) << result;
  EXPECT_TRUE(ReadAll(cli_.folder().path() / "out.tap").starts_with("TAP version 14\n1..7\n"));
  EXPECT_EQ(2, Run({"--report", "github=-", "--format", "json"}).exit);
  for (const char* other : {"tap=-", "junit=-", "json=-"}) EXPECT_EQ(2, Run({"--report", other}).exit);
  EXPECT_EQ(2, Run({"--report", "tap=x", "--report", "json=x"}).exit);
  // A report that cannot be written is told before anything runs.
  const CliResult nowhere = Run({"--report", "tap=nowhere/x"});
  EXPECT_EQ(2, nowhere.exit);
  EXPECT_EQ("", nowhere.out);
}

TEST_F(CliRunOptionsTest, TellsNumbersThatAreNone) {
  for (const Arguments& arguments : std::vector<Arguments>{{"--jobs", "0"},
                                                           {"--jobs", "x"},
                                                           {"--repeat", "-1"},
                                                           {"--slowest", "0"},
                                                           {"--shuffle", ""},
                                                           {"--shard", "4/3"},
                                                           {"--shard", "auto"}}) {
    const CliResult result = Run(arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_TRUE(result.Complains(arguments[0])) << result;
  }
}

// What is under way is finished and written, and the exit status says who ended it.
TEST_F(CliRunOptionsTest, AnInterruptedRunWritesItsReports) {
  const struct {
    const char* signal;
    int exit;
  } rows[] = {{"INT", 130}, {"TERM", 143}};
  for (const auto& row : rows) {
    const std::string call = "cd '" + cli_.folder().path().string() +
                             "' && timeout --foreground --preserve-status -s " + row.signal +
                             " 2 '" WMSIM_PROGRAM_PATH
                             "' run suite --jobs 2 --repeat 4000000000 --report json=cut.json"
                             " --report junit=cut.xml >/dev/null";
    EXPECT_EQ(row.exit, WEXITSTATUS(std::system(call.c_str())));
    const Json json = Report("cut.json");
    EXPECT_EQ(7, json.at("selection").at("cases"));
    EXPECT_EQ(json.at("summary").at("total"), json.at("scenarios").size());
    EXPECT_LT(json.at("scenarios").size(), 7U);
    EXPECT_TRUE(ReadAll(cli_.folder().path() / "cut.xml").ends_with("</testsuites>\n"));
    EXPECT_FALSE(std::filesystem::exists(cli_.folder().path() / "cut.json.part"));
  }
}

}  // namespace
}  // namespace wmsim
