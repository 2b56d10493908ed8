// A part of a suite: the same cases for the same names, on every machine.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

// Shard `index` of `count`, counting from one.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;
};

// Returns the value of a variable of the environment, or null.
using Environment = std::function<const char*(const char* name)>;

// ParseShard reads "2/3"; "auto", which asks the variables that test runners, CI systems and clusters set; or "auto/3",
// for those that say which shard this is and not of how many (a Kubernetes job). Errors: text of another form, a number
// out of range, no such variable, one that is no number, and two systems that disagree.
Result<Shard> ParseShard(std::string_view text, const Environment& environment);

// PlacesOf returns the places, in `names`, of those that are the shard's: every `count`th in the order of the names, so
// that shards differ by one case at most. Places are in rising order.
std::vector<std::size_t> PlacesOf(const Shard& shard, const std::vector<std::string>& names);

}  // namespace wmsim
