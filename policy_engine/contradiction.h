// Where documents disagree: what each of them says, and which one each platform goes by.
//
// The order of trust: the guide for its own two devices; the files, programs and complete help of an SDK for the
// version that they are of; a page of Microsoft's for the platform's version; what users report; what is inferred.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/platform.h"

namespace wmsim {

// What one source says of the matter, in a clause of our own.
struct Reading {
  std::string_view source;
  std::string_view says;
};

// The platforms that go by the reading of `source`.
struct FollowedReading {
  Platforms platforms;
  std::string_view source;
};

// A row per matter. `policies` are the ids of those that it is about. `readings` are at least two, each of another
// source. `followed` says in a clause which platforms go by which reading and why; `follows` says the same in values. A
// platform is in one row of `follows` at the most: it is in none where the matter does not arise on it, or no reading
// speaks of it.
struct Contradiction {
  std::string_view id;  // Lower case, stable.
  std::string_view about;
  std::span<const std::uint32_t> policies;
  std::span<const Reading> readings;
  std::string_view followed;
  std::span<const FollowedReading> follows;
};

// Contradictions returns every row, ascending by id.
std::span<const Contradiction> Contradictions();

// FindContradiction returns the row of that id, or null.
const Contradiction* FindContradiction(std::string_view id);

}  // namespace wmsim
