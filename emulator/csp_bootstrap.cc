// The BOOTSTRAP and PXLOGICAL CSPs: the operator's provisioning server, and the proxies that push messages come through
// [ak, aa455948]. wmsim keeps what documents say of them and answers for it; a message says itself what its gateway is.
#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "emulator/csp.h"
#include "emulator/device_settings.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kBootstrap = "BOOTSTRAP";
constexpr std::string_view kPxLogical = "PXLOGICAL";
constexpr std::string_view kPxPhysical = "PXPHYSICAL";
constexpr std::string_view kPort = "PORT";
constexpr std::size_t kMostPorts = 2;  // of one proxy [ms844862]

// Characteristics of a proxy that are no proxies themselves [aa455948; PXAUTHINFO is OMA's].
constexpr std::array<std::string_view, 3> kPartsOfProxy{kPxPhysical, kPort, "PXAUTHINFO"};

// Parms that no query answers for [ms844862].
constexpr std::array<std::string_view, 2> kNeverAnswered{"BASAUTH-ID", "BASAUTH-PW"};

bool IsOneOf(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::any_of(names, [&](std::string_view one) { return EqualIgnoringCase(one, name); });
}

constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestValue = 4096;

// Names, ids and types become parts of a path: none is empty, or has a separator.
bool IsPart(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name.find('\\') == std::string_view::npos;
}

CspFault FailName(XmlElement& element) {
  return Fail(element, DocumentFault::kValueInvalid, "not a name of 1 to 255 characters without backslashes");
}

// What is set below a path, as a document says it; of the ports the first alone [ms844862].
XmlElement Describe(const Device& device, const std::string& path, const std::string& type) {
  XmlElement node = MakeElement(kCharacteristic, {{"type", type}});
  std::string last;
  for (const Setting& setting : SettingsBelow(device, path)) {
    const std::string_view rest = std::string_view(setting.path).substr(path.size() + 1);
    const std::size_t end = rest.find('\\');
    const std::string name(rest.substr(0, end));
    const bool is_parm = end == std::string_view::npos;
    if (is_parm && !IsOneOf(kNeverAnswered, name)) {
      node.children.push_back(MakeElement(kParm, {{"name", name}, {"value", setting.value}}));
    } else if (!is_parm && !EqualIgnoringCase(name, last)) {
      const bool is_port = EqualIgnoringCase(name, kPort);
      node.children.push_back(Describe(device, path + "\\" + name + (is_port ? "\\1" : ""), name));
      last = name;
    }
  }
  return node;
}

CspFault AnswerNode(CspRequest& request, const std::string& path, XmlElement& query) {
  const std::string type = AttributeOr(query, "type");
  const bool is_there = !SettingsBelow(request.device, path).empty();
  return ReplaceQuery(
      request, query,
      is_there ? Describe(request.device, path, type) : MakeElement(kNoCharacteristic, {{"type", type}}));
}

// Sets, removes or answers for one parm. `seen` counts the parms of the node by name: one that comes again is added to
// a list with semicolons, as queries answer it [ms844862].
CspFault ProcessParm(CspRequest& request, const std::string& node, std::map<std::string, int>& seen,
                     XmlElement& element) {
  const std::string name = AttributeOr(element, "name");
  const std::string path = node + "\\" + name;
  if (!IsPart(name)) return FailName(element);
  if (auto fault = CheckAccess(request, path, element)) return fault;
  const auto value = SettingOf(request.device, path);
  if (element.name == kParm) {
    const bool again = seen[LowerCase(name)]++ > 0 && value;
    const std::string whole = (again ? *value + ";" : "") + AttributeOr(element, "value");
    if (whole.size() > kLongestValue) return Fail(element, DocumentFault::kValueInvalid, "longer than 4096 bytes");
    PutSetting(request.device, path, whole);
  } else if (element.name == kNoParm) {
    const std::string* only = FindAttribute(element, "value");
    if (only == nullptr || value == *only) RemoveSetting(request.device, path);
  } else if (element.name == kParmQuery) {
    if (IsOneOf(kNeverAnswered, name)) return FailUnsupported(element);
    return AnswerParm(request, element, value);
  } else {
    return FailUnsupported(element);
  }
  return std::nullopt;
}

std::string ParmOf(const XmlElement& node, std::string_view name) {
  for (const XmlElement& element : node.children) {
    if (element.name == kParm && EqualIgnoringCase(AttributeOr(element, "name"), name))
      return AttributeOr(element, "value");
  }
  return "";
}

bool HoldsParms(const XmlElement& node) {
  return std::ranges::any_of(node.children, [](const XmlElement& element) { return element.name == kParm; });
}

// The mwid attribute says that a document means a proxy that is there [aa455948].
bool IsMeant(const XmlElement& element) { return AttributeOr(element, "mwid") == "1"; }

CspFault ProcessNode(CspRequest& request, const std::string& path, XmlElement& node);

// A part of a proxy: PXPHYSICAL by its id, PORT by its number in the node, others by their type.
CspFault ProcessPart(CspRequest& request, const std::string& path, std::size_t& ports, XmlElement& part) {
  const std::string type = AttributeOr(part, "type");
  std::string below = path + "\\" + type;
  if (EqualIgnoringCase(type, kPort)) {
    if (++ports > kMostPorts) return Fail(part, DocumentFault::kValueInvalid, "a proxy has at most two ports");
    below += "\\" + std::to_string(ports);
  }
  if (!EqualIgnoringCase(type, kPxPhysical) || !HoldsParms(part)) return ProcessNode(request, below, part);
  const std::string id = ParmOf(part, "PHYSICAL-PROXY-ID");
  if (!IsPart(id)) return Fail(part, DocumentFault::kValueInvalid, "it has no PHYSICAL-PROXY-ID");
  return ProcessNode(request, below + "\\" + id, part);
}

