// wmsim run and wmsim check.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

class CliRunTest : public testing::Test {
 protected:
  CliRunTest() {
    const ScenarioFolder& folder = cli_.folder();
    folder.Put("contoso-root.cer", "suite/certs/contoso-root.cer");
    folder.Put("contoso-root.cer", "outside/out.cer");
    folder.Write("suite/suite.yaml", "device: guide-pocket-pc\n");
    folder.Write("suite/good/a.yaml",
                 "scenario: A\nsteps:\n  - certinst: ../certs/contoso-root.cer\n    expect: {outcome: refused}\n");
    folder.Write("suite/good/b.yaml",
                 "scenario: B\nmatrix: {grant: [16, 144]}\ngiven: {policies: {4119: '${grant}'}}\n"
                 "steps:\n  - certinst: ../certs/contoso-root.cer\n    expect: {outcome: installed}\n");
    folder.Write("suite/wrong.yaml",
                 "scenario: W\nsteps:\n  - certinst: certs/contoso-root.cer\n    expect: {outcome: installed}\n");
    folder.Write("suite/missing.yaml", "scenario: M\nsteps:\n  - certinst: certs/missing.cer\n");
    folder.Write(
        "suite/broken.yaml",
        "scenario: B\ncolour: red\nsteps:\n  - restrat:\n  - certinst: a.cer\n    expect: {outcome: refusd}\n");
  }
  Cli cli_;
};

