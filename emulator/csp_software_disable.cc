// The SoftwareDisable CSP of 6.1 and later, by which an enterprise lets single unsigned files run: characteristics
// EnabledInstalledFiles, SHA1, and in it one per file, whose type is its hash in Base64, with the parms Filename and
// PrivilegeLevel, 1 (normal) or 2 (privileged) [t653].
#include "emulator/csp.h"
#include "emulator/device_settings.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kName = "SoftwareDisable";
constexpr std::string_view kFiles = "EnabledInstalledFiles";
constexpr std::string_view kSha1 = "SHA1";

XmlElement Describe(const std::string& hash, const AllowedFile& file) {
  XmlElement node = MakeElement(kCharacteristic, {{"type", hash}});
  node.children.push_back(MakeElement(kParm, {{"name", "Filename"}, {"value", file.name}}));
  node.children.push_back(
      MakeElement(kParm, {{"name", "PrivilegeLevel"}, {"value", file.trust == Trust::kPrivileged ? "2" : "1"}}));
  return node;
}

CspFault SetFile(CspRequest& request, const std::string& hash, XmlElement& node) {
  AllowedFile file = FindAllowed(request.device, hash) != nullptr ? *FindAllowed(request.device, hash) : AllowedFile{};
  for (XmlElement& parm : node.children) {
    if (parm.name != kParm) return FailUnsupported(parm);
    const std::string name = AttributeOr(parm, "name");
    const std::string value = AttributeOr(parm, "value");
    if (name == "Filename") {
      file.name = value;
    } else if (name == "PrivilegeLevel" && (value == "1" || value == "2")) {
      file.trust = value == "2" ? Trust::kPrivileged : Trust::kNormal;
    } else {
      return Fail(parm, DocumentFault::kValueInvalid, "expected Filename, or PrivilegeLevel with 1 or 2");
    }
  }
  AllowFile(request.device, hash, std::move(file));
  return std::nullopt;
}

CspFault ProcessFile(CspRequest& request, XmlElement& node) {
  const auto hash = AllowHash(AttributeOr(node, "type"));
  if (node.name == kNoCharacteristic && hash) {
    DisallowFile(request.device, *hash);
    return std::nullopt;
  }
  if (node.name == kCharacteristicQuery) {
    const AllowedFile* file = hash ? FindAllowed(request.device, *hash) : nullptr;
    return ReplaceQuery(request, node,
                        file != nullptr ? Describe(*hash, *file)
                                        : MakeElement(kNoCharacteristic, {{"type", AttributeOr(node, "type")}}));
  }
  if (node.name != kCharacteristic) return FailUnsupported(node);
  if (!hash) return Fail(node, DocumentFault::kValueInvalid, "not a SHA-1 hash in Base64");
  return SetFile(request, *hash, node);
}

// Goes into the characteristic of that type, the only one that a node holds.
template <class Process>
CspFault ProcessOnly(XmlElement& node, std::string_view type, Process process) {
  return ProcessEach(node, [&](XmlElement& element) -> CspFault {
    const bool is_it = element.name == kCharacteristic && EqualIgnoringCase(AttributeOr(element, "type"), type);
    return is_it ? process(element) : FailUnsupported(element);
  });
}

}  // namespace

CspFault ProcessSoftwareDisable(CspRequest& request, XmlElement& section) {
  return ProcessOnly(section, kFiles, [&](XmlElement& files) {
    return ProcessOnly(files, kSha1, [&](XmlElement& list) {
      return ProcessEach(list, [&](XmlElement& node) -> CspFault {
        if (auto fault = CheckAccess(request, kName, node)) return fault;
        return ProcessFile(request, node);
      });
    });
  });
}

}  // namespace wmsim
