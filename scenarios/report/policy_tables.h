// The listings about policies and what hangs on them: devices, configurations, contradictions, origins, access, stores.
#pragma once

#include <optional>
#include <string_view>

#include "policy_engine/profile.h"
#include "scenarios/report/listing.h"

namespace wmsim {

Listing AllDevices(bool verbose);
std::optional<Listing> OneDevice(std::string_view name, bool verbose);

// ProfileColumns returns what a profile is besides its policies: each column with its value and where that is from.
struct ProfileColumn {
  std::string name;
  std::string value;
  std::string source;
};
std::vector<ProfileColumn> ProfileColumns(const Profile& profile);

Listing AllPolicies(bool verbose);
std::optional<Listing> OnePolicy(std::string_view name, bool verbose);
Listing AllConfigurations(bool verbose);
std::optional<Listing> OneConfiguration(std::string_view name, bool verbose);
Listing AllContradictions(bool verbose);
std::optional<Listing> OneContradiction(std::string_view name, bool verbose);
Listing AllOrigins(bool verbose);
Listing AllAccess(bool verbose);
Listing AllStores(bool verbose);
std::optional<Listing> OneStore(std::string_view name, bool verbose);

}  // namespace wmsim
