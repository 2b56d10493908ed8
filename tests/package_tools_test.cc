// The installer of packages: what it looks at, what it asks, and what it leaves on the device.
#include "emulator/package_tools.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/program_signature.h"
#include "emulator/program_tools.h"
#include "tests/devices.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

using Policies = std::vector<PolicySetting>;

// A device in whose registry these policies were set before it was restarted.
Device RestartedWith(std::string_view profile, const Policies& policies = {}) {
  Device device = BootWith(profile, policies);
  Restart(device);
  return device;
}

constexpr PolicyId kCabs = policy::kUnsignedCabs;
constexpr PolicyId kThemes = policy::kUnsignedThemes;
constexpr PolicyId kPrompt = policy::kUnsignedPrompt;

// Every role of 2003 (sdk-facts 2.1).
constexpr std::uint32_t kEveryRole = 2 + 4 + 8 + 16 + 64 + 128 + 256 + 512 + 1024 + 2048;

struct Row {
  std::string_view device;
  Policies policies;
  DeclaredPackage package;
  std::string_view rule;
  Outcome outcome;
  std::size_t prompts;
  std::optional<std::uint32_t> mask;
};

void ExpectRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    std::string trace = std::string(row.device) + " " + row.package.name + " ";
    for (const auto& [id, value] : row.policies) {
      trace += std::to_string(static_cast<std::uint32_t>(id)) + "=" + std::to_string(*value) + " ";
    }
    SCOPED_TRACE(trace + std::string(Word(row.package.signed_by)));
    Device device = RestartedWith(row.device, row.policies);
    const StepResult result = InstallCab(device, row.package, {});
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(Word(result.outcome), Word(row.outcome));
    EXPECT_EQ(result.prompts.size(), row.prompts);
    EXPECT_EQ(MaskBits(result), row.mask);
  }
}

// Policies 5.4, sdk-facts 4.2: an unsigned package has the mask of 4101, and is asked about unless 4122 is 1.
TEST(InstallCab, LetsUnsignedPackagesInWithTheMaskOf4101) {
  const DeclaredPackage cab{.name = "game.cab"};
  const DeclaredPackage foreign{.name = "game.cab", .signed_by = PackageSignature::kUnknown, .role = RoleMask{222}};
  ExpectRows({
      {"smartphone-2003", {{kCabs, 16}, {kPrompt, 0}}, cab, "-", Outcome::kInstalled, 1, 16},
      {"smartphone-2003", {{kCabs, 16}, {kPrompt, 1}}, cab, "-", Outcome::kInstalled, 0, 16},
      {"smartphone-2003", {{kCabs, 222}, {kPrompt, 1}}, cab, "-", Outcome::kInstalled, 0, 222},
      {"smartphone-2003", {{kCabs, 0x40000000}, {kPrompt, 1}}, cab, "-", Outcome::kInstalled, 0, 0x40000000},
      {"smartphone-2003", {{kCabs, 16}, {kPrompt, 2}}, cab, "-", Outcome::kInstalled, 1, 16},
      {"smartphone-2003", {{kCabs, 0}, {kPrompt, 0}}, cab, "unsigned-cabs-not-allowed", Outcome::kBlocked, 0, {}},
      {"smartphone-2003", {{kCabs, 0}, {kPrompt, 1}}, cab, "unsigned-cabs-not-allowed", Outcome::kBlocked, 0, {}},
      {"smartphone-2003", {{kCabs, 16}, {kThemes, 0}}, cab, "-", Outcome::kInstalled, 1, 16},
      // A stranger's signature, whatever role it claims, is none.
      {"smartphone-2003", {{kCabs, 16}, {kPrompt, 0}}, foreign, "-", Outcome::kInstalled, 1, 16},
      {"smartphone-2003", {{kCabs, 0}, {kPrompt, 1}}, foreign, "unsigned-cabs-not-allowed", Outcome::kBlocked, 0, {}},
      // Design 9: MANAGER on the one-tier platforms, but not in the guide's profiles.
      {"wm5-pocket-pc", {{kCabs, 16}}, cab, "-", Outcome::kInstalled, 1, 8},
      {"wm61-professional", {{kCabs, 64}, {kPrompt, 1}}, cab, "-", Outcome::kInstalled, 0, 8},
      {"wm65-classic", {{kCabs, 0}}, cab, "unsigned-cabs-not-allowed", Outcome::kBlocked, 0, {}},
      {"wm5-smartphone", {{kCabs, 16}}, cab, "-", Outcome::kInstalled, 1, 16},
      {"wm6-standard", {{kCabs, 64}}, cab, "-", Outcome::kInstalled, 1, 64},
      {"guide-pocket-pc", {{kCabs, 16}}, cab, "-", Outcome::kInstalled, 1, 16},
      {"guide-smartphone", {{kCabs, 16}}, cab, "-", Outcome::kInstalled, 1, 16},
  });
}

