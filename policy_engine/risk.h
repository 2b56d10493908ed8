// What a change of policy opens up: the risks that the guide warns of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "policy_engine/reach.h"

namespace wmsim {

// The policy values that carry risks; no value means that the policy is absent or not honoured.
struct RiskFacts {
  std::optional<std::uint32_t> unsigned_apps;
  std::optional<std::uint32_t> grant_manager;
};

// A row per risk: what becomes possible, to whom it opens the device, and when it is there.
struct RiskInfo {
  std::string_view id;
  std::string_view text;
  std::string_view source;
  Reach reach;
  bool (*present)(const RiskFacts&);
};

std::span<const RiskInfo> Risks();

// AddedRisks returns the risks that `after` has and `before` has not.
std::vector<const RiskInfo*> AddedRisks(const RiskFacts& before, const RiskFacts& after);

}  // namespace wmsim
