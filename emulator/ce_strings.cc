#include "emulator/ce_strings.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using enum Confidence;

constexpr auto kCeStrings = std::to_array<CeString>({
    {"CE1", R"(\Program Files)", "aa459003", kDocumented},
    {"CE2", R"(\Windows)", "aa459003", kDocumented},
    {"CE4", R"(\Windows\StartUp)", "aa459003", kDocumented},
    {"CE5", R"(\My Documents)", "aa459003", kDocumented},
    {"CE8", R"(\Program Files\Games)", "aa459003", kDocumented},
    {"CE11", R"(\Windows\Start Menu\Programs)", "aa459003", kDocumented},
    {"CE14", R"(\Windows\Start Menu\Programs\Games)", "aa459003", kDocumented},
    {"CE15", R"(\Windows\Fonts)", "aa459003", kDocumented},
    {"CE17", R"(\Windows\Start Menu)", "aa459003", kDocumented},
    {"CE18", "", "bb737563", kInferred},
    {"CE19", R"(\Application Data)", "emulator", kAssumed},
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
  const std::string_view volume = platforms::kSmartphonesOf2003.Has(platform) ? kStorage : "";
  return std::string(volume) + std::string(row->folder);
}

}  // namespace

std::span<const CeString> CeStrings() { return kCeStrings; }

std::optional<std::string> ExpandCeStrings(std::string_view text, Platform platform, std::string_view install_dir) {
  std::string expanded;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find('%'), text.size());
    expanded += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) break;
    const std::size_t end = text.find('%', 1);
    const std::string_view name = end != std::string_view::npos ? text.substr(1, end - 1) : "";
    if (name == kInstallDir && install_dir.empty()) return std::nullopt;
    if (name == kInstallDir) {
      expanded += install_dir;
    } else if (IsCeString(name)) {
      const auto folder = FolderOf(name, platform);
      if (!folder) return std::nullopt;
      expanded += *folder;
    } else {
      expanded += '%';
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(end + 1);
  }
  return expanded;
}

}  // namespace wmsim
