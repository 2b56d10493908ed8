// A running program loads a DLL: the loader's checks, and the trust of the process.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/program_tools.h"
#include "tests/devices.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

std::string BlockersOf(const StepResult& result) {
  std::string text;
  for (const RuleInfo* rule : Blockers(*result.verdict)) text += (text.empty() ? "" : " ") + std::string(rule->id);
  return text;
}

constexpr Trust kNormal = Trust::kNormal;
constexpr Trust kTrusted = Trust::kPrivileged;

// Policies 5.1 and 5.2: the rules of a program, and a privileged process loads no DLL of normal trust.
TEST(LoadDll, FollowsTheRulesOfProgramsAndTheTrustOfTheProcess) {
  using enum Signature;
  struct {
    Signature signed_by;
    std::uint32_t tiers, unsigned_apps, unsigned_prompt;
    Trust process;
    std::string_view rule;
    std::size_t prompts;
  } const rows[] = {
      // One tier: whatever may load at all is privileged.
      {kPrivileged, 1, 0, 0, kTrusted, "-", 0},
      {kUnprivileged, 1, 0, 0, kTrusted, "-", 0},
      {kOperator, 1, 0, 0, kTrusted, "-", 0},
      {kNone, 1, 1, 1, kTrusted, "-", 0},
      {kNone, 1, 1, 0, kTrusted, "-", 1},
      {kUnknown, 1, 1, 0, kTrusted, "-", 1},
      {kNone, 1, 0, 1, kTrusted, "unsigned-apps-not-allowed", 0},
      {kNone, 1, 2, 1, kTrusted, "unsigned-apps-not-allowed", 0},
      {kUnknown, 1, 0, 0, kTrusted, "unsigned-apps-not-allowed", 0},
      {kRevoked, 1, 1, 1, kTrusted, "program-revoked", 0},
      {kInvalid, 1, 1, 1, kTrusted, "program-signature-invalid", 0},
      // Two tiers, a privileged process.
      {kPrivileged, 0, 0, 0, kTrusted, "-", 0},
      {kOperator, 0, 0, 0, kTrusted, "-", 0},
      {kUnprivileged, 0, 0, 0, kTrusted, "dll-trust-too-low", 0},
      {kUnprivileged, 0, 1, 1, kTrusted, "dll-trust-too-low", 0},
      {kNone, 0, 1, 1, kTrusted, "dll-trust-too-low", 0},
      {kUnknown, 0, 1, 1, kTrusted, "dll-trust-too-low", 0},
      {kNone, 0, 0, 1, kTrusted, "unsigned-apps-not-allowed", 0},
      {kRevoked, 0, 1, 1, kTrusted, "program-revoked", 0},
      {kInvalid, 0, 1, 1, kTrusted, "program-signature-invalid", 0},
      // Two tiers, a process with normal trust: any DLL that may load at all.
      {kPrivileged, 0, 0, 0, kNormal, "-", 0},
      {kUnprivileged, 0, 0, 0, kNormal, "-", 0},
      {kNone, 0, 1, 1, kNormal, "-", 0},
      {kNone, 0, 1, 0, kNormal, "-", 1},
      {kUnknown, 0, 1, 0, kNormal, "-", 1},
      {kNone, 0, 0, 0, kNormal, "unsigned-apps-not-allowed", 0},
      {kRevoked, 0, 1, 0, kNormal, "program-revoked", 0},
      {kInvalid, 0, 1, 0, kNormal, "program-signature-invalid", 0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(Word(row.signed_by)) + " " + std::to_string(row.tiers) +
                 std::to_string(row.unsigned_apps) + std::to_string(row.unsigned_prompt) + " " +
                 std::string(Word(row.process)));
    Device device = SmartphoneForPrograms(row.unsigned_apps, row.unsigned_prompt, row.tiers);
    StartProgram(device, "game.exe", row.process);
    const auto running = device.running;
    const StepResult result = LoadDll(device, {"helper.dll", row.signed_by}, "game.exe", {});
    const bool loads = row.rule == "-";
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(result.outcome, loads ? Outcome::kRun : Outcome::kBlocked);
    EXPECT_EQ(result.prompts.size(), row.prompts);
    EXPECT_EQ(result.trust, loads ? std::optional(row.process) : std::nullopt);
    EXPECT_EQ(device.running, running) << "a DLL is no program of its own";
    EXPECT_EQ(IsRemembered(device, "helper.dll"), row.prompts == 1);
  }
}

