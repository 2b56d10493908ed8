// What a scenario expects against what came of a step: every key of `expect`, and expect-state.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "scenarios/language/scenario_keys.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

constexpr const char* kContosoRoot = "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6";
constexpr const char* kFabrikamRoot = "130A0883D03011A98AD7585A96D6E8EA2EA080DA";
constexpr const char* kGuideText =
    "This device is currently secured such that certificates cannot be added to the root store. For support please "
    "contact your device administrator.";

class ExpectationTest : public testing::Test {
 protected:
  ExpectationTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    for (const char* name : {"contoso-root.cer", "contoso-intermediate.cer", "fabrikam-root.cer", "ocs-direct.pem"}) {
      folder_.Put(name);
    }
    const std::string head = "<wap-provisioningdoc><characteristic type='SecurityPolicy'>";
    const std::string tail = "</characteristic></wap-provisioningdoc>";
    folder_.Write("query.xml", head + "<parm-query name='4119'/>" + tail);
    folder_.Write("answer.xml", head + "<parm name='4119' value='128'/>" + tail);
    folder_.Write("other.xml", head + "<parm name='4119' value='5'/>" + tail);
  }
  std::filesystem::path Write(const std::string& rest) { return folder_.Write("x.yaml", "scenario: S\n" + rest); }

  ScenarioFolder folder_;
};

// Steps that the rows below look at; each is line 4 of its file.
const std::string kInstall = "given: {policies: {4119: 16}}\nsteps:\n  - certinst: contoso-root.cer\n";
const std::string kRestricted = "given: {operator-restricted: true}\nsteps:\n  - spaddcert: contoso-intermediate.cer\n";
const std::string kSetPolicy = "given: {clock: 2009-06-01}\nsteps:\n  - policy-set: {4102: 1}\n";
const std::string kSignIn = "given: {clock: 2009-06-01}\nsteps:\n  - sign-in: {chain: ocs-direct.pem}\n";
const std::string kRun = "given: {clock: 2009-06-01}\nsteps:\n  - run-app: {name: a.exe, signed-by: privileged}\n";

const std::string kProvision = "given: {clock: 2009-06-01}\nsteps:\n  - provision: {file: query.xml, origin: rom}\n";

struct Row {
  std::string step;
  std::string outcome;
  std::string key;
  std::string right;
  std::string wrong;
  std::string expected;  // what the failure must say of the wrong value
  std::string actual;    // and of the right one
};

std::vector<Row> Rows() {
  return {
      {kInstall, "", "outcome", "installed", "refused", "refused", "installed"},
      {kInstall, "installed", "rule", "none", "already-there", "already-there", "none"},
      {kRestricted, "refused", "rule", "operator-restricted", "spaddcert-roots-only", "spaddcert-roots-only",
       "operator-restricted"},
      {kRestricted, "refused", "blockers", "[spaddcert-roots-only, unsigned-apps-not-allowed]",
       "[unsigned-apps-not-allowed]", "unsigned-apps-not-allowed", "spaddcert-roots-only"},
      {kRestricted, "refused", "message", "spaddcert-device-secured", "none", "none", "spaddcert-device-secured"},
      {kRestricted, "refused", "message-text", kGuideText, "This device is secured.", "This device is secured.",
       kGuideText},
      {kRestricted, "refused", "message-matches", "'.*cannot be added to the root store\\. .*'", "'.*is not there.*'",
       ".*is not there.*", kGuideText},
      {kSignIn, "sign-in-failed", "hresult", "0x80072F0D", "0x80070005", "0x80070005", "0x80072F0D"},
      {kInstall, "installed", "store", "ROOT", "CA", "CA", "ROOT"},
      {kInstall, "installed", "part", "system", "user", "user", "system"},
      {kInstall, "installed", "thumbprint", kContosoRoot, kFabrikamRoot, kFabrikamRoot, kContosoRoot},
      {kInstall, "installed", "certificates", "[contoso-root.cer]", "[fabrikam-root.cer]", kFabrikamRoot, kContosoRoot},
      {kRun, "run", "trust", "privileged", "normal", "normal", "privileged"},
      {kInstall, "installed", "role-mask", "USER_AUTH", "MANAGER", "MANAGER", "USER_AUTH"},
      {kInstall, "installed", "prompts", "[certinst-confirm]", "[]", "[]", "certinst-confirm"},
      {kSetPolicy, "changed", "risks", "[unsigned-programs-can-run]", "[user-becomes-manager]", "user-becomes-manager",
       "unsigned-programs-can-run"},
      {kSetPolicy, "changed", "changes", "['HKLM\\Security\\Policies\\Policies\\00001006']", "[]", "[]",
       "HKLM\\Security\\Policies\\Policies\\00001006"},
      {kProvision, "applied", "response", "answer.xml", "other.xml", "value=\"5\"", "value=\"128\""},
      {kProvision, "applied", "response-matches", "'(?s).*128.*'", "'none'", "none", "value=\"128\""},
      {kInstall, "installed", "restart-required", "false", "true", "true", "false"},
  };
}

