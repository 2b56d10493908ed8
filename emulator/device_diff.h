// What a step did, read off the device before and after it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/device.h"

namespace wmsim {

// A Change is one difference: its kind (registry-value, registry-key, certificate, remembered, metabase, file,
// setting, revoked, allowed, operator-restricted, running, clock), where it is, and the text of what was and what is
// there: data, a subject or a time, nothing where there was or is none; yes or no for a key, a program on a list, and
// the restriction. `takes_effect` says when a changed policy is enforced.
struct Change {
  std::string kind;
  std::string where;
  std::optional<std::string> before;
  std::optional<std::string> after;
  TakesEffect takes_effect = TakesEffect::kAtOnce;
};

// DiffDevices lists the differences in a fixed order. Requires that both devices have the same image.
std::vector<Change> DiffDevices(const Device& before, const Device& after);

}  // namespace wmsim
