#include "emulator/ce_strings.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wmsim {
namespace {

// The folder that each CE string stands for on an English device [aa459003]; of the last two, %CE18% follows from the
// files that are kept there [bb737563], and %CE19% is assumed. The smartphones of 2002 and 2003 have all but the root
// on their storage volume [aa459003].
struct CeString {
  std::string_view name;
  std::string_view folder;
};
constexpr auto kCeStrings = std::to_array<CeString>({
    {"CE1", R"(\Program Files)"},
    {"CE2", R"(\Windows)"},
    {"CE4", R"(\Windows\StartUp)"},
    {"CE5", R"(\My Documents)"},
    {"CE8", R"(\Program Files\Games)"},
    {"CE11", R"(\Windows\Start Menu\Programs)"},
    {"CE14", R"(\Windows\Start Menu\Programs\Games)"},
    {"CE15", R"(\Windows\Fonts)"},
    {"CE17", R"(\Windows\Start Menu)"},
    {"CE18", ""},
    {"CE19", R"(\Application Data)"},
});
constexpr std::string_view kInstallDir = "InstallDir";
constexpr std::string_view kStorage = R"(\Storage)";

bool IsCeString(std::string_view name) {
  const std::string_view digits = name.starts_with("CE") ? name.substr(2) : "";
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::string> FolderOf(std::string_view name, Platform platform) {
  const auto* const row = std::ranges::find(kCeStrings, name, &CeString::name);
  if (row == kCeStrings.end()) return std::nullopt;
  const bool has_volume = platforms::kSmartphonesOf2003.Has(platform) && !row->folder.empty();
  const std::string_view volume = has_volume ? kStorage : "";
  return std::string(volume) + std::string(row->folder);
}

}  // namespace

Result<std::string> ExpandCeStrings(std::string_view text, Platform platform, std::string_view install_dir) {
  std::string expanded;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find('%'), text.size());
    expanded += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) break;
    const std::size_t end = text.find('%', 1);
    const std::string_view name = end != std::string_view::npos ? text.substr(1, end - 1) : "";
    if (name == kInstallDir && install_dir.empty()) {
      return Error{"%InstallDir%, and no Install section before it says which folder that is"};
    }
    if (name == kInstallDir) {
      expanded += install_dir;
    } else if (IsCeString(name)) {
      const auto folder = FolderOf(name, platform);
      if (!folder) return Error{"the device has no folder %" + std::string(name) + "%"};
      expanded += *folder;
    } else {
      expanded += '%';
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(end + 1);
    if (expanded.size() > kMaxExpanded) return Error{"longer than 64 KiB with its CE strings expanded"};
  }
  return expanded;
}

}  // namespace wmsim
