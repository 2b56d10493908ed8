// Whatever the program cannot do: exit status 2, one line per cause on standard error, in every format.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

class CliErrorsTest : public testing::Test {
 protected:
  CliErrorsTest() {
    for (const char* name :
         {"contoso-root.cer", "garbage.cer", "truncated.cer", "empty.cer", "trailing.cer", "ocs-chain.pem"}) {
      cli_.folder().Put(name);
    }
    std::filesystem::create_directories(cli_.folder().path() / "folder");
    cli_.folder().Write("huge.cer", "");
    std::filesystem::resize_file(cli_.folder().path() / "huge.cer", std::uintmax_t{3} << 30);
    cli_.folder().Write("bad.yaml", "scenario: S\ndevice: guide-pocket-pc\nsteps:\n  - restrat:\n");
    cli_.folder().Write("good.yaml", "scenario: S\ndevice: guide-pocket-pc\nsteps:\n  - restart:\n");
    cli_.folder().Write("locked.yaml", "configuration: one-tier-locked\n");
    cli_.folder().Write("given.yaml", "policies: {4119: 16}\nruning: [communicator-mobile]\n");
  }

  // Exit 2, one line, nothing on standard output; with --format json the error object with the same cause.
  void ExpectError(const Arguments& arguments, const std::string& file, const std::vector<std::string>& says) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const CliResult text = cli_.Run(arguments);
    EXPECT_EQ(2, text.exit) << text;
    EXPECT_EQ("", text.out);
    EXPECT_EQ(1, text.ErrorLines()) << text;
    EXPECT_TRUE(text.err.starts_with(file + ": ")) << text;
    for (const std::string& part : says) EXPECT_TRUE(text.Complains(part)) << part << "\n" << text;

    Arguments as_json = arguments;
    as_json.insert(as_json.begin(), {"--format", "json"});
    const CliResult json = cli_.Run(as_json);
    EXPECT_EQ(2, json.exit) << json;
    EXPECT_EQ(text.err, json.err);
    const Json object = Json::parse(json.out, nullptr, false);
    ASSERT_TRUE(object.is_object() && object.contains("error")) << json;
    const Json& error = object.at("error");
    for (const char* key : {"file", "line", "column", "text"}) EXPECT_TRUE(error.contains(key)) << key;
    std::string place = error.at("file").is_string() ? error.at("file").get<std::string>() : "wmsim";
    if (error.at("line").is_number()) place += ":" + error.at("line").dump() + ":" + error.at("column").dump();
    EXPECT_EQ(text.err, place + ": " + error.at("text").get<std::string>() + "\n");
  }

  Cli cli_;
};

const Arguments kOnPocketPc{"--device", "guide-pocket-pc"};

Arguments OnPocketPc(Arguments arguments) {
  arguments.insert(arguments.end(), kOnPocketPc.begin(), kOnPocketPc.end());
  return arguments;
}

TEST_F(CliErrorsTest, NamesAFileThatCannotBeRead) {
  for (const char* verb : {"certinst", "spaddcert", "sign-in", "find-root"}) {
    ExpectError(OnPocketPc({"try", verb, "missing.cer"}), "missing.cer", {"no such file"});
    ExpectError(OnPocketPc({"try", verb, "folder"}), "folder", {});
    ExpectError(OnPocketPc({"try", verb, "huge.cer"}), "huge.cer", {"4 MiB"});
    ExpectError(OnPocketPc({"explain", verb, "sub/missing.cer"}), "sub/missing.cer", {"no such file"});
    ExpectError(OnPocketPc({"try", verb, "/dev/zero"}), "/dev/zero", {});
  }
  ExpectError(OnPocketPc({"try", "store-add", "missing.cer", "--store", "ROOT"}), "missing.cer", {"no such file"});
  ExpectError(OnPocketPc({"try", "install-cab", "missing.cab"}), "missing.cab", {"no such file"});
  ExpectError(OnPocketPc({"try", "restart", "--store", "ROOT=missing.cer"}), "missing.cer", {"no such file"});
  ExpectError(OnPocketPc({"dump", "--store", "ROOT=folder"}), "folder", {});
  ExpectError(OnPocketPc({"try", "restart", "--given", "missing.yaml"}), "missing.yaml", {"no such file"});
  ExpectError(OnPocketPc({"try", "restart", "--roots", "missing"}), "missing", {});
  ExpectError({"inspect", "missing.cer"}, "missing.cer", {"no such file"});
  ExpectError({"inspect", "folder"}, "folder", {});
  ExpectError({"inspect", "--as", "x509", "huge.cer"}, "huge.cer", {"4 MiB"});
  ExpectError({"inspect", "huge.cer"}, "huge.cer", {"64 MiB"});
  ExpectError({"run", "missing.yaml"}, "missing.yaml", {"no such file"});
  ExpectError({"run", "folder"}, "folder", {});
  ExpectError({"check", "folder"}, "folder", {});
  ExpectError({"run"}, "scenarios/suite", {});
  ExpectError({"dump", "--after", "missing.yaml"}, "missing.yaml", {"no such file"});
}

