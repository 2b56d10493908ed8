#include "scenarios/language/key.h"

#include <algorithm>

namespace wmsim {

const KeyInfo* FindKey(std::span<const KeyInfo> keys, std::string_view name) {
  const auto key = std::ranges::find(keys, name, &KeyInfo::name);
  return key != keys.end() ? &*key : nullptr;
}

std::vector<std::string_view> KeyNames(std::span<const KeyInfo> keys) {
  std::vector<std::string_view> names;
  for (const KeyInfo& key : keys) names.push_back(key.name);
  return names;
}

}  // namespace wmsim
