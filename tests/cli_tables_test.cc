// wmsim's tables, dump, inspect and schema, and its help.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

class CliTablesTest : public testing::Test {
 protected:
  // The lines of a call that answers.
  std::set<std::string> Lines(const Arguments& arguments) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_EQ("", result.err);
    std::set<std::string> lines;
    std::istringstream in(result.out);
    for (std::string line; std::getline(in, line);) lines.insert(line);
    return lines;
  }
  Cli cli_;
};

TEST_F(CliTablesTest, ListsThePoliciesOfADevice) {
  for (const char* device : {"guide-pocket-pc", "guide-smartphone"}) {
    const std::set<std::string> lines = Lines({"devices", device});
    for (const char* line :
         {"4119  grant-manager  128  OPERATOR_TPS  dd425351", "4102  unsigned-applications  0  dd425351",
          "4120  grant-user-authenticated  16  USER_AUTH  aa455966"}) {
      EXPECT_TRUE(lines.contains(line)) << device << ": " << line << "\n" << cli_.Run({"devices", device});
    }
    for (const char* start : {"4097  rapi  2  ", "4101  unsigned-cabs  16  USER_AUTH  ", "4122  unsigned-prompt  0  ",
                              "4123  privileged-applications  1  "}) {
      const auto line = lines.lower_bound(start);
      EXPECT_TRUE(line != lines.end() && line->starts_with(start)) << device << ": " << start;
    }
  }
}

TEST_F(CliTablesTest, AddsSourceAndConfidenceWhenAsked) {
  const std::set<std::string> lines = Lines({"devices", "guide-pocket-pc", "--verbose"});
  EXPECT_TRUE(lines.contains("4119  grant-manager  128  OPERATOR_TPS  dd425351  documented"))
      << cli_.Run({"devices", "guide-pocket-pc", "--verbose"});
}

TEST_F(CliTablesTest, EveryListingAnswersAsTextAndAsOneObject) {
  struct Row {
    const char* listing;
    const char* holds;
  };
  for (const Row& row : std::vector<Row>{{"devices", "guide-pocket-pc"},
                                         {"policies", "4119"},
                                         {"roles", "USER_AUTH"},
                                         {"stores", "Privileged Execution Trust Authorities"},
                                         {"messages", "spaddcert-device-secured"},
                                         {"rules", "certinst-needs-manager"},
                                         {"verbs", "registry-set"},
                                         {"risks", "user-becomes-manager"}}) {
    SCOPED_TRACE(row.listing);
    const CliResult text = cli_.Run({row.listing});
    EXPECT_EQ(0, text.exit) << text;
    EXPECT_TRUE(text.Says(row.holds)) << text;
    const CliResult json = cli_.Run({row.listing, "--format", "json"});
    EXPECT_EQ(0, json.exit);
    const Json object = Json::parse(json.out, nullptr, false);
    EXPECT_TRUE(object.is_object()) << json;
    EXPECT_TRUE(json.Says(row.holds));
  }
}

TEST_F(CliTablesTest, OneEntryIsFoundByEachOfItsNames) {
  for (const char* name : {"4119", "0x1017", "grant-manager", "SECPOLICY_GRANTMANAGER", "GrantManager"}) {
    const CliResult result = cli_.Run({"policies", name});
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_TRUE(result.Says("00001017")) << result;
  }
  EXPECT_EQ(1U, Lines({"roles", "USER_AUTH"}).size());
  EXPECT_TRUE(cli_.Run({"stores", "root"}).Says("user"));
  EXPECT_TRUE(cli_.Run({"messages", "spaddcert-device-secured"}).Says("verbatim"));
  EXPECT_TRUE(cli_.Run({"rules", "certinst-needs-manager"}).Says("dd425351"));
  for (const char* argument : {"dword", "via", "built-in-editor", "signed-by"}) {
    EXPECT_TRUE(cli_.Run({"verbs", "registry-set"}).Says(argument)) << argument;
  }
}

TEST_F(CliTablesTest, DumpsADeviceAsTextAndJson) {
  const CliResult text = cli_.Run({"dump", "--device", "guide-pocket-pc", "--set", "4119=16", "--running",
                                   "communicator-mobile", "--clock", "2010-01-01T00:00:00Z", "--operator-restricted"});
  EXPECT_EQ(0, text.exit) << text;
  for (const char* part : {"guide-pocket-pc", "4119  grant-manager  16", "communicator-mobile", "2010-01-01T00:00:00Z",
                           "Thawte", R"(HKLM\Security\Policies\Policies\00001017)"}) {
    EXPECT_TRUE(text.Says(part)) << part << "\n" << text;
  }
  const CliResult json = cli_.Run({"dump", "--device", "guide-pocket-pc", "--set", "4119=16", "--format", "json"});
  EXPECT_EQ(0, json.exit);
  const Json state = Json::parse(json.out, nullptr, false);
  ASSERT_TRUE(state.is_object()) << json;
  EXPECT_EQ("guide-pocket-pc", state.at("device"));
  EXPECT_EQ("2009-06-01T12:00:00Z", state.at("clock"));
  EXPECT_EQ(11U, state.at("certificates").size());  // the roots of KB 915840
  for (const Json& policy : state.at("policies")) {
    if (policy.at("id") == 4119) {
      EXPECT_EQ(16, policy.at("in-force"));
    }
  }
}

