#include "emulator/registry.h"

#include <algorithm>
#include <array>
#include <compare>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

struct Hive {
  std::string_view spelling;  // what a path may start with
  std::string_view name;
};

// The first row of a name has its full spelling.
constexpr auto kHives = std::to_array<Hive>({
    {"HKEY_LOCAL_MACHINE", "HKLM"},
    {"HKEY_CURRENT_USER", "HKCU"},
    {"HKEY_CLASSES_ROOT", "HKCR"},
    {"HKEY_USERS", "HKU"},
    {R"(HKEY\LOCAL_MACHINE)", "HKLM"},
    {R"(HKEY\CURRENT_USER)", "HKCU"},
    {R"(HKEY\CLASSES_ROOT)", "HKCR"},
    {R"(HKEY\USERS)", "HKU"},
    {"HKLM", "HKLM"},
    {"HKCU", "HKCU"},
    {"HKCR", "HKCR"},
    {"HKU", "HKU"},
});

// Letters fold to lower case; the separator comes before everything else, so that a key precedes what is below it.
int SortValue(char c) {
  if (c == '\\') return -1;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
  return static_cast<unsigned char>(c);
}

std::strong_ordering Compare(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const auto order = SortValue(a[i]) <=> SortValue(b[i]);
    if (order != 0) return order;
  }
  return a.size() <=> b.size();
}

std::strong_ordering Compare(const RegistryLocation& a, const RegistryLocation& b) {
  const auto keys = Compare(a.key, b.key);
  if (keys != 0) return keys;
  if (!a.name || !b.name) return a.name.has_value() <=> b.name.has_value();
  return Compare(*a.name, *b.name);
}

RegistryLocation KeyLocation(std::string_view key) { return {std::string(key), std::nullopt}; }

}  // namespace

std::string RegistryTypeWord(const RegistryData& data) {
  constexpr std::array<std::string_view, 5> kTypes{"dword", "string", "expand", "multi", "binary"};
  static_assert(kTypes.size() == std::variant_size_v<RegistryData>);
  const auto* binary = std::get_if<RegistryBinary>(&data);
  if (binary != nullptr && binary->type != kBinaryType) return "hex(" + Hex(binary->type, 1) + ")";
  return std::string(kTypes[data.index()]);
}

std::string FormatRegistryData(const RegistryData& data) {
  std::string text = RegistryTypeWord(data);
  text += ':';
  struct Writer {
    std::string& text;
    void operator()(std::uint32_t number) { text += std::to_string(number); }
    void operator()(const RegistryText& value) { text += value.text; }
    void operator()(const RegistryExpandText& value) { text += value.text; }
    void operator()(const RegistryMultiText& value) {
      text += '[';
      for (std::size_t i = 0; i < value.texts.size(); ++i) text += (i == 0 ? "" : ", ") + value.texts[i];
      text += ']';
    }
    void operator()(const RegistryBinary& value) {
      for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        if (i != 0) text += ' ';
        text += Hex(static_cast<unsigned char>(value.bytes[i]), 2);
      }
    }
  };
  std::visit(Writer{text}, data);
  return text;
}

Result<std::string> NormalizeKey(std::string_view path) {
  if (path.size() > kMaxRegistryPath) return Error{"the key is longer than 4096 bytes"};
  for (const Hive& hive : kHives) {
    const std::size_t length = hive.spelling.size();
    if (!EqualIgnoringCase(path.substr(0, length), hive.spelling)) continue;
    if (path.size() > length && path[length] != '\\') continue;
    std::string_view rest = path.substr(length);
    const bool has_empty_part = rest.find(R"(\\)") != std::string_view::npos;
    if (rest.ends_with('\\')) rest.remove_suffix(1);
    if (has_empty_part) {
      return Error{"registry key `" + std::string(path) + "` has an empty part between two backslashes"};
    }
    if (std::ranges::count(rest, '\\') > kMaxRegistryLevels) {
      return Error{"the key is deeper than " + std::to_string(kMaxRegistryLevels) + " levels"};
    }
    return std::string(hive.name) + std::string(rest);
  }
  return Error{"registry key `" + std::string(path) + "` does not start with HKLM, HKCU, HKCR or HKU"};
}