// Policies 5.1: NTE_BAD_SIGNATURE.
TEST(LoadDll, AnswersWithTheLoadersCode) {
  Device device = SmartphoneForPrograms(0, 0, 1);
  StartProgram(device, "game.exe", kTrusted);
  const StepResult result = LoadDll(device, {"helper.dll", Signature::kNone}, "game.exe", {});
  EXPECT_EQ(result.hresult, 0x80090006U);
  ASSERT_TRUE(result.message);
  EXPECT_EQ(result.message->text,
            "helper.dll cannot be opened. Either it is not signed with a trusted certificate, or one of its components "
            "cannot be found.");
}

// Design 2: every rule that stands in the way is named.
TEST(LoadDll, NamesBothReasons) {
  Device device = SmartphoneForPrograms(0, 0, 0);
  StartProgram(device, "game.exe", kTrusted);
  const StepResult result = LoadDll(device, {"helper.dll", Signature::kNone}, "game.exe", {});
  EXPECT_EQ(HeadlineOf(result), "unsigned-apps-not-allowed");
  EXPECT_EQ(BlockersOf(result), "dll-trust-too-low");
  const StepResult revoked = LoadDll(device, {"helper.dll", Signature::kRevoked}, "game.exe", {});
  EXPECT_EQ(BlockersOf(revoked), "") << "what never loads has no trust";
}

// Design 2: a prompt appears where no row before its own stops. The yes is remembered, though the DLL does not load.
TEST(LoadDll, AsksBeforeItLooksAtTheTrust) {
  Device device = SmartphoneForPrograms(1, 0, 0);
  StartProgram(device, "game.exe", kTrusted);
  const Device before = device;
  const StepResult no = LoadDll(device, {"helper.dll", Signature::kNone}, "game.exe", {Answer::kNo, {}});
  EXPECT_EQ(no.outcome, Outcome::kDeclined);
  EXPECT_EQ(BlockersOf(no), "dll-trust-too-low");
  EXPECT_EQ(device, before);
  const StepResult yes = LoadDll(device, {"helper.dll", Signature::kNone}, "game.exe", {});
  EXPECT_EQ(HeadlineOf(yes), "dll-trust-too-low");
  EXPECT_EQ(yes.outcome, Outcome::kBlocked);
  EXPECT_EQ(yes.prompts.size(), 1U);
  ASSERT_EQ(yes.changes.size(), 1U);
  EXPECT_EQ(yes.changes[0].kind, "remembered");
}

TEST(LoadDll, AsksAboutEachDllOnceAndNotForItsProgram) {
  Device device = SmartphoneForPrograms(1, 0, 1);
  StartProgram(device, "game.exe", kTrusted);
  EXPECT_EQ(LoadDll(device, {"game.dll", Signature::kNone}, "game.exe", {}).prompts.size(), 1U);
  EXPECT_TRUE(LoadDll(device, {"GAME.DLL", Signature::kNone}, "game.exe", {Answer::kNo, {}}).prompts.empty());
  EXPECT_EQ(LoadDll(device, {"other.dll", Signature::kNone}, "game.exe", {}).prompts.size(), 1U);
  EXPECT_EQ(RunApp(device, {"game.exe"}, {}).prompts.size(), 1U) << "the DLL is not the program";
  for (const Answer answer : {Answer::kNo, Answer::kTimeout}) {
    const Device before = device;
    EXPECT_EQ(LoadDll(device, {"third.dll", Signature::kNone}, "game.exe", {answer, {}}).outcome, Outcome::kDeclined);
    EXPECT_EQ(device, before);
  }
}

