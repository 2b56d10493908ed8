// What a step did, read off the device before and after it.
#include "emulator/device_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_tools.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

using Texts = std::vector<std::string>;

std::vector<Change> Changed(const Device& before, const std::function<void(Device&)>& step) {
  Device after = before;
  step(after);
  return DiffDevices(before, after);
}

// "kind where before -> after"; what is not there is "-".
std::string Text(const Change& change) {
  return change.kind + " " + change.where + " " + change.before.value_or("-") + " -> " + change.after.value_or("-");
}

Texts All(const std::vector<Change>& changes) {
  Texts texts;
  for (const Change& change : changes) texts.push_back(Text(change));
  return texts;
}

// The flags have no text of their own to compare: their kind and place.
Texts Places(const std::vector<Change>& changes) {
  Texts texts;
  for (const Change& change : changes) {
    EXPECT_NE(change.before, change.after);
    texts.push_back(change.kind + " " + change.where);
  }
  return texts;
}

TEST(DiffDevices, IsEmptyForACopy) { EXPECT_EQ(All(DiffDevices(PocketPc(), PocketPc())), Texts{}); }

TEST(DiffDevices, ShowsAPolicyAsTheRegistryValueThatItIs) {
  const auto changes = Changed(PocketPc(), [](Device& d) { WritePolicy(d, policy::kGrantManager, 16); });
  EXPECT_EQ(All(changes), Texts{R"(registry-value HKLM\Security\Policies\Policies\00001017 dword:128 -> dword:16)"});
}

TEST(DiffDevices, ShowsValuesThatComeAndGoAndChangeTheirType) {
  Device device = PocketPc();
  const auto set = [](std::string_view name, RegistryData data) {
    return [=](Device& d) { SetRegistryValue(d.image->registry, d.changes.registry, kPoliciesKey, name, data); };
  };
  EXPECT_EQ(All(Changed(device, set("Note", RegistryText{"a"}))),
            Texts{R"(registry-value HKLM\Security\Policies\Policies\Note - -> string:a)"});
  EXPECT_EQ(All(Changed(device, set("00001006", RegistryText{"1"}))),
            Texts{R"(registry-value HKLM\Security\Policies\Policies\00001006 dword:0 -> string:1)"});
  EXPECT_EQ(All(Changed(device, [](Device& d) { WritePolicy(d, policy::kUnsignedApps, std::nullopt); })),
            Texts{R"(registry-value HKLM\Security\Policies\Policies\00001006 dword:0 -> -)"});
}

TEST(DiffDevices, IsEmptyWhereAValueIsWrittenAsItWas) {
  EXPECT_EQ(All(Changed(PocketPc(), [](Device& d) { WritePolicy(d, policy::kGrantManager, 128); })), Texts{});
  EXPECT_EQ(
      All(Changed(PocketPc(),
                  [](Device& d) { DeleteRegistryValue(d.image->registry, d.changes.registry, kPoliciesKey, "no"); })),
      Texts{});
  EXPECT_EQ(All(Changed(PocketPc(),
                        [](Device& d) {
                          WritePolicy(d, policy::kGrantManager, 16);
                          WritePolicy(d, policy::kGrantManager, 128);
                        })),
            Texts{});
}

TEST(DiffDevices, ShowsKeysThatComeAndGoWithEverythingBelow) {
  const auto made = Changed(PocketPc(), [](Device& d) {
    SetRegistryValue(d.image->registry, d.changes.registry, R"(HKLM\Software\New\Deep)", "v", 1U);
  });
  EXPECT_EQ(Places(made), (Texts{R"(registry-key HKLM\Software\New)", R"(registry-key HKLM\Software\New\Deep)",
                                 R"(registry-value HKLM\Software\New\Deep\v)"}));

  const auto gone =
      Changed(PocketPc(), [](Device& d) { DeleteRegistryKey(d.changes.registry, R"(HKLM\Security\Policies)"); });
  ASSERT_EQ(gone.size(), 2U + static_cast<std::size_t>(std::ranges::count(
                                  GuidePocketPc().policies, PolicyStanding::kSet, &PolicyDefault::standing)));
  EXPECT_EQ(gone[0].where, R"(HKLM\Security\Policies)");
  EXPECT_EQ(gone[1].where, R"(HKLM\Security\Policies\Policies)");
  EXPECT_EQ(Text(gone[2]), R"(registry-value HKLM\Security\Policies\Policies\00001001 dword:2 -> -)");
}

