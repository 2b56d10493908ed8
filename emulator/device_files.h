// The files of a device that matter to wmsim: those that its ROM or the tester brings, and those that steps write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/device.h"

namespace wmsim {

// DevicePath writes a path of the device in one form: backslashes, from the root, without "." and "..".
std::string DevicePath(std::string_view path);

// FindFile returns the file at a path or the folder that was made there, or null. Paths are in any form and case.
const DeviceFile* FindFile(const Device& device, std::string_view path);

// FolderExists tells whether there is a folder: the root, one that was made, or one above a file. HasFilesBelow tells
// whether there is anything below a path.
bool FolderExists(const Device& device, std::string_view path);
bool HasFilesBelow(const Device& device, std::string_view path);

// FilesOf returns every file and folder, by path.
std::vector<const DeviceFile*> FilesOf(const Device& device);

// PutFile writes a file, or without bytes makes a folder. Folders above a file need not be made first.
void PutFile(Device& device, std::string_view path, std::shared_ptr<const std::string> bytes);

// RemoveFile removes a file or a folder, with everything below it.
void RemoveFile(Device& device, std::string_view path);

}  // namespace wmsim
