#include "scenarios/runner/watch.h"

#include <chrono>
#include <map>
#include <thread>
#include <utility>

namespace wmsim {
namespace {

namespace fs = std::filesystem;

using FileStates = std::map<fs::path, std::pair<fs::file_time_type, std::uintmax_t>>;

FileStates StatesBelow(const std::set<fs::path>& folders) {
  FileStates states;
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code unknown;
      if (!entry->is_regular_file(unknown)) continue;
      states[entry->path()] = {entry->last_write_time(unknown), entry->file_size(unknown)};
    }
  }
  return states;
}

}  // namespace

bool WaitForChange(const std::set<fs::path>& folders, const std::atomic<bool>& stop) {
  const FileStates before = StatesBelow(folders);
  while (!stop) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    if (StatesBelow(folders) != before) return true;
  }
  return false;
}

}  // namespace wmsim
