// Callers from outside: a desktop over RAPI, and service messages from the push router.
#include "emulator/desktop.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/tester.h"
#include "policy_engine/profile.h"
#include "policy_engine/reading.h"
#include "tests/devices.h"

namespace wmsim {
namespace {

constexpr RapiCallKind kRegistryWrite = RapiCallKind::kRegistryWrite;
constexpr RapiCallKind kFileWrite = RapiCallKind::kFileWrite;
constexpr RapiCallKind kInvoke = RapiCallKind::kInvoke;
constexpr RapiCallKind kDatabase = RapiCallKind::kDatabase;

Device BootWithRapi(std::string_view name, std::uint32_t mode) { return BootWith(name, {{policy::kRapi, mode}}); }

// One call of each kind, all of which restricted mode refuses.
const std::vector<RapiCallStep> kTouchySteps{
    {kRegistryWrite, R"(HKLM\Security\Policies\Policies)"},
    {kFileWrite, R"(\Windows\default.htm)"},
    {kInvoke, R"(\Windows\helper.dll)"},
};

// Policies 5.5, 0: all calls disabled.
TEST(RapiCall, IsBlockedWhereRapiIsClosed) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    Device device = BootWithRapi(profile.name, 0);
    for (const RapiCallStep& step :
         {RapiCallStep{kRegistryWrite, R"(HKLM\Software\Contoso)"}, RapiCallStep{kFileWrite, R"(\My Documents\a.txt)"},
          RapiCallStep{kInvoke, "helper.dll", Signature::kPrivileged}, RapiCallStep{kDatabase, "Contacts"},
          kTouchySteps[0]}) {
      const StepResult result = RapiCall(device, step);
      EXPECT_EQ(HeadlineOf(result), "rapi-closed");
      EXPECT_EQ(result.outcome, Outcome::kBlocked);
      EXPECT_EQ(MaskBits(result), std::nullopt);
      ASSERT_TRUE(result.message);
      EXPECT_EQ(Word(result.message->id), "rapi-closed");
    }
  }
}

// Policies 2.2 and 5.5, 1: everything, as MANAGER.
TEST(RapiCall, MayDoEverythingWhereRapiIsOpen) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    Device device = BootWithRapi(profile.name, 1);
    for (RapiCallStep step : kTouchySteps) {
      for (const Signature signature : {Signature::kNone, Signature::kUnknown, Signature::kPrivileged}) {
        if (step.what == kInvoke) step.signed_by = signature;
        const StepResult result = RapiCall(device, step);
        EXPECT_EQ(result.outcome, Outcome::kRun);
        EXPECT_EQ(MaskBits(result), 8U);
      }
    }
  }
}

