#include "scenarios/report/setting_difference.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "scenarios/report/policy_tables.h"

namespace wmsim {
namespace {

constexpr std::string_view kNothing = "none";

// What one device has of a setting.
struct Side {
  std::string text{kNothing};
  std::string source{};
};

// The settings of one kind by name, as one device has them.
using Settings = std::map<std::string, Side>;

void Compare(const std::string& kind, const Settings& a, const Settings& b, std::vector<SettingDifference>& all) {
  std::set<std::string> names;
  for (const auto* settings : {&a, &b}) {
    for (const auto& [name, side] : *settings) names.insert(name);
  }
  const auto side_of = [](const Settings& settings, const std::string& name) {
    const auto side = settings.find(name);
    return side != settings.end() ? side->second : Side{};
  };
  for (const std::string& name : names) {
    const Side on_a = side_of(a, name), on_b = side_of(b, name);
    if (on_a.text != on_b.text) all.push_back({kind, name, on_a.text, on_b.text, on_a.source, on_b.source});
  }
}

Side PolicySide(const Device& device, const PolicyInfo& policy) {
  const PolicyState state = StateOf(device, policy.id);
  Side side{"not honoured"};
  if (state.honoured) side.text = state.in_force ? FormatPolicyValue(policy.id, *state.in_force) : "not set";
  const PolicyDefault* shipped = FindDefault(device.image->profile, policy.id);
  const bool is_set = shipped != nullptr && shipped->standing == PolicyStanding::kSet;
  const bool is_shipped =
      shipped != nullptr &&
      (!state.honoured || (is_set ? state.in_force == shipped->value : !state.in_force.has_value()));
  if (is_shipped) side.source = shipped->source;
  return side;
}

Settings PoliciesOf(const Device& device) {
  Settings settings;
  for (const PolicyInfo& policy : Policies()) {
    const std::string id = std::to_string(static_cast<std::uint32_t>(policy.id));
    settings[id + " " + std::string(policy.name)] = PolicySide(device, policy);
  }
  return settings;
}

Settings PlatformOf(const Device& device) {
  Settings settings;
  for (const ProfileColumn& column : ProfileColumns(device.image->profile)) {
    settings[column.name] = {column.value, column.source};
  }
  for (const StorePart& part : device.image->profile.store_parts) {
    settings["store " + std::string(part.store) + ", part " + std::string(part.part)] = {FormatRoleMask(part.access),
                                                                                         std::string(part.source)};
  }
  settings["operator-restricted"] = {IsOperatorRestricted(device) ? "yes" : "no"};
  return settings;
}

Settings CertificatesOf(const Device& device) {
  Settings settings;
  for (const CertificateRows::Row& row : StoredCertificates(device)) {
    const StoredCertificate* stored = FindStored(device, row.key);
    if (stored == nullptr) continue;
    const std::string name =
        row.key.store + " " + FormatThumbprint(row.key.thumbprint) + " " + std::string(SubjectOf(*stored));
    Side& side = settings[name];
    side.text = "in the " + row.key.part + " part";
    if (stored->role != role::kNone) side.text += ", role " + FormatRoleMask(stored->role);
    if (stored->row != nullptr) side.source = device.image->profile.roots.source;
  }
  return settings;
}

std::string AccessText(RoleMask access, ReadWrite rw) {
  return FormatRoleMask(access) + " " + std::to_string(static_cast<int>(rw));
}

Settings AccessOf(const Device& device) {
  Settings settings;
  for (const AccessRow& row : AccessRows()) {
    const AccessRow* own = FindAccess(row.setting, device.image->profile.platform);
    if (own != nullptr)
      settings[std::string(own->setting)] = {AccessText(own->access, own->rw), std::string(own->source)};
    if (const auto entry = MetabaseEntryFor(device, row.setting)) {
      settings[std::string(row.setting)] = {AccessText(entry->access, entry->rw)};
    }
  }
  return settings;
}

}  // namespace

std::vector<SettingDifference> SettingDifferences(const Device& a, const Device& b) {
  std::vector<SettingDifference> all;
  Compare("policy", PoliciesOf(a), PoliciesOf(b), all);
  Compare("platform", PlatformOf(a), PlatformOf(b), all);
  Compare("certificate", CertificatesOf(a), CertificatesOf(b), all);
  Compare("access", AccessOf(a), AccessOf(b), all);
  return all;
}

}  // namespace wmsim
