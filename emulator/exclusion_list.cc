#include "emulator/exclusion_list.h"

#include "policy_engine/number.h"

namespace wmsim {
namespace {

std::string DigestsOf(const Device& device) {
  std::string digests;
  for (const auto& row : device.changes.remembered) digests += row.value->digest;
  return digests;
}

}  // namespace

std::vector<RegistryRows::Row> ExclusionListEntries(const Device& device) {
  if (device.changes.remembered.empty()) return {};
  const std::string key(kExclusionListKey);
  std::string digests = DigestsOf(device);
  const auto size = static_cast<std::uint32_t>(digests.size());
  return {{{key, std::nullopt}, RegistryEntry{}},
          {{key, "Data0"}, RegistryEntry{RegistryBinary{std::move(digests)}}},
          {{key, "DataSizeBytes"}, RegistryEntry{size}}};
}

std::optional<RegistryData> ExclusionListValue(const Device& device, std::string_view key, std::string_view name) {
  if (!EqualIgnoringCase(key, kExclusionListKey)) return std::nullopt;
  for (const RegistryRows::Row& row : ExclusionListEntries(device)) {
    if (row.key.name && EqualIgnoringCase(*row.key.name, name)) return row.value->data;
  }
  return std::nullopt;
}

}  // namespace wmsim