TEST(LoadDll, KnowsTheProgramByItsIdentity) {
  for (const std::string_view into : {"game", "game.exe", "GAME.EXE", "Game"}) {
    Device device = SmartphoneForPrograms(0, 0, 0);
    StartProgram(device, "Game.exe", kNormal);
    StartProgram(device, "other.exe", kTrusted);
    const StepResult result = LoadDll(device, {"helper.dll", Signature::kUnprivileged}, into, {});
    EXPECT_EQ(result.outcome, Outcome::kRun) << into;
    EXPECT_EQ(result.trust, kNormal) << into;
  }
}

// Sdk-facts 1.4: a running program keeps its level until it is closed and started again.
TEST(LoadDll, GoesByTheTrustThatTheProgramStartedWith) {
  Device device = SmartphoneForPrograms(0, 0, 1);
  ASSERT_EQ(RunApp(device, {"game.exe", Signature::kUnprivileged}, {}).trust, kTrusted);
  WritePolicy(device, policy::kPrivilegedApps, 0);
  EXPECT_EQ(HeadlineOf(LoadDll(device, {"helper.dll", Signature::kUnprivileged}, "game.exe", {})), "dll-trust-too-low");
  StopApp(device, "game.exe");
  ASSERT_EQ(RunApp(device, {"game.exe", Signature::kUnprivileged}, {}).trust, kNormal);
  EXPECT_EQ(LoadDll(device, {"helper.dll", Signature::kUnprivileged}, "game.exe", {}).trust, kNormal);
  WritePolicy(device, policy::kPrivilegedApps, 1);
  EXPECT_EQ(LoadDll(device, {"helper.dll", Signature::kPrivileged}, "game.exe", {}).trust, kNormal);
}

// Policies 6: Pocket PC 2003 checks nothing.
TEST(LoadDll, LoadsEverythingOnPocketPc2003) {
  for (std::size_t i = 0; i < Words<Signature>().size(); ++i) {
    Device device = BootProfile("pocket-pc-2003");
    StartProgram(device, "game.exe", kTrusted);
    const StepResult result = LoadDll(device, {"helper.dll", static_cast<Signature>(i)}, "game.exe", {});
    EXPECT_EQ(result.outcome, Outcome::kRun) << Words<Signature>()[i];
    EXPECT_TRUE(result.prompts.empty());
  }
}

// A scenario of two or three lines, from line 2 on.
std::string TextOf(std::string_view rest) {
  const ScenarioFolder folder;
  return Ran(folder.Write("x.yaml", "{scenario: S, device: wm5-smartphone,\n" + std::string(rest) + "}\n")).Text();
}

TEST(LoadDllStep, LoadsIntoAProgramThatRuns) {
  EXPECT_EQ("passed: passed\n",
            TextOf("given: {running: communicator-mobile}, steps: [\n"
                   "{load-dll: {name: helper.dll, signed-by: privileged, into: communicator-mobile}, "
                   "expect: {outcome: run, trust: privileged, prompts: [], changes: []}}]"));
  EXPECT_EQ("passed: passed passed\n",
            TextOf("steps: [\n"
                   "{run-app: {name: game.exe, signed-by: unprivileged}},\n"
                   "{load-dll: {name: helper.dll, signed-by: none, into: GAME}, "
                   "expect: {outcome: run, trust: normal, prompts: unsigned-program-prompt}}]"));
}

// There is nothing to decide: an error of the scenario, at the step.
TEST(LoadDllStep, IntoAProgramThatDoesNotRunIsAnError) {
  for (const std::string_view before :
       {"", "{run-app: communicator-mobile}, {stop-app: communicator-mobile},",
        "{run-app: communicator-mobile}, {restart: },", "{run-app: {name: other.exe, signed-by: privileged}},"}) {
    SCOPED_TRACE(before);
    const std::string text =
        TextOf("steps: [" + std::string(before) +
               "\n{load-dll: {name: helper.dll, signed-by: privileged, into: communicator-mobile}}]");
    EXPECT_TRUE(text.starts_with("error:")) << text;
    EXPECT_NE(std::string::npos, text.find("x.yaml:3:1: ")) << text;
    EXPECT_NE(std::string::npos, text.find("`communicator-mobile`")) << text;
  }
}

}  // namespace
}  // namespace wmsim
