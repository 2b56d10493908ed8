// A device as a device file.
#pragma once

#include <string>

#include "emulator/device.h"

namespace wmsim {

// What a device file starts from: the name of the device (`based-on`), and a configuration in its ROM, or "".
struct DeviceBase {
  std::string name;
  std::string configuration;
};

// DeviceText writes a device file that is `base` with whatever of this device differs from its image; a certificate is
// in it as the value Blob of its registry key. What no device file says (a file's bytes, settings of providers, what
// runs, what the person accepted, what waits for a restart, a certificate whose bytes are not known) is named in a
// comment.
std::string DeviceText(const Device& device, const DeviceBase& base);

}  // namespace wmsim
