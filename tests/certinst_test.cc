// Certinst on a device: lines 8 to 10 of the guide (design 3.1).
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/tester.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

using Names = std::vector<std::string_view>;

Device OpenPocketPc() { return PocketPc({{policy::kGrantManager, 16}}); }

StepResult Tap(Device& device, const std::string& name, std::optional<Answer> answer = std::nullopt,
               const std::string& shown_name = {}) {
  const CertificateFile file = SuiteFile(name);
  return Certinst(device, {file, shown_name.empty() ? name : shown_name, {}, {answer, {}}});
}

TEST(Certinst, IsRefusedWithTheGuidesDefault) {
  Device device = PocketPc();
  const Device before = device;
  const StepResult result = Tap(device, "contoso-root.cer");
  EXPECT_EQ(result.outcome, Outcome::kRefused);
  EXPECT_EQ(HeadlineOf(result), "certinst-needs-manager");
  EXPECT_EQ(result.message->id, MessageId::kCertinstNoPermission);
  EXPECT_TRUE(result.prompts.empty());
  EXPECT_TRUE(result.changes.empty());
  EXPECT_TRUE(result.certificates.empty());
  EXPECT_EQ(result.role_mask, role::kUserAuth);
  EXPECT_FALSE(result.trust);
  EXPECT_EQ(device, before);
}

TEST(Certinst, InstallsRootsInRootAndAllOthersInCa) {
  struct {
    std::string file;
    std::string_view store;
  } const rows[] = {
      {"contoso-root.cer", "ROOT"},     {"contoso-root-v1.cer", "ROOT"},        {"selfsigned-server.cer", "ROOT"},
      {"contoso-root.pem.cer", "ROOT"}, {"contoso-root.b64.cer", "ROOT"},       {"contoso-intermediate.cer", "CA"},
      {"renamed-root.cer", "CA"},       {"contoso-intermediate.pem.cer", "CA"}, {"contoso-leaf.cer", "CA"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    Device device = OpenPocketPc();
    const StepResult result = Tap(device, row.file);
    EXPECT_EQ(result.outcome, Outcome::kInstalled);
    ASSERT_EQ(result.prompts.size(), 1U);
    EXPECT_EQ(result.prompts[0].id, MessageId::kCertinstConfirm);
    ASSERT_EQ(result.certificates.size(), 1U);
    EXPECT_EQ(result.certificates[0].store, row.store);
    EXPECT_EQ(result.certificates[0].part, "system");
    ASSERT_EQ(result.changes.size(), 1U);
    EXPECT_EQ(result.changes[0].where,
              std::string(row.store) + "/system/" + FormatThumbprint(result.certificates[0].certificate->thumbprint));
    EXPECT_TRUE(HasCertificate(device, row.store, result.certificates[0].certificate->thumbprint));
    EXPECT_FALSE(result.restart_required);
    EXPECT_TRUE(result.hints.empty());
  }
}

// Design 3.1.9: any mask with 16 will do; a value of another type or none counts as the default, 128.
TEST(Certinst, NeedsAGrantManagerMaskThatNamesUserAuth) {
  struct {
    std::optional<std::uint32_t> mask;
    bool installs;
  } const rows[] = {
      {16, true},
      {144, true},
      {48, true},
      {24, true},
      {0xFFFFFFFF, true},
      {0, false},
      {8, false},
      {4, false},
      {128, false},
      {160, false},
      {15, false},
      {0xFFFFFFEF, false},
      {std::nullopt, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.mask ? std::to_string(*row.mask) : "missing");
    Device device = PocketPc({{policy::kGrantManager, row.mask}});
    const StepResult result = Tap(device, "contoso-root.cer");
    EXPECT_EQ(result.outcome, row.installs ? Outcome::kInstalled : Outcome::kRefused);
    EXPECT_EQ(HeadlineOf(result), row.installs ? "-" : "certinst-needs-manager");
  }
  Device device = OpenPocketPc();
  SetRegistryValue(device.image->registry, device.changes.registry, kPoliciesKey, "00001017", RegistryText{"16"});
  EXPECT_EQ(HeadlineOf(Tap(device, "contoso-root.cer")), "certinst-needs-manager");
}

TEST(Certinst, IsNotOnTheSmartphone) {
  Device device = Smartphone({{policy::kGrantManager, 16}});
  const Device before = device;
  const StepResult result = Tap(device, "contoso-root.cer");
  EXPECT_EQ(result.outcome, Outcome::kNotAvailable);
  EXPECT_EQ(HeadlineOf(result), "certinst-not-on-device");
  EXPECT_EQ(result.message->id, MessageId::kCertinstNotOnDevice);
  EXPECT_TRUE(result.prompts.empty());
  EXPECT_EQ(device, before);
}

TEST(Certinst, TakesNoBundleOnThisDevice) {
  Device device = OpenPocketPc();
  const StepResult result = Tap(device, "contoso-bundle.p7b");
  EXPECT_EQ(result.outcome, Outcome::kRefused);
  EXPECT_EQ(HeadlineOf(result), "certinst-format");
  EXPECT_TRUE(result.prompts.empty());
  EXPECT_TRUE(result.changes.empty());
}

TEST(Certinst, DeclinedAtThePromptDoesNothing) {
  for (const Answer answer : {Answer::kNo, Answer::kTimeout}) {
    Device device = OpenPocketPc();
    const Device before = device;
    const StepResult result = Tap(device, "contoso-root.cer", answer);
    EXPECT_EQ(result.outcome, Outcome::kDeclined);
    EXPECT_EQ(HeadlineOf(result), "certinst-declined");
    ASSERT_EQ(result.prompts.size(), 1U);
    EXPECT_EQ(result.prompts[0].answer, answer);
    EXPECT_EQ(device, before);
  }
}

TEST(Certinst, SaysThatItIsThereAlreadyAfterItAsked) {
  Device device = OpenPocketPc();
  Tap(device, "contoso-root.cer");
  const Device before = device;
  const StepResult result = Tap(device, "contoso-root.pem.cer");
  EXPECT_EQ(result.outcome, Outcome::kAlreadyInstalled);
  EXPECT_EQ(HeadlineOf(result), "already-there");
  EXPECT_EQ(result.prompts.size(), 1U);
  EXPECT_EQ(result.certificates.at(0).store, "ROOT");
  EXPECT_EQ(device, before);
  EXPECT_EQ(Tap(device, "contoso-root.cer", Answer::kNo).outcome, Outcome::kDeclined);
}

// Design 4: 4102, 4122 and 4123 never matter to Certinst, nor does the operator's restriction.
TEST(Certinst, LooksAtNoLoaderPolicyAndNotAtTheRestriction) {
  for (const PolicyId id : {policy::kUnsignedApps, policy::kUnsignedPrompt, policy::kPrivilegedApps}) {
    for (const std::uint32_t value : {0U, 1U, 2U}) {
      Device device = OpenPocketPc();
      WritePolicy(device, id, value);
      SetOperatorRestriction(device, true);
      const StepResult result = Tap(device, "contoso-root.cer");
      EXPECT_EQ(result.outcome, Outcome::kInstalled);
      EXPECT_EQ(result.prompts.size(), 1U);
    }
  }
}

TEST(Certinst, NeverLooksAtTheClock) {
  Device device = OpenPocketPc();
  const StepResult result = Tap(device, "expired-root.cer");
  EXPECT_EQ(result.outcome, Outcome::kInstalled);
  EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kOutsideValidity});
  SetClock(device, Utc(2030, 1, 1));
  EXPECT_EQ(Tap(device, "contoso-root.cer").outcome, Outcome::kInstalled);
}

