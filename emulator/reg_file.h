// Registry files (.reg), as regedit and the registry editors for devices write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/registry.h"
#include "emulator/result.h"

namespace wmsim {

// What one line asks for; "@" is the empty name.
struct RegSetting : RegistryChange {
  int line = 0;  // where it starts
};

struct RegFile {
  std::vector<RegSetting> settings;    // in the order of the file
  std::optional<Error> passed_over{};  // the first line that was, and why
};

// What becomes of a line that regedit passes over in silence: it is an error, or it is passed over too.
enum class BadLines : std::uint8_t { kRefuse, kPassOver };

// ReadRegFile reads `REGEDIT4` and `Windows Registry Editor Version 5.00` files, and the `REGEDIT` files of Windows 3.1
// before them: UTF-16 or UTF-8 with a byte order mark; without one UTF-8, or else Windows-1252 [assumed: the code
// page]. The bytes of text (hex(1), hex(2), hex(7)) are UTF-16LE in version 5.00, and like a file without a mark in
// version 4. Data of a type that RegistryData lacks, a hex(4) that is not four bytes and text that is none is
// RegistryBinary, with its type.
//
// A line that regedit reads is read as regedit reads it. Blank lines and those that start with `;` or `#` are good;
// what else it passes over is as `bad_lines` says, with the values below a key that is bad. So is a file whose first
// line starts with `REGEDIT` but is none of those: nothing of it is read. Errors have a line, and a column in
// characters. Limits: 1,000,000 lines; keys 16 levels below their hive, as on devices [aa912205], of 4 KiB, and of 64
// MiB in all settings together. The caller limits the size of the file.
Result<RegFile> ReadRegFile(std::string_view bytes, BadLines bad_lines = BadLines::kRefuse);

}  // namespace wmsim