TEST(DiffDevices, SaysWhenAChangedPolicyIsEnforced) {
  const Device device = BootProfile(WaitingProfile());
  const auto when = [&](PolicyId id) {
    const auto changes = Changed(device, [&](Device& d) { WritePolicy(d, id, 1000); });
    EXPECT_EQ(changes.size(), 1U);
    return changes.at(0).takes_effect;
  };
  EXPECT_EQ(when(policy::kUnsignedApps), TakesEffect::kAfterRestart);
  EXPECT_EQ(when(policy::kPrivilegedApps), TakesEffect::kForNewPrograms);
  EXPECT_EQ(when(policy::kGrantManager), TakesEffect::kAtOnce);
  EXPECT_EQ(when(PolicyId{9999}), TakesEffect::kAtOnce);
  const auto elsewhere = Changed(device, [](Device& d) {
    SetRegistryValue(d.image->registry, d.changes.registry, R"(HKLM\Software)", "00001006", 1U);
  });
  ASSERT_EQ(elsewhere.size(), 1U);
  EXPECT_EQ(elsewhere[0].takes_effect, TakesEffect::kAtOnce);
}

TEST(DiffDevices, ShowsCertificatesByStorePartAndThumbprint) {
  Device device = PocketPc();
  const std::string where = "certificate ROOT/system/" + std::string(kContosoRoot);
  EXPECT_EQ(
      All(Changed(device, [](Device& d) { AddCertificate(d, ContosoRoot(), kRootStore, kSystemPart, role::kNone); })),
      Texts{where + " - -> C = US, O = Contoso, CN = Contoso Root CA"});
  AddCertificate(device, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
  const auto remove = [](Device& d) {
    d.changes.certificates.Set({"ROOT", "system", *ParseThumbprint(kContosoRoot)}, std::nullopt);
  };
  EXPECT_EQ(All(Changed(device, remove)), Texts{where + " C = US, O = Contoso, CN = Contoso Root CA -> -"});
  EXPECT_EQ(
      All(Changed(device, [](Device& d) { AddCertificate(d, ContosoRoot(), kRootStore, kSystemPart, role::kNone); })),
      Texts{});
  EXPECT_EQ(Changed(device, [](Device& d) { AddCertificate(d, ContosoRoot(), kRootStore, kSystemPart, RoleMask{222}); })
                .size(),
            1U);
}

TEST(DiffDevices, ShowsAShippedRootThatIsRemoved) {
  const auto changes = Changed(PocketPc(), [](Device& d) {
    d.changes.certificates.Set({"ROOT", "system", *ParseThumbprint("97817950D81C9670CC34D809CF794431367EF474")},
                               std::nullopt);
  });
  EXPECT_EQ(All(changes), Texts{"certificate ROOT/system/97817950D81C9670CC34D809CF794431367EF474 C = US, O = GTE "
                                "Corporation, OU = \"GTE CyberTrust Solutions, Inc.\", CN = GTE CyberTrust Global "
                                "Root -> -"});
}

TEST(DiffDevices, ShowsTheClock) {
  EXPECT_EQ(All(Changed(PocketPc(), [](Device& d) { d.clock += 3600; })),
            Texts{"clock device 2009-06-01T12:00:00Z -> 2009-06-01T13:00:00Z"});
}

TEST(DiffDevices, ListsTheKindsInOneOrder) {
  const auto everything = [](Device& d) {
    d.clock += 1;
    StartProgram(d, "game.exe", Trust::kPrivileged);
    d.changes.operator_restricted = true;
    RememberProgram(d, "game");
    AddCertificate(d, ContosoRoot(), kCaStore, kSystemPart, role::kNone);
    AddCertificate(d, ContosoRoot(), kRootStore, kSystemPart, role::kNone);
    WritePolicy(d, policy::kUnsignedApps, 1);
  };
  EXPECT_EQ(Places(Changed(PocketPc(), everything)),
            (Texts{R"(registry-value HKLM\Security\Policies\Policies\00001006)",
                   "certificate ROOT/system/" + std::string(kContosoRoot),
                   "certificate CA/system/" + std::string(kContosoRoot), "remembered game",
                   "operator-restricted device", "running game", "clock device"}));
}

TEST(DiffDevices, IsTheReverseTheOtherWayRound) {
  const Device before = PocketPc();
  Device after = before;
  WritePolicy(after, policy::kUnsignedApps, 1);
  StartProgram(after, "game.exe", Trust::kPrivileged);
  const auto there = DiffDevices(before, after);
  const auto back = DiffDevices(after, before);
  ASSERT_EQ(there.size(), back.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    EXPECT_EQ(there[i].where, back[i].where);
    EXPECT_EQ(there[i].before, back[i].after);
    EXPECT_EQ(there[i].after, back[i].before);
  }
}

}  // namespace
}  // namespace wmsim
