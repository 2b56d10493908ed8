// Settings of the device that configuration service providers keep outside the registry, as paths with a value:
// PXLOGICAL\PROXY ID\NAME.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/device.h"

namespace wmsim {

// SettingOf returns the value at a path, in any case, or nothing.
std::optional<std::string> SettingOf(const Device& device, std::string_view path);

// SettingsBelow returns the settings below a path, or all below "", by path.
std::vector<Setting> SettingsBelow(const Device& device, std::string_view path);

// PutSetting sets the value at a path. RemoveSetting removes it, with everything below it.
void PutSetting(Device& device, std::string_view path, std::string_view value);
void RemoveSetting(Device& device, std::string_view path);

// RevocationHash returns a hash in the form in which the revocation list has it: Base64 of the 20 bytes of SHA-1 or the
// 16 of MD5 [ms890015]. Nothing for any other text.
std::optional<std::string> RevocationHash(std::string_view text);

// RevokedHashes returns the loader's revocation list.
std::vector<std::string> RevokedHashes(const Device& device);

// IsRevoked tells whether a hash, in the form of RevocationHash, is on it.
bool IsRevoked(const Device& device, std::string_view hash);

// SetRevoked puts a hash, in the form of RevocationHash, into the list or takes it out.
void SetRevoked(Device& device, std::string_view hash, bool revoked);

// AllowHash returns a hash in the form in which the allow-list has it: Base64 of the 20 bytes of SHA-1. Nothing for any
// other text.
std::optional<std::string> AllowHash(std::string_view text);

// The allow-list. Hashes are in the form of AllowHash; FindAllowed returns null for one that is not on it. What the
// list holds counts only on platforms that have one.
std::vector<std::string> AllowedHashes(const Device& device);
const AllowedFile* FindAllowed(const Device& device, std::string_view hash);
void AllowFile(Device& device, std::string_view hash, AllowedFile file);
void DisallowFile(Device& device, std::string_view hash);

}  // namespace wmsim
