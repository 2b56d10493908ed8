#include "emulator/device_settings.h"

#include "emulator/base64.h"
#include "policy_engine/number.h"

namespace wmsim {

std::optional<std::string> SettingOf(const Device& device, std::string_view path) {
  const std::string key = LowerCase(path);
  const auto* row = device.changes.settings.Find(key);
  if (row == nullptr) row = device.image->settings.Find(key);
  return row != nullptr && row->value ? std::optional(row->value->value) : std::nullopt;
}

std::vector<Setting> SettingsBelow(const Device& device, std::string_view path) {
  std::vector<Setting> settings;
  VisitOverlay(device.image->settings, device.changes.settings,
               [&](const std::string& key, const auto* base, const auto* change) {
                 const auto* row = change != nullptr ? change : base;
                 const bool is_below = path.empty() || (key.size() > path.size() && IsAtOrBelow(key, path));
                 if (is_below && row->value) settings.push_back(*row->value);
               });
  return settings;
}

void PutSetting(Device& device, std::string_view path, std::string_view value) {
  device.changes.settings.Set(LowerCase(path), Setting{std::string(path), std::string(value)});
}

void RemoveSetting(Device& device, std::string_view path) {
  for (const Setting& setting : SettingsBelow(device, path)) {
    device.changes.settings.Set(LowerCase(setting.path), std::nullopt);
  }
  if (SettingOf(device, path)) device.changes.settings.Set(LowerCase(path), std::nullopt);
}

std::optional<std::string> RevocationHash(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  const bool is_hash = bytes && (bytes->size() == 20 || bytes->size() == 16);
  return is_hash ? std::optional(EncodeBase64(*bytes)) : std::nullopt;
}

std::vector<std::string> RevokedHashes(const Device& device) {
  std::vector<std::string> hashes;
  VisitOverlay(device.image->revoked, device.changes.revoked,
               [&](const std::string& hash, const auto* base, const auto* change) {
                 if ((change != nullptr ? change : base)->value) hashes.push_back(hash);
               });
  return hashes;
}

void SetRevoked(Device& device, std::string_view hash, bool revoked) {
  device.changes.revoked.Set(std::string(hash), revoked ? std::optional(Revoked{}) : std::nullopt);
}

}  // namespace wmsim
