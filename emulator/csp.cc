#include "emulator/csp.h"

#include <algorithm>
#include <array>

#include "emulator/ce_strings.h"
#include "policy_engine/metabase.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr auto kCsps = std::to_array<Csp>({
    {"SecurityPolicy", ProcessSecurityPolicy},
    {"Registry", ProcessRegistry},
    {"CertificateStore", ProcessCertificateStore},
    {"Metabase", ProcessMetabase},
    {"Install", ProcessInstall},
    {"FileOperation", ProcessFileOperation},
    {"LoaderRevocation", ProcessLoaderRevocation, true},
    {"BOOTSTRAP", ProcessBootstrap, true},
    {"PXLOGICAL", ProcessPxLogical, true},
});

// The device's own entry for a setting, or for the nearest above: one is for every node below it that has none.
std::optional<MetabaseEntry> OwnEntry(const Device& device, std::string_view setting) {
  for (std::string path(setting); !path.empty(); path.resize(KeyAbove(path).size())) {
    if (auto entry = MetabaseEntryFor(device, path)) return entry;
    if (auto entry = MetabaseEntryFor(device, path + "\\*")) return entry;
  }
  return std::nullopt;
}

bool IsQuery(const XmlElement& element) { return element.name == kCharacteristicQuery || element.name == kParmQuery; }

// A section that is recorded only: every element needs access to the provider.
CspFault Record(CspRequest& request, const std::string& provider, XmlElement& section) {
  request.recorded = true;
  return CheckAccess(request, provider, section);
}

}  // namespace

std::span<const Csp> Csps() { return kCsps; }

CspFault ProcessSection(CspRequest& request, XmlElement& section) {
  const std::string name = AttributeOr(section, "type");
  if (FindAccess(name, request.device.image->profile.platform) == nullptr) {
    return Fail(section, DocumentFault::kProviderUnknown, "the device has no provider with this name");
  }
  const auto csp = std::ranges::find_if(kCsps, [&](const Csp& row) { return EqualIgnoringCase(row.name, name); });
  if (csp == kCsps.end()) return Record(request, name, section);
  const bool takes = section.name == kCharacteristic || (section.name == kCharacteristicQuery && csp->answers_whole);
  return takes ? csp->process(request, section) : FailUnsupported(section);
}

std::string AttributeOr(const XmlElement& element, std::string_view name) {
  const std::string* value = FindAttribute(element, name);
  return value != nullptr ? *value : "";
}

std::optional<std::string> Translated(const CspRequest& request, const XmlElement& element,
                                      std::string_view attribute) {
  std::string text = AttributeOr(element, attribute);
  const std::string translation = AttributeOr(element, "translation");
  const bool is_install = translation == "install";
  if (!is_install && translation != "filesystem") return text;
  for (std::size_t at = 0; (at = text.find(R"(\\)", at)) != std::string::npos; ++at) text.erase(at, 1);
  return is_install ? ExpandCeStrings(text, request.device.image->profile.platform, request.install_dir)
                    : std::optional(std::move(text));
}

CspFault FailPath(XmlElement& element) {
  return Fail(element, DocumentFault::kValueInvalid, "it names a folder that the device or the document does not say");
}

XmlElement MakeElement(std::string_view name, std::vector<std::pair<std::string, std::string>> attributes) {
  XmlElement element;
  element.name = name;
  element.attributes = std::move(attributes);
  return element;
}

void AnswerParm(XmlElement& query, std::optional<std::string> value) {
  const std::string name = AttributeOr(query, "name");
  query = value ? MakeElement(kParm, {{"name", name}, {"value", *std::move(value)}})
                : MakeElement(kNoParm, {{"name", name}});
}

CspFault Fail(XmlElement& element, DocumentFault fault, std::string desc) {
  element.name += "-error";
  element.children.clear();
  element.attributes.emplace_back("desc", std::move(desc));
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
  const MetabaseEntry entry = AccessTo(request.device, setting);
  const bool passes = IsQuery(element) ? MayRead(request.roles, entry.access, entry.rw)
                                       : MayWrite(request.roles, entry.access, entry.rw);
  if (passes) return std::nullopt;
  return Fail(element, DocumentFault::kRoleTooLow,
              std::string(setting) + " needs " + FormatRoleMask(entry.access) + ", the request has " +
                  FormatRoleMask(request.roles));
}

}  // namespace wmsim
