// SPAddCert on a device: lines 1 to 7 of the guide (design 3.1).
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::string_view kOperatorText =
    "This device is currently secured such that certificates cannot be added to the root store. For support please "
    "contact your device administrator.";

Device OpenSmartphone() { return Smartphone({{policy::kUnsignedApps, 1}}); }

StepResult Add(Device& device, const std::string& name, Signature signed_by = Signature::kNone,
               std::optional<Answer> answer = std::nullopt) {
  const CertificateFile file = SuiteFile(name);
  return SpAddCert(device, {file, name, signed_by, {answer, {}}});
}

Names BlockersOf(const StepResult& result) {
  Names ids;
  for (const RuleInfo* rule : Blockers(*result.verdict)) ids.push_back(rule->id);
  return ids;
}

Names KindsOf(const StepResult& result) {
  Names kinds;
  for (const Change& change : result.changes) kinds.push_back(change.kind);
  return kinds;
}

TEST(SpAddCert, AddsARootOnceUnsignedProgramsMayRun) {
  Device device = OpenSmartphone();
  const StepResult result = Add(device, "contoso-root.cer");
  EXPECT_EQ(result.outcome, Outcome::kInstalled);
  EXPECT_EQ(HeadlineOf(result), "-");
  EXPECT_TRUE(HasCertificate(device, kRootStore, SuiteFile("contoso-root.cer").certificates[0]->thumbprint));
  EXPECT_EQ(KindsOf(result), (Names{"certificate", "remembered"}));
  EXPECT_EQ(result.changes[0].where, "ROOT/system/31653DBADA1DE7EA0006CBF154A212EF1A6B76D6");
  ASSERT_EQ(result.certificates.size(), 1U);
  EXPECT_EQ(result.certificates[0].store, "ROOT");
  EXPECT_EQ(result.certificates[0].part, "system");
  ASSERT_EQ(result.prompts.size(), 1U);
  EXPECT_EQ(result.prompts[0].id, MessageId::kUnsignedProgramPrompt);
  EXPECT_EQ(result.prompts[0].answer, Answer::kYes);
  EXPECT_TRUE(result.prompts[0].defaulted);
  EXPECT_EQ(result.trust, Trust::kPrivileged);
  EXPECT_FALSE(result.restart_required);
  EXPECT_TRUE(result.hints.empty());
  EXPECT_TRUE(result.risks.empty());
  EXPECT_EQ(result.message->id, MessageId::kSpaddcertInstalled);
}

TEST(SpAddCert, CannotStartWhileUnsignedApplicationsIsNot1) {
  for (const std::optional<std::uint32_t> value :
       {std::optional(0U), std::optional(2U), std::optional(0xFFFFFFFFU), std::optional<std::uint32_t>()}) {
    SCOPED_TRACE(value ? std::to_string(*value) : "missing");
    Device device = Smartphone({{policy::kUnsignedApps, value}});
    const Device before = device;
    for (const Signature signature : {Signature::kNone, Signature::kUnknown}) {
      const StepResult result = Add(device, "contoso-root.cer", signature);
      EXPECT_EQ(result.outcome, Outcome::kBlocked);
      EXPECT_EQ(HeadlineOf(result), "unsigned-apps-not-allowed");
      EXPECT_EQ(result.message->text,
                "SPAddCert.exe cannot be opened. Either it is not signed with a trusted certificate, or one of its "
                "components cannot be found.");
      EXPECT_NE(result.message->text, kOperatorText);
      EXPECT_EQ(result.hresult, 0x80090006U);
      EXPECT_TRUE(result.prompts.empty());
      EXPECT_TRUE(result.changes.empty());
      EXPECT_FALSE(result.trust);
      EXPECT_EQ(device, before);
    }
  }
}

TEST(SpAddCert, ShowsTheGuidesTextOnARestrictedDevice) {
  for (const std::uint32_t unsigned_apps : {0U, 1U}) {
    Device device = Smartphone({{policy::kUnsignedApps, unsigned_apps}}, true);
    const StepResult result = Add(device, "contoso-intermediate.cer");
    EXPECT_EQ(result.outcome, Outcome::kRefused);
    EXPECT_EQ(HeadlineOf(result), "operator-restricted");
    EXPECT_EQ(result.message->text, kOperatorText);
    EXPECT_TRUE(result.prompts.empty());
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(BlockersOf(result), unsigned_apps == 0 ? Names({"unsigned-apps-not-allowed", "spaddcert-roots-only"})
                                                     : Names({"spaddcert-roots-only"}));
  }
}

TEST(SpAddCert, OperatorSignedWorksOnARestrictedDeviceAndOthersDoNot) {
  Device device = Smartphone({}, true);
  for (const Signature signature : {Signature::kUnknown, Signature::kUnprivileged, Signature::kPrivileged,
                                    Signature::kInvalid, Signature::kRevoked}) {
    EXPECT_EQ(HeadlineOf(Add(device, "contoso-root.cer", signature)), "operator-restricted") << Word(signature);
  }
  const StepResult result = Add(device, "contoso-root.cer", Signature::kOperator);
  EXPECT_EQ(result.outcome, Outcome::kInstalled);
  EXPECT_TRUE(result.prompts.empty());
  EXPECT_EQ(KindsOf(result), Names{"certificate"});
  EXPECT_EQ(result.trust, Trust::kPrivileged);
}