TEST_F(CliRunTest, AllGoodIsExitStatus0) {
  const CliResult result = cli_.Run({"run", "suite/good"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("", result.err);
  EXPECT_TRUE(result.Says("3 passed, 0 failed")) << result;
  for (const char* name : {"A", "B [grant=16]", "B [grant=144]"}) EXPECT_TRUE(result.Says(name)) << result;
  EXPECT_EQ(0, cli_.Run({"run", "suite/good/a.yaml", "suite/good/b.yaml"}).exit);
}

TEST_F(CliRunTest, TheSuiteOfThisProjectPasses) {
  const CliResult result = cli_.RunIn(SourcePath("."), {"run"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("", result.err);
}

TEST_F(CliRunTest, AWrongExpectationIsExitStatus1WithItsPlaceAndBothValues) {
  const CliResult result = cli_.Run({"run", "suite/good", "suite/wrong.yaml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("", result.err);
  const std::size_t at = result.out.find("suite/wrong.yaml:4:23: ");
  ASSERT_NE(std::string::npos, at) << result;
  const std::string line = result.out.substr(at, result.out.find('\n', at) - at);
  EXPECT_NE(std::string::npos, line.find("installed")) << line;
  EXPECT_NE(std::string::npos, line.find("refused")) << line;
  EXPECT_TRUE(result.Says("3 passed, 1 failed")) << result;
}

TEST_F(CliRunTest, AnErrorIsExitStatus2AndOutranksAFailure) {
  const CliResult missing = cli_.Run({"run", "suite/missing.yaml"});
  EXPECT_EQ(2, missing.exit) << missing;
  EXPECT_EQ(1, missing.ErrorLines()) << missing;
  EXPECT_TRUE(missing.err.starts_with("suite/missing.yaml:3:5: ")) << missing;
  EXPECT_TRUE(missing.Complains("certs/missing.cer")) << missing;
  const CliResult both = cli_.Run({"run", "suite/wrong.yaml", "suite/missing.yaml", "suite/good"});
  EXPECT_EQ(2, both.exit) << both;
  EXPECT_TRUE(both.Says("suite/wrong.yaml:4:23: ")) << both;
  const CliResult broken = cli_.Run({"run", "suite/broken.yaml", "suite/good"});
  EXPECT_EQ(2, broken.exit) << broken;
  EXPECT_EQ(3, broken.ErrorLines()) << broken;
  EXPECT_TRUE(broken.Says("3 passed")) << broken;
}

TEST_F(CliRunTest, NothingSelectedIsExitStatus2) {
  std::filesystem::create_directories(cli_.folder().path() / "empty/below");
  cli_.folder().Write("only/suite.yaml", "device: guide-pocket-pc\n");
  for (const Arguments& arguments : std::vector<Arguments>{{"run", "empty"},
                                                           {"check", "empty"},
                                                           {"run", "only"},
                                                           {"run", "nowhere"},
                                                           {"run"},
                                                           {"run", "suite/good", "empty"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(2, result.exit) << testing::PrintToString(arguments) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
  }
}

TEST_F(CliRunTest, RunsTheSuiteBelowTheCurrentFolderByDefault) {
  std::filesystem::create_directories(cli_.folder().path() / "here/scenarios/suite");
  std::filesystem::copy(cli_.folder().path() / "suite/good", cli_.folder().path() / "here/scenarios/suite/good",
                        std::filesystem::copy_options::recursive);
  std::filesystem::copy(cli_.folder().path() / "suite/certs", cli_.folder().path() / "here/scenarios/suite/certs");
  cli_.folder().Write("here/scenarios/suite/suite.yaml", "device: guide-pocket-pc\n");
  const CliResult result = cli_.RunIn(cli_.folder().path() / "here", {"run"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_TRUE(result.Says("3 passed")) << result;
}

TEST_F(CliRunTest, JsonIsOneObjectWithItsSummaryLast) {
  for (const char* path : {"suite/good", "suite/wrong.yaml", "suite/missing.yaml", "suite/broken.yaml", "suite"}) {
    const CliResult result = cli_.Run({"run", path, "--format", "json"});
    const auto run = nlohmann::ordered_json::parse(result.out, nullptr, false);
    ASSERT_TRUE(run.is_object()) << result;
    EXPECT_EQ("summary", std::prev(run.end()).key());
    EXPECT_EQ(run.at("summary").at("total"), run.at("scenarios").size());
    EXPECT_EQ(result.err, cli_.Run({"run", path}).err);
  }
}

TEST_F(CliRunTest, JsonHoldsNoAbsolutePathWhereverItIsCalledFrom) {
  const std::string suite = (cli_.folder().path() / "suite").string();
  for (const char* below : {"outside", "suite/good", "."}) {
    const CliResult result = cli_.RunIn(cli_.folder().path() / below, {"run", suite, "--format", "json"});
    EXPECT_EQ(2, result.exit);
    EXPECT_FALSE(result.Says(cli_.folder().path().string())) << below;
  }
}

TEST_F(CliRunTest, WritesReportsBesideTheText) {
  const CliResult plain = cli_.Run({"run", "suite/good", "suite/wrong.yaml"});
  const CliResult result =
      cli_.Run({"run", "suite/good", "suite/wrong.yaml", "--report", "json=report.json", "--report=junit=report.xml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ(plain.out, result.out);
  const Json json = Json::parse(ReadAll(cli_.folder().path() / "report.json"), nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(4, json.at("summary").at("total"));
  EXPECT_EQ(1, json.at("summary").at("failed"));
  const std::string xml = ReadAll(cli_.folder().path() / "report.xml");
  EXPECT_NE(std::string::npos, xml.find("tests=\"4\"")) << xml;
  EXPECT_NE(std::string::npos, xml.find("failures=\"1\"")) << xml;
  EXPECT_EQ(cli_.Run({"run", "suite/good", "suite/wrong.yaml", "--format", "json"}).out,
            ReadAll(cli_.folder().path() / "report.json"));
}

TEST_F(CliRunTest, AReportThatCannotBeWrittenIsExitStatus2) {
  for (const char* report : {"json=nowhere/report.json", "junit=suite", "json=/proc/nowhere/x"}) {
    const CliResult result = cli_.Run({"run", "suite/good", "--report", report});
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    const std::string file = std::string(report).substr(std::string(report).find('=') + 1);
    EXPECT_TRUE(result.err.starts_with(file + ": ")) << result;
    const CliResult json = cli_.Run({"run", "suite/wrong.yaml", "--report", report, "--format", "json"});
    EXPECT_EQ(2, json.exit) << json;
    EXPECT_TRUE(Json::accept(json.out)) << json;
  }
  EXPECT_FALSE(std::filesystem::exists(cli_.folder().path() / "suite.part"));
}

TEST_F(CliRunTest, AllowOpensAFolderOutsideTheSuite) {
  cli_.folder().Write("suite/out.yaml",
                      "scenario: O\ngiven: {policies: {4119: 16}}\nsteps:\n  - certinst: ../outside/out.cer\n");
  const CliResult closed = cli_.Run({"run", "suite/out.yaml"});
  EXPECT_EQ(2, closed.exit) << closed;
  EXPECT_TRUE(closed.err.starts_with("suite/out.yaml:4:5: ")) << closed;
  EXPECT_TRUE(closed.Complains("--allow")) << closed;
  for (const char* allowed : {"outside", "outside/", "./outside", "."}) {
    EXPECT_EQ(0, cli_.Run({"run", "suite/out.yaml", "--allow", allowed}).exit) << allowed;
  }
  EXPECT_EQ(2, cli_.Run({"run", "suite/out.yaml", "--allow", "suite", "--allow", "nowhere"}).exit);
}

TEST_F(CliRunTest, TellsWhichLinesOfAResponseDiffer) {
  const std::string head = "<wap-provisioningdoc><characteristic type='SecurityPolicy'>";
  const std::string tail = "</characteristic></wap-provisioningdoc>";
  cli_.folder().Write("suite/query.xml", head + "<parm-query name='4119'/>" + tail);
  cli_.folder().Write("suite/answer.xml", head + "<parm name='4119' value='5'/>" + tail);
  cli_.folder().Write("suite/r.yaml",
                      "scenario: R\nsteps:\n  - provision: {file: query.xml, origin: rom}\n"
                      "    expect: {outcome: applied, response: answer.xml}\n");
  const CliResult result = cli_.Run({"run", "suite/r.yaml"});
  EXPECT_EQ(1, result.exit);
  EXPECT_TRUE(result.Says("suite/r.yaml:4:42: response: the lines that were expected (-) and found (+) differ\n"))
      << result;
  EXPECT_TRUE(result.Says("  -    <parm name=\"4119\" value=\"5\"/>\n  +    <parm name=\"4119\" value=\"128\"/>\n"))
      << result;
  for (std::size_t at = 0; at < result.out.size(); at = result.out.find('\n', at) + 1) {
    EXPECT_LT(result.out.find('\n', at) - at, 120U) << result;
  }
}

TEST_F(CliRunTest, AllowOpensAFolderOfRootsToo) {
  cli_.folder().Write("suite/suite.yaml", "device: guide-pocket-pc\nroots: ../outside\n");
  EXPECT_EQ(2, cli_.Run({"run", "suite/good"}).exit);
  const CliResult result = cli_.Run({"run", "suite/good", "--allow", "outside"});
  EXPECT_EQ(0, result.exit) << result;
}

TEST_F(CliRunTest, AWrongSuiteFileIsToldOnce) {
  cli_.folder().Write("suite/suite.yaml", "devise: guide-pocket-pc\n");
  for (const char* command : {"run", "check"}) {
    const CliResult result = cli_.Run({command, "suite/good"});
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.err.starts_with("suite/suite.yaml:1:1: ")) << result;
  }
}

TEST_F(CliRunTest, CheckFindsAllErrorsOfAllFiles) {
  cli_.folder().Write("suite/more.yaml", "scenario: M\nsteps: []\n");
  const CliResult result = cli_.Run({"check", "suite"});
  EXPECT_EQ(2, result.exit) << result;
  EXPECT_EQ(5, result.ErrorLines()) << result;
  for (const char* place : {"suite/broken.yaml:2:1: ", "suite/broken.yaml:4:5: ", "suite/broken.yaml:6:23: ",
                            "suite/more.yaml:2:8: ", "suite/missing.yaml:3:15: "}) {
    EXPECT_TRUE(result.Complains(place)) << place << result;
  }
  const CliResult json = cli_.Run({"check", "suite", "--format", "json"});
  EXPECT_EQ(2, json.exit);
  EXPECT_EQ(result.err, json.err);
  EXPECT_TRUE(Json::accept(json.out)) << json;
  EXPECT_EQ(0, cli_.Run({"check", "suite/good"}).exit);
  EXPECT_EQ(0, cli_.Run({"check", "suite/wrong.yaml"}).exit);  // it does not run them
}

TEST_F(CliRunTest, CheckTellsEveryPathThatIsNotThere) {
  const CliResult result = cli_.Run({"check", "nowhere", "suite/broken.yaml", "missing.yaml"});
  EXPECT_EQ(2, result.exit) << result;
  for (const char* place : {"nowhere: ", "missing.yaml: ", "suite/broken.yaml:2:1: "})
    EXPECT_TRUE(result.Complains(place)) << result;
}

TEST_F(CliRunTest, SaysTheSameOnEveryRun) {
  for (const char* format : {"text", "json"}) {
    const Arguments arguments{"run", "suite", "--format", format, "--report", "junit=a.xml"};
    const CliResult first = cli_.Run(arguments);
    const std::string report = ReadAll(cli_.folder().path() / "a.xml");
    const CliResult second = cli_.Run(arguments);
    EXPECT_EQ(first.out, second.out);
    EXPECT_EQ(first.err, second.err);
    EXPECT_EQ(report, ReadAll(cli_.folder().path() / "a.xml"));
  }
}

}  // namespace
}  // namespace wmsim
