#include "scenarios/report/reg_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "emulator/encoding.h"
#include "emulator/reg_file.h"
#include "emulator/store_registry.h"
#include "policy_engine/number.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLineLength = 80;  // as regedit breaks them

// Whether text can stand between quotes, for people to read.
bool IsPlain(std::string_view text) {
  std::string without_tabs(text);
  std::erase(without_tabs, '\t');
  return PrintableLine(without_tabs) == without_tabs;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

// The bytes of hex data behind `line`, broken into lines.
std::string Hexed(std::string line, std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    line += Hex(static_cast<unsigned char>(bytes[i]), 2);
    if (i + 1 == bytes.size()) break;
    line += ',';
    if (line.size() + 4 <= kLineLength) continue;
    text += line + "\\";
    text += kLineEnd;
    line = "  ";
  }
  return text + line;
}

struct DataWriter {
  const std::string& name;

  std::string operator()(std::uint32_t number) const { return name + "dword:" + Hex(number, 8); }
  std::string operator()(const RegistryText& value) const {
    return IsPlain(value.text) ? name + Quoted(value.text) : Texts(1, {value.text});
  }
  std::string operator()(const RegistryExpandText& value) const { return Texts(2, {value.text}); }
  std::string operator()(const RegistryMultiText& value) const {
    std::vector<std::string> texts = value.texts;
    texts.emplace_back();
    return Texts(7, texts);
  }
  std::string operator()(const RegistryBinary& value) const {
    return Hexed(name + (value.type == kBinaryType ? "hex:" : "hex(" + Hex(value.type, 1) + "):"), value.bytes);
  }

  std::string Texts(std::uint32_t type, const std::vector<std::string>& texts) const {
    std::string bytes;
    for (const std::string& text : texts) bytes += EncodeUtf16(text) + std::string(2, '\0');
    return Hexed(name + "hex(" + Hex(type, 1) + "):", bytes);
  }
};

// The lines of a setting; a value's key stands in a line before it.
std::string SettingText(const RegistryChange& setting) {
  if (!setting.name) return std::string(kLineEnd) + (setting.removed ? "[-" : "[") + FullKey(setting.key) + "]";
  const std::string name = (setting.name->empty() ? "@" : Quoted(*setting.name)) + "=";
  return setting.data ? std::visit(DataWriter{name}, *setting.data) : name + "-";
}

// What makes the registry `wanted` out of `image`: the removal of what is not wanted, then whatever is. `only_new`: but
// what the image has just so.
std::vector<RegistryChange> Settings(const RegistryRows& image, const RegistryRows& wanted, bool only_new) {
  std::vector<RegistryChange> removals;
  std::vector<RegistryChange> settings;
  VisitOverlay(image, wanted, [&](const RegistryLocation& at, const auto* was, const auto* is) {
    if (is != nullptr) {
      const bool is_new = was == nullptr || was->value->data != is->value->data;
      if (is_new || !only_new) settings.push_back({is->key.key, is->key.name, is->value->data});
      return;
    }
    const RegistryChange removal{was->key.key, at.name, std::nullopt, true};
    const bool is_covered = !removals.empty() && IsAtOrBelow(at.key, removals.back().key);
    if (at.name && wanted.Find({at.key, std::nullopt}) != nullptr) {
      settings.push_back(removal);
    } else if (!is_covered) {
      removals.push_back({was->key.key, std::nullopt, std::nullopt, true});
    }
  });
  removals.insert(removals.end(), settings.begin(), settings.end());
  return removals;
}

std::vector<RegistryChange> SettingsOf(const Device& device, bool only_new) {
  const Device bare = Boot(device.image, {}, device.clock);
  return Settings(FullRegistryOf(bare), FullRegistryOf(device), only_new);
}

std::optional<Error> WhyNot(const RegistryChange& setting, const RegSetting* read) {
  const std::string where = setting.name ? setting.key + "\\" + *setting.name : setting.key;
  if (!IsPlain(where)) return Error{"no registry file can name `" + where + "`: it has characters that do not show"};
  const bool is_same = read != nullptr && EqualIgnoringCase(read->key, setting.key) && read->name == setting.name &&
                       read->data == setting.data && read->removed == setting.removed;
  if (!is_same) return Error{"no registry file can hold `" + where + "` as it is"};
  return std::nullopt;
}

}  // namespace

std::vector<RegistryChange> RegistryChanges(const Device& device) { return SettingsOf(device, true); }

Result<std::string> RegText(const Device& device) {
  const std::vector<RegistryChange> settings = SettingsOf(device, false);
  std::string text = "Windows Registry Editor Version 5.00";
  text += kLineEnd;
  for (const RegistryChange& setting : settings) {
    text += SettingText(setting);
    text += kLineEnd;
  }
  const Result<RegFile> file = ReadRegFile(text, BadLines::kPassOver);
  if (!file.ok()) return Error{"no registry file can hold this registry: " + file.error().text};
  const std::vector<RegSetting>& read = file.value().settings;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (const auto error = WhyNot(settings[i], i < read.size() ? &read[i] : nullptr)) return *error;
  }
  return text;
}

}  // namespace wmsim
