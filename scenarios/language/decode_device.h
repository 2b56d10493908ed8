// The values that describe a device: registry keys and trees, certificate stores. Part of decode.h's DecodeValue.
#pragma once

#include <optional>
#include <span>

#include "scenarios/language/key.h"

namespace wmsim {

std::optional<Value> DecodeRegistryKey(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeRegistryTree(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeStores(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeMetabase(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeFileTree(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeReadings(const Node& node, Diagnostics& diagnostics);
std::optional<Value> DecodeStoreStates(const Node& node, Diagnostics& diagnostics);

// kRegistryDataKeys are the five keys that hold a registry value's data, one per type.
extern const std::span<const KeyInfo> kRegistryDataKeys;

// kStoreEntryKeys are those of a certificate in a store as it is given, kStoreStateKeys those of a store as it is
// expected.
extern const std::span<const KeyInfo> kStoreEntryKeys;
extern const std::span<const KeyInfo> kStoreStateKeys;

// kMetabaseKeys are those of an entry of the metabase.
extern const std::span<const KeyInfo> kMetabaseKeys;

// MetabaseEntryOf returns the entry that `entries` describe.
MetabaseEntry MetabaseEntryOf(const Entries& entries);

// CheckMetabaseEntry refuses a read/write flag that the metabase does not have.
void CheckMetabaseEntry(const Entries& entries, Position at, Diagnostics& diagnostics);

// DataOf returns the data among `entries`, which may hold other keys too; nothing where there is none. More than one is
// an error at `at`.
std::optional<RegistryData> DataOf(const Entries& entries, Position at, Diagnostics& diagnostics);

}  // namespace wmsim
