#include "policy_engine/reading.h"

#include <algorithm>
#include <array>

#include "policy_engine/contradiction.h"

namespace wmsim {
namespace {

constexpr auto kSevenProtectedKeys =
    std::to_array<std::string_view>({R"(HKLM\Comm)", R"(HKLM\Drivers)", R"(HKLM\HARDWARE)", R"(HKLM\Init)",
                                     R"(HKLM\Services)", R"(HKLM\SYSTEM)", R"(HKLM\WDMDrivers)"});

// The column of the profile that goes by a reading `of` a platform that follows it.
template <auto Column>
void Copy(Profile& profile, Platform of) {
  profile.*Column = ProfileOf(of).*Column;
}

void SetDefault(Profile& profile, PolicyId id, PolicyStanding standing, std::uint32_t value, std::string_view source) {
  const auto row = std::ranges::find(profile.policies, id, &PolicyDefault::id);
  *row = {id, standing, value, source, Confidence::kDocumented};
}

void SetChangeRole(Profile& profile, RoleMask role, std::string_view source) {
  profile.grant_user_changed_by = {role, source, Confidence::kDocumented};
}

// A reading that something hangs on, and what it changes.
struct Effect {
  std::string_view contradiction;
  std::string_view source;
  void (*apply)(Profile&);
};

constexpr auto kEffects = std::to_array<Effect>({
    {"certinst-before-6", "jacco",
     [](Profile& p) {
       p.certinst.value.roots_only = true;
       p.certinst.source = "jacco";
       p.certinst.confidence = Confidence::kReported;
     }},
    {"grant-manager-default", "aa457992",
     [](Profile& p) { SetDefault(p, policy::kGrantManager, PolicyStanding::kSet, 16, "aa457992"); }},
    {"grant-manager-default", "dd425351",
     [](Profile& p) { SetDefault(p, policy::kGrantManager, PolicyStanding::kSet, 128, "dd425351"); }},
    {"grant-user-auth-change-role", "ak", [](Profile& p) { SetChangeRole(p, role::kUserAuth, "ak"); }},
    {"grant-user-auth-change-role", "aa457991", [](Profile& p) { SetChangeRole(p, role::kManager, "aa457991"); }},
    {"grant-user-auth-change-role", "aa457992", [](Profile& p) { SetChangeRole(p, role::kUserAuth, "aa457992"); }},
    {"grant-user-auth-change-role", "bb737380", [](Profile& p) { SetChangeRole(p, role::kManager, "bb737380"); }},
    {"protected-keys", "ms885964",
     [](Profile& p) {
       p.protected_keys = {kSevenProtectedKeys, "ms885964", Confidence::kDocumented};
     }},
    {"protected-keys", "aa914678",
     [](Profile& p) {
       p.protected_keys = {kSevenProtectedKeys, "aa914678", Confidence::kDocumented};
     }},
    {"protected-keys", "aa919335", [](Profile& p) { Copy<&Profile::protected_keys>(p, Platform::kWm6Standard); }},
    {"rapi-on-pocket-pc-2003", "aa459012",
     [](Profile& p) { SetDefault(p, policy::kRapi, PolicyStanding::kNotHonoured, 0, "aa459012"); }},
    {"unsigned-apps-default", "dd425351",
     [](Profile& p) { SetDefault(p, policy::kUnsignedApps, PolicyStanding::kSet, 0, "dd425351"); }},
    {"unsigned-apps-default", "ms889564",
     [](Profile& p) { SetDefault(p, policy::kUnsignedApps, PolicyStanding::kSet, 1, "ms889564"); }},
    {"unsigned-cab-role", "aa457840",
     [](Profile& p) {
       p.unsigned_packages = {UnsignedPackageRole::kOfPolicy, "aa457840", Confidence::kDocumented};
     }},
    {"unsigned-cab-role", "bb416355", [](Profile& p) { Copy<&Profile::unsigned_packages>(p, Platform::kWm6Standard); }},
    {"unsigned-cab-role", "blogcab", [](Profile& p) { Copy<&Profile::unsigned_packages>(p, Platform::kWm5PocketPc); }},
    {"wap-signed-message-default", "ak",
     [](Profile& p) { SetDefault(p, policy::kWapSignedMessage, PolicyStanding::kSet, 3204, "ak"); }},
    {"wap-signed-message-default", "ms889564",
     [](Profile& p) { SetDefault(p, policy::kWapSignedMessage, PolicyStanding::kSet, 3200, "ms889564"); }},
    {"wildcard-host-names", "blogfaq",
     [](Profile& p) {
       p.wildcard_hosts = {false, "blogfaq", Confidence::kDocumented};
     }},
    {"wildcard-host-names", "ce42",
     [](Profile& p) {
       p.wildcard_hosts = {true, "ce42", Confidence::kDocumented};
     }},
    {"wildcard-host-names", "ce5",
     [](Profile& p) {
       p.wildcard_hosts = {true, "ce5", Confidence::kDocumented};
     }},
});

const Effect* FindEffect(std::string_view contradiction, std::string_view source) {
  const auto row = std::ranges::find_if(
      kEffects, [&](const Effect& e) { return e.contradiction == contradiction && e.source == source; });
  return row != kEffects.end() ? &*row : nullptr;
}

}  // namespace

bool CanChoose(std::string_view contradiction, std::string_view source) {
  return FindEffect(contradiction, source) != nullptr;
}

std::optional<std::string> WhyNotChoose(std::string_view contradiction, std::string_view source) {
  const Contradiction* row = FindContradiction(contradiction);
  const std::string name = "`" + std::string(contradiction) + "`";
  if (row == nullptr) return "documents do not disagree about " + name + ": see wmsim policies --contradictions";
  if (std::ranges::find(row->readings, source, &Reading::source) == row->readings.end()) {
    std::string text = "`" + std::string(source) + "` says nothing of " + name + "; the sources are";
    for (const Reading& reading : row->readings) text += " " + std::string(reading.source);
    return text;
  }
  if (FindEffect(contradiction, source) != nullptr) return std::nullopt;
  std::string choices;
  for (const Effect& one : kEffects) {
    if (one.contradiction == contradiction) choices += " " + std::string(one.source);
  }
  if (choices.empty()) return "a device file cannot choose a reading of " + name;
  return "a device file cannot choose what `" + std::string(source) + "` says of " + name + ", only" + choices;
}

std::optional<std::string> Choose(Profile& profile, std::string_view contradiction, std::string_view source) {
  if (auto problem = WhyNotChoose(contradiction, source)) return problem;
  const auto& follows = FindContradiction(contradiction)->follows;
  const auto arises = [&](const FollowedReading& row) { return row.platforms.Has(profile.platform); };
  if (std::ranges::none_of(follows, arises)) {
    return "documents do not disagree about `" + std::string(contradiction) + "` on " +
           std::string(Word(profile.platform));
  }
  FindEffect(contradiction, source)->apply(profile);
  return std::nullopt;
}

}  // namespace wmsim