// Policies 5.4, step 7: the mask stored with the certificate in SPC; 4101 and 4122 do not matter.
TEST(InstallCab, LetsSignedPackagesInWithTheRoleOfTheirSigner) {
  for (const std::uint32_t role : {222U, 16U, 8U, 0U}) {
    const DeclaredPackage cab{
        .name = "game.cab", .signed_by = PackageSignature::kKnown, .role = RoleMask{role}, .silent = role == 8};
    ExpectRows({
        {"smartphone-2003", {{kCabs, 0}, {kPrompt, 0}}, cab, "-", Outcome::kInstalled, 0, role},
        {"wm5-pocket-pc", {{kCabs, 16}, {kPrompt, 0}}, cab, "-", Outcome::kInstalled, 0, role},
        {"wm6-standard", {{kCabs, 16}, {kPrompt, 1}}, cab, "-", Outcome::kInstalled, 0, role},
        {"guide-pocket-pc", {}, cab, "-", Outcome::kInstalled, 0, role},
    });
  }
}

// Policies 5.4, steps 1 and 7: nothing lets a revoked or an altered package in.
TEST(InstallCab, BlocksWhatIsRevokedOrAltered) {
  for (const auto& [signature, rule] : {std::pair(PackageSignature::kRevoked, "program-revoked"),
                                        std::pair(PackageSignature::kInvalid, "program-signature-invalid")}) {
    for (const PackageKind kind : {PackageKind::kCab, PackageKind::kCpf}) {
      const DeclaredPackage package{.name = "game.cab", .kind = kind, .signed_by = signature, .role = RoleMask{222}};
      ExpectRows({
          {"smartphone-2003", {{kCabs, 254}, {kPrompt, 1}}, package, rule, Outcome::kBlocked, 0, {}},
          {"wm65-professional", {{kCabs, 0}, {kPrompt, 0}}, package, rule, Outcome::kBlocked, 0, {}},
      });
      Device device = RestartedWith("wm6-standard", {{kPrompt, 1}});
      RememberProgram(device, "game.cab");
      EXPECT_EQ(HeadlineOf(InstallCab(device, package, {})), rule);
    }
  }
}

// Sdk-facts 4.2 and 4.3: a .cpf shows nothing; where it would have to ask it fails. Design 9: it ends as applied.
TEST(InstallCab, AsksNobodyAboutASilentPackage) {
  const DeclaredPackage cpf{.name = "settings.cpf", .kind = PackageKind::kCpf};
  const DeclaredPackage signed_cpf{
      .name = "settings.cpf", .kind = PackageKind::kCpf, .signed_by = PackageSignature::kKnown, .role = RoleMask{16}};
  const DeclaredPackage silent{.name = "game.cab", .silent = true};
  ExpectRows({
      {"smartphone-2003", {{kPrompt, 0}}, cpf, "unsigned-prompt-declined", Outcome::kDeclined, 0, {}},
      {"smartphone-2003", {{kPrompt, 1}}, cpf, "-", Outcome::kApplied, 0, 16},
      {"smartphone-2003", {{kPrompt, 0}}, signed_cpf, "-", Outcome::kApplied, 0, 16},
      {"wm5-pocket-pc", {{kPrompt, 0}}, cpf, "unsigned-prompt-declined", Outcome::kDeclined, 0, {}},
      {"wm5-pocket-pc", {{kPrompt, 1}}, cpf, "-", Outcome::kApplied, 0, 8},
      {"wm5-pocket-pc", {{kCabs, 0}, {kPrompt, 1}}, cpf, "unsigned-cabs-not-allowed", Outcome::kBlocked, 0, {}},
      {"smartphone-2003", {{kPrompt, 0}}, silent, "unsigned-prompt-declined", Outcome::kDeclined, 0, {}},
      {"smartphone-2003", {{kPrompt, 1}}, silent, "-", Outcome::kInstalled, 0, 16},
  });
}

