// The certificate stores.
#pragma once

#include <span>
#include <string_view>

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
inline constexpr std::string_view kSystemPart = "system";

}  // namespace wmsim
