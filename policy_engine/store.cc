#include "policy_engine/store.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

using enum Confidence;

constexpr auto kStores = std::to_array<StoreInfo>({
    {kRootStore, "self-signed roots, for servers", "ms889531"},
    {kCaStore, "intermediate certificates, for building chains", "ms889531"},
    {kMyStore, "the person's own certificates", "ms889531"},
    {kPackageStore, "roots of signed packages, each with the role mask it installs with", "ms889531"},
    {kPrivilegedStore, "signers whose programs run privileged", "ms889531"},
    {kUnprivilegedStore, "signers whose programs run with normal trust on two tiers", "ms889531"},
});

// On Pocket PC 2003 every request has every role, so no role is asked for [ak].
constexpr Platforms kSecured = platforms::kGuide | platforms::kSmartphonesOf2003 | platforms::kWm5AndLater;
constexpr Platforms kBefore6 = platforms::kGuide | platforms::kSmartphonesOf2003 | platforms::kWm5;
constexpr RoleMask kSystemRoles = role::kManager | role::kEnterprise;
constexpr RoleMask kUserRoles = role::kManager | role::kUserAuth;

constexpr auto kParts = std::to_array<StorePart>({
    {kRootStore, kSystemPart, Platform::kPocketPc2003, role::kNone, "ak", kDocumented},
    {kRootStore, kSystemPart, platforms::kGuide, role::kManager, "dd425351", kDocumented},
    {kRootStore, kSystemPart, platforms::kSmartphonesOf2003, role::kManager, "aa458952", kInferred},
    {kRootStore, kSystemPart, platforms::kWm5, role::kManager, "bb416317", kDocumented},
    {kRootStore, kSystemPart, platforms::kWm6AndLater, kSystemRoles, "bb416317", kDocumented},
    {kRootStore, kUserPart, platforms::kWm6AndLater, kUserRoles, "bb416317", kDocumented},
    {kCaStore, kSystemPart, Platform::kPocketPc2003, role::kNone, "ak", kDocumented},
    {kCaStore, kSystemPart, platforms::kGuide, role::kManager, "dd425351", kDocumented},
    {kCaStore, kSystemPart, platforms::kSmartphonesOf2003, role::kManager, "aa458952", kInferred},
    {kCaStore, kSystemPart, platforms::kWm5, role::kManager, "bb416317", kDocumented},
    {kCaStore, kSystemPart, platforms::kWm6AndLater, kSystemRoles, "bb416317", kDocumented},
    {kCaStore, kUserPart, platforms::kWm6AndLater, kUserRoles, "bb416317", kDocumented},
    {kMyStore, kSystemPart, Platform::kPocketPc2003, role::kNone, "ak", kDocumented},
    {kMyStore, kSystemPart, kBefore6, kUserRoles, "bb416317", kInferred},
    {kMyStore, kSystemPart, platforms::kWm61 | platforms::kWm65, role::kManager, "bb416317", kDocumented},
    {kMyStore, kUserPart, platforms::kWm6AndLater, kUserRoles, "bb416317", kDocumented},
    {kPackageStore, kSystemPart, kSecured, role::kManager, "bb416317", kInferred},
    {kPrivilegedStore, kSystemPart, kSecured, role::kManager, "bb416317", kInferred},
    {kUnprivilegedStore, kSystemPart, kSecured, role::kManager, "bb416317", kInferred},
});

}  // namespace

std::span<const StoreInfo> Stores() { return kStores; }

const StoreInfo* FindStore(std::string_view name) {
  const auto row = std::ranges::find_if(kStores, [&](const StoreInfo& r) { return EqualIgnoringCase(r.name, name); });
  return row != kStores.end() ? &*row : nullptr;
}

std::span<const StorePart> StoreParts() { return kParts; }

std::vector<StorePart> StorePartsOf(Platform platform) {
  std::vector<StorePart> parts;
  std::ranges::copy_if(kParts, std::back_inserter(parts),
                       [&](const StorePart& r) { return r.platforms.Has(platform); });
  return parts;
}

NeededRole RoleNeeded(RoleMask access) {
  if (access == role::kNone) return NeededRole::kNothing;
  return Intersects(access, role::kUserAuth) ? NeededRole::kUserAuth : NeededRole::kManager;
}

}  // namespace wmsim
