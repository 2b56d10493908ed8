// The certificate stores: what each is for, which platforms have it, in which parts, and who may write there.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "policy_engine/classes.h"
#include "policy_engine/confidence.h"
#include "policy_engine/platform.h"
#include "policy_engine/role.h"

namespace wmsim {

// The certificate stores of the devices, by the names that every tool uses [ms889531].
struct StoreInfo {
  std::string_view name;
  std::string_view meaning;
  std::string_view source;
};
std::span<const StoreInfo> Stores();
const StoreInfo* FindStore(std::string_view name);  // in any case; the row has the right spelling
inline constexpr std::string_view kRootStore = "ROOT";
inline constexpr std::string_view kCaStore = "CA";
inline constexpr std::string_view kMyStore = "MY";
inline constexpr std::string_view kPackageStore = "SPC";
inline constexpr std::string_view kPrivilegedStore = "Privileged Execution Trust Authorities";
inline constexpr std::string_view kUnprivilegedStore = "Unprivileged Execution Trust Authorities";
inline constexpr std::string_view kSystemPart = "system";
inline constexpr std::string_view kUserPart = "user";

// A part of a store on some platforms. `access` are the roles that may write there (NONE: every request may); a program
// may when it is trusted. Windows Mobile 6 split ROOT and CA into a system part (HKLM) and a user part (HKCU), 6.1
// MY too; earlier versions have one part, called system here [bb416317].
struct StorePart {
  std::string_view store;
  std::string_view part;
  Platforms platforms;
  RoleMask access;
  std::string_view source;
  Confidence confidence;
};

// StoreParts returns every row; of a store that has two parts somewhere, the system part first.
std::span<const StorePart> StoreParts();

// StorePartsOf returns the rows of one platform.
std::vector<StorePart> StorePartsOf(Platform platform);

// RoleNeeded reduces an access mask to what a tool must ask of the person.
NeededRole RoleNeeded(RoleMask access);

}  // namespace wmsim
