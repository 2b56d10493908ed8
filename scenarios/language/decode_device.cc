#include "scenarios/language/decode_device.h"

#include <algorithm>
#include <array>
#include <set>

#include "emulator/device_files.h"
#include "policy_engine/number.h"
#include "policy_engine/reading.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/words.h"

namespace wmsim {
namespace {

constexpr auto kDataKeys = std::to_array<KeyInfo>({
    {"dword", ValueKind::kNumber, "a number of 32 bits"},
    {"string", ValueKind::kText, "text (REG_SZ)"},
    {"expand", ValueKind::kText, "text with %names% (REG_EXPAND_SZ)"},
    {"multi", ValueKind::kTexts, "a list of texts (REG_MULTI_SZ)"},
    {"binary", ValueKind::kBytes, "hexadecimal digits (REG_BINARY)"},
});

constexpr auto kEntryKeys = std::to_array<KeyInfo>({
    {"file", ValueKind::kFile, "the certificate's file", Presence::kRequired},
    {"role", ValueKind::kRoleMask, "the role mask that goes with it (SPC)"},
    {"part", ValueKind::kWord, "the part of the store", Presence::kOptional, PartWords},
});

constexpr auto kStateKeys = std::to_array<KeyInfo>({
    {"has", ValueKind::kFiles, "certificates that are there: files or thumbprints"},
    {"lacks", ValueKind::kFiles, "certificates that are not there: files or thumbprints"},
    {"part", ValueKind::kWord, "the part of the store (default: any)", Presence::kOptional, PartWords},
});

constexpr auto kMetabaseEntryKeys = std::to_array<KeyInfo>({
    {"access-role", ValueKind::kRoleMask, "the roles that may touch the setting", Presence::kRequired},
    {"rw-access", ValueKind::kNumber, "1 read, 2 write, 3 both (default 3)"},
});

bool IsAbsent(const Node& node) { return node.kind == NodeKind::kScalar && node.plain && node.text == "absent"; }

// NUMBER, absent, or {TYPE: DATA}.
bool DecodeRegistryValue(const Node& node, RegistrySetting& setting, Diagnostics& diagnostics) {
  if (IsAbsent(node)) {
    setting.removed = true;
    return true;
  }
  if (node.kind == NodeKind::kScalar) {
    const auto number = node.plain ? ParseNumber(node.text) : std::nullopt;
    if (!number) diagnostics.Add(node.at, "expected a number, absent, or {string: ...} and the like");
    if (number) setting.data = *number;
    return number.has_value();
  }
  const Entries entries = DecodeMapping(node, kDataKeys, diagnostics);
  setting.data = DataOf(entries, node.at, diagnostics);
  if (!setting.data && node.entries.empty()) diagnostics.Add(node.at, "expected the value's data, such as {dword: 1}");
  return setting.data.has_value();
}

std::optional<std::string> StoreName(const Node& name, Diagnostics& diagnostics) {
  const StoreInfo* store = FindStore(name.text);
  if (store != nullptr) return std::string(store->name);
  diagnostics.Add(name.at, UnknownWord("store", name.text, StoreWords()));
  return std::nullopt;
}

// One value may be written under two spellings of its key.
void CheckGivenOnce(const std::vector<RegistrySetting>& settings, Diagnostics& diagnostics) {
  std::set<RegistryLocation, RegistryLess> seen;
  for (const RegistrySetting& setting : settings) {
    if (!seen.insert({setting.key, setting.name}).second) {
      diagnostics.Add(setting.at, "the same registry value is given twice");
    }
  }
}

}  // namespace

constinit const std::span<const KeyInfo> kRegistryDataKeys = kDataKeys;
constinit const std::span<const KeyInfo> kStoreEntryKeys = kEntryKeys;
constinit const std::span<const KeyInfo> kStoreStateKeys = kStateKeys;
constinit const std::span<const KeyInfo> kMetabaseKeys = kMetabaseEntryKeys;

MetabaseEntry MetabaseEntryOf(const Entries& entries) {
  MetabaseEntry entry;
  if (const auto* access = entries.Get<RoleMask>("access-role")) entry.access = *access;
  if (const auto* rw = entries.Get<std::uint32_t>("rw-access")) entry.rw = static_cast<ReadWrite>(*rw);
  return entry;
}

void CheckMetabaseEntry(const Entries& entries, Position, Diagnostics& diagnostics) {
  const Entry* rw = entries.Find("rw-access");
  if (rw == nullptr) return;
  const std::uint32_t number = std::get<std::uint32_t>(rw->value);
  if (number < 1 || number > 3) diagnostics.Add(rw->at, "rw-access is 1 (read), 2 (write) or 3 (both)");
}

std::optional<Value> DecodeMetabase(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {SETTING: {access-role: MASK}}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<MetabaseSetting> settings;
  std::set<std::string> seen;
  for (const NodeEntry& item : node.entries) {
    const Entries entries = DecodeMapping(item.value, kMetabaseEntryKeys, diagnostics);
    CheckMetabaseEntry(entries, item.value.at, diagnostics);
    if (!seen.insert(MetabaseKey(item.key.text)).second) {
      diagnostics.Add(item.key.at, "the setting `" + item.key.text + "` is given twice");
    }
    settings.push_back({item.key.text, MetabaseEntryOf(entries)});
  }
  return settings;
}

std::optional<Value> DecodeFileTree(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {PATH: FILE, folder or absent}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<FileSetting> settings;
  std::set<std::string> seen;
  for (const NodeEntry& item : node.entries) {
    const std::string path = DevicePath(item.key.text);
    if (path.empty()) diagnostics.Add(item.key.at, "`" + item.key.text + "` names no file of the device");
    if (!seen.insert(LowerCase(path)).second) diagnostics.Add(item.key.at, "the file `" + path + "` is given twice");
    if (item.value.kind != NodeKind::kScalar || item.value.IsEmpty()) {
      diagnostics.Add(item.value.at, "expected a file, folder or absent, found " + std::string(Describe(item.value)));
    }
    const bool is_folder = item.value.plain && item.value.text == "folder";
    const auto kind = IsAbsent(item.value) ? FileSetting::Kind::kAbsent
                      : is_folder          ? FileSetting::Kind::kFolder
                                           : FileSetting::Kind::kFile;
    settings.push_back({path, kind, item.value.text, item.value.at});
  }
  return settings;
}

std::optional<Value> DecodeReadings(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {CONTRADICTION: SOURCE}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<ChosenReading> readings;
  for (const NodeEntry& item : node.entries) {
    if (item.value.kind != NodeKind::kScalar || item.value.IsEmpty()) {
      diagnostics.Add(item.value.at, "expected the key of a source, found " + std::string(Describe(item.value)));
    } else if (const auto problem = WhyNotChoose(item.key.text, item.value.text)) {
      diagnostics.Add(item.key.at, *problem);
    } else {
      readings.push_back({item.key.text, item.value.text, item.key.at});
    }
  }
  return readings;
}

std::optional<RegistryData> DataOf(const Entries& entries, Position at, Diagnostics& diagnostics) {
  std::vector<RegistryData> found;
  if (const auto* number = entries.Get<std::uint32_t>("dword")) found.emplace_back(*number);
  if (const auto* text = entries.Get<std::string>("string")) found.emplace_back(RegistryText{*text});
  if (const auto* text = entries.Get<std::string>("expand")) found.emplace_back(RegistryExpandText{*text});
  if (const auto* texts = entries.Get<std::vector<std::string>>("multi")) found.emplace_back(RegistryMultiText{*texts});
  if (const auto* bytes = entries.Get<std::string>("binary")) found.emplace_back(RegistryBinary{*bytes});
  if (found.size() > 1) diagnostics.Add(at, "a value has one type; more than one is given");
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::optional<Value> DecodeRegistryKey(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kScalar || node.IsEmpty()) {
    diagnostics.Add(node.at, "expected a registry key, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  Result<std::string> key = NormalizeKey(node.text);
  if (key.ok()) return std::move(key).value();
  diagnostics.Add(node.at, key.error().text);
  return std::nullopt;
}

std::optional<Value> DecodeRegistryTree(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {KEY: {NAME: DATA}}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<RegistrySetting> settings;
  bool ok = true;
  for (const NodeEntry& entry : node.entries) {
    const auto key = DecodeRegistryKey(entry.key, diagnostics);
    ok = ok && key.has_value();
    if (!key) continue;
    const auto& path = std::get<std::string>(*key);
    if (IsAbsent(entry.value) || (entry.value.kind == NodeKind::kMapping && entry.value.entries.empty())) {
      settings.push_back({{path, std::nullopt, std::nullopt, IsAbsent(entry.value)}, entry.value.at});
      continue;
    }
    if (entry.value.kind != NodeKind::kMapping) {
      diagnostics.Add(entry.value.at, "expected {NAME: DATA} or absent, found " + std::string(Describe(entry.value)));
      ok = false;
    }
    for (const NodeEntry& value : entry.value.entries) {
      RegistrySetting setting{{path, value.key.text}, value.value.at};
      ok = DecodeRegistryValue(value.value, setting, diagnostics) && ok;
      settings.push_back(std::move(setting));
    }
  }
  CheckGivenOnce(settings, diagnostics);
  return ok ? std::optional<Value>(std::move(settings)) : std::nullopt;
}

std::optional<Value> DecodeStores(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {STORE: [FILE]}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<StoreSetting> settings;
  bool ok = true;
  for (const NodeEntry& entry : node.entries) {
    const auto store = StoreName(entry.key, diagnostics);
    ok = ok && store.has_value();
    const auto add = [&](const Node& item) {
      StoreSetting setting{store.value_or(""), item.text, "", role::kNone, item.at};
      if (item.kind == NodeKind::kMapping) {
        const Entries entries = DecodeMapping(item, kEntryKeys, diagnostics);
        setting.file = entries.Text("file");
        if (const auto* mask = entries.Get<RoleMask>("role")) setting.role = *mask;
        setting.part = entries.Text("part");
      } else if (item.kind != NodeKind::kScalar || item.IsEmpty()) {
        diagnostics.Add(item.at, "expected a certificate's file, found " + std::string(Describe(item)));
        ok = false;
      }
      settings.push_back(std::move(setting));
    };
    if (entry.value.kind == NodeKind::kSequence) {
      for (const Node& item : entry.value.items) add(item);
    } else {
      add(entry.value);
    }
  }
  return ok ? std::optional<Value>(std::move(settings)) : std::nullopt;
}

std::optional<Value> DecodeStoreStates(const Node& node, Diagnostics& diagnostics) {
  if (node.kind != NodeKind::kMapping) {
    diagnostics.Add(node.at, "expected {STORE: {has: [...], lacks: [...]}}, found " + std::string(Describe(node)));
    return std::nullopt;
  }
  std::vector<StoreState> states;
  for (const NodeEntry& entry : node.entries) {
    const auto store = StoreName(entry.key, diagnostics);
    const Entries entries = DecodeMapping(entry.value, kStateKeys, diagnostics);
    StoreState state{store.value_or(""), {}, {}, entries.Text("part"), entry.value.at};
    if (const auto* has = entries.Get<std::vector<std::string>>("has")) state.has = *has;
    if (const auto* lacks = entries.Get<std::vector<std::string>>("lacks")) state.lacks = *lacks;
    if (store) states.push_back(std::move(state));
  }
  return states;
}

}  // namespace wmsim
