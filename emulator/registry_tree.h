// The changes of a registry as a tree of keys: for many writes at once, in whatever order they come.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/registry.h"

namespace wmsim {

// RegistryTree lays changes over an image, like the functions of registry.h and with the same result. The cost of a
// write grows with the length of its key, not with the number of changes. It looks at the image without owning it.
class RegistryTree {
 public:
  RegistryTree(const RegistryRows& image, const RegistryRows& changes);

  // Keys must be normalized.
  void SetValue(std::string_view key, std::string_view name, RegistryData data);
  void MakeKey(std::string_view key);
  void DeleteValue(std::string_view key, std::string_view name);
  void DeleteKey(std::string_view key);

  // Changes returns all of them as rows.
  RegistryRows Changes() const;

 private:
  using Row = RegistryRows::Row;

  // What has changed at a key, in its values, and in the keys below it.
  struct Key {
    std::optional<Row> row;
    std::map<std::string, Row, RegistryNameLess> values;
    std::map<std::string, std::unique_ptr<Key>, RegistryNameLess> below;
  };

  // A key in the tree; `covered`: it hides what the image has there.
  struct Place {
    Key* key;
    bool covered;
  };

  // Go goes down to a key; on the way it calls `visit(key, path, covered)` for each key above it and for itself.
  template <class Visit>
  Place Go(std::string_view path, Visit visit);
  Place Find(std::string_view path);
  Place Make(std::string_view path);
  const RegistryData* ImageValue(const Place& place, const RegistryLocation& location) const;
  static void Collect(const Key& key, std::vector<Row>& rows);

  const RegistryRows& image_;
  Key hives_;
};

}  // namespace wmsim