// Sdk-facts 4.2: 4103 alone decides, before any signature is looked at.
TEST(InstallCab, JudgesAThemeBy4103Alone) {
  for (std::size_t i = 0; i < Words<PackageSignature>().size(); ++i) {
    const DeclaredPackage theme{.name = "sky.hme",
                                .kind = PackageKind::kTheme,
                                .signed_by = static_cast<PackageSignature>(i),
                                .role = RoleMask{222}};
    ExpectRows({
        {"smartphone-2003", {{kThemes, 64}, {kCabs, 0}, {kPrompt, 0}}, theme, "-", Outcome::kInstalled, 0, 64},
        {"smartphone-2003", {{kThemes, 16}, {kPrompt, 1}}, theme, "-", Outcome::kInstalled, 0, 16},
        {"wm6-professional", {{kThemes, 64}}, theme, "-", Outcome::kInstalled, 0, 64},
        {"smartphone-2003",
         {{kThemes, 0}, {kCabs, 254}, {kPrompt, 1}},
         theme,
         "unsigned-themes-not-allowed",
         Outcome::kBlocked,
         0,
         {}},
        {"wm65-standard", {{kThemes, 0}}, theme, "unsigned-themes-not-allowed", Outcome::kBlocked, 0, {}},
    });
  }
}

// Policies 5.4: Pocket PC 2003 verifies nothing, and a package there has every role.
TEST(InstallCab, ChecksNothingOnPocketPc2003) {
  for (std::size_t i = 0; i < Words<PackageSignature>().size(); ++i) {
    for (const auto& [kind, outcome] :
         {std::pair(PackageKind::kCab, Outcome::kInstalled), std::pair(PackageKind::kCpf, Outcome::kApplied),
          std::pair(PackageKind::kTheme, Outcome::kInstalled)}) {
      const DeclaredPackage package{
          .name = "game.cab", .kind = kind, .signed_by = static_cast<PackageSignature>(i), .role = RoleMask{16}};
      ExpectRows({{"pocket-pc-2003", {}, package, "-", outcome, 0, kEveryRole},
                  {"pocket-pc-2003", {{kCabs, 0}, {kThemes, 0}}, package, "-", outcome, 0, kEveryRole}});
    }
  }
}

// Design 3.2, inferred: a policy that the registry lacks counts as the platform's default; 4101 is 16 and 4103 is 64.
TEST(InstallCab, TakesTheDefaultWhereAPolicyIsMissing) {
  Device device = RestartedWith("wm5-smartphone", {{kCabs, 0}, {kThemes, 0}});
  WritePolicy(device, kCabs, std::nullopt);
  WritePolicy(device, kThemes, std::nullopt);
  WritePolicy(device, kPrompt, std::nullopt);
  EXPECT_EQ(MaskBits(InstallCab(device, DeclaredPackage{.name = "game.cab"}, {})), 16U);
  EXPECT_EQ(MaskBits(InstallCab(device, DeclaredPackage{.name = "sky.hme", .kind = PackageKind::kTheme}, {})), 64U);
}

