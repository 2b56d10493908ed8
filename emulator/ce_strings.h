// CE strings: names like %CE1% by which packages and provisioning documents speak of a device's folders, whatever the
// device calls them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "emulator/result.h"
#include "policy_engine/platform.h"

namespace wmsim {

// What a folder's path, and a text with CE strings expanded, may have at most in bytes.
inline constexpr std::size_t kMaxFolderPath = 260;  // MAX_PATH
inline constexpr std::size_t kMaxExpanded = 64U << 10;

// ExpandCeStrings puts folders in the places of CE strings, and `install_dir` in that of %InstallDir%. An error where
// the text holds one that the device does not have: an unknown CE string, or an %InstallDir% where none was said ("");
// and where the result is too long.
Result<std::string> ExpandCeStrings(std::string_view text, Platform platform, std::string_view install_dir);

}  // namespace wmsim