// Policies 5.5, 2: protected keys and the system's files are read-only, and no DLL but a signed or listed one is
// invoked. What passes has USER_AUTH (policies 2.2). Other values count as 2 [assumed].
TEST(RapiCall, IsHeldToTheUsersRightsWhereRapiIsRestricted) {
  struct Row {
    RapiCallStep step;
    std::string_view rule;
  };
  for (const std::string_view name : {"smartphone-2003", "wm5-pocket-pc-phone", "wm65-standard"}) {
    for (const std::uint32_t mode : {2U, 3U, 16U, 0xFFFFFFFFU}) {
      Device device = BootWithRapi(name, mode);
      for (const Row& row : std::vector<Row>{
               {{kRegistryWrite, R"(HKLM\Security\Policies\Policies)"}, "rapi-resource-protected"},
               {{kRegistryWrite, R"(HKLM\Security)"}, "rapi-resource-protected"},
               {{kRegistryWrite, R"(hklm\SECURITY\Policies)"}, "rapi-resource-protected"},
               {{kRegistryWrite, R"(HKLM\Comm\Tcpip)"}, "rapi-resource-protected"},
               {{kRegistryWrite, R"(HKLM\Init)"}, "rapi-resource-protected"},
               {{kRegistryWrite, R"(HKLM\SecurityToo)"}, "-"},
               {{kRegistryWrite, R"(HKLM\Software\Security)"}, "-"},
               {{kRegistryWrite, R"(HKCU\Software\Contoso)"}, "-"},
               {{kRegistryWrite, R"(HKLM)"}, "-"},
               {{kFileWrite, R"(\Windows\default.htm)"}, "rapi-resource-protected"},
               {{kFileWrite, R"(\windows\Start Menu\Programs\a.lnk)"}, "rapi-resource-protected"},
               {{kFileWrite, R"(\Windows)"}, "rapi-resource-protected"},
               {{kFileWrite, R"(\WindowsMedia\a.wmv)"}, "-"},
               {{kFileWrite, R"(\My Documents\Windows\a.txt)"}, "-"},
               {{kFileWrite, R"(\Storage Card\a.txt)"}, "-"},
               {{kDatabase, "Contacts"}, "-"},
               {{kDatabase, R"(\Windows)"}, "-"},
               {{kInvoke, "helper.dll", Signature::kNone}, "rapi-dll-not-allowed"},
               {{kInvoke, "helper.dll", Signature::kUnknown}, "rapi-dll-not-allowed"},
               {{kInvoke, "helper.dll", Signature::kInvalid}, "rapi-dll-not-allowed"},
               {{kInvoke, "helper.dll", Signature::kRevoked}, "rapi-dll-not-allowed"},
               {{kInvoke, "helper.dll", Signature::kUnprivileged}, "-"},
               {{kInvoke, "helper.dll", Signature::kPrivileged}, "-"},
               {{kInvoke, R"(\Windows\helper.dll)", Signature::kOperator}, "-"},
           }) {
        SCOPED_TRACE(std::string(name) + " " + std::to_string(mode) + " " + std::string(Word(row.step.what)) + " " +
                     row.step.target + " " + std::string(Word(row.step.signed_by)));
        const StepResult result = RapiCall(device, row.step);
        EXPECT_EQ(HeadlineOf(result), row.rule);
        EXPECT_EQ(result.outcome, row.rule == "-" ? Outcome::kRun : Outcome::kRefused);
        EXPECT_EQ(MaskBits(result), row.rule == "-" ? std::optional(16U) : std::nullopt);
        EXPECT_EQ(result.hresult, row.rule == "-" ? std::nullopt : std::optional(0x80070005U));
      }
    }
  }
}

// Policies 3.4 and sdk-facts 4.7: ten keys since 5.0, six on Smartphone 2003.
TEST(RapiCall, ProtectsTheKeysOfItsPlatform) {
  for (const std::string key : {R"(HKLM\Services\Sync)", R"(HKLM\WDMDrivers)", R"(HKCU\Security)", R"(HKLM\Loader)"}) {
    SCOPED_TRACE(key);
    Device older = BootProfile("smartphone-2003");
    EXPECT_EQ(RapiCall(older, {kRegistryWrite, key}).outcome, Outcome::kRun);
    Device later = BootProfile("wm6-professional");
    EXPECT_EQ(RapiCall(later, {kRegistryWrite, key}).outcome, Outcome::kRefused);
  }
}

// Sdk-facts 1.2: restricted is the default of every platform.
TEST(RapiCall, IsRestrictedByDefault) {
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    Device device = BootProfile(profile);
    const StepResult shipped = RapiCall(device, {kDatabase, "Contacts"});
    EXPECT_EQ(MaskBits(shipped), 16U);
    WritePolicy(device, policy::kRapi, std::nullopt);
    const StepResult missing = RapiCall(device, {kDatabase, "Contacts"});
    EXPECT_EQ(MaskBits(missing), 16U);
    EXPECT_EQ(HeadlineOf(RapiCall(device, {kInvoke, "helper.dll"})), "rapi-dll-not-allowed");
  }
}

// Policies 6: by the other reading Pocket PC 2003 does not have the policy, so nothing is restricted.
TEST(RapiCall, IsFreeWhereThePlatformDoesNotHonourThePolicy) {
  Profile profile = *FindProfile("pocket-pc-2003");
  ASSERT_EQ(Choose(profile, "rapi-on-pocket-pc-2003", "aa459012"), std::nullopt);
  for (const std::uint32_t mode : {0U, 1U, 2U}) {
    Device device = BootProfile(profile);
    WritePolicy(device, policy::kRapi, mode);
    for (const RapiCallStep& step : kTouchySteps) {
      const StepResult result = RapiCall(device, step);
      EXPECT_EQ(result.outcome, Outcome::kRun);
      EXPECT_EQ(MaskBits(result), 8U);
    }
  }
}

