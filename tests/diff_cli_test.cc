// wmsim diff: two devices, or two configurations on one, beside each other.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

class DiffTest : public testing::Test {
 protected:
  CliResult Diff(const Arguments& rest) const {
    Arguments arguments{"diff"};
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    return cli_.Run(arguments);
  }
  Json DiffJson(Arguments rest) const {
    rest.insert(rest.end(), {"--format", "json"});
    return Json::parse(Diff(rest).out, nullptr, false);
  }
  static Json ActionIn(const Json& json, const std::string& name) {
    for (const Json& action : json.at("actions")) {
      if (action.at("action") == name) return action;
    }
    return nullptr;
  }
  Cli cli_;
};

TEST_F(DiffTest, FindsNothingBetweenADeviceAndItself) {
  for (const char* device : {"guide-pocket-pc", "wm65-professional", "smartphone-2002"}) {
    const CliResult result = Diff({device, device});
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_EQ("no difference between " + std::string(device) + " and " + device + "\n", result.out);
    EXPECT_EQ("", result.err);
  }
  EXPECT_EQ(0, Diff({"one-tier-locked", "one-tier-locked", "--device", "wm5-smartphone"}).exit);
}

// Design 3.2: the guide's two differ in Certinst and in the editor, and in nothing else that decides.
TEST_F(DiffTest, TellsTheGuidesDevicesApart) {
  const CliResult text = Diff({"guide-pocket-pc", "guide-smartphone"});
  EXPECT_EQ(1, text.exit) << text;
  EXPECT_EQ("guide-pocket-pc | guide-smartphone", text.FirstLine());
  const Json json = DiffJson({"guide-pocket-pc", "guide-smartphone"});
  EXPECT_EQ(false, json.at("same"));
  std::set<std::string> platform;
  for (const Json& setting : json.at("settings")) {
    EXPECT_NE("policy", setting.at("kind")) << setting;
    EXPECT_NE("certificate", setting.at("kind")) << setting;
    if (setting.at("kind") == "platform") platform.insert(setting.at("name"));
  }
  EXPECT_TRUE(platform.contains("certinst")) << json;
  EXPECT_TRUE(platform.contains("built-in editor")) << json;
  for (const Json& action : json.at("actions")) {
    const bool may_differ = action.at("action") == "certinst" || action.at("action") == "registry-write";
    EXPECT_EQ(may_differ, action.at("differing") > 0) << action;
  }
  // The smartphone has no Certinst: whatever the file, what happens on the Pocket PC does not happen there.
  const Json certinst = ActionIn(json, "certinst");
  EXPECT_EQ(certinst.at("cells"), certinst.at("differing"));
  for (const Json& kind : certinst.at("kinds")) {
    EXPECT_EQ("not-available", kind.at("b").at("outcome"));
    EXPECT_EQ("certinst-not-on-device", kind.at("b").at("rule"));
  }
}

// Sdk-facts 3.1: locked and prompt differ in 4097, 4101, 4102, 4103 and 4119, and on one tier in nothing else.
TEST_F(DiffTest, TellsTwoConfigurationsApart) {
  const Json json = DiffJson({"one-tier-locked", "one-tier-prompt", "--device", "wm5-smartphone"});
  std::set<std::string> policies;
  for (const Json& setting : json.at("settings")) {
    EXPECT_EQ("policy", setting.at("kind")) << setting;
    policies.insert(setting.at("name").get<std::string>().substr(0, 4));
  }
  EXPECT_EQ((std::set<std::string>{"4097", "4101", "4102", "4103", "4119"}), policies);
  const Json run = ActionIn(json, "run-app");
  // Unsigned or of a stranger: blocked by one; by the other the person's answer decides, or a yes of before. Two
  // signatures; one answer of three or remembered: 2 x (3 + 1) run; 2 x 2 are declined.
  EXPECT_EQ(42, run.at("cells"));
  EXPECT_EQ(12, run.at("differing"));
  ASSERT_EQ(2U, run.at("kinds").size());
  EXPECT_EQ(Json::parse(R"({"outcome": "blocked", "rule": "unsigned-apps-not-allowed"})"), run.at("kinds")[0].at("a"));
  EXPECT_EQ(Json::parse(R"({"outcome": "declined", "rule": "unsigned-prompt-declined"})"), run.at("kinds")[0].at("b"));
  EXPECT_EQ(4, run.at("kinds")[0].at("cells"));
  EXPECT_EQ(Json::parse(R"({"outcome": "run", "rule": null})"), run.at("kinds")[1].at("b"));
  EXPECT_EQ(8, run.at("kinds")[1].at("cells"));
}

// Each example is one scenario for both, and passes.
TEST_F(DiffTest, WritesExamplesThatPass) {
  for (const Arguments& devices : std::vector<Arguments>{
           {"guide-pocket-pc", "wm6-professional"},
           {"two-tier-locked", "security-off", "--device", "wm5-smartphone"},
       }) {
    SCOPED_TRACE(devices[0]);
    Arguments arguments = devices;
    arguments.insert(arguments.end(), {"--save", devices[0]});
    const CliResult result = Diff(arguments);
    EXPECT_EQ(1, result.exit) << result;
    EXPECT_TRUE(result.Says("    example: " + devices[0] + "/")) << result;
    const CliResult run = cli_.Run({"run", devices[0]});
    EXPECT_EQ(0, run.exit) << run;
    const CliResult again = Diff(arguments);
    EXPECT_EQ(2, again.exit) << again;
  }
}

