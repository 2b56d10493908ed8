// Choosing the other reading where documents disagree: a device file may follow a source that its profile does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy_engine/profile.h"

namespace wmsim {

// Choose changes the profile to what `source` says of the matter `contradiction` (contradiction.h). Returns what is
// wrong, and leaves the profile as it was, where there is no such matter (on the profile's platform), no such source
// for it, or no column of a profile for what it says.
std::optional<std::string> Choose(Profile& profile, std::string_view contradiction, std::string_view source);

// WhyNotChoose says what is wrong with a reading that a device file chooses, or nothing.
std::optional<std::string> WhyNotChoose(std::string_view contradiction, std::string_view source);

// CanChoose tells whether a device file may choose what `source` says of `contradiction`.
bool CanChoose(std::string_view contradiction, std::string_view source);

}  // namespace wmsim