// Sdk-facts 1.2: RAPI\Windows\NAME.dll\* with rw-access 3 and access-role 152 lets a desktop invoke the DLL.
TEST(RapiCall, InvokesAListedDll) {
  struct Row {
    std::string target;
    std::string_view setting;
    MetabaseEntry entry;
    bool runs;
  };
  const RoleMask all{152};
  for (const Row& row : std::vector<Row>{
           {R"(\Windows\EdbRapiServer.dll)", R"(RAPI\Windows\EdbRapiServer.dll\*)", {all, ReadWrite::kBoth}, true},
           {"EdbRapiServer.dll", R"(RAPI\Windows\EdbRapiServer.dll\*)", {all, ReadWrite::kBoth}, true},
           {R"(\windows\EDBRAPISERVER.DLL)", R"(rapi\WINDOWS\edbrapiserver.dll\*)", {all, ReadWrite::kBoth}, true},
           {"a.dll", R"(RAPI\Windows\a.dll\*)", {role::kUserAuth, ReadWrite::kBoth}, true},
           {"a.dll", R"(RAPI\Windows\a.dll\*)", {role::kUserAuth, ReadWrite::kWriteOnly}, true},
           {"a.dll", R"(RAPI\Windows\a.dll\*)", {role::kUserAuth, ReadWrite::kReadOnly}, false},
           {"a.dll", R"(RAPI\Windows\a.dll\*)", {role::kNone, ReadWrite::kBoth}, false},
           {"a.dll", R"(RAPI\Windows\a.dll\*)", {role::kOperatorTps, ReadWrite::kBoth}, false},
           {"b.dll", R"(RAPI\Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {"a.dll", R"(RAPI\Windows\a.dll)", {all, ReadWrite::kBoth}, false},
           {"a.dll", R"(RAPI\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {"a.dll", R"(Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {R"(\Storage Card\a.dll)", R"(RAPI\Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {R"(\Windows\Sub\a.dll)", R"(RAPI\Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {R"(\a.dll)", R"(RAPI\Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
           {R"(\WindowsToo\a.dll)", R"(RAPI\Windows\a.dll\*)", {all, ReadWrite::kBoth}, false},
       }) {
    SCOPED_TRACE(row.target + " " + std::string(row.setting) + " " + FormatRoleMask(row.entry.access));
    Device device = BootProfile("wm6-standard");  // its 4119 is 128: the user is no Manager
    ASSERT_EQ(MetabaseSet(device, row.setting, row.entry).outcome, Outcome::kChanged);
    const StepResult result = RapiCall(device, {kInvoke, row.target});
    EXPECT_EQ(result.outcome, row.runs ? Outcome::kRun : Outcome::kRefused);
  }
}

// Policies 3.2: the caller's USER_AUTH goes through 4119 and 4120 before it meets the access role.
TEST(RapiCall, AppliesTheGrantsToTheCallerOfAListedDll) {
  const std::string_view setting = R"(RAPI\Windows\a.dll\*)";
  struct Row {
    std::uint32_t grant_manager;
    RoleMask access;
    bool runs;
  };
  for (const Row& row : std::vector<Row>{{16, role::kManager, true},
                                         {144, role::kManager, true},
                                         {128, role::kManager, false},
                                         {8, role::kManager, false},
                                         {0, role::kManager, false},
                                         {128, role::kUserAuth, true},
                                         {16, role::kOperator, false}}) {
    SCOPED_TRACE(std::to_string(row.grant_manager) + " " + FormatRoleMask(row.access));
    Device device = BootProfile("wm6-standard");
    WritePolicy(device, policy::kGrantManager, row.grant_manager);
    MetabaseSet(device, setting, {row.access, ReadWrite::kBoth});
    const StepResult result = RapiCall(device, {kInvoke, "a.dll"});
    EXPECT_EQ(result.outcome, row.runs ? Outcome::kRun : Outcome::kRefused);
    EXPECT_EQ(MaskBits(result), row.runs ? std::optional(16U) : std::nullopt);  // before the grants
  }
}

// Header: only the permission is decided.
TEST(RapiCall, ChangesNothing) {
  for (const Profile& profile : Profiles()) {
    for (const std::uint32_t mode : {0U, 1U, 2U}) {
      Device device = BootWithRapi(profile.name, mode);
      const Device before = device;
      for (const RapiCallStep& step : kTouchySteps) {
        const StepResult result = RapiCall(device, step);
        EXPECT_TRUE(result.changes.empty());
        EXPECT_TRUE(result.prompts.empty());
        EXPECT_EQ(device, before);
      }
    }
  }
}

// Policies 1.1 and sdk-facts 1.1: SL needs PPG_TRUSTED (2048), SI that or PPG_AUTH (1024).
TEST(PushMessage, IsComparedWithThePolicyOfItsKind) {
  struct Row {
    PushKind kind;
    std::uint32_t gateway;
    bool accepted;
  };
  for (const std::string_view name : {"smartphone-2003", "wm5-pocket-pc", "wm6-standard", "guide-pocket-pc"}) {
    for (const Row& row : std::vector<Row>{
             {PushKind::kSl, 0, false},
             {PushKind::kSl, 256, false},
             {PushKind::kSl, 512, false},
             {PushKind::kSl, 1024, false},
             {PushKind::kSl, 2048, true},
             {PushKind::kSl, 256 + 512 + 1024, false},
             {PushKind::kSl, 3840, true},
             {PushKind::kSi, 0, false},
             {PushKind::kSi, 256, false},
             {PushKind::kSi, 512, false},
             {PushKind::kSi, 1024, true},
             {PushKind::kSi, 2048, true},
             {PushKind::kSi, 768, false},
         }) {
      SCOPED_TRACE(std::string(name) + " " + std::string(Word(row.kind)) + " " + std::to_string(row.gateway));
      Device device = BootProfile(name);
      const Device before = device;
      const StepResult result = PushMessage(device, row.kind, RoleMask{row.gateway});
      EXPECT_EQ(result.outcome, row.accepted ? Outcome::kApplied : Outcome::kRefused);
      EXPECT_EQ(HeadlineOf(result), row.accepted ? "-" : "push-discarded");
      EXPECT_EQ(MaskBits(result), row.gateway);
      EXPECT_TRUE(result.changes.empty());
      EXPECT_EQ(device, before);
      ASSERT_EQ(result.message.has_value(), row.accepted);
      if (row.accepted) {
        EXPECT_EQ(result.message->text, "Web content received.");
      }
    }
  }
}

// Policies 1.1: 0 disables it. Each policy speaks of its own kind alone.
TEST(PushMessage, IsSwitchedOffByAPolicyOf0) {
  const RoleMask everything{3840};
  for (const auto& [off, kind, other] : {std::tuple(policy::kServiceLoading, PushKind::kSl, PushKind::kSi),
                                         std::tuple(policy::kServiceIndication, PushKind::kSi, PushKind::kSl)}) {
    Device device = BootProfile("smartphone-2003");
    WritePolicy(device, off, 0);
    EXPECT_EQ(PushMessage(device, kind, everything).outcome, Outcome::kRefused);
    EXPECT_EQ(PushMessage(device, other, everything).outcome, Outcome::kApplied);
    WritePolicy(device, off, 256);
    EXPECT_EQ(PushMessage(device, kind, RoleMask{256}).outcome, Outcome::kApplied);
    EXPECT_EQ(PushMessage(device, kind, RoleMask{2048}).outcome, Outcome::kRefused);
    WritePolicy(device, off, std::nullopt);  // missing: the default
    EXPECT_EQ(PushMessage(device, kind, RoleMask{2048}).outcome, Outcome::kApplied);
    EXPECT_EQ(PushMessage(device, kind, RoleMask{256}).outcome, Outcome::kRefused);
  }
}

// Sdk-facts 1.1: both are 0 on Pocket PC 2003, which accepts none.
TEST(PushMessage, IsDiscardedByPocketPc2003) {
  Device device = BootProfile("pocket-pc-2003");
  for (const PushKind kind : {PushKind::kSl, PushKind::kSi}) {
    EXPECT_EQ(HeadlineOf(PushMessage(device, kind, RoleMask{3840})), "push-discarded");
  }
}

// Sdk-facts 1.3: the templates of Smartphone 2003.
TEST(PushMessage, FollowsTheTemplatesOf2003) {
  struct Row {
    std::string_view configuration;
    std::uint32_t gateway;
    bool sl, si;
  };
  for (const Row& row : std::vector<Row>{{"smartphone-2003-high", 3840, false, false},
                                         {"smartphone-2003-medium", 256, false, false},
                                         {"smartphone-2003-medium", 1024, false, true},
                                         {"smartphone-2003-medium", 2048, true, true},
                                         {"smartphone-2003-low", 256, true, true},
                                         {"smartphone-2003-low", 512, true, true},
                                         {"smartphone-2003-low", 0, false, false}}) {
    SCOPED_TRACE(std::string(row.configuration) + " " + std::to_string(row.gateway));
    Device device = BootProfile("smartphone-2003");
    Configure(device, *FindConfiguration(row.configuration));
    const auto accepted = [&](PushKind kind) {
      return PushMessage(device, kind, RoleMask{row.gateway}).outcome == Outcome::kApplied;
    };
    EXPECT_EQ(accepted(PushKind::kSl), row.sl);
    EXPECT_EQ(accepted(PushKind::kSi), row.si);
  }
}

// The tester's hand on the metabase: the entry is the device's until a hard reset.
TEST(MetabaseSet, HoldsUntilTheHardReset) {
  Device device = BootProfile("wm6-standard");
  const std::string_view setting = R"(RAPI\Windows\A.dll\*)";
  EXPECT_EQ(MetabaseEntryFor(device, setting), std::nullopt);
  const StepResult result = MetabaseSet(device, setting, {RoleMask{152}, ReadWrite::kReadOnly});
  EXPECT_EQ(result.outcome, Outcome::kChanged);
  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].kind, "metabase");
  EXPECT_EQ(result.changes[0].before, std::nullopt);
  EXPECT_TRUE(result.changes[0].after);
  const auto entry = MetabaseEntryFor(device, R"(rapi\windows\a.DLL\*)");
  ASSERT_TRUE(entry);
  EXPECT_EQ(Bits(entry->access), 152U);
  EXPECT_EQ(entry->rw, ReadWrite::kReadOnly);
  EXPECT_EQ(MetabaseSet(device, R"(RAPI\WINDOWS\a.dll\*)", *entry).outcome, Outcome::kUnchanged);
  EXPECT_EQ(MetabaseSet(device, setting, {RoleMask{152}, ReadWrite::kBoth}).outcome, Outcome::kChanged);
  Restart(device);
  EXPECT_TRUE(MetabaseEntryFor(device, setting));
  HardReset(device);
  EXPECT_EQ(MetabaseEntryFor(device, setting), std::nullopt);
}

// Design 4: unchanged is what is already as wanted, and a change tells what was there before: also in the ROM.
TEST(MetabaseSet, SeesTheEntriesOfTheRom) {
  const std::string_view setting = R"(RAPI\Windows\a.dll\*)";
  const MetabaseEntry of_rom{RoleMask{152}, ReadWrite::kBoth};
  Device made = BootProfile("wm6-standard");
  MetabaseSet(made, setting, of_rom);
  Device device = Boot(Burn(made), Changes{}, made.clock);
  ASSERT_EQ(MetabaseEntryFor(device, setting), of_rom);
  const StepResult same = MetabaseSet(device, setting, of_rom);
  EXPECT_EQ(same.outcome, Outcome::kUnchanged);
  EXPECT_TRUE(same.changes.empty());
  device = Boot(Burn(made), Changes{}, made.clock);
  const StepResult other = MetabaseSet(device, setting, {role::kManager, ReadWrite::kBoth});
  EXPECT_EQ(other.outcome, Outcome::kChanged);
  ASSERT_EQ(other.changes.size(), 1U);
  EXPECT_TRUE(other.changes[0].before) << "the entry of the ROM was there before";
  HardReset(device);
  EXPECT_EQ(MetabaseEntryFor(device, setting), of_rom);
}

}  // namespace
}  // namespace wmsim
