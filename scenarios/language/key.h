// The keys of the scenario language as rows, and the values that they take.
//
// Every mapping of the language (a file, `given`, `expect`, the arguments of a verb) is a table of KeyInfo. The
// decoder, the error messages, the JSON Schema and the documents are all made from these tables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/step_result.h"
#include "emulator/tester.h"
#include "scenarios/language/node.h"

namespace wmsim {

// What may stand behind a key; kWordsOf says each in words, for docs/scenario-format.md.
enum class ValueKind : std::uint8_t {
  kText,
  kReason,
  kTexts,
  kWord,
  kDevice,
  kWords,
  kFile,
  kFiles,
  kPaths,
  kNumber,
  kFlag,
  kTime,
  kPattern,
  kThumbprint,
  kHashes,
  kRoleMask,
  kBytes,
  kAnswers,
  kPolicies,
  kRegistryKey,
  kRegistryTree,
  kStores,
  kMetabase,
  kFileTree,
  kReadings,
  kStoreStates,
  kExpect,
  kGiven,
  kSteps,
  kMatrix,
  kWhen,
};
template <>
inline constexpr auto kWordsOf<ValueKind> = std::to_array<std::string_view>({
    "any text",
    "text that says why: not true, false, yes or no",
    "one text, or a list of texts",
    "one of the key's words",
    "the name of a profile, or the path of a device file",
    "one of the key's words, or a list of them",
    "a file's path, relative to the scenario file",
    "a path or a thumbprint, or a list of them",
    "a path, or a list of them",
    "a whole number of 32 bits",
    "true or false",
    "a time, such as 2009-06-01T12:00:00Z",
    "a regular expression of RE2",
    "40 hexadecimal digits",
    "a SHA-1 or MD5 hash in Base64, or a list of them",
    "a number, or role names joined by +",
    "hexadecimal digits",
    "yes, no or timeout for every prompt, or `{PROMPT: ANSWER}`",
    "`{POLICY: VALUE}`: a number, role names joined by +, or `absent`; a policy by number, name or constant",
    "a registry key's path",
    "`{KEY: {NAME: VALUE}}`: a number (a DWORD), `{TYPE: DATA}`, or `absent`; `{}` is a key, `absent` none",
    "`{STORE: [CERTIFICATE]}`: a file, or a mapping with the keys of a certificate in a store",
    "`{SETTING: {access-role, rw-access}}`",
    "`{PATH of the device: FILE}`: a file of the host, `folder` or `absent`",
    "`{CONTRADICTION: SOURCE}`",
    "`{STORE: {has: [...], lacks: [...]}}`: files or thumbprints",
    "what must come of the step: the keys of `expect`, or a list of such mappings with `when`",
    "a mapping: the keys of `given`",
    "a list of steps",
    "`{VARIABLE: [VALUE]}`",
    "`{VARIABLE: VALUE}`, or a list of values",
});

enum class Presence : std::uint8_t { kOptional, kRequired };

// A row per key. `words` lists the legal words of kWord and kWords.
struct KeyInfo {
  std::string_view name;
  ValueKind kind;
  std::string_view help;
  Presence presence = Presence::kOptional;
  std::vector<std::string_view> (*words)() = nullptr;
};

// A policy value that a tester wants.
struct WantedPolicy : PolicySetting {
  Position at;
};

// A registry value or key that a tester wants to be there, or `removed`: to be absent.
struct RegistrySetting : RegistryChange {
  Position at;
};

// A certificate that a tester wants in a store.
struct StoreSetting {
  std::string store;
  std::string file;
  std::string part;  // empty: the store's first
  RoleMask role = role::kNone;
  Position at;
};

// What a store must and must not hold; the texts are files or thumbprints.
struct StoreState {
  std::string store;
  std::vector<std::string> has;
  std::vector<std::string> lacks;
  std::string part;  // empty: any
  Position at;
};

// An entry of the metabase that a tester wants.
struct MetabaseSetting {
  std::string setting;
  MetabaseEntry entry;
};

// What a tester wants at a path of the device: the bytes of a file of the host, a folder, or nothing.
struct FileSetting {
  enum class Kind : std::uint8_t { kFile, kFolder, kAbsent };
  std::string path;
  Kind kind = Kind::kFile;
  std::string file;
  Position at;
};

// The reading of a contradiction that a device file chooses.
struct ChosenReading {
  std::string contradiction;
  std::string source;
  Position at;
};

// A decoded value. Words, files, keys and patterns are texts.
using Value = std::variant<std::monostate, std::string, std::vector<std::string>, std::uint32_t, bool, UnixTime,
                           Thumbprint, RoleMask, Answers, std::vector<WantedPolicy>, std::vector<RegistrySetting>,
                           std::vector<StoreSetting>, std::vector<StoreState>, std::vector<MetabaseSetting>,
                           std::vector<ChosenReading>, std::vector<FileSetting>>;

// A key with its decoded value and where the value stands. `items`: where each item stands, if it is a list.
struct Entry {
  const KeyInfo* key;
  Position at;
  Value value;
  std::vector<Position> items = {};

  Position ItemAt(std::size_t index) const { return index < items.size() ? items[index] : at; }
};

// Entries are the decoded keys of one mapping, in the file's order.
class Entries {
 public:
  void Add(Entry entry) { list_.push_back(std::move(entry)); }
  const Entry* Find(std::string_view name) const {
    for (const Entry& entry : list_) {
      if (entry.key->name == name) return &entry;
    }
    return nullptr;
  }
  bool Has(std::string_view name) const { return Find(name) != nullptr; }

  // Get returns the value of a key, or null where the key does not stand there. Requires the right type for the key.
  template <class T>
  const T* Get(std::string_view name) const {
    const Entry* entry = Find(name);
    return entry != nullptr ? &std::get<T>(entry->value) : nullptr;
  }
  std::string Text(std::string_view name) const {
    const auto* text = Get<std::string>(name);
    return text != nullptr ? *text : "";
  }

  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }

 private:
  std::vector<Entry> list_;
};

// FindKey returns the row of a name, or null.
const KeyInfo* FindKey(std::span<const KeyInfo> keys, std::string_view name);

// KeyNames returns the names of a table, for error messages.
std::vector<std::string_view> KeyNames(std::span<const KeyInfo> keys);

}  // namespace wmsim
