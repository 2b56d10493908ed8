#include "emulator/csp.h"

#include <algorithm>
#include <array>

#include "emulator/ce_strings.h"
#include "emulator/device_files.h"
#include "policy_engine/metabase.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

std::string NormalizedKey(std::string_view path) {
  const Result<std::string> key = NormalizeKey(path);
  return key.ok() ? key.value() : std::string(path);
}

std::string NormalizedFile(std::string_view path) { return DevicePath(path).erase(0, 1); }

constexpr auto kCsps = std::to_array<Csp>({
    {"SecurityPolicy", ProcessSecurityPolicy},
    {"Registry", ProcessRegistry, false, NormalizedKey},
    {"CertificateStore", ProcessCertificateStore},
    {"Metabase", ProcessMetabase},
    {"Install", ProcessInstall},
    {"FileOperation", ProcessFileOperation, false, NormalizedFile},
    {"LoaderRevocation", ProcessLoaderRevocation, true},
    {"SoftwareDisable", ProcessSoftwareDisable},
    {"BOOTSTRAP", ProcessBootstrap, true},
    {"PXLOGICAL", ProcessPxLogical, true},
});

const Csp* FindCsp(std::string_view name) {
  const auto* const csp =
      std::ranges::find_if(kCsps, [&](const Csp& row) { return EqualIgnoringCase(row.name, name); });
  return csp != kCsps.end() ? csp : nullptr;
}

// The device's own entry for a setting, or for the nearest above: one is for every node below it that has none.
std::optional<MetabaseEntry> OwnEntry(const Device& device, std::string_view setting) {
  for (std::string path(setting); !path.empty(); path.resize(KeyAbove(path).size())) {
    if (auto entry = MetabaseEntryFor(device, path)) return entry;
    if (auto entry = MetabaseEntryFor(device, path + "\\*")) return entry;
  }
  return std::nullopt;
}

bool IsQuery(const XmlElement& element) { return element.name == kCharacteristicQuery || element.name == kParmQuery; }

// Whether something in an element is to be changed: anything but queries and what leads to them.
bool Writes(const XmlElement& element) {
  if (IsQuery(element)) return false;
  const bool leads_on = element.name == kCharacteristic && !element.children.empty();
  return !leads_on || std::ranges::any_of(element.children, Writes);
}

// A section that is recorded only needs access to the provider.
CspFault Record(CspRequest& request, const std::string& provider, XmlElement& section) {
  request.recorded = true;
  return Writes(section) ? CheckAccess(request, provider, section) : CheckReading(request, provider, section);
}

// What an answer adds to the length of the whole.
std::size_t SizeOf(const XmlElement& element) {
  std::size_t size = element.name.size();
  for (const auto& [name, value] : element.attributes) size += name.size() + value.size();
  for (const XmlElement& child : element.children) size += SizeOf(child);
  return size;
}

CspFault Check(const CspRequest& request, std::string_view setting, XmlElement& element, bool reads) {
  const MetabaseEntry entry = AccessTo(request.device, setting);
  const bool passes =
      reads ? MayRead(request.roles, entry.access, entry.rw) : MayWrite(request.roles, entry.access, entry.rw);
  if (passes) return std::nullopt;
  const std::string why =
      Intersects(request.roles, entry.access)
          ? (reads ? " is write-only" : " is read-only")
          : " needs " + FormatRoleMask(entry.access) + ", the request has " + FormatRoleMask(request.roles);
  return Fail(element, DocumentFault::kRoleTooLow, std::string(setting) + why);
}

}  // namespace

CspFault ProcessSection(CspRequest& request, XmlElement& section) {
  const std::string name = AttributeOr(section, "type");
  const bool is_path = name.find('\\') != std::string::npos;  // a setting of a provider, and none itself
  if (is_path || FindAccess(name, request.device.image->profile.platform) == nullptr) {
    return Fail(section, DocumentFault::kProviderUnknown, "the device has no provider with this name");
  }
  const Csp* csp = FindCsp(name);
  if (csp == nullptr) return Record(request, name, section);
  const bool takes = section.name == kCharacteristic || (section.name == kCharacteristicQuery && csp->answers_whole);
  return takes ? csp->process(request, section) : FailUnsupported(section);
}

std::string SettingPath(std::string_view provider, std::string_view path) {
  const Csp* csp = FindCsp(provider);
  const bool has_form = csp != nullptr && csp->normalize != nullptr;
  const std::string rest = has_form ? csp->normalize(path) : std::string(path);
  return rest.empty() ? std::string(provider) : std::string(provider) + "\\" + rest;
}

std::string AttributeOr(const XmlElement& element, std::string_view name) {
  const std::string* value = FindAttribute(element, name);
  return value != nullptr ? *value : "";
}

Result<std::string> Translated(const CspRequest& request, const XmlElement& element, std::string_view attribute) {
  std::string text = AttributeOr(element, attribute);
  const std::string translation = AttributeOr(element, "translation");
  const bool is_install = translation == "install";
  if (!is_install && translation != "filesystem") return text;
  std::string whole;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\\') ++i;
    whole += text[i];
  }
  text = std::move(whole);
  return is_install ? ExpandCeStrings(text, request.device.image->profile.platform, request.install_dir)
                    : Result<std::string>(std::move(text));
}

CspFault FailLongPath(XmlElement& element) {
  return Fail(element, DocumentFault::kValueInvalid, "the path is longer than 260 bytes");
}

XmlElement MakeElement(std::string_view name, std::vector<std::pair<std::string, std::string>> attributes) {
  XmlElement element;
  element.name = name;
  element.attributes = std::move(attributes);
  return element;
}

CspFault ReplaceQuery(CspRequest& request, XmlElement& query, XmlElement answer) {
  request.answered += SizeOf(answer);
  if (request.answered > kMaxAnswer)
    return Fail(query, DocumentFault::kValueInvalid, "the answer is larger than 16 MiB");
  query = std::move(answer);
  return std::nullopt;
}

CspFault AnswerParm(CspRequest& request, XmlElement& query, std::optional<std::string> value) {
  const std::string name = AttributeOr(query, "name");
  return ReplaceQuery(request, query,
                      value ? MakeElement(kParm, {{"name", name}, {"value", *std::move(value)}})
                            : MakeElement(kNoParm, {{"name", name}}));
}

void SetAttribute(XmlElement& element, std::string_view name, std::string value) {
  std::erase_if(element.attributes, [&](const auto& attribute) { return attribute.first == name; });
  element.attributes.emplace_back(name, std::move(value));
}

CspFault Fail(XmlElement& element, DocumentFault fault, std::string desc) {
  element.name += "-error";
  element.children.clear();
  SetAttribute(element, "desc", std::move(desc));
  return fault;
}

CspFault FailUnsupported(XmlElement& element) {
  std::string desc = "the provider takes no " + element.name + " here";
  return Fail(element, DocumentFault::kValueInvalid, std::move(desc));
}

MetabaseEntry AccessTo(const Device& device, std::string_view setting) {
  if (const auto own = OwnEntry(device, setting)) return *own;
  for (std::string path(setting); !path.empty(); path.resize(KeyAbove(path).size())) {
    const AccessRow* row = FindAccess(path, device.image->profile.platform);
    if (row != nullptr) return {row->access, row->rw};
  }
  return {role::kManager, ReadWrite::kBoth};
}

CspFault CheckAccess(const CspRequest& request, std::string_view setting, XmlElement& element) {
  return Check(request, setting, element, IsQuery(element));
}

CspFault CheckReading(const CspRequest& request, std::string_view setting, XmlElement& element) {
  return Check(request, setting, element, true);
}

}  // namespace wmsim
