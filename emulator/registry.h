// The registry of a device: keys and values, without regard to case, in the five types that devices use, and in any
// other as bytes.
//
// Names are UTF-8; only ASCII letters are compared without regard to case [assumed: the policies and tools of this
// domain use nothing else].
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/result.h"
#include "emulator/rows.h"

namespace wmsim {

// The data of a value. Text is UTF-8, binary is the bytes as they are; `type` is the number of their type, which is
// another one only where the data is of none of the five types.
inline constexpr std::uint32_t kBinaryType = 3;
struct RegistryText {
  std::string text;
  bool operator==(const RegistryText&) const = default;
};
struct RegistryExpandText {
  std::string text;
  bool operator==(const RegistryExpandText&) const = default;
};
struct RegistryMultiText {
  std::vector<std::string> texts;
  bool operator==(const RegistryMultiText&) const = default;
};
struct RegistryBinary {
  std::string bytes;
  std::uint32_t type = kBinaryType;
  bool operator==(const RegistryBinary&) const = default;
};
using RegistryData = std::variant<std::uint32_t, RegistryText, RegistryExpandText, RegistryMultiText, RegistryBinary>;

// RegistryTypeWord returns the word for the type: dword, string, expand, multi, binary, or "hex(b)" for another one.
std::string RegistryTypeWord(const RegistryData& data);

// FormatRegistryData writes "dword:128", "string:text", "multi:[a, b]", "binary:01 02" or "hex(b):01 02".
std::string FormatRegistryData(const RegistryData& data);

// What a key's path, or a value's name, may have at most in bytes, and a key in levels below its hive [aa912205].
inline constexpr std::size_t kMaxRegistryPath = 4096;
inline constexpr std::ptrdiff_t kMaxRegistryLevels = 16;

// NormalizeKey reads a key's path as people write it: HKLM, HKEY_LOCAL_MACHINE or HKEY\LOCAL_MACHINE (so the guide),
// and the like for HKCU, HKCR and HKU, in any case, with or without a trailing backslash. Returns the path with the
// short name of the hive and the spelling of the rest as it was.
Result<std::string> NormalizeKey(std::string_view path);

// FullKey returns the path of a normalized key with the full name of its hive: HKEY_LOCAL_MACHINE\Security.
std::string FullKey(std::string_view key);

// KeyAbove returns the path of the key that a key is in, or "" for a hive.
std::string_view KeyAbove(std::string_view key);

// Where a value is. A location without a name is the key itself; a value may have the empty name (the default value).
struct RegistryLocation {
  std::string key;
  std::optional<std::string> name;
};

// Orders paths, and names of values, without regard to case, so that a key is followed by everything below it.
struct RegistryNameLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

// Orders locations so that a key is followed by its values and then by everything below it.
struct RegistryLess {
  bool operator()(const RegistryLocation& a, const RegistryLocation& b) const;
};
bool operator==(const RegistryLocation& a, const RegistryLocation& b);

// An entry is a value's data, or, at the location of a key, that the key exists. `covers`: the key was deleted and made
// again, so nothing of the image below it is to be seen.
struct RegistryEntry {
  std::optional<RegistryData> data;
  bool covers = false;
  bool operator==(const RegistryEntry&) const = default;
};
using RegistryRows = Rows<RegistryLocation, RegistryEntry, RegistryLess>;

// What somebody wants of a registry. Without a name it is about the key: it is made, or removed with everything below
// it. With one it is about a value, which has data unless it is removed. `key` is normalized.
struct RegistryChange {
  std::string key;
  std::optional<std::string> name{};
  std::optional<RegistryData> data{};
  bool removed = false;
};

// IsAtOrBelow tells whether `key` is `ancestor` or a key below it.
bool IsAtOrBelow(std::string_view key, std::string_view ancestor);

// RegistryView reads an image with changes over it. It looks at both without owning them.
class RegistryView {
 public:
  RegistryView(const RegistryRows& image, const RegistryRows& changes) : image_(image), changes_(changes) {}

  // Value returns the data of a value, or nothing where the key or the value does not exist.
  std::optional<RegistryData> Value(std::string_view key, std::string_view name) const;
  bool KeyExists(std::string_view key) const;

  // Entries returns every key and value that exists, or those at and below a key, in order.
  std::vector<RegistryRows::Row> Entries() const;
  std::vector<RegistryRows::Row> EntriesAt(std::string_view key) const;

 private:
  bool IsCovered(std::string_view key) const;

  const RegistryRows& image_;
  const RegistryRows& changes_;
};

// Writing, as changes over an image. A value's key and the keys above it come into being with it. `key` must be
// normalized.
void SetRegistryValue(const RegistryRows& image, RegistryRows& changes, std::string_view key, std::string_view name,
                      RegistryData data);
void MakeRegistryKey(const RegistryRows& image, RegistryRows& changes, std::string_view key);
void DeleteRegistryValue(const RegistryRows& image, RegistryRows& changes, std::string_view key, std::string_view name);
void DeleteRegistryKey(RegistryRows& changes, std::string_view key);  // with everything below it

}  // namespace wmsim
