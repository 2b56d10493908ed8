// Device profiles: what a device is when it leaves the factory, as rows of data with a source for each cell.
//
// Profiles are values. No rule reads a profile's name: whatever differs between devices is a column here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "policy_engine/classes.h"
#include "policy_engine/confidence.h"
#include "policy_engine/policy.h"
#include "policy_engine/shipped_root.h"
#include "policy_engine/time.h"

namespace wmsim {

// A value with where it is from and how well it is known.
template <class T>
struct Fact {
  T value;
  std::string_view source;
  Confidence confidence;
};

// Whether a platform has a policy: with a value, without one, or not at all.
enum class PolicyStanding : std::uint8_t { kSet, kNotSet, kNotHonoured };
template <>
inline constexpr auto kWordsOf<PolicyStanding> = std::to_array<std::string_view>({"set", "not set", "not honoured"});

// What a profile ships with for one policy. `value` counts where standing is kSet. A policy that is missing from the
// registry later counts as this default [inferred].
struct PolicyDefault {
  PolicyId id;
  PolicyStanding standing;
  std::uint32_t value;
  std::string_view source;
  Confidence confidence;
};

// The built-in certificate installer of a profile: whether there is one, the file formats it takes, and the role that
// the person needs. Where there is none, the others say what it would take and need if there were [assumed]: they are
// what still stands in the way.
struct CertinstInfo {
  bool present;
  std::span<const FileFormat> formats;
  NeededRole needs;
};

// A row per profile. Policies are ascending by id. `policies_at_once`: every change of a policy is enforced at once,
// whatever the catalogue says. `protected_keys`: registry keys that, with all below them, only privileged code writes.
struct Profile {
  std::string_view name;
  std::string_view title;
  std::span<const PolicyDefault> policies;
  Fact<bool> policies_at_once;
  Fact<CertinstInfo> certinst;
  Fact<bool> built_in_editor;
  Fact<std::span<const std::string_view>> protected_keys;
  Fact<std::span<const ShippedRoot>> roots;
  UnixTime clock;
};

// Profiles returns every row, in the order of the listings.
std::span<const Profile> Profiles();

// FindProfile returns the row of that name, or null.
const Profile* FindProfile(std::string_view name);

// FindDefault returns the profile's row for a policy, or null where the profile says nothing of it.
const PolicyDefault* FindDefault(const Profile& profile, PolicyId id);

}  // namespace wmsim
