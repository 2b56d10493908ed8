// The platforms, for tests that visit each.
#pragma once

#include <vector>

#include "policy_engine/platform.h"
#include "policy_engine/profile.h"

namespace wmsim {

inline std::vector<Platform> EveryPlatform() {
  std::vector<Platform> all;
  for (std::size_t i = 0; i < Words<Platform>().size(); ++i) all.push_back(static_cast<Platform>(i));
  return all;
}

}  // namespace wmsim