TEST_F(CliErrorsTest, AFileThatIsNoProgramIsTheOutcomeInvalidInput) {
  for (const Arguments& arguments : std::vector<Arguments>{
           {"try", "run-app", "contoso-root.cer"},
           {"try", "load-dll", "contoso-root.cer", "--into", "communicator-mobile", "--running", "communicator-mobile"},
           {"try", "spaddcert", "contoso-root.cer", "--tool", "garbage.cer"},
           {"try", "registry-set", R"(HKLM\A)", "--via", "program", "--tool", "contoso-root.cer"},
       }) {
    const CliResult result = cli_.Run(OnPocketPc(arguments));
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_TRUE(result.FirstLine().starts_with("invalid-input: ")) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.err.find("not a program (PE)") != std::string::npos) << result;
  }
}

// The host file is read before the device is asked: also where the device would refuse.
TEST_F(CliErrorsTest, AMalformedFileIsTheOutcomeInvalidInput) {
  for (const char* verb : {"certinst", "spaddcert"}) {
    for (const char* file : {"garbage.cer", "truncated.cer", "empty.cer", "trailing.cer"}) {
      for (const char* policy : {"4119=16", "4119=128"}) {
        SCOPED_TRACE(std::string(verb) + " " + file + " " + policy);
        const CliResult text = cli_.Run(OnPocketPc({"try", verb, file, "--set", policy}));
        EXPECT_EQ(2, text.exit) << text;
        EXPECT_EQ(1, text.ErrorLines()) << text;
        EXPECT_TRUE(text.err.starts_with(std::string(file) + ": ")) << text;
        EXPECT_EQ("invalid-input: " + std::string(verb) + " " + file + " on guide-pocket-pc", text.FirstLine());
        const CliResult json = cli_.Run(OnPocketPc({"try", verb, file, "--set", policy, "--format", "json"}));
        EXPECT_EQ(2, json.exit);
        EXPECT_EQ(text.err, json.err);
        const Json step = Json::parse(json.out, nullptr, false);
        ASSERT_TRUE(step.is_object()) << json;
        EXPECT_EQ("invalid-input", step.at("outcome"));
        EXPECT_EQ(2, step.at("exit"));
      }
    }
  }
  for (const Arguments& arguments :
       {Arguments{"try", "sign-in", "garbage.cer"}, Arguments{"try", "find-root", "garbage.cer"},
        Arguments{"try", "store-add", "garbage.cer", "--store", "ROOT"}}) {
    const CliResult result = cli_.Run(OnPocketPc(arguments));
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.err.starts_with("garbage.cer: ")) << result;
    EXPECT_TRUE(result.FirstLine().starts_with("invalid-input: ")) << result;
  }
}