// Policies 5.4, step 5.
TEST(InstallCab, RemembersAYesAndNothingElse) {
  Device device = RestartedWith("smartphone-2003");
  const Device before = device;
  for (const Answer answer : {Answer::kNo, Answer::kTimeout}) {
    const StepResult result = InstallCab(device, DeclaredPackage{.name = "game.cab"}, {answer, {}});
    EXPECT_EQ(result.outcome, Outcome::kDeclined);
    EXPECT_EQ(HeadlineOf(result), "unsigned-prompt-declined");
    EXPECT_EQ(result.prompts.size(), 1U);
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(device, before);
  }
  const StepResult yes = InstallCab(device, DeclaredPackage{.name = "game.cab"}, {Answer::kYes, {}});
  EXPECT_EQ(yes.outcome, Outcome::kInstalled);
  ASSERT_EQ(yes.changes.size(), 1U);
  EXPECT_EQ(yes.changes[0].kind, "remembered");
  EXPECT_TRUE(IsRemembered(device, "game.cab"));
}

TEST(InstallCab, AsksAboutEachPackageOnceUntilAHardReset) {
  Device device = RestartedWith("smartphone-2003");
  EXPECT_EQ(InstallCab(device, DeclaredPackage{.name = "game.cab"}, {}).prompts.size(), 1U);
  const StepResult again = InstallCab(device, DeclaredPackage{.name = "GAME.CAB"}, {Answer::kNo, {}});
  EXPECT_TRUE(again.prompts.empty());
  EXPECT_EQ(again.outcome, Outcome::kInstalled);
  EXPECT_EQ(MaskBits(again), 16U);
  EXPECT_TRUE(again.changes.empty());
  EXPECT_EQ(InstallCab(device, DeclaredPackage{.name = "other.cab"}, {}).prompts.size(), 1U);
  Restart(device);
  EXPECT_TRUE(InstallCab(device, DeclaredPackage{.name = "game.cab"}, {}).prompts.empty());
  HardReset(device);
  EXPECT_EQ(InstallCab(device, DeclaredPackage{.name = "game.cab"}, {}).prompts.size(), 1U);
}

// Sdk-facts 4.3: with 4122 = 0 a hit in the exclusion list lets a silent package in; policies 5.4: 4101 = 0 comes
// first.
TEST(InstallCab, LetsARememberedPackageIn) {
  for (const DeclaredPackage& package : {DeclaredPackage{.name = "game.cpf", .kind = PackageKind::kCpf},
                                         DeclaredPackage{.name = "game.cpf", .silent = true}}) {
    Device device = RestartedWith("smartphone-2003");
    RememberProgram(device, "game.cpf");
    EXPECT_EQ(HeadlineOf(InstallCab(device, package, {})), "-");
    WritePolicy(device, kCabs, 0);
    EXPECT_EQ(HeadlineOf(InstallCab(device, package, {})), "unsigned-cabs-not-allowed");
  }
}

// Where somebody answers for one prompt, it is the package's own that counts.
TEST(InstallCab, AsksItsOwnQuestion) {
  Device device = RestartedWith("smartphone-2003");
  const Answers for_programs{std::nullopt, {{MessageId::kUnsignedProgramPrompt, Answer::kNo}}};
  const Answers for_packages{std::nullopt, {{MessageId::kUnsignedPackagePrompt, Answer::kNo}}};
  EXPECT_EQ(InstallCab(device, DeclaredPackage{.name = "game.cab"}, for_packages).outcome, Outcome::kDeclined);
  const StepResult result = InstallCab(device, DeclaredPackage{.name = "game.cab"}, for_programs);
  EXPECT_EQ(result.outcome, Outcome::kInstalled);
  ASSERT_EQ(result.prompts.size(), 1U);
  EXPECT_EQ(result.prompts[0].id, MessageId::kUnsignedPackagePrompt);
  EXPECT_NE(result.prompts[0].text.find("game.cab"), std::string::npos);
}

// Policies 5.6, and the powertoy's own text of a package that was installed.
TEST(InstallCab, ShowsTheTextsOfTheDocuments) {
  Device device = RestartedWith("smartphone-2003", {{kPrompt, 1}});
  const StepResult good = InstallCab(device, DeclaredPackage{.name = "game.cab"}, {});
  ASSERT_TRUE(good.message);
  EXPECT_EQ(good.message->text, "game.cab was successfully installed on your device.");
  WritePolicy(device, kCabs, 0);
  const StepResult bad = InstallCab(device, DeclaredPackage{.name = "game.cab"}, {});
  ASSERT_TRUE(bad.message);
  EXPECT_EQ(Word(bad.message->id), "package-not-installed");
  EXPECT_NE(bad.message->text.find("game.cab"), std::string::npos);
}

