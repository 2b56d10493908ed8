#include "scenarios/cli/relocation.h"

#include "scenarios/language/decode.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/text_edit.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/runner/suite.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxNames = 1000;  // files beside each other with one name and a number

bool HoldsPaths(ValueKind kind) {
  switch (kind) {
    case ValueKind::kFile:
    case ValueKind::kFiles:
    case ValueKind::kPaths:
    case ValueKind::kFileTree:
    case ValueKind::kStores:
    case ValueKind::kStoreStates:
      return true;
    default:
      return false;
  }
}

// Collects what leads from the scalars of one tree to those of another of the same shape.
void AddEdits(std::string_view text, const Node& before, const Node& after, std::vector<TextEdit>& edits) {
  if (before.text != after.text) {
    const std::size_t from = OffsetOf(text, before.at);
    const std::string_view old = text.substr(from, OffsetOf(text, before.end) - from);
    edits.push_back({from, from + old.find_last_not_of(" \t\r\n") + 1, FlowText(after)});
  }
  for (std::size_t i = 0; i < before.items.size(); ++i) AddEdits(text, before.items[i], after.items[i], edits);
  for (std::size_t i = 0; i < before.entries.size(); ++i) {
    AddEdits(text, before.entries[i].value, after.entries[i].value, edits);
  }
}

}  // namespace

Relocation::Relocation(const fs::path& scenario)
    : scenario_(fs::weakly_canonical(fs::absolute(scenario))),
      folder_(scenario_.parent_path()),
      root_(SuiteRootOf(scenario)) {}

Relocation::~Relocation() {
  std::error_code error;
  for (const fs::path& copy : copies_) fs::remove(copy, error);
}

void Relocation::Relocate(Node& mapping, std::span<const KeyInfo> keys, const fs::path& base) {
  for (NodeEntry& entry : mapping.entries) {
    const KeyInfo* key = FindKey(keys, entry.key.text);
    if (key == nullptr) continue;
    if (HoldsPaths(key->kind)) RelocateScalars(entry.value, base);
    if (key->kind == ValueKind::kDevice && IsDeviceFile(entry.value.text)) RelocateDevice(entry.value, base);
  }
}

void Relocation::RelocateScalars(Node& node, const fs::path& base) {
  std::error_code unknown;
  const bool is_file = !node.text.empty() && fs::is_regular_file(base / node.text, unknown);
  if (is_file) node = TextNode(PathFor(fs::weakly_canonical(base / node.text)));
  for (Node& item : node.items) RelocateScalars(item, base);
  for (NodeEntry& entry : node.entries) {
    const bool is_word = entry.key.text == "part" || entry.key.text == "role";  // of a certificate in a store
    if (!is_word) RelocateScalars(entry.value, base);
  }
}

void Relocation::RelocateDevice(Node& node, const fs::path& base) {
  const std::string path = PathForDevice(fs::weakly_canonical(base / node.text));
  node = TextNode(IsDeviceFile(path) ? path : "./" + path);
}

std::string Relocation::AddFile(const fs::path& name, std::string_view bytes) {
  for (int number = 1; number <= kMaxNames; ++number) {
    const std::string ending = number > 1 ? "-" + std::to_string(number) : "";
    const fs::path copy = folder_ / (name.stem().string() + ending + name.extension().string());
    if (copy == scenario_) continue;
    std::error_code unknown;
    const fs::file_type type = fs::symlink_status(copy, unknown).type();
    if (type == fs::file_type::not_found) {
      if (auto error = WriteHostFile(copy, bytes)) {
        Fail(std::move(*error));
      } else {
        copies_.push_back(copy);
      }
      return copy.filename().string();
    }
    const Result<std::string> there = ReadHostFile(copy, kMaxPackageBytes);
    const bool is_same = type == fs::file_type::regular && there.ok() && there.value() == bytes;
    if (is_same) return copy.filename().string();
  }
  Fail({"there are too many files of this name beside the scenario", name.string()});
  return name.string();
}

bool Relocation::IsInSuite(const fs::path& file) const {
  const fs::path in_root = file.lexically_relative(root_);
  return !in_root.empty() && *in_root.begin() != "..";
}

std::string Relocation::PathFor(const fs::path& file) {
  if (IsInSuite(file)) return FromScenario(file);
  const Result<std::string> bytes = ReadHostFile(file, kMaxPackageBytes);
  if (bytes.ok()) return AddFile(file.filename(), bytes.value());
  Fail(bytes.error());
  return file.string();
}

std::string Relocation::PathForDevice(const fs::path& file) {
  if (IsInSuite(file)) return FromScenario(file);
  const Result<std::string> text = ReadHostFile(file, kMaxTextBytes);
  Diagnostics diagnostics(file.string());
  const std::optional<Node> device = text.ok() ? ParseYaml(text.value(), diagnostics) : std::nullopt;
  if (!device) {
    Fail(text.ok() ? Error{diagnostics.list().front().text, file.string()} : text.error());
    return file.string();
  }
  Node relocated = *device;
  Relocate(relocated, DeviceFileKeys(), file.parent_path());
  std::vector<TextEdit> edits;
  AddEdits(text.value(), *device, relocated, edits);
  return AddFile(file.filename(), Edited(text.value(), std::move(edits)));
}

std::string Relocation::FromScenario(const fs::path& file) const {
  return file.lexically_relative(folder_).generic_string();
}

void Relocation::Fail(Error error) {
  if (!error_) error_ = std::move(error);
}

}  // namespace wmsim
