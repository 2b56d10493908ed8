// CE strings: names like %CE1% by which packages and provisioning documents speak of a device's folders, whatever the
// device calls them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policy_engine/confidence.h"
#include "policy_engine/platform.h"

namespace wmsim {

// A row per CE string: the folder on an English device. The smartphones of 2002 and 2003 have all of them on their
// storage volume, \Storage [aa459003].
struct CeString {
  std::string_view name;
  std::string_view folder;
  std::string_view source;
  Confidence confidence;
};
std::span<const CeString> CeStrings();

// ExpandCeStrings puts folders in the places of CE strings, and `install_dir` in that of %InstallDir%. Returns nothing
// where the text holds one that the device does not have: a CE string without a row, or an %InstallDir% where none was
// said ("").
std::optional<std::string> ExpandCeStrings(std::string_view text, Platform platform, std::string_view install_dir);

}  // namespace wmsim