TEST_F(CliErrorsTest, TellsWhatIsWrongWithTheCommandLine) {
  struct Row {
    Arguments arguments;
    std::vector<std::string> says;
  };
  for (const Row& row : std::vector<Row>{
           {{"tri", "certinst", "contoso-root.cer"}, {"unknown command `tri`", "did you mean `try`?", "legal"}},
           {{"fly"}, {"unknown command `fly`", "run, merge, try"}},
           {{}, {}},
           {{"try"}, {"verb"}},
           {{"explain"}, {"verb"}},
           {OnPocketPc({"try", "certinstt", "contoso-root.cer"}), {"did you mean `certinst`?"}},
           {OnPocketPc({"try", "fly"}), {"unknown verb `fly`", "spaddcert, certinst"}},
           {{"try", "certinst", "contoso-root.cer"}, {"--device", "guide-pocket-pc", "guide-smartphone"}},
           {{"dump"}, {"--device", "guide-pocket-pc"}},
           {{"try", "certinst", "contoso-root.cer", "--device", "guide-pocketpc"}, {"did you mean `guide-pocket-pc`?"}},
           {{"try", "certinst", "contoso-root.cer", "--device", "iphone"},
            {"unknown device `iphone`", "guide-smartphone"}},
           {OnPocketPc({"try", "certinst"}), {"`file`"}},
           {OnPocketPc({"try", "certinst", "a.cer", "b.cer"}), {"`b.cer`"}},
           {OnPocketPc({"try", "certinst", "a.cer", "--file", "b.cer"}), {"file", "twice"}},
           {OnPocketPc({"try", "restart", "now"}), {"`now`"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--tool-signed-by", "operator"}),
            {"--tool-signed-by", "certinst"}},
           {OnPocketPc({"try", "restart", "--dword", "1"}), {"--dword", "restart"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--tool-singed-by", "operator"}),
            {"--tool-singed-by", "did you mean --tool-signed-by?"}},
           {{"run", "good.yaml", "--device", "guide-pocket-pc"}, {"--device", "run"}},
           {{"devices", "--answer", "yes"}, {"--answer", "devices"}},
           {{"check", "good.yaml", "--report", "json=x"}, {"--report", "check"}},
           {OnPocketPc({"try", "spaddcert", "contoso-root.cer", "--tool-signed-by", "me"}),
            {"`me`", "privileged, operator"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--set", "4119"}), {"4119"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--set", "=16"}), {"=16"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--set", "grant-manger=16"}),
            {"did you mean `grant-manager`?"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--set", "4119=USER"}), {"`USER`"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--set", "4119=16", "--set", "0x1017=16"}), {"twice"}},
           {OnPocketPc({"try", "restart", "--store", "ROTO=contoso-root.cer"}), {"did you mean `ROOT`?"}},
           {OnPocketPc({"try", "restart", "--running", "communicator"}), {"communicator-mobile"}},
           {OnPocketPc({"try", "restart", "--clock", "noon"}), {"`noon`"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--answer", "maybe"}), {"yes, no, timeout"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--answer", "certinst-conform=no"}),
            {"did you mean `certinst-confirm`?"}},
           {OnPocketPc({"try", "certinst", "contoso-root.cer", "--answer", "certinst-confirm=maybe"}),
            {"yes, no, timeout"}},
           {OnPocketPc({"try", "policy-set", "4102"}), {"4102"}},
           {OnPocketPc({"try", "run-app", "game"}), {"signed-by"}},
           {OnPocketPc({"try", "registry-set", R"(HKLM\A)", "--via", "rapi", "--name", "x"}), {"data"}},
           {{"inspect"}, {"file"}},
           {{"inspect", "contoso-root.cer", "--as", "x508"}, {"did you mean `x509`?"}},
           {{"devices", "guide-pocketpc"}, {"did you mean `guide-pocket-pc`?"}},
           {{"devices", "a", "b"}, {"`b`"}},
           {{"policies", "grant-manger"}, {"did you mean `grant-manager`?"}},
           {{"rules", "certinst-need-manager"}, {"did you mean `certinst-needs-manager`?"}},
           {{"roles", "MANAGR"}, {"did you mean `MANAGER`?"}},
           {{"stores", "ROTO"}, {"did you mean `ROOT`?"}},
           {{"verbs", "certinstt"}, {"did you mean `certinst`?"}},
           {{"schema", "x"}, {"`x`"}},
           {{"run", "good.yaml", "--report", "junit"}, {"FORMAT=FILE"}},
           {{"run", "good.yaml", "--report", "xml=a.xml"}, {"unknown format `xml`", "tap"}},
           {{"run", "good.yaml", "--report", "json="}, {"json="}},
           {{"run", "--devise", "x"}, {"did you mean --device?"}},
           {{"run", "good.yaml", "--report"}, {"--report"}},
       }) {
    ExpectError(row.arguments, "wmsim", row.says);
  }
}