// Design 4: tools go by the bytes; a name that the device does not associate is a hint.
TEST(Certinst, GoesByTheBytesAndHintsAtTheName) {
  for (const std::string name : {"root.der", "root.crt", "root", "cer", "root.cer.txt", "root.pfx"}) {
    Device device = OpenPocketPc();
    const StepResult result = Tap(device, "contoso-root.cer", Answer::kYes, name);
    EXPECT_EQ(result.outcome, Outcome::kInstalled) << name;
    EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kExtensionNotAssociated}) << name;
  }
  for (const std::string name : {"root.cer", "ROOT.CER", "a.b.Cer", ".cer"}) {
    Device device = OpenPocketPc();
    EXPECT_TRUE(Tap(device, "contoso-root.cer", Answer::kYes, name).hints.empty()) << name;
  }
}

TEST(Certinst, HintsAtTheRestartThatCommunicatorNeeds) {
  for (const std::string name : {"contoso-root.cer", "contoso-intermediate.cer"}) {
    Device device = OpenPocketPc();
    StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    const StepResult result = Tap(device, name);
    EXPECT_EQ(result.outcome, Outcome::kInstalled);
    EXPECT_TRUE(result.restart_required);
    EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kRestartForCommunicator});
    StopProgram(device, kCommunicatorMobile);
    StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    EXPECT_TRUE(Tap(device, name).restart_required);
    Restart(device);
    EXPECT_FALSE(Tap(device, name).restart_required);
  }
}

}  // namespace
}  // namespace wmsim
