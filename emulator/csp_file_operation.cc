// The FileOperation CSP: characteristics that are folders and files, and in them what is done there [bb737563,
// ms834745]. Files of wmsim's devices have neither dates nor attributes: NoOverwriteIfNewer, ForceDelete and
// SelfRegister are taken and have no effect.
#include <algorithm>
#include <array>

#include "emulator/ce_strings.h"
#include "emulator/csp.h"
#include "emulator/device_files.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

CspFault FailFile(XmlElement& operation, std::string desc) {
  return Fail(operation, DocumentFault::kValueInvalid, std::move(desc));
}

bool HasFile(const Device& device, const std::string& path) {
  const DeviceFile* file = FindFile(device, path);
  return file != nullptr && file->bytes != nullptr;
}

const XmlElement* FindParm(const XmlElement& operation, std::string_view name) {
  const auto parm = std::ranges::find_if(operation.children, [&](const XmlElement& element) {
    return element.name == kParm && AttributeOr(element, "name") == name;
  });
  return parm != operation.children.end() ? &*parm : nullptr;
}

// Flags stand without a value, or with 1 [seen in _setup.xml].
bool HasFlag(const XmlElement& operation, std::string_view name) {
  const XmlElement* parm = FindParm(operation, name);
  return parm != nullptr && AttributeOr(*parm, "value") != "0";
}

// The path that the parm Source names.
Result<std::string> SourceOf(const CspRequest& request, const XmlElement& operation) {
  const XmlElement* parm = FindParm(operation, "Source");
  if (parm == nullptr || AttributeOr(*parm, "value").empty()) return Error{"it has no Source"};
  Result<std::string> path = Translated(request, *parm, "value");
  if (path.ok() && path.value().size() > kMaxFolderPath) return Error{"its Source is longer than 260 bytes"};
  return path;
}

CspFault MakeDir(CspRequest& request, const std::string& path, XmlElement& operation) {
  if (HasFile(request.device, path)) return FailFile(operation, path + " is a file");
  if (!FolderExists(request.device, path)) PutFile(request.device, path, nullptr);
  return std::nullopt;
}

// What is not there needs no removing [assumed], and a folder that holds something stays [assumed].
CspFault RemoveDir(CspRequest& request, const std::string& path, XmlElement& operation) {
  if (HasFile(request.device, path)) return FailFile(operation, path + " is a file");
  if (HasFilesBelow(request.device, path)) return FailFile(operation, path + " is not empty");
  RemoveFile(request.device, path);
  return std::nullopt;
}

CspFault Delete(CspRequest& request, const std::string& path, XmlElement& operation) {
  if (HasFile(request.device, path)) {
    RemoveFile(request.device, path);
  } else if (FolderExists(request.device, path)) {
    return FailFile(operation, path + " is a folder");
  }
  return std::nullopt;
}

CspFault CopyFrom(CspRequest& request, const std::string& path, XmlElement& operation, bool keeps_source) {
  const auto named = SourceOf(request, operation);
  if (!named.ok()) return FailFile(operation, named.error().text);
  const std::string& source = named.value();
  const std::string setting = SettingPath("FileOperation", source);
  auto fault = keeps_source ? CheckReading(request, setting, operation) : CheckAccess(request, setting, operation);
  if (fault) return fault;
  if (!HasFile(request.device, source)) return FailFile(operation, "there is no file " + source);
  if (FolderExists(request.device, path)) return FailFile(operation, path + " is a folder");
  if (HasFlag(operation, "NoOverwrite") && HasFile(request.device, path)) return std::nullopt;
  const auto bytes = FindFile(request.device, source)->bytes;
  if (!keeps_source) RemoveFile(request.device, source);
  PutFile(request.device, path, bytes);
  return std::nullopt;
}

CspFault Copy(CspRequest& request, const std::string& path, XmlElement& operation) {
  return CopyFrom(request, path, operation, true);
}

CspFault Move(CspRequest& request, const std::string& path, XmlElement& operation) {
  return CopyFrom(request, path, operation, false);
}

