#include "scenarios/report/device_text.h"

#include <algorithm>
#include <vector>

#include "emulator/device_diff.h"
#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/exclusion_list.h"
#include "emulator/store_registry.h"
#include "policy_engine/number.h"
#include "policy_engine/time.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/reg_text.h"

namespace wmsim {
namespace {

Node Plain(std::string text) { return ScalarNode(std::move(text)); }

Node Mapping() { return MappingNode({}); }

void Add(Node& mapping, const char* key, Node value) { mapping.entries.push_back({Plain(key), std::move(value)}); }

// One type of data with its data.
Node Typed(const char* type, Node data) {
  Node node = Mapping();
  Add(node, type, std::move(data));
  return node;
}

struct DataNode {
  Node operator()(std::uint32_t number) const { return Plain(std::to_string(number)); }
  Node operator()(const RegistryText& value) const { return Typed("string", TextNode(value.text)); }
  Node operator()(const RegistryExpandText& value) const { return Typed("expand", TextNode(value.text)); }
  Node operator()(const RegistryMultiText& value) const {
    Node list = ListNode({});
    for (const std::string& text : value.texts) list.items.push_back(TextNode(text));
    return Typed("multi", std::move(list));
  }
  Node operator()(const RegistryBinary& value) const { return Typed("binary", TextNode(HexOf(value.bytes))); }
};

bool HasTypeOfItsOwn(const RegistryData& data) {
  const auto* binary = std::get_if<RegistryBinary>(&data);
  return binary != nullptr && binary->type != kBinaryType;
}

class Writer {
 public:
  Writer(const Device& device, const DeviceBase& base)
      : device_(device), bare_(Boot(device.image, {}, device.image->profile.clock)), base_(base) {}

  std::string Run() {
    Add(file_, "based-on", TextNode(base_.name));
    if (!base_.configuration.empty()) Add(file_, "configuration", Plain(base_.configuration));
    const bool may_be_restricted = FindProfile(base_.name) == nullptr || IsOperatorRestricted(device_);
    if (may_be_restricted) Add(file_, "operator-restricted", Plain(IsOperatorRestricted(device_) ? "true" : "false"));
    if (device_.clock != bare_.clock) Add(file_, "clock", TextNode(FormatTime(device_.clock)));
    AddUnlessEmpty("registry", Registry());
    AddUnlessEmpty("metabase", Metabase());
    AddUnlessEmpty("files", Files());
    AddUnlessEmpty("revoked", Revocations());
    Unsaid();
    return comments_ + YamlText(file_);
  }

 private:
  void AddUnlessEmpty(const char* key, Node node) {
    if (!node.entries.empty() || !node.items.empty()) Add(file_, key, std::move(node));
  }

  void Comment(const std::string& text) { comments_ += "# not said here: " + PrintableLine(text) + "\n"; }

  // A certificate that the image has not, and of which only the row is known.
  bool IsUnknown(const std::string& key) const {
    const auto place = CertificatePlace(key);
    const StoredCertificate* stored = place ? FindStored(device_, *place) : nullptr;
    return stored != nullptr && stored->certificate == nullptr;
  }

  Node Registry() {
    Node tree = Mapping();
    for (const RegistryChange& change : RegistryChanges(device_)) {
      if (EqualIgnoringCase(change.key, kExclusionListKey)) continue;  // Unsaid() tells what is on the list
      if (!change.removed && IsUnknown(change.key)) {
        if (!change.name) Comment("the certificate " + change.key + ", whose bytes are not known");
        continue;
      }
      if (change.data && HasTypeOfItsOwn(*change.data)) {
        Comment(change.key + "\\" + *change.name + ", which is " + RegistryTypeWord(*change.data));
        continue;
      }
      if (!change.name && change.removed) {
        tree.entries.push_back({TextNode(change.key), Plain("absent")});
        continue;
      }
      const bool is_next = !tree.entries.empty() && EqualIgnoringCase(tree.entries.back().key.text, change.key);
      if (!is_next) tree.entries.push_back({TextNode(change.key), Mapping()});
      if (!change.name) continue;
      Node value = change.removed ? Plain("absent") : std::visit(DataNode{}, *change.data);
      tree.entries.back().value.entries.push_back({TextNode(*change.name), std::move(value)});
    }
    return tree;
  }

  Node Metabase() {
    Node tree = Mapping();
    for (const auto& row : device_.changes.metabase) {
      if (!row.value) {
        Comment("that the entry " + row.key + " of the metabase is gone");
        continue;
      }
      Node entry = Mapping();
      Add(entry, "access-role", Plain(std::to_string(Bits(row.value->access))));
      Add(entry, "rw-access", Plain(std::to_string(static_cast<int>(row.value->rw))));
      tree.entries.push_back({TextNode(row.key), std::move(entry)});
    }
    return tree;
  }

  Node Files() {
    Node tree = Mapping();
    for (const auto& row : device_.changes.files) {
      if (row.value && row.value->bytes != nullptr) {
        Comment("the file " + row.value->path + ", " + std::to_string(row.value->bytes->size()) + " bytes");
      } else {
        tree.entries.push_back(
            {TextNode(row.value ? row.value->path : row.key), Plain(row.value ? "folder" : "absent")});
      }
    }
    return tree;
  }

  Node Revocations() {
    Node list = ListNode({});
    for (const auto& row : device_.changes.revoked) {
      if (row.value) list.items.push_back(TextNode(row.key));
      if (!row.value) Comment("that " + row.key + " is not revoked");
    }
    return list;
  }

  void Unsaid() {
    for (const Setting& setting : SettingsBelow(device_, "")) Comment("the setting " + setting.path);
    for (const PolicyInfo& policy : Policies()) {
      const PolicyState state = StateOf(device_, policy.id);
      if (state.honoured && state.in_force != state.Wanted()) {
        Comment("that " + std::to_string(static_cast<std::uint32_t>(policy.id)) + " waits for a restart");
      }
    }
    for (const std::string& program : RememberedPrograms(device_)) Comment("that the person accepted " + program);
    for (const std::string& hash : AllowedHashes(device_)) Comment("that the allow-list has " + hash);
    for (const auto& [program, trust] : device_.running) Comment("that " + program + " runs");
  }

  const Device& device_;
  const Device bare_;
  const DeviceBase& base_;
  Node file_ = Mapping();
  std::string comments_;
};

}  // namespace

std::string DeviceText(const Device& device, const DeviceBase& base) { return Writer(device, base).Run(); }

}  // namespace wmsim
