#include "emulator/device_files.h"

#include <algorithm>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

std::string FileKey(std::string_view path) { return LowerCase(DevicePath(path)); }

// The keys of what is below a path.
std::vector<std::string> KeysBelow(const Device& device, std::string_view path) {
  const std::string above = FileKey(path) + "\\";
  std::vector<std::string> keys;
  VisitPresent(
      device.image->files, device.changes.files, above, [&](const std::string& key) { return key.starts_with(above); },
      [&](const std::string& key, const DeviceFile&) { keys.push_back(key); });
  return keys;
}

}  // namespace

std::string DevicePath(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("\\/"), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
  }
  std::string whole;
  for (const std::string_view part : parts) whole += "\\" + std::string(part);
  return whole;
}

const DeviceFile* FindFile(const Device& device, std::string_view path) {
  return FindOverlaid(device.image->files, device.changes.files, FileKey(path));
}

bool HasFilesBelow(const Device& device, std::string_view path) { return !KeysBelow(device, path).empty(); }

bool FolderExists(const Device& device, std::string_view path) {
  if (DevicePath(path).empty()) return true;
  const DeviceFile* found = FindFile(device, path);
  return found != nullptr ? found->bytes == nullptr : HasFilesBelow(device, path);
}

std::vector<const DeviceFile*> FilesOf(const Device& device) {
  std::vector<const DeviceFile*> files;
  VisitPresent(
      device.image->files, device.changes.files, std::string(), [](const std::string&) { return true; },
      [&](const std::string&, const DeviceFile& file) { files.push_back(&file); });
  return files;
}

void PutFile(Device& device, std::string_view path, std::shared_ptr<const std::string> bytes) {
  device.changes.files.Set(FileKey(path), DeviceFile{DevicePath(path), std::move(bytes)});
}

void RemoveFile(Device& device, std::string_view path) {
  for (const std::string& key : KeysBelow(device, path)) device.changes.files.Set(key, std::nullopt);
  if (FindFile(device, path) != nullptr) device.changes.files.Set(FileKey(path), std::nullopt);
}

}  // namespace wmsim