// README: install-cab decides on a declared signature; nothing of the contents is carried out, and it says so.
TEST(InstallCab, CarriesNothingOutAndSaysSo) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    Device device = RestartedWith(profile.name);
    const Device before = device;
    for (const PackageKind kind : {PackageKind::kCab, PackageKind::kCpf}) {
      const DeclaredPackage package{
          .name = "game.cab", .kind = kind, .signed_by = PackageSignature::kKnown, .role = role::kManager};
      const StepResult result = InstallCab(device, package, {});
      EXPECT_EQ(ExitOf(result.outcome), ExitStatus::kYes);
      EXPECT_EQ(result.hints, std::vector{HintId::kContentsNotKnown});
      EXPECT_TRUE(result.changes.empty());
      EXPECT_TRUE(result.certificates.empty());
      EXPECT_FALSE(result.trust);
      EXPECT_EQ(device, before);
    }
  }
  Device locked = RestartedWith("smartphone-2003", {{kCabs, 0}});
  EXPECT_TRUE(InstallCab(locked, DeclaredPackage{.name = "game.cab"}, {}).hints.empty());
}

// The trace names the values that were looked at.
TEST(InstallCab, TracesThePoliciesThatItReads) {
  Device device = RestartedWith("smartphone-2003", {{kCabs, 0}});
  const StepResult result = InstallCab(device, DeclaredPackage{.name = "game.cab"}, {});
  std::string values;
  for (const std::string& value : result.verdict->values) values += value + "|";
  EXPECT_NE(values.find("|0 (NONE)|"), std::string::npos) << values;
  EXPECT_NE(values.find("|64 (USER_UNAUTH)|"), std::string::npos) << values;
}

TEST(PackageKindOf, GoesByTheEndOfTheName) {
  for (const auto& [name, kind] : std::vector<std::pair<std::string_view, PackageKind>>{
           {"game.cab", PackageKind::kCab},
           {"settings.cpf", PackageKind::kCpf},
           {"SETTINGS.CPF", PackageKind::kCpf},
           {"sky.hme", PackageKind::kTheme},
           {"sky.Hme", PackageKind::kTheme},
           {"sky.tsk", PackageKind::kTheme},
           {".cpf", PackageKind::kCpf},
           {"", PackageKind::kCab},
           {"cpf", PackageKind::kCab},
           {"game.cpf.cab", PackageKind::kCab},
           {"sky.hme ", PackageKind::kCab},
           {"sky.hmes", PackageKind::kCab},
           {"skyhme", PackageKind::kCab},
           {"game.cpf\\", PackageKind::kCab},
           {"game.exe", PackageKind::kCab},
           {"tsk", PackageKind::kCab},
           {"a.cab.cpf", PackageKind::kCpf},
           {"sky.tsk.zip", PackageKind::kCab},
       }) {
    EXPECT_EQ(Word(PackageKindOf(name)), Word(kind)) << "`" << name << "`";
  }
}

// Header: every signer that the device knows counts as one of the SPC store.
TEST(PackageSignatureOf, TakesEveryKnownSignerForOneOfSpc) {
  using enum Signature;
  EXPECT_EQ(PackageSignatureOf(kNone), PackageSignature::kNone);
  EXPECT_EQ(PackageSignatureOf(kUnknown), PackageSignature::kUnknown);
  for (const Signature known : {kUnprivileged, kPrivileged, kOperator}) {
    EXPECT_EQ(PackageSignatureOf(known), PackageSignature::kKnown) << Word(known);
  }
  EXPECT_EQ(PackageSignatureOf(kInvalid), PackageSignature::kInvalid);
  EXPECT_EQ(PackageSignatureOf(kRevoked), PackageSignature::kRevoked);
}