CspFault Extract(CspRequest& request, const std::string& path, XmlElement& operation) {
  const auto source = SourceOf(request, operation);
  if (!source.ok()) return FailFile(operation, source.error().text);
  if (request.package == nullptr) {
    request.extracts = true;
    return std::nullopt;
  }
  const CabinetFile* file = FindFile(*request.package, source.value());
  if (file == nullptr) return FailFile(operation, "the package has no file " + source.value());
  if (FolderExists(request.device, path)) return FailFile(operation, path + " is a folder");
  if (HasFlag(operation, "NoOverwrite") && HasFile(request.device, path)) return std::nullopt;
  PutFile(request.device, path, file->bytes);
  return std::nullopt;
}

// A shortcut is a text file: the length of what is to be started, #, and that in quotation marks [ak].
CspFault Shortcut(CspRequest& request, const std::string& path, XmlElement& operation) {
  const auto source = SourceOf(request, operation);
  if (!source.ok()) return FailFile(operation, source.error().text);
  if (FolderExists(request.device, path)) return FailFile(operation, path + " is a folder");
  const std::string target = "\"" + source.value() + "\"";
  const std::string text = std::to_string(target.size()) + "#" + target;
  PutFile(request.device, path, std::make_shared<const std::string>(text));
  return std::nullopt;
}

struct Operation {
  std::string_view name;
  CspFault (*process)(CspRequest& request, const std::string& path, XmlElement& operation);
};
constexpr auto kOperations = std::to_array<Operation>({
    {"MakeDir", MakeDir},
    {"RemoveDir", RemoveDir},
    {"Copy", Copy},
    {"Move", Move},
    {"Delete", Delete},
    {"Extract", Extract},
    {"Shortcut", Shortcut},
});

// Whether something above a path is a file.
bool IsBelowFile(const Device& device, std::string_view path) {
  while (!(path = KeyAbove(path)).empty()) {
    if (HasFile(device, std::string(path))) return true;
  }
  return false;
}

CspFault ProcessOperation(CspRequest& request, const Operation& row, const std::string& path, XmlElement& operation) {
  if (auto fault = CheckAccess(request, SettingPath("FileOperation", path), operation)) return fault;
  for (XmlElement& element : operation.children) {
    if (element.name != kParm) return FailUnsupported(element);
  }
  if (path.empty()) return FailFile(operation, "the root is not to be changed");
  if (IsBelowFile(request.device, path)) return FailFile(operation, path + " is below a file");
  return row.process(request, path, operation);
}

// What a characteristic of a folder or a file holds: operations on it, and what is in it.
CspFault ProcessPath(CspRequest& request, const std::string& path, XmlElement& node);

CspFault ProcessElement(CspRequest& request, const std::string& path, XmlElement& element) {
  const auto* const operation = std::ranges::find(kOperations, AttributeOr(element, "type"), &Operation::name);
  if (operation != kOperations.end()) return ProcessOperation(request, *operation, path, element);
  if (element.children.empty()) return FailUnsupported(element);
  return ProcessPath(request, path, element);
}

CspFault ProcessPath(CspRequest& request, const std::string& above, XmlElement& node) {
  if (node.name != kCharacteristic) return FailUnsupported(node);
  const auto name = Translated(request, node, "type");
  if (!name.ok()) return Fail(node, DocumentFault::kValueInvalid, name.error().text);
  if (above.size() + name.value().size() >= kMaxFolderPath) return FailLongPath(node);
  const std::string path = DevicePath(above + "\\" + name.value());
  for (XmlElement& element : node.children) {
    if (element.name != kCharacteristic) return FailUnsupported(element);
    if (auto fault = ProcessElement(request, path, element)) return fault;
  }
  return std::nullopt;
}

}  // namespace

CspFault ProcessFileOperation(CspRequest& request, XmlElement& section) {
  return ProcessEach(section, [&](XmlElement& element) { return ProcessPath(request, "", element); });
}

}  // namespace wmsim