// The step of a row, with a value of its key at line 6 (line 7 behind an outcome).
std::string FileOf(const Row& row, const std::string& value) {
  const std::string outcome = row.outcome.empty() ? "" : "      outcome: " + row.outcome + "\n";
  return row.step + "    expect:\n" + outcome + "      " + row.key + ": " + value + "\n  - restart:\n";
}

TEST_F(ExpectationTest, PassesWithTheRightValueOfEveryKey) {
  for (const Row& row : Rows()) {
    SCOPED_TRACE(row.key);
    EXPECT_EQ("passed: passed passed\n", Ran(Write(FileOf(row, row.right))).Text());
  }
}

TEST_F(ExpectationTest, FailsWithTheWrongValueOfEveryKeyAndTellsBoth) {
  std::set<std::string, std::less<>> seen;
  for (const Row& row : Rows()) {
    SCOPED_TRACE(row.key);
    seen.insert(row.key);
    const Ran ran(Write(FileOf(row, row.wrong)));
    EXPECT_EQ("failed: failed not-run\n", ran.Text().substr(0, 23));
    ASSERT_EQ(1U, ran.step(0).failures.size()) << ran.Text();
    const Failure& failure = ran.step(0).failures[0];
    EXPECT_EQ(row.key, failure.field);
    EXPECT_NE(std::string::npos, failure.expected.find(row.expected)) << failure.expected;
    EXPECT_NE(std::string::npos, failure.actual.find(row.actual)) << failure.actual;
    EXPECT_EQ(row.outcome.empty() ? 6 : 7, failure.at.line);
    EXPECT_EQ(static_cast<int>(row.key.size()) + 9, failure.at.column);
  }
  for (const KeyInfo& key : ExpectKeys()) EXPECT_TRUE(seen.contains(key.name)) << key.name << " has no row";
}

TEST_F(ExpectationTest, TellsEveryKeyThatDiffers) {
  const Ran ran(
      Write(kInstall + "    expect: {outcome: refused, store: CA, message: none, part: system, prompts: []}\n"));
  std::set<std::string> fields;
  for (const Failure& failure : ran.step(0).failures) fields.insert(failure.field);
  EXPECT_EQ((std::set<std::string>{"message", "outcome", "prompts", "store"}), fields);
}

TEST_F(ExpectationTest, ComparesListsAsSetsAndValuesByWhatTheyMean) {
  std::string lower(kContosoRoot);
  for (char& c : lower) c = static_cast<char>(tolower(c));
  for (const std::string& good : {
           kRestricted +
               "    expect: {outcome: refused, blockers: [unsigned-apps-not-allowed, spaddcert-roots-only]}\n",
           kRestricted + "    expect: {outcome: refused, blockers: [spaddcert-roots-only, unsigned-apps-not-allowed, "
                         "spaddcert-roots-only]}\n",
           kInstall + "    expect: {outcome: installed, thumbprint: " + lower + "}\n",
           kInstall + "    expect: {outcome: installed, certificates: [" + std::string(kContosoRoot) + "]}\n",
           kInstall + "    expect: {outcome: installed, certificates: [" + lower + "]}\n",
           kInstall + "    expect: {outcome: installed, certificates: contoso-root.cer, prompts: certinst-confirm}\n",
           kInstall + "    expect: {outcome: installed, role-mask: 0x10}\n",
           kInstall + "    expect: {outcome: installed, restart-required: no, blockers: [], risks: []}\n",
           kSignIn + "    expect: {outcome: sign-in-failed, hresult: 2147954445}\n",
       }) {
    SCOPED_TRACE(good);
    EXPECT_EQ("passed: passed\n", Ran(Write(good)).Text());
  }
}

