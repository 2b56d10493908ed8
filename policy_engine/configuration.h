// The named security configurations: policies, and for some the signing certificates, that a device gets under one
// name; and the search for the one that a device is in.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "policy_engine/confidence.h"
#include "policy_engine/platform.h"
#include "policy_engine/policy.h"
#include "policy_engine/shipped_signer.h"

namespace wmsim {

struct ConfigurationPolicy {
  PolicyId id;
  std::uint32_t value;
};

// A row per configuration. Policies are ascending by id; the others stay as they are. `platforms` are those that its
// documents were made for [inferred: from the versions of the SDK and the tools that have them]; it can be put on any.
//
// Where `sets_stores`, SPC and the two execution stores hold exactly `signers`. The documents themselves only add: none
// names a certificate to remove. That nothing else is there follows from what the configurations are for: they differ
// in whose certificates the device trusts [sdk-facts 3.2, inferred]. A document that is provisioned adds and no more.
struct Configuration {
  std::string_view name;
  std::string_view title;
  std::span<const ConfigurationPolicy> policies;
  bool sets_stores;
  std::span<const SignerPlacement> signers;
  std::string_view source;
  Confidence confidence;
  Platforms platforms;
};

// Configurations returns every row: the SDK's, the Security Configuration Manager's, the templates of 2003.
std::span<const Configuration> Configurations();

// FindConfiguration returns the row of that name, or null.
const Configuration* FindConfiguration(std::string_view name);

// A configuration, and its policies that a device has another value of, or none; ascending by id. The device is in the
// configuration when there are none.
struct ConfigurationMatch {
  const Configuration* configuration;
  std::vector<PolicyId> differing;
};

// DetectConfiguration returns the configuration with the fewest differing policies, of several the first row. It looks
// at policies only, never at stores. `value_of` returns a device's value of a policy, or nothing where it has none.
ConfigurationMatch DetectConfiguration(const std::function<std::optional<std::uint32_t>(PolicyId)>& value_of);

}  // namespace wmsim
