#include "policy_engine/store.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr auto kStores = std::to_array<StoreInfo>({
    {"ROOT", "self-signed roots, for servers", "ms889531"},
    {"CA", "intermediate certificates, for building chains", "ms889531"},
    {"MY", "the person's own certificates", "ms889531"},
    {"SPC", "roots of signed packages, each with the role mask it installs with", "ms889531"},
    {"Privileged Execution Trust Authorities", "signers whose programs run privileged", "ms889531"},
    {"Unprivileged Execution Trust Authorities", "signers whose programs run with normal trust on two tiers",
     "ms889531"},
});

}  // namespace

std::span<const StoreInfo> Stores() { return kStores; }

const StoreInfo* FindStore(std::string_view name) {
  const auto row = std::ranges::find_if(kStores, [&](const StoreInfo& r) { return EqualIgnoringCase(r.name, name); });
  return row != kStores.end() ? &*row : nullptr;
}

}  // namespace wmsim