// What a step did is to be seen; what it could not do is not.
TEST_F(CliTablesTest, DumpsADeviceAfterAStep) {
  cli_.folder().Put("contoso-root.cer");
  const Arguments dump{"dump", "--device", "guide-pocket-pc", "--format", "json"};
  const Json before = Json::parse(cli_.Run(dump).out);
  const auto after = [&](const Arguments& more) {
    Arguments arguments = dump;
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    return Json::parse(result.out, nullptr, false);
  };
  EXPECT_EQ(before, after({"--after", "certinst", "contoso-root.cer"}));
  const Json installed = after({"--set", "4119=16", "--after", "certinst", "contoso-root.cer"});
  EXPECT_EQ(12U, installed.at("certificates").size());
  EXPECT_NE(std::string::npos, installed.dump().find("31653DBADA1DE7EA0006CBF154A212EF1A6B76D6"));
  EXPECT_NE(before, after({"--after", "policy-set", "4102=1"}));
}

TEST_F(CliTablesTest, DumpsADeviceAfterAScenario) {
  cli_.folder().Put("contoso-root.cer", "s/contoso-root.cer");
  cli_.folder().Write("s/x.yaml",
                      "scenario: S\ndevice: guide-pocket-pc\ngiven: {policies: {4119: 16}}\nsteps:\n"
                      "  - certinst: contoso-root.cer\n"
                      "  - policy-set: {4102: 1}\n    skip: not now\n"
                      "  - policy-set: {4122: 1}\n    only-on: guide-smartphone\n");
  const CliResult result = cli_.Run({"dump", "--after", "s/x.yaml"});
  EXPECT_EQ(0, result.exit) << result;
  EXPECT_TRUE(result.Says("31653DBADA1DE7EA0006CBF154A212EF1A6B76D6")) << result;
  EXPECT_TRUE(result.Says("4102  unsigned-applications  0")) << "a skipped step was done";
  EXPECT_TRUE(result.Says("4122  unsigned-prompt  0")) << "a step for another device was done";
}

TEST_F(CliTablesTest, InspectsCertificateFiles) {
  for (const char* name :
       {"contoso-root.cer", "contoso-root.pem.cer", "contoso-intermediate.cer", "contoso-bundle.p7b", "garbage.cer"}) {
    cli_.folder().Put(name);
  }
  const CliResult text = cli_.Run({"inspect", "contoso-root.cer"});
  EXPECT_EQ(0, text.exit) << text;
  for (const char* part : {"contoso-root.cer", "C = US, O = Contoso, CN = Contoso Root CA",
                           "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6", "root"}) {
    EXPECT_TRUE(text.Says(part)) << part << "\n" << text;
  }
  EXPECT_EQ(0, cli_.Run({"inspect", "contoso-root.cer", "--as", "x509"}).exit);
  EXPECT_EQ(0, cli_.Run({"inspect", "contoso-root.pem.cer", "--as", "pem-x509"}).exit);
  EXPECT_EQ(0, cli_.Run({"inspect", "contoso-bundle.p7b"}).exit);
  for (const Arguments& arguments : std::vector<Arguments>{{"inspect", "contoso-root.pem.cer", "--as", "x509"},
                                                           {"inspect", "contoso-root.cer", "--as", "pem-x509"},
                                                           {"inspect", "contoso-bundle.p7b", "--as", "x509"},
                                                           {"inspect", "garbage.cer"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.err.starts_with(arguments[1] + ": ")) << result;
  }
}

TEST_F(CliTablesTest, InspectsSeveralFilesInOneObject) {
  for (const char* name : {"contoso-root.cer", "contoso-intermediate.cer", "garbage.cer"}) cli_.folder().Put(name);
  for (const Arguments& arguments : std::vector<Arguments>{
           {"inspect", "--format", "json", "contoso-root.cer"},
           {"inspect", "--format", "json", "contoso-root.cer", "contoso-intermediate.cer"},
           {"inspect", "--format", "json", "contoso-root.cer", "garbage.cer", "contoso-intermediate.cer"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_TRUE(Json::accept(result.out)) << testing::PrintToString(arguments) << result;
  }
}

TEST_F(CliTablesTest, WritesTheSchema) {
  const CliResult result = cli_.Run({"schema"});
  EXPECT_EQ(0, result.exit);
  EXPECT_EQ("object", Json::parse(result.out).at("type"));
}

TEST_F(CliTablesTest, Helps) {
  for (const Arguments& arguments : std::vector<Arguments>{{"--help"}, {"help"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    for (const char* part : {"run", "try", "explain", "inspect", "check", "dump", "devices", "verbs"})
      EXPECT_TRUE(result.Says(part)) << part;
  }
  for (const Arguments& arguments : std::vector<Arguments>{{"try", "--help"}, {"--help", "try"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    for (const char* part : {"--device", "--set", "--answer", "--tool-signed-by", "--format"})
      EXPECT_TRUE(result.Says(part)) << part;
  }
  const CliResult version = cli_.Run({"--version"});
  EXPECT_EQ(0, version.exit);
  EXPECT_TRUE(version.FirstLine().starts_with("wmsim ")) << version;
}

}  // namespace
}  // namespace wmsim
