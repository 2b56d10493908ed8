// The Metabase CSP: which roles may touch a setting. Entries are in force at once, for the rest of the same document
// too [aa455926]. Labels, options and limits are for screens that wmsim does not draw: they are taken and have no
// effect.
#include "emulator/csp.h"
#include "policy_engine/metabase.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

// What a parm of an entry sets; nothing where its value is not one.
bool SetParm(const XmlElement& parm, MetabaseEntry& entry) {
  const std::string name = AttributeOr(parm, "name");
  const auto value = ParseDecimal(AttributeOr(parm, "value"));
  if (name == "access-role") {
    if (value) entry.access = RoleMask{*value};
    return value.has_value();
  }
  if (name != "rw-access") return true;
  const bool is_good = value && *value >= 1 && *value <= 3;
  if (is_good) entry.rw = static_cast<ReadWrite>(*value);
  return is_good;
}

// The entry of a setting: the device's own, or the row of the provider's defaults.
std::optional<MetabaseEntry> EntryOf(const Device& device, const std::string& setting) {
  if (auto own = MetabaseEntryFor(device, setting)) return own;
  const std::string_view path(setting);
  const AccessRow* row =
      FindAccess(path.ends_with("\\*") ? path.substr(0, path.size() - 2) : path, device.image->profile.platform);
  return row != nullptr ? std::optional(MetabaseEntry{row->access, row->rw}) : std::nullopt;
}

std::optional<std::string> ParmOf(const MetabaseEntry& entry, std::string_view name) {
  if (name == "access-role") return std::to_string(Bits(entry.access));
  if (name == "rw-access") return std::to_string(static_cast<int>(entry.rw));
  return std::nullopt;
}

CspFault AnswerEntry(CspRequest& request, const std::string& setting, XmlElement& query) {
  const std::string type = AttributeOr(query, "type");
  const auto entry = EntryOf(request.device, setting);
  XmlElement answer = MakeElement(entry ? kCharacteristic : kNoCharacteristic, {{"type", type}});
  for (const char* name : {"access-role", "rw-access"}) {
    if (entry) answer.children.push_back(MakeElement(kParm, {{"name", name}, {"value", *ParmOf(*entry, name)}}));
  }
  return ReplaceQuery(request, query, std::move(answer));
}

CspFault ProcessEntry(CspRequest& request, const std::string& setting, XmlElement& node) {
  const auto known = EntryOf(request.device, setting);
  MetabaseEntry entry = known.value_or(MetabaseEntry{});
  bool sets = false;
  for (XmlElement& element : node.children) {
    CspFault fault;
    if (element.name == kParmQuery) {
      fault = AnswerParm(request, element, known ? ParmOf(*known, AttributeOr(element, "name")) : std::nullopt);
    } else if (element.name == kParm) {
      if (!SetParm(element, entry)) fault = Fail(element, DocumentFault::kValueInvalid, "not a value of this parm");
      sets = true;
    } else if (element.name != kCharacteristic) {
      fault = FailUnsupported(element);
    }
    if (fault) return fault;
  }
  if (sets) request.device.changes.metabase.Set(MetabaseKey(setting), entry);
  return std::nullopt;
}

}  // namespace

CspFault ProcessMetabase(CspRequest& request, XmlElement& section) {
  for (XmlElement& element : section.children) {
    if (auto fault = CheckAccess(request, "Metabase", element)) return fault;
    const auto translated = Translated(request, element, "type");
    if (!translated.ok()) return Fail(element, DocumentFault::kValueInvalid, translated.error().text);
    const std::string& setting = translated.value();
    if (setting.empty() || setting.size() > kMaxRegistryPath) {
      return Fail(element, DocumentFault::kValueInvalid, "not the path of a setting");
    }
    CspFault fault;
    if (element.name == kCharacteristicQuery) {
      fault = AnswerEntry(request, setting, element);
    } else if (element.name == kCharacteristic) {
      fault = ProcessEntry(request, setting, element);
    } else if (element.name != kNoCharacteristic) {
      fault = FailUnsupported(element);
    } else if (MetabaseEntryFor(request.device, setting)) {
      request.device.changes.metabase.Set(MetabaseKey(setting), std::nullopt);
    }
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace wmsim
