#include "policy_engine/configuration.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace wmsim {
namespace {

using enum Confidence;

// A line of the tables below, as the sources print them: a policy, and its value in each configuration.
template <std::size_t kColumns>
struct Line {
  PolicyId id;
  std::array<std::uint32_t, kColumns> values;
};

// Columns turns a table around: for each configuration its policies.
template <std::size_t kColumns, std::size_t kLines>
constexpr auto Columns(const Line<kColumns> (&lines)[kLines]) {
  std::array<std::array<ConfigurationPolicy, kLines>, kColumns> columns{};
  for (std::size_t line = 0; line < kLines; ++line) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      columns[column][line] = {lines[line].id, lines[line].values[column]};
    }
  }
  return columns;
}

constexpr bool Ascending(std::span<const ConfigurationPolicy> policies) {
  return std::ranges::adjacent_find(policies, std::ranges::greater_equal{}, &ConfigurationPolicy::id) == policies.end();
}

// One-tier locked, two-tier locked, one-tier prompt, two-tier prompt, security off [t5].
constexpr auto kSdk = Columns<5>({
    {policy::kAutoRun, {0, 0, 0, 0, 0}},
    {policy::kRapi, {0, 0, 2, 2, 1}},
    {policy::kUnsignedCabs, {0, 0, 16, 16, 16}},
    {policy::kUnsignedApps, {0, 0, 1, 1, 1}},
    {policy::kUnsignedThemes, {0, 0, 64, 64, 64}},
    {policy::kGrantManager, {8, 8, 16, 8, 144}},
    {policy::kGrantUserAuth, {16, 16, 16, 16, 16}},
    {policy::kUnsignedPrompt, {0, 0, 0, 0, 1}},
    {policy::kPrivilegedApps, {1, 0, 1, 0, 1}},
});
static_assert(Ascending(kSdk[0]));

// Locked, one- and two-tier Mobile2Market, one- and two-tier prompt, security off [scm].
constexpr auto kPowertoy = Columns<6>({
    {policy::kRapi, {2, 2, 2, 2, 2, 1}},
    {policy::kUnsignedCabs, {0, 0, 0, 16, 16, 222}},
    {policy::kUnsignedApps, {0, 0, 0, 1, 1, 1}},
    {policy::kGrantManager, {8, 8, 128, 8, 128, 16}},
    {policy::kUnsignedPrompt, {0, 0, 0, 0, 0, 1}},
    {policy::kPrivilegedApps, {0, 1, 0, 1, 0, 1}},
});
static_assert(Ascending(kPowertoy[0]));

// High, medium, low; the source names the roles of a mask [ak].
constexpr auto kTemplates = Columns<3>({
    {policy::kAutoRun, {1, 0, 0}},
    {policy::kRapi, {0, 2, 1}},
    {policy::kUnsignedCabs, {0, 16, 16}},
    {policy::kUnsignedApps, {0, 1, 1}},
    {policy::kUnsignedThemes, {0, 64, 16}},
    {policy::kTps, {0, 1, 1}},
    {PolicyId{4105}, {3, 3, 3}},
    {policy::kWapSignedMessage, {132, 3204, 3972}},
    {policy::kServiceLoading, {0, 2048, 3840}},
    {policy::kServiceIndication, {0, 3072, 3840}},
    {policy::kUnauthenticatedMessage, {0, 64, 80}},
    {policy::kOtaProvisioning, {4, 3732, 16}},
    {PolicyId{4113}, {0, 1, 1}},
    {policy::kGrantManager, {4, 16, 148}},
    {policy::kGrantUserAuth, {4, 16, 196}},
    {PolicyId{4121}, {8, 140, 148}},
    {policy::kUnsignedPrompt, {1, 0, 0}},
    {policy::kPrivilegedApps, {0, 0, 1}},
});
static_assert(Ascending(kTemplates[0]));

constexpr Platforms kForSdk = platforms::kGuide | platforms::kWm5AndLater;

}  // namespace

std::span<const Configuration> Configurations() {
  static const auto kConfigurations = std::to_array<Configuration>({
      {"one-tier-locked", "One-Tier Locked of the SDK", kSdk[0], false, {}, "t5", kShipped, kForSdk},
      {"two-tier-locked", "Two-Tier Locked of the SDK", kSdk[1], false, {}, "t5", kShipped, kForSdk},
      {"one-tier-prompt", "One-Tier Prompt of the SDK", kSdk[2], false, {}, "t5", kShipped, kForSdk},
      {"two-tier-prompt", "Two-Tier Prompt of the SDK", kSdk[3], false, {}, "t5", kShipped, kForSdk},
      {"security-off", "Security Off of the SDK", kSdk[4], false, {}, "t5", kShipped, kForSdk},
      {"powertoy-locked", "Locked of the Security Configuration Manager", kPowertoy[0], true, MicrosoftSigners(), "scm",
       kShipped, kForSdk},
      {"powertoy-one-tier-mobile2market", "One-Tier Mobile2Market Locked of the Security Configuration Manager",
       kPowertoy[1], true, Mobile2MarketSigners(), "scm", kShipped, kForSdk},
      {"powertoy-two-tier-mobile2market", "Two-Tier Mobile2Market Locked of the Security Configuration Manager",
       kPowertoy[2], true, Mobile2MarketSigners(), "scm", kShipped, kForSdk},
      {"powertoy-one-tier-prompt", "One-Tier Prompt of the Security Configuration Manager", kPowertoy[3], true,
       Mobile2MarketSigners(), "scm", kShipped, kForSdk},
      {"powertoy-two-tier-prompt", "Two-Tier Prompt of the Security Configuration Manager", kPowertoy[4], true,
       Mobile2MarketSigners(), "scm", kShipped, kForSdk},
      {"powertoy-security-off", "Security Off of the Security Configuration Manager", kPowertoy[5], true,
       Mobile2MarketSigners(), "scm", kShipped, kForSdk},
      {"smartphone-2003-high",
       "High template of Smartphone 2003",
       kTemplates[0],
       false,
       {},
       "ak",
       kDocumented,
       Platform::kSmartphone2003},
      {"smartphone-2003-medium",
       "Medium template of Smartphone 2003",
       kTemplates[1],
       false,
       {},
       "ak",
       kDocumented,
       Platform::kSmartphone2003},
      {"smartphone-2003-low",
       "Low template of Smartphone 2003",
       kTemplates[2],
       false,
       {},
       "ak",
       kDocumented,
       Platform::kSmartphone2003},
  });
  return kConfigurations;
}

const Configuration* FindConfiguration(std::string_view name) {
  const auto row = std::ranges::find(Configurations(), name, &Configuration::name);
  return row != Configurations().end() ? &*row : nullptr;
}

ConfigurationMatch DetectConfiguration(const std::function<std::optional<std::uint32_t>(PolicyId)>& value_of) {
  ConfigurationMatch nearest{};
  for (const Configuration& configuration : Configurations()) {
    std::vector<PolicyId> differing;
    for (const ConfigurationPolicy& policy : configuration.policies) {
      if (value_of(policy.id) != policy.value) differing.push_back(policy.id);
    }
    if (nearest.configuration == nullptr || differing.size() < nearest.differing.size()) {
      nearest = {&configuration, std::move(differing)};
    }
  }
  return nearest;
}

}  // namespace wmsim
