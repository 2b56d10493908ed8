// From a device's name and its givens to a device that has booted.
#pragma once

#include <memory>
#include <string>

#include "scenarios/runner/images.h"

namespace wmsim {

// SetUpDevice boots the device (a profile's name, or the path of a device file) with what `given` (keys of GivenKeys())
// says: first the configuration, then policies, registry, stores, and the rest. Errors are about unknown names and
// about files.
Result<Device> SetUpDevice(const std::string& name, const Entries& given, Surroundings& surroundings);

// BootWith is the second half of it: the image is RomOf the device, and `changes` are laid over it before `given`.
Result<Device> BootWith(std::shared_ptr<const Image> image, Changes changes, const Entries& given,
                        Surroundings& surroundings);

}  // namespace wmsim