TEST(SpAddCert, DeclinedAtThePromptDoesNothing) {
  for (const Answer answer : {Answer::kNo, Answer::kTimeout}) {
    Device device = OpenSmartphone();
    const Device before = device;
    const StepResult result = Add(device, "contoso-root.cer", Signature::kNone, answer);
    EXPECT_EQ(result.outcome, Outcome::kDeclined);
    EXPECT_EQ(HeadlineOf(result), "unsigned-prompt-declined");
    EXPECT_FALSE(result.message);
    ASSERT_EQ(result.prompts.size(), 1U);
    EXPECT_EQ(result.prompts[0].answer, answer);
    EXPECT_FALSE(result.prompts[0].defaulted);
    EXPECT_FALSE(result.trust);
    EXPECT_EQ(device, before);
  }
}

TEST(SpAddCert, AsksOnceAndNeverWithoutTheUnsignedPrompt) {
  Device device = OpenSmartphone();
  EXPECT_EQ(Add(device, "contoso-intermediate.cer").prompts.size(), 1U);
  EXPECT_EQ(Add(device, "contoso-root.cer", Signature::kNone, Answer::kNo).outcome, Outcome::kInstalled);
  Device silent = Smartphone({{policy::kUnsignedApps, 1}, {policy::kUnsignedPrompt, 1}});
  const StepResult result = Add(silent, "contoso-root.cer", Signature::kNone, Answer::kNo);
  EXPECT_EQ(result.outcome, Outcome::kInstalled);
  EXPECT_TRUE(result.prompts.empty());
  EXPECT_EQ(KindsOf(result), Names{"certificate"});
}

TEST(SpAddCert, TakesRootsInDerFormOnly) {
  struct {
    std::string file;
    std::string_view rule;
  } const rows[] = {
      {"contoso-root-v1.cer", "-"},
      {"selfsigned-server.cer", "-"},
      {"expired-root.cer", "-"},
      {"contoso-intermediate.cer", "spaddcert-roots-only"},
      {"contoso-leaf.cer", "spaddcert-roots-only"},
      {"renamed-root.cer", "spaddcert-roots-only"},
      {"contoso-root.pem.cer", "spaddcert-reads-der-only"},
      {"contoso-root.b64.cer", "spaddcert-reads-der-only"},
      {"contoso-intermediate.pem.cer", "spaddcert-reads-der-only"},
      {"contoso-bundle.p7b", "spaddcert-reads-der-only"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    Device device = OpenSmartphone();
    const StepResult result = Add(device, row.file);
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(result.outcome, row.rule == "-" ? Outcome::kInstalled : Outcome::kRefused);
    EXPECT_EQ(result.certificates.empty(), row.rule != "-");
    EXPECT_TRUE(CertificatesIn(*device.image, device.changes.certificates, kCaStore).empty());
  }
}

TEST(SpAddCert, WithNormalTrustCannotWriteTheRootStore) {
  Device device = Smartphone({{policy::kUnsignedApps, 1}, {policy::kUnsignedPrompt, 1}, {policy::kPrivilegedApps, 0}});
  for (const Signature signature : {Signature::kNone, Signature::kUnknown, Signature::kUnprivileged}) {
    const StepResult result = Add(device, "contoso-root.cer", signature);
    EXPECT_EQ(HeadlineOf(result), "root-store-needs-trust") << Word(signature);
    EXPECT_EQ(result.message->text, kOperatorText);
    EXPECT_EQ(result.trust, Trust::kNormal);
  }
  EXPECT_EQ(Add(device, "contoso-root.cer", Signature::kPrivileged).outcome, Outcome::kInstalled);
}

TEST(SpAddCert, SaysThatItIsThereAlready) {
  Device device = OpenSmartphone();
  Add(device, "contoso-root.cer");
  const Device before = device;
  const StepResult result = Add(device, "contoso-root.cer");
  EXPECT_EQ(result.outcome, Outcome::kAlreadyInstalled);
  EXPECT_EQ(HeadlineOf(result), "already-there");
  EXPECT_EQ(result.certificates.at(0).store, "ROOT");
  EXPECT_EQ(device, before);
}

TEST(SpAddCert, KnowsAShippedRootByItsThumbprint) {
  static const ShippedRoot row{"31653DBADA1DE7EA0006CBF154A212EF1A6B76D6", "C = US, CN = row", 0, 1, "", 0, "", 3};
  Profile profile = *FindProfile("guide-smartphone");
  profile.roots.value = std::span(&row, 1);
  Device device = BootProfile(profile);
  const StepResult result = Add(device, "contoso-root.cer", Signature::kPrivileged);
  EXPECT_EQ(result.outcome, Outcome::kAlreadyInstalled);
  EXPECT_TRUE(result.changes.empty());
}

TEST(SpAddCert, LooksNeitherAtGrantManagerNorAtTheClock) {
  for (const std::uint32_t mask : {0U, 16U, 128U}) {
    Device device = Smartphone({{policy::kUnsignedApps, 1}, {policy::kGrantManager, mask}});
    EXPECT_EQ(Add(device, "contoso-root.cer").outcome, Outcome::kInstalled) << mask;
  }
  Device device = OpenSmartphone();
  EXPECT_EQ(Add(device, "expired-root.cer").hints, std::vector<HintId>{HintId::kOutsideValidity});
}

TEST(SpAddCert, HintsAtTheRestartThatCommunicatorNeeds) {
  Device device = OpenSmartphone();
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  for (const Outcome expected : {Outcome::kInstalled, Outcome::kAlreadyInstalled}) {
    const StepResult result = Add(device, "contoso-root.cer");
    EXPECT_EQ(result.outcome, expected);
    EXPECT_TRUE(result.restart_required);
    EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kRestartForCommunicator});
  }
  Restart(device);
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  EXPECT_FALSE(Add(device, "contoso-root.cer").restart_required);
}

}  // namespace
}  // namespace wmsim