// bb416318, sdk-facts 3.3: 16 goes with the unprivileged signers, 222 with the privileged ones.
TEST(AdvisedPackageRole, IsThatOfTheDocuments) {
  using enum Signature;
  EXPECT_EQ(Bits(AdvisedPackageRole(kUnprivileged)), 16U);
  EXPECT_EQ(Bits(AdvisedPackageRole(kPrivileged)), 222U);
  EXPECT_EQ(Bits(AdvisedPackageRole(kOperator)), 222U);
  for (const Signature none : {kNone, kUnknown, kInvalid, kRevoked}) {
    EXPECT_EQ(Bits(AdvisedPackageRole(none)), 0U) << Word(none);
  }
}

// What comes of one step on a smartphone of 5.0: two tiers, 4101 = 16, 4103 = 64, 4122 = 0.
std::string StepText(const std::string& step) {
  const ScenarioFolder folder;
  return Ran(folder.Write("x.yaml", "scenario: S\ndevice: wm5-smartphone\nsteps:\n  - install-cab: " + step + "\n"))
      .Text();
}

// With signed-by no file is opened (design 5); its name without folders is its identity.
TEST(InstallCabStep, OpensNoFileAndGoesByItsName) {
  EXPECT_EQ("passed: passed\n",
            StepText("{file: no/such/folder/game.cab, signed-by: none}\n"
                     "    expect: {outcome: installed, prompts: unsigned-package-prompt, changes: [game.cab], "
                     "role-mask: 16}"));
  EXPECT_EQ("passed: passed\n", StepText("{file: '../outside/game.cab', signed-by: none}\n"
                                         "    expect: {outcome: installed, changes: [game.cab]}"));
}

// Help of the verb: 16 for unprivileged, 222 for privileged and operator, unless the step says another role.
TEST(InstallCabStep, GivesASignerTheAdvisedRole) {
  for (const auto& [arguments, mask] :
       std::vector<std::pair<std::string, std::string>>{{"signed-by: unprivileged", "16"},
                                                        {"signed-by: privileged", "222"},
                                                        {"signed-by: operator", "222"},
                                                        {"signed-by: privileged, role: 254", "254"},
                                                        {"signed-by: unprivileged, role: MANAGER+USER_AUTH", "24"},
                                                        {"signed-by: operator, role: 0", "0"}}) {
    EXPECT_EQ("passed: passed\n", StepText("{file: game.cab, " + arguments +
                                           "}\n    expect: {outcome: installed, prompts: "
                                           "[], changes: [], role-mask: " +
                                           mask + "}"))
        << arguments;
  }
}

// Help of the verb: a .cpf is silent and a .hme or .tsk a theme, unless the step says otherwise.
TEST(InstallCabStep, TellsThemesAndSilentPackagesByTheirNames) {
  const std::string theme = "\n    expect: {outcome: installed, prompts: [], role-mask: 64}";
  const std::string asks = "\n    expect: {outcome: installed, prompts: unsigned-package-prompt, role-mask: 16}";
  const std::string declined = "\n    expect: {outcome: declined, rule: unsigned-prompt-declined, prompts: []}";
  EXPECT_EQ("passed: passed\n", StepText("{file: sky.hme, signed-by: none}" + theme));
  EXPECT_EQ("passed: passed\n", StepText("{file: sky.TSK, signed-by: none}" + theme));
  EXPECT_EQ("passed: passed\n", StepText("{file: sky.cab, signed-by: none, theme: true}" + theme));
  EXPECT_EQ("passed: passed\n", StepText("{file: sky.cab, signed-by: none, theme: false}" + asks));
  EXPECT_EQ("passed: passed\n", StepText("{file: game.cpf, signed-by: none}" + declined));
  EXPECT_EQ("passed: passed\n", StepText("{file: game.cab, signed-by: none, silent: true}" + declined));
  EXPECT_EQ("passed: passed\n", StepText("{file: game.cab, signed-by: none, silent: false}" + asks));
}

// The default gives way to what the step says.
TEST(InstallCabStep, TakesNoThemeForOneThatTheStepSaysIsNone) {
  EXPECT_EQ("passed: passed\n",
            StepText("{file: sky.hme, signed-by: none, theme: false}\n"
                     "    expect: {outcome: installed, prompts: unsigned-package-prompt, role-mask: 16}"));
}

}  // namespace
}  // namespace wmsim
