// Random scenarios: a device, what is given, some steps, and what must come of each by raw_device.h.
#pragma once

#include <cstdint>
#include <string>

namespace wmsim {

// RandomScenario writes scenario number `seed` as a scenario file. Its certificates are those of the suite, its
// documents those of RawDocuments(), in the file's folder.
std::string RandomScenario(std::uint64_t seed);

}  // namespace wmsim
