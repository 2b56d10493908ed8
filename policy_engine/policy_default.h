// What each platform ships with for each policy: one table, a source for every cell.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/confidence.h"
#include "policy_engine/platform.h"
#include "policy_engine/policy.h"

namespace wmsim {

// Whether a platform has a policy: with a value; with none in its registry; or it does not look at the policy at all.
enum class PolicyStanding : std::uint8_t { kSet, kNotSet, kNotHonoured };
template <>
inline constexpr auto kWordsOf<PolicyStanding> = std::to_array<std::string_view>({"set", "not set", "not honoured"});

// What one platform ships with for one policy. `value` counts where standing is kSet.
struct PolicyDefault {
  PolicyId id;
  PolicyStanding standing;
  std::uint32_t value;
  std::string_view source;
  Confidence confidence;
  bool operator==(const PolicyDefault&) const = default;
};

// DefaultsOf returns a row for every policy of the catalogue, ascending by id.
std::span<const PolicyDefault> DefaultsOf(Platform platform);

// FindDefault returns the row of a policy among `defaults` (ascending by id), or null.
const PolicyDefault* FindDefault(std::span<const PolicyDefault> defaults, PolicyId id);

}  // namespace wmsim
