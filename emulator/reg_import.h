// What a registry file asks for, done on a device.
#pragma once

#include <span>

#include "emulator/device.h"
#include "emulator/reg_file.h"

namespace wmsim {

// ApplyRegSettings does what the settings ask for, in their order and without asking any rule. The device is then as
// if PutRegistryValue and its like (store_registry.h) had done them one by one.
void ApplyRegSettings(Device& device, std::span<const RegSetting> settings);

}  // namespace wmsim