TEST_F(CliErrorsTest, TellsWhatIsWrongWithTheNewerWords) {
  struct Row {
    Arguments arguments;
    std::vector<std::string> says;
  };
  for (const Row& row : std::vector<Row>{
           {{"configurations", "one-tier-lockd"}, {"did you mean `one-tier-locked`?"}},
           {{"configurations", "One-Tier-Locked"}, {"did you mean `one-tier-locked`?"}},
           {{"configurations", "none"}, {"unknown name `none`", "one-tier-locked"}},
           {{"configurations", "one-tier-locked", "security-off"}, {"`security-off`"}},
           {{"configurations", "--contradictions"}, {"--contradictions", "configurations"}},
           {{"contradictions", "protected-key"}, {"did you mean `protected-keys`?"}},
           {{"contradictions", "--contradictions"}, {"--contradictions", "contradictions"}},
           {{"policies", "--contradictions", "protected-key"}, {"did you mean `protected-keys`?"}},
           {{"policies", "--contradictions", "4119"}, {"`4119`", "grant-manager-default"}},
           {{"policies", "--contradictions", "protected-keys", "locked-rapi"}, {"`locked-rapi`"}},
           {{"policies", "--contradictions=protected-keys"}, {"contradictions"}},
           {{"policies", "--contradiction"}, {"did you mean --contradictions?"}},
           {{"policies", "protected-keys"}, {"unknown name `protected-keys`"}},
           {{"devices", "--contradictions"}, {"--contradictions", "devices"}},
           {{"origins", "rapi-opn"}, {"did you mean `rapi-open`?"}},
           {{"origins", "rapi-open", "rom"}, {"`rom`"}},
           {{"origins", "16"}, {"unknown name `16`", "rapi-open"}},
           {{"metabase", "CertificateStor"}, {"did you mean `CertificateStore`?"}},
           {{"metabase", "ROLES"}, {"unknown name `ROLES`", "SecurityPolicy"}},
           {{"metabase", "Clock", "Home"}, {"`Home`"}},
           {{"metabase", ""}, {"unknown name"}},
           {{"stores", "SPCC"}, {"did you mean `SPC`?"}},
           {{"stores", "ROOT", "CA"}, {"`CA`"}},
           {{"stores", "Privileged Execution Trust Authoritys"}, {"Privileged Execution Trust Authorities"}},
           {{"stores", "system"}, {"unknown name `system`", "ROOT"}},
           {{"run", "good.yaml", "--coverage=yes"}, {"coverage"}},
           {{"run", "good.yaml", "--coverag"}, {"did you mean --coverage?"}},
           {{"check", "good.yaml", "--coverage"}, {"--coverage", "check"}},
           {OnPocketPc({"try", "restart", "--coverage"}), {"--coverage", "try"}},
           {{"devices", "--coverage"}, {"--coverage", "devices"}},
           {OnPocketPc({"try", "restart", "--configuration", "one-tier-lockd"}), {"did you mean `one-tier-locked`?"}},
           {OnPocketPc({"try", "restart", "--configuration", "none"}), {"`none`", "one-tier-locked"}},
           {OnPocketPc({"try", "restart", "--configuration", ""}), {"one-tier-locked"}},
           {OnPocketPc({"dump", "--configuration", "locked"}), {"`locked`"}},
           {{"dump", "--device", "guide-pocket-pc", "--configuration"}, {"--configuration"}},
           {{"dump", "--device", "guide-pocket-pc", "--registry"}, {"--registry"}},
           {OnPocketPc({"try", "restart", "--given", "locked.yaml", "--configuration", "security-off"}),
            {"configuration", "twice"}},
           {{"run", "good.yaml", "--configuration", "security-off"}, {"--configuration", "run"}},
           {{"run", "good.yaml", "--registry", "a.reg"}, {"--registry", "run"}},
           {{"devices", "guide-pocket-pc", "--configuration", "security-off"}, {"--configuration", "devices"}},
           {{"inspect", "contoso-root.cer", "--device", "guide-pocket-pc"}, {"--device", "inspect"}},
           {{"dump", "--device", ""}, {"--device"}},
           {{"dump", "--device", "guide-pocket-pc.yam"}, {"guide-pocket-pc"}},
           {OnPocketPc({"try", "load-dll", "a.dll", "--signed-by", "none"}), {"`into`"}},
           {OnPocketPc({"try", "load-dll", "helper", "--into", "game.exe"}), {"signed-by"}},
           {OnPocketPc({"try", "load-dll", "--signed-by", "none", "--into", "game.exe"}), {"`name`"}},
           {OnPocketPc({"try", "load-dll", "a.dll", "b.dll", "--signed-by", "none", "--into", "x"}), {"`b.dll`"}},
           {OnPocketPc({"try", "load-dll", "a.dll", "--signed-by", "me", "--into", "x"}), {"`me`", "unprivileged"}},
           {OnPocketPc({"try", "load-dll", "a.dll", "--signed-by", "none", "--into", "game.exe"}),
            {"`game.exe`", "not running"}},
           {OnPocketPc({"try", "install-cab", "--signed-by", "none"}), {"`file`"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "b.cab", "--signed-by", "none"}), {"`b.cab`"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "none", "--role", "16"}), {"role", "signed-by"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "unknown", "--role", "16"}), {"role"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "privileged", "--role", "KING"}), {"`KING`"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "spc"}), {"`spc`", "privileged"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "none", "--silent", "maybe"}), {"`maybe`"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "none", "--theme", "maybe"}), {"`maybe`"}},
           {OnPocketPc({"try", "install-cab", "a.cab", "--signed-by", "none", "--into", "x"}), {"--into"}},
           {OnPocketPc({"try", "rapi-call", "invoke"}), {"`target`"}},
           {OnPocketPc({"try", "rapi-call", "--target", "a.dll"}), {"`what`"}},
           {OnPocketPc({"try", "rapi-call", "invok", "--target", "a.dll"}), {"did you mean `invoke`?"}},
           {OnPocketPc({"try", "rapi-call", "registry-read", "--target", "HKLM"}), {"registry-write, file-write"}},
           {OnPocketPc({"try", "rapi-call", "registry-write", "--target", "Security"}), {"`Security`"}},
           {OnPocketPc({"try", "rapi-call", "file-write", "--target", "a", "--signed-by", "none"}),
            {"signed-by", "invoke"}},
           {OnPocketPc({"try", "rapi-call", "invoke", "--target", "a.dll", "--signed-by", "me"}), {"`me`"}},
           {OnPocketPc({"try", "push-message"}), {"`kind`"}},
           {OnPocketPc({"try", "push-message", "sl"}), {"`sl`"}},
           {OnPocketPc({"try", "push-message", "--kind", "sm"}), {"`sm`", "sl, si"}},
           {OnPocketPc({"try", "push-message", "--kind", "sl", "--gateway", "trusted"}), {"`trusted`", "trusted-ppg"}},
           {OnPocketPc({"try", "metabase-set", "--access-role", "8"}), {"`setting`"}},
           {OnPocketPc({"try", "metabase-set", "--setting", "A"}), {"`access-role`"}},
           {OnPocketPc({"try", "metabase-set", "A", "--access-role", "8"}), {"`A`"}},
           {OnPocketPc({"try", "metabase-set", "--setting", "A", "--access-role", "KING"}), {"`KING`"}},
           {OnPocketPc({"try", "metabase-set", "--setting", "A", "--access-role", "8", "--rw-access", "4"}),
            {"rw-access"}},
           {OnPocketPc({"try", "metabase-set", "--setting", "A", "--access-role", "8", "--rw-access", "0"}),
            {"rw-access"}},
           {OnPocketPc({"try", "metabase-set", "--setting", "A", "--access-role", "8", "--rw-access", "rw"}), {"`rw`"}},
       }) {
    ExpectError(row.arguments, "wmsim", row.says);
  }
}

