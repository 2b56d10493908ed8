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
                                         {"risks", "user-becomes-manager"},
                                         {"configurations", "powertoy-two-tier-mobile2market"},
                                         {"contradictions", "protected-keys"},
                                         {"origins", "rapi-restricted"},
                                         {"metabase", "CertificateStore"}}) {
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

// Sdk-facts 3.1, 3.2 and 1.3; design 6: the value as a decimal number first, then a mask's names.
TEST_F(CliTablesTest, ListsThePoliciesOfAConfiguration) {
  struct Row {
    const char* name;
    std::size_t policies;
    std::vector<std::string> lines;
  };
  for (const Row& row : std::vector<Row>{
           {"one-tier-locked",
            9,
            {"2  auto-run  0  t5", "4097  rapi  0  t5", "4102  unsigned-applications  0  t5",
             "4119  grant-manager  8  MANAGER  t5", "4123  privileged-applications  1  t5"}},
           {"security-off",
            9,
            {"4097  rapi  1  t5", "4101  unsigned-cabs  16  USER_AUTH  t5",
             "4119  grant-manager  144  USER_AUTH+OPERATOR_TPS  t5", "4122  unsigned-prompt  1  t5"}},
           {"powertoy-two-tier-mobile2market",
            6,
            {"4097  rapi  2  scm", "4119  grant-manager  128  OPERATOR_TPS  scm",
             "4123  privileged-applications  0  scm"}},
           {"smartphone-2003-high",
            18,
            {"4119  grant-manager  4  OPERATOR  ak", "4122  unsigned-prompt  1  ak",
             "4107  wap-signed-message  132  OPERATOR+OPERATOR_TPS  ak"}},
       }) {
    SCOPED_TRACE(row.name);
    const std::set<std::string> lines = Lines({"configurations", row.name});
    EXPECT_EQ(row.policies, lines.size());
    for (const std::string& line : row.lines) {
      EXPECT_TRUE(lines.contains(line)) << line << "\n" << cli_.Run({"configurations", row.name});
    }
  }
  EXPECT_EQ(14U, Lines({"configurations"}).size());
}

// Sdk-facts 3.3: the signers stand below the policies when asked for; the SDK's own configurations set none.
TEST_F(CliTablesTest, ListsTheSignersOfAConfigurationWhenAsked) {
  EXPECT_EQ(6U + 5U, Lines({"configurations", "powertoy-locked", "--verbose"}).size());
  EXPECT_EQ(6U + 17U, Lines({"configurations", "powertoy-security-off", "--verbose"}).size());
  EXPECT_EQ(9U, Lines({"configurations", "two-tier-prompt", "--verbose"}).size());
  const CliResult result = cli_.Run({"configurations", "powertoy-locked", "--verbose"});
  EXPECT_TRUE(result.Says("1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB")) << result;
  EXPECT_FALSE(result.Says("802F0BA13A4A3D362DA1CC348EFC59B92B5A9067")) << result;
}

// Policies 10.12 and 3.4; both ways of asking are one.
TEST_F(CliTablesTest, ListsWhereDocumentsDisagree) {
  const std::set<std::string> all = Lines({"policies", "--contradictions"});
  EXPECT_EQ(all, Lines({"contradictions"}));
  for (const char* id : {"protected-keys  ", "grant-manager-default  ", "unsigned-apps-default  ", "locked-rapi  "}) {
    const auto line = all.lower_bound(id);
    EXPECT_TRUE(line != all.end() && line->starts_with(id)) << id;
  }
  for (const Arguments& arguments :
       {Arguments{"policies", "--contradictions", "protected-keys"}, Arguments{"contradictions", "protected-keys"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    for (const char* part : {"aa919335", "aa914678", "may choose it"}) EXPECT_TRUE(result.Says(part)) << result;
  }
  const CliResult one = cli_.Run({"policies", "4119"});
  EXPECT_TRUE(one.Says("contradiction grant-manager-default")) << one;
}

// Policies 2.2 and sdk-facts 2.2.
TEST_F(CliTablesTest, ListsTheRolesOfRequestsByTheirOrigin) {
  const std::set<std::string> lines = Lines({"origins"});
  struct Row {
    const char* origin;
    const char* mask;
  };
  for (const Row& row : std::vector<Row>{{"rapi-open  ", "  8  MANAGER  "},
                                         {"rapi-restricted  ", "  16  USER_AUTH  "},
                                         {"program  ", "  16  USER_AUTH  "},
                                         {"privileged-program  ", "  8  MANAGER  "},
                                         {"push-netwpin  ", "  4  OPERATOR  "},
                                         {"push-usernetwpin  ", "  20  OPERATOR+USER_AUTH  "},
                                         {"push-userpin  ", "  16  USER_AUTH  "},
                                         {"push-unsigned  ", "  64  USER_UNAUTH  "},
                                         {"tps  ", "  128  OPERATOR_TPS  "},
                                         {"rom  ", "every role"},
                                         {"signed-package  ", "SPC"},
                                         {"unsigned-package  ", "4101"},
                                         {"theme  ", "4103"}}) {
    const auto line = lines.lower_bound(row.origin);
    ASSERT_TRUE(line != lines.end() && line->starts_with(row.origin)) << row.origin;
    EXPECT_NE(std::string::npos, line->find(row.mask)) << *line;
    const std::string name(row.origin, std::string(row.origin).find(' '));
    EXPECT_EQ(std::set<std::string>{*line}, Lines({"origins", name}));
  }
}

// Policies 2.3.
TEST_F(CliTablesTest, ListsTheAccessRolesOfTheMetabase) {
  const std::set<std::string> lines = Lines({"metabase"});
  for (const char* start :
       {"SecurityPolicy  8  MANAGER  3  ", "CM_NetEntries  24  MANAGER+USER_AUTH  3  ",
        "BOOTSTRAP  140  OPERATOR+MANAGER+OPERATOR_TPS  3  ", "DeviceInformation  8  MANAGER  1  "}) {
    const auto line = lines.lower_bound(start);
    EXPECT_TRUE(line != lines.end() && line->starts_with(start)) << start;
  }
  const std::set<std::string> stores = Lines({"metabase", "CertificateStore"});
  EXPECT_EQ(2U, stores.size()) << "6.5 has a role of its own";
  for (const std::string& line : stores) {
    EXPECT_EQ(line.find("wm65-") != std::string::npos, line.find("USER_AUTH") != std::string::npos) << line;
  }
}

// Certificates 5.1, policies 2.3: since 6 ROOT and CA have a part of the user's own.
TEST_F(CliTablesTest, ListsThePartsOfAStore) {
  for (const char* store : {"ROOT", "root", "CA"}) {
    const CliResult result = cli_.Run({"stores", store});
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_TRUE(result.Says("  system  ")) << result;
    EXPECT_TRUE(result.Says("  user  ")) << result;
    EXPECT_TRUE(result.Says("MANAGER")) << result;
    EXPECT_TRUE(result.Says("USER_AUTH")) << result;
  }
  for (const char* store : {"SPC", "Privileged Execution Trust Authorities"}) {
    const CliResult result = cli_.Run({"stores", store});
    EXPECT_EQ(0, result.exit) << result;
    EXPECT_TRUE(result.Says("  system  ")) << result;
    EXPECT_FALSE(result.Says("  user  ")) << result;
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

// Design 9: the exact name, or the nearest and what differs.
TEST_F(CliTablesTest, DumpsTheConfigurationThatADeviceIsIn) {
  struct Row {
    Arguments arguments;
    std::string text;
    Json json;
  };
  const Arguments locked{"--device", "wm5-smartphone", "--configuration", "one-tier-locked"};
  Arguments differing = locked, back = locked;
  differing.insert(differing.end(), {"--set", "4119=144"});
  back.insert(back.end(), {"--set", "4119=144", "--after", "hard-reset"});
  for (const Row& row : std::vector<Row>{
           {locked, "one-tier-locked", {{"nearest", "one-tier-locked"}, {"exact", true}, {"differing", Json::array()}}},
           {differing,
            "one-tier-locked, except 4119",
            {{"nearest", "one-tier-locked"}, {"exact", false}, {"differing", {4119}}}},
           {back,
            "one-tier-locked",
            {{"nearest", "one-tier-locked"}, {"exact", true}, {"differing", Json::array()}}}}) {
    SCOPED_TRACE(testing::PrintToString(row.arguments));
    Arguments arguments{"dump"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    const CliResult text = cli_.Run(arguments);
    EXPECT_EQ(0, text.exit) << text;
    EXPECT_TRUE(text.Says("configuration: " + row.text + "\n")) << text;
    arguments.insert(arguments.end(), {"--format", "json"});
    EXPECT_EQ(row.json, Json::parse(cli_.Run(arguments).out).at("configuration"));
  }
}

// Design 2: what the options give are changes made before boot: a dump shows them, a hard reset drops them.
TEST_F(CliTablesTest, LaysRegistryExportsOverTheDevice) {
  const std::string head = "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\Security\\Policies\\Policies]\r\n";
  cli_.folder().Write("a.reg", head + "\"00001006\"=dword:00000000\r\n\"00001017\"=dword:00000010\r\n");
  cli_.folder().Write("b.reg", head + "\"00001017\"=dword:00000008\r\n[HKEY_CURRENT_USER\\Contoso]\r\n@=\"x\"\r\n");
  const Arguments dump{"dump", "--device", "wm6-standard"};
  const auto with = [&](const Arguments& more) {
    Arguments arguments = dump;
    arguments.insert(arguments.end(), more.begin(), more.end());
    return cli_.Run(arguments);
  };
  const CliResult one = with({"--registry", "a.reg"});
  EXPECT_EQ(0, one.exit) << one;
  EXPECT_TRUE(one.Says("4119  grant-manager  16 (USER_AUTH)")) << one;
  EXPECT_TRUE(one.Says("4102  unsigned-applications  0\n")) << "as it booted: in force";
  const CliResult two = with({"--registry", "a.reg", "--registry=b.reg"});
  EXPECT_TRUE(two.Says("4119  grant-manager  8 (MANAGER)")) << two;
  EXPECT_TRUE(two.Says("4102  unsigned-applications  0\n")) << two;
  EXPECT_TRUE(two.Says("HKCU\\Contoso")) << two;
  EXPECT_TRUE(with({"--registry", "b.reg", "--registry", "a.reg"}).Says("4119  grant-manager  16 (USER_AUTH)"));
  EXPECT_TRUE(with({"--registry", "a.reg", "--configuration", "one-tier-locked"}).Says("4119  grant-manager  16 "));
  EXPECT_EQ(with({}).out, with({"--registry", "a.reg", "--registry", "b.reg", "--after", "hard-reset"}).out);
}

// Design 6: a device's whole state. Design 2: everything that is given is to be seen in it.
TEST_F(CliTablesTest, DumpsTheMetabase) {
  cli_.folder().Write("given.yaml", "metabase: {'RAPI\\Windows\\a.dll\\*': {access-role: 152}}\n");
  const Arguments plain{"dump", "--device", "wm6-standard"};
  const Arguments given{"dump", "--device", "wm6-standard", "--given", "given.yaml"};
  EXPECT_NE(cli_.Run(plain).out, cli_.Run(given).out);
  EXPECT_TRUE(cli_.Run(given).Says("152")) << "the entry's access role";
  Arguments json = given;
  json.insert(json.end(), {"--format", "json"});
  EXPECT_TRUE(cli_.Run(json).Says("a.dll"));
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

// Design 6: provisioning documents, by their bytes or by --as; what no device takes is a no.
TEST_F(CliTablesTest, InspectTellsProvisioningDocuments) {
  const std::string good =
      "<wap-provisioningdoc><characteristic type=\"SecurityPolicy\"><parm name=\"4119\" "
      "value=\"1\"/><parm-query name=\"4102\"/></characteristic></wap-provisioningdoc>";
  cli_.folder().Write("good.xml", good);
  cli_.folder().Write("marked.xml", "\xEF\xBB\xBF" + good);
  cli_.folder().Write("bad.xml", "<wap-provisioningdoc><parm name=\"a\"/></wap-provisioningdoc>");
  cli_.folder().Write("other.xml", "<other/>");
  cli_.folder().Write("some.reg", "REGEDIT4\n[HKEY_CURRENT_USER\\A]\n");
  const CliResult found = cli_.Run({"inspect", "good.xml", "marked.xml", "other.xml", "some.reg"});
  EXPECT_EQ(0, found.exit) << found.err;
  EXPECT_NE(found.out.find("good.xml: provisioning\n  sections             SecurityPolicy\n  settings             1\n"
                           "  queries              1\n  byte-order-mark      no\n"),
            std::string::npos)
      << found.out;
  EXPECT_NE(found.out.find("RapiConfig alone takes it"), std::string::npos);
  EXPECT_NE(found.out.find("other.xml: xml"), std::string::npos);
  EXPECT_NE(found.out.find("some.reg: reg"), std::string::npos);
  const CliResult refused = cli_.Run({"inspect", "--as", "provisioning", "bad.xml"});
  EXPECT_EQ(1, refused.exit);
  EXPECT_NE(refused.out.find("no device takes it: line 1: parm stands outside a characteristic"), std::string::npos);
  EXPECT_EQ(2, cli_.Run({"inspect", "--as", "provisioning", "other.xml"}).exit);
  EXPECT_EQ(2, cli_.Run({"inspect", "--as", "provisioning", "some.reg"}).exit);
}

// The same in binary form, found by its first bytes or by --as.
TEST_F(CliTablesTest, InspectTellsDocumentsInBinaryForm) {
  const std::string head("\x03\x0B\x6A\x00\x45\xC6\x00\x01\x05\x01", 10);  // SecurityPolicy
  const std::string parm_query(
      "\xA1\x00\x00\x05\x03"
      "4102\x00\x01",
      11);
  const std::string end("\x01\x01");
  cli_.folder().Write("good.wbxml", head + parm_query + end);
  cli_.folder().Write("bad.wbxml", std::string("\x03\x0B\x6A\x00\x45\x87\x05\x03"
                                               "a\x00",
                                               10) +
                                       end);
  cli_.folder().Write("short.wbxml", head + parm_query);
  const CliResult found = cli_.Run({"inspect", "good.wbxml"});
  EXPECT_EQ(0, found.exit) << found.err;
  EXPECT_EQ(found.out,
            "good.wbxml: wbxml\n  sections             SecurityPolicy\n  settings             0\n"
            "  queries              1\n");
  const CliResult refused = cli_.Run({"inspect", "--as", "wbxml", "bad.wbxml"});
  EXPECT_EQ(1, refused.exit);
  EXPECT_NE(refused.out.find("no device takes it: byte 6: parm stands outside a characteristic"), std::string::npos)
      << refused.out;
  const CliResult broken = cli_.Run({"inspect", "--as", "wbxml", "short.wbxml"});
  EXPECT_EQ(2, broken.exit);
  EXPECT_EQ(broken.err, "short.wbxml: the document ends too early, at byte 22\n");
  EXPECT_EQ(2, cli_.Run({"inspect", "--as", "provisioning", "good.wbxml"}).exit);
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
  for (const Arguments& arguments : std::vector<Arguments>{{"--help"}, {"help"}, {"-h"}, {"help", "--help"}}) {
    const CliResult result = cli_.Run(arguments);
    EXPECT_EQ(0, result.exit) << result;
    for (const char* part : {"run", "try", "explain", "inspect", "check", "dump", "devices", "verbs"})
      EXPECT_TRUE(result.Says(part)) << part;
  }
  for (const Arguments& arguments :
       std::vector<Arguments>{{"try", "--help"}, {"--help", "try"}, {"help", "try"}, {"try", "-h"}}) {
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
