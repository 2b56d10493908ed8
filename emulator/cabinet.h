// What is in a cabinet (CAB). Its signature is elsewhere: signed_file.h.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

// A file of a cabinet; its name may hold folders, separated by backslashes.
struct CabinetFile {
  std::string name;
  std::shared_ptr<const std::string> bytes;
};

// The files of a cabinet, in its order. `is_compressed`: some of it is.
struct Cabinet {
  std::vector<CabinetFile> files;
  bool is_compressed = false;
};

// What a cabinet may hold at most: bytes unpacked, files, and folders, the units of its compression.
inline constexpr std::size_t kMaxUnpacked = 256U << 20;
inline constexpr std::size_t kMaxCabinetFiles = 8192;
inline constexpr std::size_t kMaxCabinetFolders = 1024;

// ReadCabinet unpacks a whole cabinet. An error where the bytes are none, where one of a set is given, where data is
// damaged, and where it holds more than the maxima above.
Result<Cabinet> ReadCabinet(std::string_view bytes);

// FindFile returns the file of that name, in any case, or null.
const CabinetFile* FindFile(const Cabinet& cabinet, std::string_view name);

}  // namespace wmsim