// There is no file to speak of where a list stands on the command line.
TEST_F(CliErrorsTest, TellsNoPlaceInsideAnOption) {
  ExpectError(OnPocketPc({"try", "push-message", "--kind", "sl", "--gateway", "[ppg-auth, me]"}), "wmsim", {"`me`"});
}

// Design 5: the same value given twice is an error.
TEST_F(CliErrorsTest, RefusesTwoConfigurations) {
  ExpectError(OnPocketPc({"try", "restart", "--configuration", "one-tier-locked", "--configuration", "security-off"}),
              "wmsim", {"configuration", "twice"});
}

// --set says what the file of --given says already: the place is in the file, and the option is named.
TEST_F(CliErrorsTest, NamesTheOptionThatRepeatsWhatTheFileSays) {
  cli_.folder().Write("policy.yaml", "clock: 2010-01-01T00:00:00Z\npolicies: {4102: 0}\n");
  cli_.folder().Write("value.yaml", "registry: {'HKLM\\Security\\Policies\\Policies': {'00001006': 0}}\n");
  const auto with = [](const std::string& given, const std::string& set) {
    return OnPocketPc({"try", "restart", "--given", given, "--set", set});
  };
  ExpectError(with("policy.yaml", "4102=1"), "policy.yaml:2:18", {"policy 4102 is set here, and by --set 4102 again"});
  ExpectError(with("policy.yaml", "0x1006=1"), "policy.yaml:2:18", {"--set 0x1006"});
  ExpectError(with("value.yaml", "4102=1"), "value.yaml:1:60", {"--set 4102"});
  ExpectError(with("policy.yaml", "grant-manger=1"), "wmsim", {"did you mean `grant-manager`?"});
}