// Answers for a node of a proxy, or removes it.
CspFault AnswerOrRemove(CspRequest& request, const std::string& path, XmlElement& element) {
  if (!IsPart(AttributeOr(element, "type"))) return FailName(element);
  if (auto fault = CheckAccess(request, path, element)) return fault;
  if (element.name == kCharacteristicQuery) return AnswerNode(request, path, element);
  if (element.name != kNoCharacteristic) return FailUnsupported(element);
  if (!IsMeant(element)) return Fail(element, DocumentFault::kValueInvalid, "only mwid=\"1\" removes a proxy");
  RemoveSetting(request.device, path);
  return std::nullopt;
}

CspFault ProcessNode(CspRequest& request, const std::string& path, XmlElement& node) {
  std::map<std::string, int> seen;
  std::size_t ports = 0;
  for (XmlElement& element : node.children) {
    const std::string type = AttributeOr(element, "type");
    CspFault fault;
    if (element.name == kCharacteristic) {
      if (!IsPart(type)) return FailName(element);
      fault = IsOneOf(kPartsOfProxy, type) ? ProcessPart(request, path, ports, element)
                                           : ProcessNode(request, path + "\\" + type, element);
    } else if (element.name == kNoCharacteristic || element.name == kCharacteristicQuery) {
      fault = AnswerOrRemove(request, path + "\\" + type, element);
    } else {
      fault = ProcessParm(request, path, seen, element);
    }
    if (fault) return fault;
  }
  return std::nullopt;
}

// A proxy that is trusted, or becomes so, needs a role that Trusted WAP Proxy (4121) names too [ak]. A device without a
// value of that policy asks for none [assumed].
CspFault CheckTrusted(const CspRequest& request, const std::string& path, XmlElement& node) {
  const bool names_trust = std::ranges::any_of(node.children, [](const XmlElement& element) {
    return EqualIgnoringCase(AttributeOr(element, "name"), "TRUST");
  });
  const bool is_trusted = names_trust || SettingOf(request.device, path + "\\TRUST").has_value();
  const bool asks = is_trusted && StateOf(request.device, policy::kTrustedWapProxy).in_force.has_value();
  if (!asks || AcceptsRoles(request.device, policy::kTrustedWapProxy, request.roles)) return std::nullopt;
  return Fail(
      node, DocumentFault::kRoleTooLow,
      "a trusted proxy needs " + PolicyText(request.device, policy::kTrustedWapProxy) + " of Trusted WAP Proxy (4121)");
}

CspFault ProcessProxy(CspRequest& request, const std::string& id, XmlElement& node) {
  const std::string path = std::string(kPxLogical) + "\\" + id;
  if (auto fault = CheckTrusted(request, path, node)) return fault;
  return ProcessNode(request, path, node);
}

}  // namespace

CspFault ProcessBootstrap(CspRequest& request, XmlElement& section) {
  if (section.name == kCharacteristicQuery) {
    if (auto fault = CheckAccess(request, kBootstrap, section)) return fault;
    return ReplaceQuery(request, section, Describe(request.device, std::string(kBootstrap), std::string(kBootstrap)));
  }
  std::map<std::string, int> seen;
  for (XmlElement& element : section.children) {
    const bool allows_context = element.name == kParm &&
                                EqualIgnoringCase(AttributeOr(element, "name"), "CONTEXT-ALLOW") &&
                                AttributeOr(element, "value") != "0";
    if (allows_context) return Fail(element, DocumentFault::kValueInvalid, "CONTEXT-ALLOW is 0 on these devices");
    if (auto fault = ProcessParm(request, std::string(kBootstrap), seen, element)) return fault;
  }
  return std::nullopt;
}

CspFault ProcessPxLogical(CspRequest& request, XmlElement& section) {
  if (section.name == kCharacteristicQuery) {
    if (auto fault = CheckAccess(request, kPxLogical, section)) return fault;
    return ReplaceQuery(request, section, Describe(request.device, std::string(kPxLogical), std::string(kPxLogical)));
  }
  if (HoldsParms(section)) {
    const std::string id = ParmOf(section, "PROXY-ID");
    if (!IsPart(id)) return Fail(section, DocumentFault::kValueInvalid, "a new proxy has a PROXY-ID");
    return ProcessProxy(request, id, section);
  }
  for (XmlElement& element : section.children) {
    const std::string id = AttributeOr(element, "type");
    const std::string path = std::string(kPxLogical) + "\\" + id;
    CspFault fault;
    if (element.name == kCharacteristic && !IsPart(id)) return FailName(element);
    if (element.name == kCharacteristic && !IsMeant(element)) {
      return Fail(element, DocumentFault::kValueInvalid, "only mwid=\"1\" changes a proxy");
    }
    if (element.name == kNoCharacteristic) fault = CheckTrusted(request, path, element);
    if (fault) return fault;
    fault =
        element.name == kCharacteristic ? ProcessProxy(request, id, element) : AnswerOrRemove(request, path, element);
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace wmsim
