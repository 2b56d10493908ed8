// The prompt exclusion list as the registry shows it: HKLM\Security\PromptExclusionList with the values Data0 and
// DataSizeBytes [scm]. What stands in Data0 is assumed: the digests, one behind the other; of declared programs there
// is none.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "emulator/device.h"

namespace wmsim {

inline constexpr std::string_view kExclusionListKey = R"(HKLM\Security\PromptExclusionList)";

// ExclusionListEntries returns the key and its values, or nothing where the person accepted nothing yet.
std::vector<RegistryRows::Row> ExclusionListEntries(const Device& device);

// ExclusionListValue returns the value of that name at that key, or nothing for any other.
std::optional<RegistryData> ExclusionListValue(const Device& device, std::string_view key, std::string_view name);

}  // namespace wmsim