TEST_F(CliErrorsTest, RefusesAnOptionThatIsGivenTwice) {
  ExpectError({"dump", "--device", "guide-pocket-pc", "--device", "guide-smartphone"}, "wmsim",
              {"--device is given twice"});
  ExpectError({"run", "good.yaml", "--jobs", "1", "--jobs", "2"}, "wmsim", {"--jobs is given twice"});
  ExpectError({"help", "rnu"}, "wmsim", {"unknown command `rnu`", "did you mean `run`?"});
}

// A name is the identity of what it names: there is no package, target or setting without one.
TEST_F(CliErrorsTest, RefusesEmptyNames) {
  for (const Arguments& arguments : {Arguments{"try", "install-cab", "", "--signed-by", "none"},
                                     Arguments{"try", "install-cab", "folder/", "--signed-by", "none"},
                                     Arguments{"try", "load-dll", "", "--signed-by", "none", "--into",
                                               "communicator-mobile", "--running", "communicator-mobile"},
                                     Arguments{"try", "rapi-call", "file-write", "--target", ""},
                                     Arguments{"try", "metabase-set", "--setting", "", "--access-role", "8"}}) {
    ExpectError(OnPocketPc(arguments), "wmsim", {});
  }
}

// --registry and --device read files: what is wrong with them is told with their name, and where they are malformed
// with the place.
TEST_F(CliErrorsTest, NamesARegistryExportOrADeviceFileThatIsNone) {
  const ScenarioFolder& folder = cli_.folder();
  folder.Write("empty.reg", "");
  folder.Write("key.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHIN\\A]\n");
  folder.Write("value.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\A]\n\"x\"=dword:zz\n");
  folder.Write("good.reg", "REGEDIT4\n");
  folder.Write("huge.reg", "");
  std::filesystem::resize_file(folder.path() / "huge.reg", (std::uintmax_t{16} << 20) + 1);
  for (const Arguments& command : {Arguments{"dump"}, Arguments{"try", "restart"}, Arguments{"explain", "restart"}}) {
    const auto with = [&](const Arguments& more) {
      Arguments arguments = OnPocketPc(command);
      arguments.insert(arguments.end(), more.begin(), more.end());
      return arguments;
    };
    ExpectError(with({"--registry", "missing.reg"}), "missing.reg", {"no such file"});
    ExpectError(with({"--registry", "sub/missing.reg"}), "sub/missing.reg", {"no such file"});
    ExpectError(with({"--registry", "folder"}), "folder", {});
    ExpectError(with({"--registry", "huge.reg"}), "huge.reg", {"16 MiB"});
    ExpectError(with({"--registry", "garbage.cer"}), "garbage.cer", {".reg"});
    ExpectError(with({"--registry", "good.yaml"}), "good.yaml", {".reg"});
    ExpectError(with({"--registry", "/dev/zero"}), "/dev/zero", {});
    ExpectError(with({"--registry", "good.reg", "--registry", "missing.reg"}), "missing.reg", {"no such file"});
    for (const auto& [file, place] : {std::pair("empty.reg", "empty.reg"), std::pair("key.reg", "key.reg:3:"),
                                      std::pair("value.reg", "value.reg:4:")}) {
      const CliResult result = cli_.Run(with({"--registry", file}));
      EXPECT_EQ(2, result.exit) << result;
      EXPECT_EQ("", result.out);
      EXPECT_EQ(1, result.ErrorLines()) << result;
      EXPECT_TRUE(result.err.starts_with(place)) << result;
    }
  }
  std::filesystem::create_directories(folder.path() / "folder.yaml");
  folder.Write("colour.yaml", "based-on: wm6-standard\ncolour: red\n");
  folder.Write("base.yaml", "based-on: wm6-standrd\n");
  folder.Write("circle.yaml", "based-on: circle.yaml\n");
  folder.Write("tab.yaml", "based-on: wm6-standard\n\tx: 1\n");
  folder.Write("huge.yaml", "");
  std::filesystem::resize_file(folder.path() / "huge.yaml", (std::uintmax_t{16} << 20) + 1);
  for (const Arguments& command : {Arguments{"dump"}, Arguments{"try", "restart"}, Arguments{"explain", "restart"}}) {
    const auto on = [&](const std::string& device) {
      Arguments arguments = command;
      arguments.insert(arguments.end(), {"--device", device});
      return arguments;
    };
    ExpectError(on("missing.yaml"), "missing.yaml", {"no such file"});
    ExpectError(on("sub/missing"), "sub/missing", {"no such file"});
    ExpectError(on("folder.yaml"), "folder.yaml", {});
    ExpectError(on("huge.yaml"), "huge.yaml", {"16 MiB"});
    ExpectError(on("/dev/zero"), "/dev/zero", {});
    ExpectError(on("colour.yaml"), "colour.yaml:2:1", {"unknown key `colour`"});
    ExpectError(on("base.yaml"), "base.yaml:1:11", {"did you mean `wm6-standard`?"});
    ExpectError(on("circle.yaml"), "circle.yaml:1:11", {"circle"});
    ExpectError(on("good.yaml"), "good.yaml:1:1", {"`scenario`"});
    const CliResult tab = cli_.Run(on("tab.yaml"));
    EXPECT_EQ(2, tab.exit) << tab;
    EXPECT_EQ(1, tab.ErrorLines()) << tab;
    EXPECT_TRUE(tab.err.starts_with("tab.yaml:2:")) << tab;
  }
}

