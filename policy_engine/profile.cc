#include "policy_engine/profile.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using enum PolicyStanding;
using enum Confidence;

// The guide's devices: 4102 and 4119 are the guide's own defaults, the others are those of Windows Mobile 5.0 phones.
constexpr auto kGuidePolicies = std::to_array<PolicyDefault>({
    {policy::kRapi, kSet, 2, "bb416355", kDocumented},
    {policy::kUnsignedCabs, kSet, 16, "ms889564", kDocumented},
    {policy::kUnsignedApps, kSet, 0, "dd425351", kDocumented},
    {policy::kGrantManager, kSet, 128, "dd425351", kDocumented},
    {policy::kGrantUserAuth, kSet, 16, "aa455966", kDocumented},
    {policy::kUnsignedPrompt, kSet, 0, "ms889513", kDocumented},
    {policy::kPrivilegedApps, kSet, 1, "dd425351", kInferred},
});

// The registry keys that Windows Mobile 6 protects, with everything below them.
constexpr auto kProtectedKeysOf6 = std::to_array<std::string_view>(
    {R"(HKLM\Comm)", R"(HKLM\Drivers)", R"(HKLM\HARDWARE)", R"(HKLM\Init)", R"(HKLM\Services)", R"(HKLM\SYSTEM)",
     R"(HKLM\WDMDrivers)", R"(HKLM\Security)", R"(HKCU\Security)", R"(HKLM\Loader)"});

constexpr auto kCerOnly = std::to_array<FileFormat>({FileFormat::kDer, FileFormat::kBase64});

constexpr UnixTime kClock = Utc(2009, 6, 1, 12);

std::span<const Profile> AllProfiles() {
  static const std::array kProfiles{
      Profile{.name = "guide-pocket-pc",
              .title = "the Pocket PC of the Communicator Mobile guide",
              .policies = kGuidePolicies,
              .policies_at_once = {true, "dd425351", kAssumed},
              .certinst = {{true, kCerOnly, NeededRole::kManager}, "dd425351", kDocumented},
              .built_in_editor = {true, "dd425351", kAssumed},
              .protected_keys = {kProtectedKeysOf6, "aa919335", kDocumented},
              .roots = {RootsOfKb915840(), "kb915840", kDocumented},
              .clock = kClock},
      Profile{.name = "guide-smartphone",
              .title = "the smartphone of the Communicator Mobile guide",
              .policies = kGuidePolicies,
              .policies_at_once = {true, "dd425351", kAssumed},
              .certinst = {{false, kCerOnly, NeededRole::kManager}, "dd425351", kDocumented},
              .built_in_editor = {false, "dd425351", kAssumed},
              .protected_keys = {kProtectedKeysOf6, "aa919335", kDocumented},
              .roots = {RootsOfKb915840(), "kb915840", kDocumented},
              .clock = kClock},
  };
  return kProfiles;
}

}  // namespace

std::span<const Profile> Profiles() { return AllProfiles(); }

const Profile* FindProfile(std::string_view name) {
  const auto row = std::ranges::find(AllProfiles(), name, &Profile::name);
  return row != AllProfiles().end() ? &*row : nullptr;
}

const PolicyDefault* FindDefault(const Profile& profile, PolicyId id) {
  const auto row = std::ranges::find(profile.policies, id, &PolicyDefault::id);
  return row != profile.policies.end() ? &*row : nullptr;
}

}  // namespace wmsim
