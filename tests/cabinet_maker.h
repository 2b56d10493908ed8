// Cabinets for tests: one folder, nothing compressed, as the format's own description has it ([MS-CAB]).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wmsim {

// Where a file of a cabinet stands in the folder's data, where that is not simply behind the one before it.
struct PlacedFile {
  std::string name;
  std::uint32_t offset;
  std::uint32_t size;
};

namespace cabinet_maker {

inline std::string Little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xFF);
  return text;
}

}  // namespace cabinet_maker

// CabinetWith returns a cabinet whose folder holds `data`, with files that may lie anywhere in it.
inline std::string CabinetWith(const std::string& data, const std::vector<PlacedFile>& files) {
  using cabinet_maker::Little;
  constexpr std::size_t kBlock = 32768;
  std::string blocks;
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < data.size(); at += kBlock, ++count) {
    const std::string part = data.substr(at, kBlock);
    blocks += Little(0, 4) + Little(part.size(), 2) + Little(part.size(), 2) + part;
  }
  std::string entries;
  for (const PlacedFile& file : files) {
    entries += Little(file.size, 4) + Little(file.offset, 4) + Little(0, 2) + Little(0, 6) + file.name + '\0';
  }
  constexpr std::size_t kHead = 36, kFolder = 8;
  const std::size_t start = kHead + kFolder + entries.size();
  return "MSCF" + Little(0, 4) + Little(start + blocks.size(), 4) + Little(0, 4) + Little(kHead + kFolder, 4) +
         Little(0, 4) + Little(0x0103, 2) + Little(1, 2) + Little(files.size(), 2) + Little(0, 6) + Little(start, 4) +
         Little(count, 2) + Little(0, 2) + entries + blocks;
}

// CabinetOf returns a cabinet of these files: {name, bytes}.
inline std::string CabinetOf(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string data;
  std::vector<PlacedFile> placed;
  for (const auto& [name, bytes] : files) {
    placed.push_back({name, static_cast<std::uint32_t>(data.size()), static_cast<std::uint32_t>(bytes.size())});
    data += bytes;
  }
  return CabinetWith(data, placed);
}

}  // namespace wmsim
