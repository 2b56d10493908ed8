#include "emulator/configuration_manager.h"

#include <algorithm>
#include <array>

#include "emulator/csp.h"

namespace wmsim {
namespace {

// The attribute that an element of a request must have, and whether it holds others [aa455930].
struct ElementInfo {
  std::string_view name;
  std::string_view required;
  bool holds_elements;
};
constexpr auto kElements = std::to_array<ElementInfo>({
    {kCharacteristic, "type", true},
    {kCharacteristicQuery, "type", true},
    {kNoCharacteristic, "type", false},
    {kParm, "name", false},
    {kNoParm, "name", false},
    {kParmQuery, "name", false},
});

// The powertoy's documents hold a characteristic without anything [seen].
bool IsNothing(const XmlElement& element) {
  return element.name == kCharacteristic && element.attributes.empty() && element.children.empty();
}

std::string Where(const XmlElement& element) {
  const bool is_binary = element.line == 0;
  const std::string place =
      is_binary ? "byte " + std::to_string(element.column) : "line " + std::to_string(element.line);
  return place + ": " + element.name;
}

// What is wrong with the elements below `parent`; "" where nothing is.
std::string ProblemBelow(const XmlElement& parent) {
  for (const XmlElement& element : parent.children) {
    const auto* const row = std::ranges::find(kElements, element.name, &ElementInfo::name);
    if (row == kElements.end()) return Where(element) + " is no element of a request";
    if (IsNothing(element)) continue;
    if (FindAttribute(element, row->required) == nullptr) {
      return Where(element) + " has no " + std::string(row->required);
    }
    if (!row->holds_elements && !element.children.empty()) return Where(element) + " holds elements";
    if (auto problem = ProblemBelow(element); !problem.empty()) return problem;
  }
  return "";
}

// Takes out what says nothing: characteristics without a type and without elements.
void DropEmpty(XmlElement& parent) {
  std::erase_if(parent.children, IsNothing);
  for (XmlElement& element : parent.children) DropEmpty(element);
}

// The element with the -error form: where it is, what it is, and why it failed.
const XmlElement* FindFailed(const XmlElement& element) {
  if (element.name.ends_with("-error")) return &element;
  for (const XmlElement& child : element.children) {
    if (const XmlElement* failed = FindFailed(child)) return failed;
  }
  return nullptr;
}

std::string FaultText(DocumentFault fault, const XmlElement& document, std::string_view where) {
  std::string text(Word(fault));
  if (const XmlElement* failed = FindFailed(document)) {
    const bool has_name = FindAttribute(*failed, "name") != nullptr;
    text += ":" + std::string(where) + Where(*failed) + " " + AttributeOr(*failed, has_name ? "name" : "type") + ": " +
            AttributeOr(*failed, "desc");
  }
  return text;
}

// The path of the setting that an element below `above` means.
std::string PathBelow(const CspRequest& request, const std::string& above, const XmlElement& element) {
  if (element.name == kParm) return above + "\\" + AttributeOr(element, "name");
  const Result<std::string> translated = Translated(request, element, "type");
  std::string type = translated.ok() ? translated.value() : AttributeOr(element, "type");
  if (above.empty()) return type;
  const std::string path = above + "\\" + type;
  const std::size_t separator = path.find('\\');
  return SettingPath(path.substr(0, separator), std::string_view(path).substr(separator + 1));
}

// Writes the entry of each parm's setting into its attributes.
void AddMetadata(const CspRequest& request, const std::string& above, XmlElement& node) {
  for (XmlElement& element : node.children) {
    const std::string setting = PathBelow(request, above, element);
    AddMetadata(request, setting, element);
    if (element.name != kParm) continue;
    const MetabaseEntry entry = AccessTo(request.device, setting);
    SetAttribute(element, "rw-access", std::to_string(static_cast<int>(entry.rw)));
    SetAttribute(element, "access-role", std::to_string(Bits(entry.access)));
  }
}

}  // namespace

std::string WhyNotTaken(const XmlDocument& document, DocumentRoute route) {
  if (document.traits.encoding != XmlEncoding::kUtf8) return "it is not in UTF-8";
  if (document.traits.has_byte_order_mark && route != DocumentRoute::kRapi) return "it has a byte-order mark";
  if (document.root.name != kProvisioningRoot) return "its root is " + document.root.name;
  for (const XmlElement& section : document.root.children) {
    if (section.name == kParm || section.name == kNoParm || section.name == kParmQuery) {
      return Where(section) + " stands outside a characteristic";
    }
  }
  return ProblemBelow(document.root);
}

bool HasQuery(const XmlElement& element) {
  return element.name == kParmQuery || element.name == kCharacteristicQuery ||
         std::ranges::any_of(element.children, HasQuery);
}

ProcessedDocument ProcessDocument(Device& device, const DocumentRequest& request) {
  Device changed = device;  // takes the device's place if no element fails
  CspRequest processing{changed, EffectiveRoles(device, request.roles), request.package};
  XmlElement& document = request.document;
  ProcessedDocument result;
  DropEmpty(document);
  for (XmlElement& section : document.children) {
    if (!request.flags.process) break;
    if (const CspFault fault = ProcessSection(processing, section)) {
      const std::string where = request.package != nullptr ? " in _setup.xml, " : " ";
      return {*fault, FaultText(*fault, document, where), {}};
    }
  }
  if (!request.flags.process) result.hints.push_back(HintId::kOnlyLookedAt);
  if (processing.recorded) result.hints.push_back(HintId::kRecordedOnly);
  if (processing.extracts) result.hints.push_back(HintId::kNothingExtracted);
  if (request.flags.metadata) AddMetadata(processing, "", document);
  device = std::move(changed);
  return result;
}

}  // namespace wmsim