std::string FullKey(std::string_view key) {
  const std::string_view hive = key.substr(0, key.find('\\'));
  const auto row = std::ranges::find_if(kHives, [&](const Hive& h) { return EqualIgnoringCase(h.name, hive); });
  std::string full(row != kHives.end() ? row->spelling : hive);
  full += key.substr(hive.size());
  return full;
}

bool RegistryNameLess::operator()(std::string_view a, std::string_view b) const { return Compare(a, b) < 0; }

bool RegistryLess::operator()(const RegistryLocation& a, const RegistryLocation& b) const { return Compare(a, b) < 0; }

bool operator==(const RegistryLocation& a, const RegistryLocation& b) { return Compare(a, b) == 0; }

std::string_view KeyAbove(std::string_view key) {
  const std::size_t separator = key.rfind('\\');
  return separator != std::string_view::npos ? key.substr(0, separator) : std::string_view();
}

bool IsAtOrBelow(std::string_view key, std::string_view ancestor) {
  return EqualIgnoringCase(key.substr(0, ancestor.size()), ancestor) &&
         (key.size() == ancestor.size() || key[ancestor.size()] == '\\');
}

// A key row of the changes that is a removal, or that covers, hides the image at and below its key.
bool RegistryView::IsCovered(std::string_view key) const {
  for (; !key.empty(); key = KeyAbove(key)) {
    const auto* row = changes_.Find(KeyLocation(key));
    if (row != nullptr && (!row->value || row->value->covers)) return true;
  }
  return false;
}

std::optional<RegistryData> RegistryView::Value(std::string_view key, std::string_view name) const {
  const RegistryLocation location{std::string(key), std::string(name)};
  if (const auto* row = changes_.Find(location)) return row->value ? row->value->data : std::nullopt;
  const auto* row = image_.Find(location);
  return row != nullptr && !IsCovered(key) ? row->value->data : std::nullopt;
}

bool RegistryView::KeyExists(std::string_view key) const {
  const RegistryLocation location = KeyLocation(key);
  if (const auto* row = changes_.Find(location)) return row->value.has_value();
  return image_.Find(location) != nullptr && !IsCovered(key);
}

std::vector<RegistryRows::Row> RegistryView::Entries() const { return EntriesAt(""); }

std::vector<RegistryRows::Row> RegistryView::EntriesAt(std::string_view key) const {
  std::vector<RegistryRows::Row> entries;
  const auto is_wanted = [&](const RegistryLocation& at) { return key.empty() || IsAtOrBelow(at.key, key); };
  VisitOverlayFrom(image_, changes_, KeyLocation(key), is_wanted,
                   [&](const RegistryLocation& location, const auto* image, const auto* change) {
                     if (change != nullptr) {
                       if (change->value) entries.push_back({change->key, RegistryEntry{change->value->data, false}});
                     } else if (image != nullptr && !IsCovered(location.key)) {
                       entries.push_back(*image);
                     }
                   });
  return entries;
}

void MakeRegistryKey(const RegistryRows& image, RegistryRows& changes, std::string_view key) {
  const RegistryView view(image, changes);
  for (; !key.empty() && !view.KeyExists(key); key = KeyAbove(key)) {
    const bool was_deleted = changes.Find(KeyLocation(key)) != nullptr;
    changes.Set(KeyLocation(key), RegistryEntry{std::nullopt, was_deleted});
  }
}

void SetRegistryValue(const RegistryRows& image, RegistryRows& changes, std::string_view key, std::string_view name,
                      RegistryData data) {
  MakeRegistryKey(image, changes, key);
  RegistryLocation location{std::string(key), std::string(name)};
  changes.Forget(location);
  if (RegistryView(image, changes).Value(key, name) == data) return;  // as in the image: not a change
  changes.Set(std::move(location), RegistryEntry{std::move(data), false});
}

void DeleteRegistryValue(const RegistryRows& image, RegistryRows& changes, std::string_view key,
                         std::string_view name) {
  RegistryLocation location{std::string(key), std::string(name)};
  changes.Forget(location);
  if (RegistryView(image, changes).Value(key, name)) changes.Set(std::move(location), std::nullopt);
}

void DeleteRegistryKey(RegistryRows& changes, std::string_view key) {
  changes.ForgetFrom(KeyLocation(key), [&](const RegistryRows::Row& row) { return IsAtOrBelow(row.key.key, key); });
  changes.Set(KeyLocation(key), std::nullopt);
}

}  // namespace wmsim