TEST_F(ExpectationTest, MatchesAPatternAgainstTheWholeText) {
  const auto matching = [&](const std::string& pattern) {
    return Ran(Write(kRestricted + "    expect: {outcome: refused, message-matches: '" + pattern + "'}\n"))
        .Text()
        .substr(0, 6);
  };
  EXPECT_EQ("passed", matching("This device .* administrator\\."));
  EXPECT_EQ("passed", matching("(?i)THIS DEVICE.*"));
  EXPECT_EQ("failed", matching("This device"));
  EXPECT_EQ("failed", matching("^$"));
}

TEST_F(ExpectationTest, ExpectsNoMessageAtAll) {
  EXPECT_EQ("passed: passed\n",
            Ran(Write("steps:\n  - run-app: communicator-mobile\n    expect: {outcome: run, message: none, "
                      "message-text: ''}\n"))
                .Text());
}

TEST_F(ExpectationTest, AFileThatAnExpectationNamesMustBeThere) {
  const Ran ran(Write(kInstall + "    expect: {outcome: installed, certificates: [missing.cer]}\n"));
  EXPECT_EQ("error: error\n", ran.Text().substr(0, 13));
  EXPECT_NE(std::string::npos, ran.Text().find("missing.cer")) << ran.Text();
}

TEST_F(ExpectationTest, AStateThatDiffersIsToldDifferenceByDifference) {
  const Ran ran(
      Write("steps:\n"
            "  - expect-state:\n"
            "      policies:\n"
            "        4102: 1\n"       // line 5
            "        4119: 128\n"     // as it is
            "        4123: absent\n"  // line 7
            "      policies-in-force: {4119: 16}\n"
            "      registry:\n"
            "        HKLM\\Security\\Policies\\Policies:\n"
            "          '00001017': 16\n"   // line 11
            "        HKLM\\Nowhere: {}\n"  // line 12
            "      stores:\n"
            "        ROOT:\n"
            "          has:\n"
            "            - contoso-root.cer\n"   // line 16
            "            - fabrikam-root.cer\n"  // line 17
            "      running: [communicator-mobile]\n"
            "      remembered: [a.exe]\n"
            "      clock: 2010-01-01T00:00:00Z\n"));
  std::vector<int> lines;
  for (const Failure& failure : ran.step(0).failures) lines.push_back(failure.at.line);
  // Of policies and stores the line is that where their mapping begins.
  EXPECT_EQ((std::vector<int>{5, 7, 8, 11, 12, 15, 15, 18, 19, 20}), lines) << ran.Text();
}

TEST_F(ExpectationTest, AStateThatIsAsWantedMatches) {
  EXPECT_EQ("passed: passed passed passed\n",
            Ran(Write("given:\n"
                      "  policies: {4119: absent}\n"
                      "  registry: {'HKLM\\A\\B': {Name: {string: x}, Gone: absent}, 'HKCU\\C': {}}\n"
                      "  stores: {ROOT: [contoso-root.cer], CA: [{file: contoso-intermediate.cer}]}\n"
                      "  running: [communicator-mobile]\n"
                      "  remembered: [a.exe]\n"
                      "steps:\n"
                      "  - expect-state:\n"
                      "      policies: {4102: 0, 4119: absent}\n"
                      "      policies-in-force: {4102: 0}\n"
                      "      registry: {'hklm\\a\\b': {name: {string: x}, Gone: absent, Other: absent}, 'HKCU\\C': {}, "
                      "'HKLM\\None': absent}\n"
                      "      stores: {ROOT: {has: contoso-root.cer, lacks: [fabrikam-root.cer]}, "
                      "CA: {has: contoso-intermediate.cer}}\n"
                      "      running: communicator-mobile\n"
                      "      remembered: [a.exe]\n"
                      "      clock: 2009-06-01T12:00:00Z\n"
                      "  - expect-state: {policies: {4119: 128}}\n"
                      "    expect: {outcome: differs}\n"
                      "  - expect-state: {stores: {ROOT: {has: [" +
                      std::string(kContosoRoot) +
                      "]}}}\n"
                      "    expect: {outcome: matches}\n"))
                .Text());
}

}  // namespace
}  // namespace wmsim