TEST_F(DiffTest, ComparesOneStep) {
  cli_.folder().Put("contoso-root.cer");
  const CliResult differs = Diff({"guide-pocket-pc", "wm6-professional", "certinst", "contoso-root.cer"});
  EXPECT_EQ(1, differs.exit) << differs;
  EXPECT_EQ("differs: certinst contoso-root.cer on guide-pocket-pc | wm6-professional", differs.FirstLine());
  EXPECT_TRUE(differs.Says("  outcome   refused | installed\n")) << differs;
  EXPECT_TRUE(differs.Says("  rule      certinst-needs-manager | none\n")) << differs;
  EXPECT_TRUE(differs.Says("  because   needed-role = manager | needed-role = user-auth\n")) << differs;
  const CliResult same = Diff({"guide-pocket-pc", "guide-smartphone", "run-app", "game", "--signed-by", "none"});
  EXPECT_EQ(0, same.exit) << same;
  EXPECT_EQ("same: run-app game on guide-pocket-pc | guide-smartphone", same.FirstLine());
  EXPECT_TRUE(same.Says("  outcome   blocked\n")) << same;
  const Json json = DiffJson(
      {"one-tier-locked", "security-off", "--device", "wm5-smartphone", "run-app", "game", "--signed-by", "none"});
  EXPECT_EQ(false, json.at("same"));
  EXPECT_EQ("blocked", json.at("on-a").at("outcome"));
  EXPECT_EQ("run", json.at("on-b").at("outcome"));
  EXPECT_EQ("outcome", json.at("differing").at(0));
}

TEST_F(DiffTest, KnowsDeviceFiles) {
  cli_.folder().Write("phone.yaml", "based-on: guide-pocket-pc\npolicies: {4119: USER_AUTH}\n");
  const Json json = DiffJson({"guide-pocket-pc", "phone.yaml"});
  ASSERT_EQ(1U, json.at("settings").size()) << json;
  EXPECT_EQ("4119 grant-manager", json.at("settings")[0].at("name"));
  EXPECT_EQ("128 (OPERATOR_TPS)", json.at("settings")[0].at("a"));
  EXPECT_EQ("16 (USER_AUTH)", json.at("settings")[0].at("b"));
  EXPECT_EQ("dd425351", json.at("settings")[0].at("source-a"));
  EXPECT_TRUE(json.at("settings")[0].at("source-b").is_null());
  bool installs = false;
  const Json certinst = ActionIn(json, "certinst");
  for (const Json& kind : certinst.at("kinds")) {
    EXPECT_EQ("certinst-needs-manager", kind.at("a").at("rule"));
    installs = installs || kind.at("b").at("outcome") == "installed";
  }
  EXPECT_TRUE(installs);
  EXPECT_EQ(0, ActionIn(json, "spaddcert").at("differing"));
}

TEST_F(DiffTest, RefusesWhatItDoesNotUnderstand) {
  struct Row {
    Arguments arguments;
    const char* says;
  };
  cli_.folder().Write("broken.yaml", "based-on: nothing\n");
  for (const Row& row : std::vector<Row>{
           {{}, "diff wants two devices"},
           {{"guide-pocket-pc"}, "diff wants two devices"},
           {{"guide-pocket-pc", "guide-smartphne"}, "did you mean `guide-smartphone`?"},
           {{"one-tier-locked", "one-tier-promt"}, "did you mean `one-tier-prompt`?"},
           {{"one-tier-locked", "one-tier-prompt"}, "two configurations want the --device"},
           {{"one-tier-locked", "one-tier-prompt", "--device", "wm5"}, "unknown device `wm5`"},
           {{"one-tier-locked", "guide-pocket-pc", "--device", "guide-pocket-pc"}, "are a device and a configuration"},
           {{"guide-smartphone", "guide-pocket-pc", "--device", "guide-pocket-pc"},
            "--device goes with two configurations"},
           {{"guide-smartphone", "guide-pocket-pc", "--set", "4102=1"}, "--set does not go with `wmsim diff`"},
           {{"guide-smartphone", "guide-pocket-pc", "certinstall", "x.cer"}, "did you mean `certinst`?"},
           {{"guide-smartphone", "guide-pocket-pc", "certinst", "x.cer"}, "x.cer"},
           {{"guide-smartphone", "guide-pocket-pc", "certinst", "x.cer", "--save", "y"}, "--save goes without a verb"},
           {{"guide-smartphone", "nowhere.yaml"}, "nowhere.yaml"},
           {{"guide-smartphone", "broken.yaml"}, "broken.yaml:1:"},
           {{"guide-smartphone", "guide-pocket-pc", "--save", "broken.yaml"}, "--save wants a folder"},
           {{"guide-smartphone", "guide-pocket-pc", "--format", "xml"}, "--format is text or json"},
       }) {
    SCOPED_TRACE(row.says);
    const CliResult result = Diff(row.arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
    EXPECT_TRUE(result.Complains(row.says)) << result;
  }
}

}  // namespace
}  // namespace wmsim
