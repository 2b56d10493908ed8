#include "emulator/registry_tree.h"

#include <algorithm>
#include <utility>

namespace wmsim {
namespace {

bool Covers(const std::optional<RegistryRows::Row>& row) { return row && (!row->value || row->value->covers); }

}  // namespace

RegistryTree::RegistryTree(const RegistryRows& image, const RegistryRows& changes) : image_(image) {
  for (const Row& row : changes) {
    Key& key = *Find(row.key.key).key;
    if (row.key.name) {
      key.values.emplace(*row.key.name, row);
    } else {
      key.row = row;
    }
  }
}

template <class Visit>
RegistryTree::Place RegistryTree::Go(std::string_view path, Visit visit) {
  Place place{&hives_, false};
  std::size_t start = 0;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('\\', start), path.size());
    const std::string_view name = path.substr(start, end - start);
    auto below = place.key->below.find(name);
    if (below == place.key->below.end()) {
      below = place.key->below.emplace(std::string(name), std::make_unique<Key>()).first;
    }
    place.key = below->second.get();
    place.covered = place.covered || Covers(place.key->row);
    visit(*place.key, path.substr(0, end), place.covered);
    start = end + 1;
  }
  return place;
}

RegistryTree::Place RegistryTree::Find(std::string_view path) {
  return Go(path, [](Key&, std::string_view, bool) {});
}

RegistryTree::Place RegistryTree::Make(std::string_view path) {
  return Go(path, [&](Key& key, std::string_view at, bool covered) {
    if (key.row && key.row->value) return;
    RegistryLocation location{std::string(at), std::nullopt};
    if (key.row) {
      key.row->value = RegistryEntry{std::nullopt, true};
    } else if (covered || image_.Find(location) == nullptr) {
      key.row = Row{std::move(location), RegistryEntry{}};
    }
  });
}

const RegistryData* RegistryTree::ImageValue(const Place& place, const RegistryLocation& location) const {
  const Row* row = place.covered ? nullptr : image_.Find(location);
  return row != nullptr ? &*row->value->data : nullptr;
}

void RegistryTree::SetValue(std::string_view key, std::string_view name, RegistryData data) {
  const Place place = Make(key);
  RegistryLocation location{std::string(key), std::string(name)};
  place.key->values.erase(*location.name);
  const RegistryData* in_image = ImageValue(place, location);
  if (in_image != nullptr && *in_image == data) return;
  place.key->values.emplace(*location.name, Row{location, RegistryEntry{std::move(data)}});
}

void RegistryTree::MakeKey(std::string_view key) { Make(key); }

void RegistryTree::DeleteValue(std::string_view key, std::string_view name) {
  const Place place = Find(key);
  RegistryLocation location{std::string(key), std::string(name)};
  place.key->values.erase(*location.name);
  if (ImageValue(place, location) == nullptr) return;
  place.key->values.emplace(*location.name, Row{location, std::nullopt});
}

void RegistryTree::DeleteKey(std::string_view key) {
  Key& at = *Find(key).key;
  at.values.clear();
  at.below.clear();
  at.row = Row{{std::string(key), std::nullopt}, std::nullopt};
}

RegistryRows RegistryTree::Changes() const {
  std::vector<Row> rows;
  Collect(hives_, rows);
  RegistryRows changes;
  changes.Append(std::move(rows));
  return changes;
}

void RegistryTree::Collect(const Key& key, std::vector<Row>& rows) {
  if (key.row) rows.push_back(*key.row);
  for (const auto& [name, row] : key.values) rows.push_back(row);
  for (const auto& [name, below] : key.below) Collect(*below, rows);
}

}  // namespace wmsim
