// The Metabase CSP: which roles may touch a setting. Entries are in force at once, for the rest of the same document
// too [aa455926]. Labels, options and limits are for screens that wmsim does not draw: they are taken and have no
// effect.
#include "emulator/csp.h"
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

void AnswerEntry(const std::optional<MetabaseEntry>& entry, XmlElement& query) {
  const std::string name = AttributeOr(query, "name");
  std::optional<std::uint32_t> value;
  if (entry && name == "access-role") value = Bits(entry->access);
  if (entry && name == "rw-access") value = static_cast<std::uint32_t>(entry->rw);
  AnswerParm(query, value ? std::optional(std::to_string(*value)) : std::nullopt);
}

CspFault ProcessEntry(CspRequest& request, XmlElement& node) {
  const std::string setting = AttributeOr(node, "type");
  const auto known = MetabaseEntryFor(request.device, setting);
  MetabaseEntry entry = known.value_or(MetabaseEntry{});
  bool sets = false;
  for (XmlElement& element : node.children) {
    if (element.name == kParmQuery) {
      AnswerEntry(known, element);
    } else if (element.name == kParm) {
      if (!SetParm(element, entry)) return Fail(element, DocumentFault::kValueInvalid, "not a value of this parm");
      sets = true;
    } else if (element.name != kCharacteristic) {
      return FailUnsupported(element);
    }
  }
  if (sets) request.device.changes.metabase.Set(MetabaseKey(setting), entry);
  return std::nullopt;
}

}  // namespace

CspFault ProcessMetabase(CspRequest& request, XmlElement& section) {
  for (XmlElement& element : section.children) {
    if (auto fault = CheckAccess(request, "Metabase", element)) return fault;
    if (element.name == kNoCharacteristic) {
      request.device.changes.metabase.Set(MetabaseKey(AttributeOr(element, "type")), std::nullopt);
    } else if (element.name != kCharacteristic) {
      return FailUnsupported(element);
    } else if (auto fault = ProcessEntry(request, element)) {
      return fault;
    }
  }
  return std::nullopt;
}

}  // namespace wmsim