TEST_F(CliErrorsTest, RefusesAFormatThatIsNone) {
  for (const Arguments& arguments : std::vector<Arguments>{{"run", "good.yaml"},
                                                           {"check", "good.yaml"},
                                                           {"devices"},
                                                           {"configurations"},
                                                           {"contradictions", "protected-keys"},
                                                           {"policies", "--contradictions"},
                                                           {"origins"},
                                                           {"metabase"},
                                                           {"stores", "ROOT"},
                                                           {"run", "good.yaml", "--coverage"},
                                                           {"schema"},
                                                           {"inspect", "contoso-root.cer"},
                                                           OnPocketPc({"dump"}),
                                                           OnPocketPc({"try", "restart"})}) {
    Arguments with = arguments;
    with.insert(with.end(), {"--format", "xml"});
    const CliResult result = cli_.Run(with);
    EXPECT_EQ(2, result.exit) << testing::PrintToString(with) << "\n" << result;
    EXPECT_EQ("", result.out);
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_TRUE(result.Complains("`xml`")) << result;
  }
}

TEST_F(CliErrorsTest, TellsThePlaceInAFile) {
  ExpectError(OnPocketPc({"try", "restart", "--given", "given.yaml"}), "given.yaml:2:1", {"did you mean `running`?"});
  ExpectError({"dump", "--after", "bad.yaml"}, "bad.yaml:4:5", {"did you mean `restart`?"});
  cli_.folder().Write("late.yaml",
                      "# 1\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\n# 10\nscenario: S\ndevice: guide-pocket-pc\nsteps: "
                      "[{restrat: }]\n");
  ExpectError({"dump", "--after", "late.yaml"}, "late.yaml:13:10", {"did you mean `restart`?"});
}

