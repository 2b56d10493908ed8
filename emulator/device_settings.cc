#include "emulator/device_settings.h"

#include "emulator/base64.h"
#include "policy_engine/number.h"

namespace wmsim {

std::optional<std::string> SettingOf(const Device& device, std::string_view path) {
  const auto* row = device.changes.settings.Find(LowerCase(path));
  return row != nullptr ? std::optional(row->value->value) : std::nullopt;
}

std::vector<Setting> SettingsBelow(const Device& device, std::string_view path) {
  const std::string above = path.empty() ? "" : LowerCase(path) + "\\";
  std::vector<Setting> settings;
  for (const auto& row : device.changes.settings.From(above)) {
    if (!row.key.starts_with(above)) break;
    settings.push_back(*row.value);
  }
  return settings;
}

void PutSetting(Device& device, std::string_view path, std::string_view value) {
  device.changes.settings.Set(LowerCase(path), Setting{std::string(path), std::string(value)});
}

void RemoveSetting(Device& device, std::string_view path) {
  const std::string key = LowerCase(path);
  device.changes.settings.Forget(key);
  const auto is_below = [&](const SettingRows::Row& row) { return row.key.starts_with(key + "\\"); };
  device.changes.settings.ForgetFrom(key + "\\", is_below);
}

std::optional<std::string> RevocationHash(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  const bool is_hash = bytes && (bytes->size() == 20 || bytes->size() == 16);
  return is_hash ? std::optional(EncodeBase64(*bytes)) : std::nullopt;
}

std::optional<std::string> AllowHash(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  return bytes && bytes->size() == 20 ? std::optional(EncodeBase64(*bytes)) : std::nullopt;
}

std::vector<std::string> AllowedHashes(const Device& device) {
  std::vector<std::string> hashes;
  for (const auto& row : device.changes.allowed) hashes.push_back(row.key);
  return hashes;
}

const AllowedFile* FindAllowed(const Device& device, std::string_view hash) {
  const auto* row = device.changes.allowed.Find(std::string(hash));
  return row != nullptr ? &*row->value : nullptr;
}

void AllowFile(Device& device, std::string_view hash, AllowedFile file) {
  device.changes.allowed.Set(std::string(hash), std::move(file));
}

void DisallowFile(Device& device, std::string_view hash) { device.changes.allowed.Forget(std::string(hash)); }

std::vector<std::string> RevokedHashes(const Device& device) {
  std::vector<std::string> hashes;
  VisitPresent(
      device.image->revoked, device.changes.revoked, std::string(), [](const std::string&) { return true; },
      [&](const std::string& hash, const Revoked&) { hashes.push_back(hash); });
  return hashes;
}

bool IsRevoked(const Device& device, std::string_view hash) {
  return FindOverlaid(device.image->revoked, device.changes.revoked, std::string(hash)) != nullptr;
}

void SetRevoked(Device& device, std::string_view hash, bool revoked) {
  if (IsRevoked(device, hash) == revoked) return;
  device.changes.revoked.Set(std::string(hash), revoked ? std::optional(Revoked{}) : std::nullopt);
}

}  // namespace wmsim
