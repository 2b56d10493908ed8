// The access side: which roles may read and change a setting.
//
// Every setting has an entry in the metabase with an access role and a read/write flag; a setting without one can be
// neither read nor changed [ak]. A request passes when its mask, after 4119 and 4120, shares a bit with the access
// role, or holds MANAGER and the setting has no entry of its own [assumed].
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/confidence.h"
#include "policy_engine/platform.h"
#include "policy_engine/role.h"

namespace wmsim {

// rw-access of a setting, with the numbers that documents write [ak].
enum class ReadWrite : std::uint8_t { kReadOnly = 1, kWriteOnly = 2, kBoth = 3 };

// The default entry for the settings of one configuration service provider (CSP). Of two rows of one CSP the first
// whose platforms include the device's holds. Parts of certificate stores have roles of their own: store.h.
struct AccessRow {
  std::string_view setting;
  Platforms platforms;
  RoleMask access;
  ReadWrite rw;
  std::string_view source;
  Confidence confidence;
};

// AccessRows returns every row, ascending by setting.
std::span<const AccessRow> AccessRows();

// FindAccess returns the row of a setting on a platform, by its name in any case; null where there is none.
const AccessRow* FindAccess(std::string_view setting, Platform platform);

// MayRead and MayWrite tell whether a request with the effective mask `request` passes an entry.
constexpr bool MayRead(RoleMask request, RoleMask access, ReadWrite rw) {
  return rw != ReadWrite::kWriteOnly && Intersects(request, access);
}
constexpr bool MayWrite(RoleMask request, RoleMask access, ReadWrite rw) {
  return rw != ReadWrite::kReadOnly && Intersects(request, access);
}

}  // namespace wmsim
