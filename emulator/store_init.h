// Stores that a ROM fills from a file: the value InitFile of a store's registry key names a PKCS#7 file of the device.
#pragma once

#include "emulator/device.h"

namespace wmsim {

// FillStores does what the first use of the stores on a device does: the certificates of every InitFile go into their
// store, with the roles that they have there, and the value is deleted [ce42, ce5]. A value that names no PKCS#7 file
// of the device stays as it is [assumed].
void FillStores(Device& device);

}  // namespace wmsim