TEST_F(CliErrorsTest, LetsNoTerminalEscapeThrough) {
  for (const std::string bad : {"\x1B[31mred", "\x1B]0;t\x07",
                                "\xC2\x9B"
                                "31m",
                                "\x9B"
                                "31m",
                                "a\rb", "a\bb", "\x7F", "a\nb"}) {
    SCOPED_TRACE(testing::PrintToString(bad));
    cli_.folder().Put("contoso-root.cer", bad + ".cer");
    cli_.folder().Put("garbage.cer", bad + ".bad");
    cli_.folder().Write(bad + ".yaml", "scenario: \"\\e[31m\\u009b\"\ndevice: guide-pocket-pc\nsteps: [{restrat: }]\n");
    for (const Arguments& arguments : std::vector<Arguments>{OnPocketPc({"try", "certinst", bad + ".cer"}),
                                                             OnPocketPc({"try", "certinst", bad + ".bad"}),
                                                             OnPocketPc({"try", "certinst", bad}),
                                                             OnPocketPc({"try", bad}),
                                                             {bad},
                                                             {"--" + bad},
                                                             {"devices", bad},
                                                             {"try", "restart", "--device", bad},
                                                             {"run", bad + ".yaml"},
                                                             {"check", bad + ".yaml"},
                                                             {"run", bad},
                                                             {"inspect", bad + ".cer"},
                                                             {"inspect", bad + ".bad"},
                                                             OnPocketPc({"run-app", bad}),
                                                             OnPocketPc({"try", "run-app", bad, "--signed-by", "none"}),
                                                             OnPocketPc({"try", "restart", "--set", bad + "=1"})}) {
      for (const char* format : {"text", "json"}) {
        Arguments with = arguments;
        with.insert(with.begin(), {"--format", format});
        const CliResult result = cli_.Run(with);
        for (const std::string& stream : {result.out, result.err}) {
          for (const char c : {'\x1B', '\x07', '\r', '\b', '\x7F'}) {
            EXPECT_EQ(std::string::npos, stream.find(c))
                << testing::PrintToString(with) << testing::PrintToString(stream);
          }
          EXPECT_EQ(std::string::npos, stream.find("\x9B"))
              << testing::PrintToString(with) << testing::PrintToString(stream);
        }
        EXPECT_LE(0, result.exit);
        EXPECT_EQ(result.exit == 2 ? 1 : 0, result.ErrorLines()) << result;
      }
    }
  }
}

}  // namespace
}  // namespace wmsim
