// The registry of a device as a registry file.
#pragma once

#include <string>
#include <vector>

#include "emulator/device.h"
#include "emulator/result.h"

namespace wmsim {

// RegText writes a version 5.00 file, in UTF-8 without a byte order mark, that makes this registry out of that of the
// device's image: every key and value there is, with the certificates in the stores, and in front of them the removal
// of what the image has and the device has not. Returns an error where a key or a value is one that no such file can
// hold, such as a name with characters that do not show.
Result<std::string> RegText(const Device& device);

// RegistryChanges returns what makes this registry out of that of the device's image, keys above values: removals of
// keys, then what is new or other, and values that are gone.
std::vector<RegistryChange> RegistryChanges(const Device& device);

}  // namespace wmsim
