// Registry editors, RAPI and programs that write to the registry: lines 6, 7, 10 and 11 of the guide (design 3.1).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/program_tools.h"
#include "emulator/tester.h"
#include "tests/devices.h"

namespace wmsim {
namespace {

using enum RegistryWriter;
using Names = std::vector<std::string_view>;

RegistryWriteStep Policy(std::string value_name, RegistryData data, RegistryWriter via = kBuiltInEditor,
                         Signature signed_by = Signature::kNone) {
  return {via, signed_by, {std::string(kPoliciesKey), std::move(value_name), std::move(data)}, {}};
}

RegistryWriteStep At(std::string key, std::optional<std::string> name, std::optional<RegistryData> data,
                     RegistryWriter via = kBuiltInEditor, Signature signed_by = Signature::kNone) {
  return {via, signed_by, {std::move(key), std::move(name), std::move(data)}, {}};
}

StepResult Delete(Device& device, RegistryWriteStep step) {
  step.change.removed = true;
  return RegistryWrite(device, step);
}

Names RisksOf(const StepResult& result) {
  Names ids;
  for (const RiskInfo* risk : result.risks) ids.push_back(risk->id);
  return ids;
}

TEST(RegistrySet, WithTheBuiltInEditorOpensTheDeviceAndNamesTheRisk) {
  struct {
    std::string name;
    std::uint32_t value;
    std::string_view risk;
  } const rows[] = {{"00001006", 1, "unsigned-programs-can-run"}, {"00001017", 16, "user-becomes-manager"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    Device device = PocketPc();
    const StepResult result = RegistryWrite(device, Policy(row.name, row.value));
    EXPECT_EQ(result.outcome, Outcome::kChanged);
    EXPECT_EQ(HeadlineOf(result), "-");
    EXPECT_FALSE(result.message);
    EXPECT_TRUE(result.prompts.empty());
    ASSERT_EQ(result.changes.size(), 1U);
    EXPECT_EQ(result.changes[0].where, std::string(kPoliciesKey) + "\\" + row.name);
    EXPECT_EQ(result.changes[0].after, "dword:" + std::to_string(row.value));
    EXPECT_EQ(result.changes[0].takes_effect, TakesEffect::kAtOnce);
    EXPECT_EQ(RisksOf(result), Names{row.risk});
    EXPECT_EQ(StateOf(device, *PolicyOfValueName(row.name)).in_force, row.value);
    EXPECT_TRUE(RisksOf(RegistryWrite(device, Policy(row.name, 0U))).empty());
  }
}

TEST(RegistrySet, CreatesTheValueWhereItIsMissingAndInAnyCase) {
  Device device = PocketPc({{policy::kUnsignedApps, std::nullopt}});
  EXPECT_EQ(RegistryWrite(device, At(R"(HKLM\security\POLICIES\policies)", "00001006", 1U)).outcome, Outcome::kChanged);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kOne);
}

TEST(RegistrySet, IsNotPossibleWithAnEditorThatTheDeviceDoesNotHave) {
  Device device = Smartphone();
  const Device before = device;
  const StepResult result = RegistryWrite(device, Policy("00001006", 1U));
  EXPECT_EQ(result.outcome, Outcome::kNotAvailable);
  EXPECT_EQ(HeadlineOf(result), "editor-not-on-device");
  EXPECT_EQ(result.message->id, MessageId::kEditorNotOnDevice);
  EXPECT_EQ(device, before);
}

// The third of design 4's walks.
TEST(RegistrySet, WithAThirdPartyEditorIsAnUnsignedProgramFirst) {
  Device device = PocketPc();
  const StepResult blocked = RegistryWrite(device, Policy("00001017", 16U, kThirdPartyEditor));
  EXPECT_EQ(blocked.outcome, Outcome::kBlocked);
  EXPECT_EQ(HeadlineOf(blocked), "unsigned-apps-not-allowed");
  EXPECT_EQ(blocked.message->id, MessageId::kProgramCannotBeOpened);
  EXPECT_EQ(blocked.hresult, 0x80090006U);
  EXPECT_TRUE(blocked.changes.empty());

  WritePolicy(device, policy::kUnsignedApps, 1);
  const StepResult changed = RegistryWrite(device, Policy("00001017", 16U, kThirdPartyEditor));
  EXPECT_EQ(changed.outcome, Outcome::kChanged);
  EXPECT_EQ(changed.prompts.size(), 1U);
  EXPECT_EQ(changed.trust, Trust::kPrivileged);
  EXPECT_EQ(RisksOf(changed), Names{"user-becomes-manager"});
  EXPECT_TRUE(RegistryWrite(device, Policy("00001017", 8U, kThirdPartyEditor)).prompts.empty());
}

// Policies 3.3.
TEST(RegistrySet, OnAProtectedKeyNeedsTrustOrAnOpenRapi) {
  const std::vector<PolicySetting> two_tiers{
      {policy::kUnsignedApps, 1}, {policy::kUnsignedPrompt, 1}, {policy::kPrivilegedApps, 0}};
  struct {
    RegistryWriter via;
    Signature signed_by;
    std::uint32_t rapi;
    std::string_view rule;
  } const rows[] = {
      {kThirdPartyEditor, Signature::kNone, 2, "registry-key-protected"},
      {kProgram, Signature::kUnknown, 2, "registry-key-protected"},
      {kProgram, Signature::kUnprivileged, 2, "registry-key-protected"},
      {kProgram, Signature::kPrivileged, 2, "-"},
      {kThirdPartyEditor, Signature::kOperator, 0, "-"},
      {kProgram, Signature::kRevoked, 2, "program-revoked"},
      {kProgram, Signature::kInvalid, 2, "program-signature-invalid"},
      {kRapi, Signature::kNone, 2, "registry-key-protected"},
      {kRapi, Signature::kNone, 1, "-"},
      {kRapi, Signature::kNone, 0, "rapi-closed"},
      {kBuiltInEditor, Signature::kNone, 0, "-"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(Word(row.via)) + " " + std::string(Word(row.signed_by)) + " " + std::to_string(row.rapi));
    Device device = PocketPc(two_tiers);
    WritePolicy(device, policy::kRapi, row.rapi);
    const StepResult result = RegistryWrite(device, Policy("00001017", 16U, row.via, row.signed_by));
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(result.changes.empty(), row.rule != "-");
    if (row.rule == "registry-key-protected") {
      EXPECT_EQ(result.outcome, Outcome::kRefused);
      EXPECT_EQ(result.hresult, 0x80070005U);
    }
    EXPECT_EQ(result.trust.has_value(), (row.via == kThirdPartyEditor || row.via == kProgram) &&
                                            row.rule != "program-revoked" && row.rule != "program-signature-invalid");
  }
}

// Policies 3.4: the key with all subkeys, and nothing beside it.
TEST(RegistrySet, KnowsWhichKeysAreProtected) {
  struct {
    std::string key;
    bool is_protected;
  } const rows[] = {
      {R"(HKLM\Security)", true},
      {R"(hklm\security\a\b)", true},
      {R"(HKLM\Comm\Security)", true},
      {R"(HKCU\Security)", true},
      {R"(HKLM\Loader)", true},
      {R"(HKLM\Services)", true},
      {R"(HKLM\Software)", false},
      {R"(HKLM\SecurityX)", false},
      {R"(HKCU\Comm)", false},
      {R"(HKCR\Security)", false},
      {R"(HKLM\Software\Security)", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.key);
    Device device = PocketPc();
    const StepResult result = RegistryWrite(device, At(row.key, "v", 1U, kRapi));
    EXPECT_EQ(result.outcome, row.is_protected ? Outcome::kRefused : Outcome::kChanged);
  }
}

TEST(RegistrySet, LeavesWhatIsAsWanted) {
  Device device = PocketPc();
  const Device before = device;
  const StepResult result = RegistryWrite(device, Policy("00001017", 128U));
  EXPECT_EQ(result.outcome, Outcome::kUnchanged);
  EXPECT_EQ(HeadlineOf(result), "already-as-wanted");
  EXPECT_EQ(device, before);
  EXPECT_EQ(RegistryWrite(device, At(R"(HKLM\Security)", std::nullopt, std::nullopt)).outcome, Outcome::kUnchanged);
  EXPECT_EQ(RegistryWrite(device, Policy("00001017", RegistryText{"128"})).outcome, Outcome::kChanged);
  EXPECT_EQ(RegistryWrite(device, At(R"(HKLM\Software\New)", std::nullopt, std::nullopt)).outcome, Outcome::kChanged);
  EXPECT_TRUE(RegistryOf(device).KeyExists(R"(HKLM\Software\New)"));
}

TEST(RegistrySet, SaysThatAChangeWaitsWhereItDoes) {
  Device device = BootProfile(WaitingProfile());
  const StepResult result = RegistryWrite(device, Policy("00001006", 1U));
  EXPECT_EQ(result.changes.at(0).takes_effect, TakesEffect::kAfterRestart);
  EXPECT_EQ(RisksOf(result), Names{"unsigned-programs-can-run"});
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
}

TEST(RegistryDelete, OfAValuePutsTheDefaultBack) {
  Device device = PocketPc({{policy::kGrantManager, 16}});
  const StepResult result = Delete(device, At(std::string(kPoliciesKey), "00001017", std::nullopt));
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  EXPECT_EQ(result.changes.at(0).before, "dword:16");
  EXPECT_EQ(result.changes.at(0).after, std::nullopt);
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);
}

TEST(RegistryDelete, OfAKeyTakesEverythingBelow) {
  Device device = PocketPc({{policy::kGrantManager, 16}, {policy::kUnsignedApps, 1}});
  const StepResult result = Delete(device, At(R"(HKLM\Security\Policies)", std::nullopt, std::nullopt));
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  EXPECT_EQ(result.changes.size(), 2U + static_cast<std::size_t>(std::ranges::count(
                                            GuidePocketPc().policies, PolicyStanding::kSet, &PolicyDefault::standing)));
  EXPECT_FALSE(RegistryOf(device).KeyExists(kPoliciesKey));
  EXPECT_EQ(Bits(MaskOf(device, policy::kGrantManager)), 128U);
  EXPECT_EQ(SwitchOf(device, policy::kUnsignedApps), Switch::kZero);
}

// Design 4: deleting what is not there is unchanged.
TEST(RegistryDelete, OfWhatIsNotThereIsUnchanged) {
  Device device = PocketPc();
  const Device before = device;
  for (const RegistryWriteStep& step :
       {At(std::string(kPoliciesKey), "00009999", std::nullopt), At(R"(HKLM\No\Such)", "v", std::nullopt),
        At(R"(HKLM\No\Such)", std::nullopt, std::nullopt), At(R"(HKLM\Security)", "00001006", std::nullopt)}) {
    const StepResult result = Delete(device, step);
    EXPECT_EQ(result.outcome, Outcome::kUnchanged);
    EXPECT_EQ(device, before);
  }
}

TEST(RegistryDelete, OfAProtectedKeyIsRefusedLikeAWrite) {
  Device device = PocketPc();
  EXPECT_EQ(HeadlineOf(Delete(device, At(R"(HKLM\Security)", std::nullopt, std::nullopt, kRapi))),
            "registry-key-protected");
  EXPECT_EQ(HeadlineOf(Delete(device, At(std::string(kPoliciesKey), "00001006", std::nullopt, kRapi))),
            "registry-key-protected");
  // a key above takes the protected ones along
  EXPECT_EQ(HeadlineOf(Delete(device, At("HKLM", std::nullopt, std::nullopt, kRapi))), "registry-key-protected");
  EXPECT_TRUE(RegistryOf(device).KeyExists(kPoliciesKey));
  EXPECT_EQ(RegistryWrite(device, At("HKLM", "v", 1U, kRapi)).outcome, Outcome::kChanged);
}

}  // namespace
}  // namespace wmsim
