// Waiting for files to change.
#pragma once

#include <atomic>
#include <filesystem>
#include <set>

namespace wmsim {

// WaitForChange returns true once a file below one of the folders is new, gone, or has another time or size than it had
// at the call, and false once `stop` is true. Looks several times in a second.
bool WaitForChange(const std::set<std::filesystem::path>& folders, const std::atomic<bool>& stop);

}  // namespace wmsim
