// The program as its users call it: what it answers, and with which exit status.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

constexpr std::string_view kGuideText =
    "This device is currently secured such that certificates cannot be added to the root store. For support please "
    "contact your device administrator.";

class CliTest : public testing::Test {
 protected:
  CliTest() {
    for (const char* name : {"contoso-root.cer", "contoso-intermediate.cer", "garbage.cer", "ocs-chain.pem"}) {
      cli_.folder().Put(name);
    }
  }

  // Tries a step on the Pocket PC of the guide.
  CliResult Try(Arguments arguments) {
    arguments.insert(arguments.begin(), "try");
    arguments.insert(arguments.end(), {"--device", "guide-pocket-pc"});
    return cli_.Run(arguments);
  }

  Cli cli_;
};

TEST_F(CliTest, CertinstIsRefusedAndNamesGrantManager) {
  const CliResult result = Try({"certinst", "contoso-root.cer"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("", result.err);
  EXPECT_EQ("refused: certinst contoso-root.cer on guide-pocket-pc", result.FirstLine());
  for (const char* part : {"Grant Manager (4119)", "128", "OPERATOR_TPS", "certinst-needs-manager", "dd425351"}) {
    EXPECT_TRUE(result.Says(part)) << part << "\n" << result;
  }
}

TEST_F(CliTest, CertinstInstallsOnceGrantManagerNamesTheUser) {
  for (const char* value : {"16", "0x10", "USER_AUTH", "144", "OPERATOR_TPS+USER_AUTH"}) {
    const CliResult result = Try({"certinst", "contoso-root.cer", "--set", std::string("4119=") + value});
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_EQ("installed: certinst contoso-root.cer on guide-pocket-pc", result.FirstLine());
    EXPECT_TRUE(result.Says("ROOT")) << result;
    EXPECT_FALSE(result.Says("restart")) << result;
  }
}

TEST_F(CliTest, AnIntermediateGoesToTheStoreCa) {
  const CliResult result = Try({"certinst", "contoso-intermediate.cer", "--set", "4119=16", "--format", "json"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("CA", Json::parse(result.out).at("store"));
}

TEST_F(CliTest, ARunningCommunicatorNeedsARestart) {
  const CliResult result =
      Try({"certinst", "contoso-root.cer", "--set", "4119=16", "--running", "communicator-mobile"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_TRUE(result.Says("restart")) << result;
}

TEST_F(CliTest, TheTextOfARestrictedDeviceIsThatOfTheGuide) {
  for (const Arguments& more : {Arguments{}, Arguments{"--set", "4102=1"}, Arguments{"--set", "4102=0"},
                                Arguments{"--tool-signed-by", "privileged"}, Arguments{"--set", "4119=16"}}) {
    Arguments arguments{"spaddcert", "contoso-root.cer", "--operator-restricted"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CliResult result = Try(arguments);
    EXPECT_EQ(1, result.exit) << result;
    EXPECT_EQ("refused: spaddcert contoso-root.cer on guide-pocket-pc", result.FirstLine());
    EXPECT_TRUE(result.Says("\n\"" + std::string(kGuideText) + "\"\n")) << result;
    arguments.insert(arguments.end(), {"--format", "json"});
    const Json step = Json::parse(Try(arguments).out);
    EXPECT_EQ(kGuideText, step.at("message").at("text"));
    EXPECT_EQ(true, step.at("message").at("verbatim"));
    EXPECT_EQ("dd425351", step.at("message").at("source"));
    EXPECT_EQ("operator-restricted", step.at("rule"));
    EXPECT_EQ(Json::array(), step.at("prompts"));
  }
}

TEST_F(CliTest, AnOperatorSignedToolWorksOnARestrictedDevice) {
  const CliResult result =
      Try({"spaddcert", "contoso-root.cer", "--operator-restricted", "--tool-signed-by", "operator"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_EQ("installed: spaddcert contoso-root.cer on guide-pocket-pc", result.FirstLine());
}

TEST_F(CliTest, AnUnsignedToolIsBlockedWithAnotherText) {
  for (const Arguments& more :
       {Arguments{}, Arguments{"--set", "4102=0"}, Arguments{"--set", "4102=absent"}, Arguments{"--set", "4102=2"}}) {
    Arguments arguments{"spaddcert", "contoso-root.cer"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CliResult result = Try(arguments);
    EXPECT_EQ(1, result.exit) << result;
    EXPECT_EQ("blocked: spaddcert contoso-root.cer on guide-pocket-pc", result.FirstLine());
    EXPECT_FALSE(result.Says("currently secured")) << result;
    EXPECT_TRUE(result.Says("4102")) << result;
  }
  const CliResult open = Try({"spaddcert", "contoso-root.cer", "--set", "4102=1"});
  EXPECT_EQ(0, open.exit) << open;
}

TEST_F(CliTest, AFileNameWithALineEndStaysOnTheFirstLine) {
  cli_.folder().Put("contoso-root.cer", "a\ninstalled: b.cer");
  const CliResult result = Try({"certinst", "a\ninstalled: b.cer"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.FirstLine().starts_with("refused: certinst a")) << result;
  EXPECT_TRUE(result.FirstLine().ends_with("b.cer on guide-pocket-pc")) << result;
}

TEST_F(CliTest, SpAddCertRefusesAnIntermediate) {
  const CliResult result = Try({"spaddcert", "contoso-intermediate.cer", "--set", "4102=1"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("refused: spaddcert contoso-intermediate.cer on guide-pocket-pc", result.FirstLine());
  EXPECT_TRUE(result.Says("spaddcert-roots-only")) << result;
}

TEST_F(CliTest, AnswersArePutToThePrompts) {
  struct Row {
    const char* answer;
    int exit;
    const char* outcome;
    const char* said;
  };
  for (const Row& row : std::vector<Row>{{"yes", 0, "installed", "yes"},
                                         {"no", 1, "declined", "no"},
                                         {"timeout", 1, "declined", "timeout"},
                                         {"certinst-confirm=no", 1, "declined", "no"}}) {
    SCOPED_TRACE(row.answer);
    const Arguments arguments{"certinst", "contoso-root.cer", "--set", "4119=16", "--answer", row.answer};
    const CliResult text = Try(arguments);
    EXPECT_EQ(row.exit, text.exit) << text;
    EXPECT_TRUE(text.FirstLine().starts_with(row.outcome)) << text;
    Arguments json = arguments;
    json.insert(json.end(), {"--format", "json"});
    const Json step = Json::parse(Try(json).out);
    EXPECT_EQ(row.outcome, step.at("outcome"));
    EXPECT_EQ(row.exit, step.at("exit"));
    ASSERT_EQ(1U, step.at("prompts").size());
    EXPECT_EQ(row.said, step.at("prompts").at(0).at("answer"));
    EXPECT_EQ(false, step.at("prompts").at(0).at("defaulted"));
  }
  const Json silent = Json::parse(Try({"certinst", "contoso-root.cer", "--set", "4119=16", "--format", "json"}).out);
  EXPECT_EQ("yes", silent.at("prompts").at(0).at("answer"));
  EXPECT_EQ(true, silent.at("prompts").at(0).at("defaulted"));
}

TEST_F(CliTest, OptionsComeInAnyOrder) {
  const std::string wanted = Try({"certinst", "contoso-root.cer", "--set", "4119=16"}).out;
  for (const Arguments& arguments : std::vector<Arguments>{
           {"--device", "guide-pocket-pc", "--set", "4119=16", "try", "certinst", "contoso-root.cer"},
           {"try", "--set=4119=16", "certinst", "--device=guide-pocket-pc", "contoso-root.cer"},
           {"try", "certinst", "contoso-root.cer", "--device=guide-pocket-pc", "--set=4119=16", "--format=text"},
           {"try", "--set", "0x1017=0x10", "--device", "guide-pocket-pc", "certinst", "--", "contoso-root.cer"},
           {"try", "certinst", "--file", "contoso-root.cer", "--set", "grant-manager=USER_AUTH", "--device",
            "guide-pocket-pc"},
           {"try", "certinst", "--file=contoso-root.cer", "--set", "SECPOLICY_GRANTMANAGER=16",
            "--device=guide-pocket-pc"},
       }) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_EQ(wanted, result.out);
  }
  EXPECT_EQ(0, cli_.Run({"try", "--tool-signed-by", "operator", "spaddcert", "contoso-root.cer", "--device",
                         "guide-pocket-pc"})
                   .exit);
}

TEST_F(CliTest, TwoDashesEndTheOptions) {
  cli_.folder().Put("contoso-root.cer", "--device");
  const CliResult result = Try({"certinst", "--set", "4119=16"});
  EXPECT_EQ(2, result.exit) << result;
  const CliResult dashed =
      cli_.Run({"try", "--device", "guide-pocket-pc", "--set", "4119=16", "certinst", "--", "--device"});
  EXPECT_EQ(0, dashed.exit) << dashed;
}

TEST_F(CliTest, TriesTheVerbsOfTheTester) {
  struct Row {
    Arguments arguments;
    int exit;
    const char* outcome;
  };
  for (const Row& row : std::vector<Row>{
           {{"policy-set", "4102=1"}, 0, "changed"},
           {{"policy-set", "4102=0"}, 0, "unchanged"},
           {{"store-add", "contoso-root.cer", "--store", "ROOT"}, 0, "installed"},
           {{"store-add", "contoso-root.cer", "--store", "ROOT", "--store", "ROOT=contoso-root.cer"},
            0,
            "already-installed"},
           {{"operator-restrict"}, 0, "changed"},
           {{"set-clock", "2010-01-01T00:00:00Z"}, 0, "changed"},
           {{"expect-state", "--policies", "{4102: 0}"}, 0, "matches"},
           {{"expect-state", "--policies", "{4102: 1}"}, 1, "differs"},
           {{"find-root", "ocs-chain.pem"}, 1, "not-found"},
           {{"find-root", "ocs-chain.pem", "--store", "ROOT=contoso-root.cer"}, 0, "found"},
           {{"sign-in", "ocs-chain.pem", "--host", "ocs.contoso.com"}, 1, "sign-in-failed"},
           {{"sign-in", "ocs-chain.pem", "--host", "ocs.contoso.com", "--store", "ROOT=contoso-root.cer"},
            0,
            "signed-in"},
           {{"run-app", "communicator-mobile"}, 0, "run"},
           {{"run-app", "game.exe", "--signed-by", "none"}, 1, "blocked"},
           {{"registry-set", R"(HKEY\LOCAL_MACHINE\Security\Policies\Policies)", "--name", "00001017", "--dword", "16",
             "--via", "built-in-editor"},
            0,
            "changed"},
           {{"registry-delete", R"(HKLM\Nowhere)", "--via", "built-in-editor"}, 0, "unchanged"},
       }) {
    const CliResult result = Try(row.arguments);
    EXPECT_EQ(row.exit, result.exit) << result;
    EXPECT_EQ(std::string(row.outcome) + ":", result.FirstLine().substr(0, result.FirstLine().find(' '))) << result;
    EXPECT_EQ("", result.err);
  }
}

TEST_F(CliTest, ExplainsTheChainOfReasons) {
  const CliResult result = cli_.Run(
      {"explain", "spaddcert", "contoso-intermediate.cer", "--device", "guide-smartphone", "--operator-restricted"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_EQ("refused: spaddcert contoso-intermediate.cer on guide-smartphone", result.FirstLine());
  for (const char* part : {"operator-restricted", "unsigned-apps-not-allowed", "spaddcert-roots-only", "already-there",
                           "dd425351", "documented", "4102"}) {
    EXPECT_TRUE(result.Says(part)) << part << "\n" << result;
  }
}

TEST_F(CliTest, SaysTheSameOnEveryRun) {
  for (const Arguments& arguments : std::vector<Arguments>{
           {"explain", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc", "--format", "json"},
           {"explain", "certinst", "contoso-root.cer", "--device", "guide-pocket-pc"},
           {"dump", "--device", "guide-pocket-pc", "--format", "json"},
           {"schema"},
           {"rules"},
       }) {
    const CliResult first = cli_.Run(arguments);
    const CliResult second = cli_.Run(arguments);
    EXPECT_EQ(first.exit, second.exit);
    EXPECT_EQ(first.out, second.out);
    EXPECT_EQ(first.err, second.err);
    EXPECT_NE("", first.out);
  }
}

}  // namespace
}  // namespace wmsim
