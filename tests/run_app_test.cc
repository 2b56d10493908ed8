// Programs that people start and stop, and answers at prompts.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/program_tools.h"
#include "tests/devices.h"

namespace wmsim {
namespace {

// The truth table of policies 5.3.
TEST(RunApp, FollowsTheTruthTableOfTheDocuments) {
  using enum Signature;
  struct {
    Signature signed_by;
    std::uint32_t tiers, unsigned_apps, unsigned_prompt;
    std::string_view rule;
    std::size_t prompts;
    std::optional<Trust> trust;
  } const rows[] = {
      {kPrivileged, 0, 0, 0, "-", 0, Trust::kPrivileged},
      {kPrivileged, 1, 1, 1, "-", 0, Trust::kPrivileged},
      {kUnprivileged, 1, 0, 0, "-", 0, Trust::kPrivileged},
      {kUnprivileged, 0, 0, 0, "-", 0, Trust::kNormal},
      {kNone, 1, 0, 1, "unsigned-apps-not-allowed", 0, std::nullopt},
      {kUnknown, 0, 0, 0, "unsigned-apps-not-allowed", 0, std::nullopt},
      {kNone, 1, 1, 1, "-", 0, Trust::kPrivileged},
      {kUnknown, 1, 1, 0, "-", 1, Trust::kPrivileged},
      {kNone, 0, 1, 1, "-", 0, Trust::kNormal},
      {kNone, 0, 1, 0, "-", 1, Trust::kNormal},
      {kRevoked, 1, 1, 1, "program-revoked", 0, std::nullopt},
      {kInvalid, 1, 1, 0, "program-signature-invalid", 0, std::nullopt},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(Word(row.signed_by)) + " " + std::to_string(row.tiers) +
                 std::to_string(row.unsigned_apps) + std::to_string(row.unsigned_prompt));
    Device device = SmartphoneForPrograms(row.unsigned_apps, row.unsigned_prompt, row.tiers);
    const StepResult result = RunApp(device, {"game.exe", row.signed_by}, {});
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(result.outcome, row.rule == "-" ? Outcome::kRun : Outcome::kBlocked);
    EXPECT_EQ(result.prompts.size(), row.prompts);
    EXPECT_EQ(result.trust, row.trust);
    EXPECT_EQ(device.running.contains("game"), row.rule == "-");
    EXPECT_EQ(IsRemembered(device, "game.exe"), row.prompts == 1);
  }
}

TEST(RunApp, AsksAboutEachProgramOnce) {
  Device device = SmartphoneForPrograms(1);
  EXPECT_EQ(RunApp(device, {"game.exe"}, {}).prompts.size(), 1U);
  EXPECT_TRUE(RunApp(device, {"GAME"}, {}).prompts.empty());
  EXPECT_EQ(RunApp(device, {"other.exe"}, {}).prompts.size(), 1U);
  Restart(device);
  EXPECT_TRUE(RunApp(device, {"game.exe"}, {}).prompts.empty());
  HardReset(device);
  WritePolicy(device, policy::kUnsignedApps, 1);
  EXPECT_EQ(RunApp(device, {"game.exe"}, {}).prompts.size(), 1U);
}

TEST(RunApp, RemembersNoRefusal) {
  Device device = SmartphoneForPrograms(1);
  const Device before = device;
  for (const Answer answer : {Answer::kNo, Answer::kTimeout}) {
    const StepResult result = RunApp(device, {"game.exe"}, {answer, {}});
    EXPECT_EQ(result.outcome, Outcome::kDeclined);
    EXPECT_EQ(device, before);
  }
}

TEST(RunApp, StartsCommunicatorWithItsSnapshot) {
  Device device = SmartphoneForPrograms(0);
  const StepResult result = RunApp(device, {"communicator-mobile", Signature::kPrivileged}, {});
  EXPECT_EQ(result.outcome, Outcome::kRun);
  EXPECT_TRUE(device.communicator_stores);
}

TEST(StopApp, IsUnchangedWhereTheProgramDoesNotRun) {
  Device device = SmartphoneForPrograms(1);
  EXPECT_EQ(StopApp(device, "game.exe").outcome, Outcome::kUnchanged);
  RunApp(device, {"game.exe"}, {});
  const StepResult result = StopApp(device, "game.exe");
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].kind, "running");
  EXPECT_FALSE(device.running.contains("game"));
}

TEST(StopApp, KnowsAProgramByItsIdentity) {
  Device device = SmartphoneForPrograms(1);
  RunApp(device, {"game.exe"}, {});
  EXPECT_EQ(StopApp(device, "Game").outcome, Outcome::kChanged);
  EXPECT_TRUE(device.running.empty());
}

TEST(DisplayName, IsTheFilesNameWithAnExtension) {
  EXPECT_EQ(DisplayName({"game"}), "game.exe");
  EXPECT_EQ(DisplayName({"game.exe"}), "game.exe");
  EXPECT_EQ(DisplayName({R"(\Storage Card\My.Games\game)"}), "game.exe");
  EXPECT_EQ(DisplayName({"/tmp/Game.EXE"}), "Game.EXE");
}

TEST(Answers, PreferTheWordForThePromptThenTheWordForAllThenYes) {
  const Answers none;
  EXPECT_EQ(none.For(MessageId::kCertinstConfirm), std::pair(Answer::kYes, false));
  const Answers all{Answer::kNo, {}};
  EXPECT_EQ(all.For(MessageId::kCertinstConfirm), std::pair(Answer::kNo, true));
  const Answers one{Answer::kNo, {{MessageId::kCertinstConfirm, Answer::kTimeout}}};
  EXPECT_EQ(one.For(MessageId::kCertinstConfirm), std::pair(Answer::kTimeout, true));
  EXPECT_EQ(one.For(MessageId::kUnsignedProgramPrompt), std::pair(Answer::kNo, true));
  const Answers only{std::nullopt, {{MessageId::kCertinstConfirm, Answer::kNo}}};
  EXPECT_EQ(only.For(MessageId::kUnsignedProgramPrompt), std::pair(Answer::kYes, false));
}

}  // namespace
}  // namespace wmsim
