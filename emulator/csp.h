// Configuration service providers (CSPs): what the sections of a provisioning document mean to a device.
//
// A section is a characteristic directly below the document's root; the provider of its name works on it, element by
// element, until one fails. A section becomes its own answer on the way: queries give way to what they found, and the
// element that fails takes its -error form, with a clause of the emulator's in `desc` (no document shows a device's).
//
// To add a provider: a function in a csp_*.cc of its own, a row in the table of csp.cc, and its access in metabase.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emulator/cabinet.h"
#include "emulator/device.h"
#include "emulator/xml_reader.h"
#include "policy_engine/classes.h"

namespace wmsim {

// Who asks, and where. `roles` is the request's mask after 4119 and 4120; the device is the one that is changed.
// `package` is what the document came in, or null.
// `install_dir` is what the document's Install section says, translated. `recorded`: some section had no effect,
// because wmsim does not model its provider; `extracts`: some file was to come out of a package that is not there.
// `answered` counts the bytes that queries were answered with: an answer is at most kMaxAnswer.
struct CspRequest {
  Device& device;
  RoleMask roles;
  const Cabinet* package = nullptr;
  std::string install_dir{};
  bool recorded = false;
  bool extracts = false;
  std::size_t answered = 0;
};
inline constexpr std::size_t kMaxAnswer = 16U << 20;

// Why an element failed; nothing where it did not.
using CspFault = std::optional<DocumentFault>;

// A row per provider whose effect is modelled. `answers_whole`: it takes a characteristic-query in the place of a
// section, for all that it has. `normalize` writes the path of a setting, below the provider's name, in one form.
struct Csp {
  std::string_view name;
  CspFault (*process)(CspRequest& request, XmlElement& section);
  bool answers_whole = false;
  std::string (*normalize)(std::string_view path) = nullptr;
};

// ProcessSection finds the provider of a section, in any case [assumed], and lets it work.
CspFault ProcessSection(CspRequest& request, XmlElement& section);

// SettingPath returns the whole path of a provider's setting in the form in which the metabase has it.
std::string SettingPath(std::string_view provider, std::string_view path);

// The providers.
CspFault ProcessSecurityPolicy(CspRequest& request, XmlElement& section);
CspFault ProcessRegistry(CspRequest& request, XmlElement& section);
CspFault ProcessCertificateStore(CspRequest& request, XmlElement& section);
CspFault ProcessMetabase(CspRequest& request, XmlElement& section);
CspFault ProcessInstall(CspRequest& request, XmlElement& section);
CspFault ProcessFileOperation(CspRequest& request, XmlElement& section);
CspFault ProcessLoaderRevocation(CspRequest& request, XmlElement& section);
CspFault ProcessSoftwareDisable(CspRequest& request, XmlElement& section);
CspFault ProcessBootstrap(CspRequest& request, XmlElement& section);
CspFault ProcessPxLogical(CspRequest& request, XmlElement& section);

// What providers share.

// The elements of a provisioning document [aa455930; sdk-facts 5.1].
inline constexpr std::string_view kCharacteristic = "characteristic";
inline constexpr std::string_view kParm = "parm";
inline constexpr std::string_view kNoCharacteristic = "nocharacteristic";
inline constexpr std::string_view kNoParm = "noparm";
inline constexpr std::string_view kCharacteristicQuery = "characteristic-query";
inline constexpr std::string_view kParmQuery = "parm-query";

// ProcessEach processes the elements of a node in order, until one fails.
template <class Process>
CspFault ProcessEach(XmlElement& node, Process process) {
  for (XmlElement& element : node.children) {
    if (auto fault = process(element)) return fault;
  }
  return std::nullopt;
}

// AttributeOr returns the value of an attribute, or "".
std::string AttributeOr(const XmlElement& element, std::string_view name);

// Translated returns an attribute as the element's `translation` says: as it is, with each doubled backslash made one
// (filesystem), or with the CE strings of the device in it expanded too (install) [aa457970]. An error where they
// cannot be.
Result<std::string> Translated(const CspRequest& request, const XmlElement& element, std::string_view attribute);

// FailLongPath is Fail for an element whose path is longer than kMaxFolderPath.
CspFault FailLongPath(XmlElement& element);

// MakeElement returns an element with a name and attributes, to answer with.
XmlElement MakeElement(std::string_view name, std::vector<std::pair<std::string, std::string>> attributes);

// ReplaceQuery puts an answer in the place of a query; a fault where the whole answer grows too long. AnswerParm does
// so with a parm that has the value, or noparm where there is none.
CspFault ReplaceQuery(CspRequest& request, XmlElement& query, XmlElement answer);
CspFault AnswerParm(CspRequest& request, XmlElement& query, std::optional<std::string> value);

// SetAttribute gives an element an attribute, in the place of the one with this name.
void SetAttribute(XmlElement& element, std::string_view name, std::string value);

// Fail gives `element` its -error form and returns the fault.
CspFault Fail(XmlElement& element, DocumentFault fault, std::string desc);

// FailUnsupported is Fail for an element that the provider does not take.
CspFault FailUnsupported(XmlElement& element);

// AccessTo returns who may touch a setting, and how.
MetabaseEntry AccessTo(const Device& device, std::string_view setting);

// CheckAccess fails an element whose setting the request may not read (for queries) or write. Of a setting's entries in
// the metabase the longest path holds: the device's own (one for PATH or PATH\* is for all below that has none of its
// own [aa455926]), then the rows of metabase.h; a setting without an entry is open to MANAGER [assumed].
CspFault CheckAccess(const CspRequest& request, std::string_view setting, XmlElement& element);

// CheckReading is CheckAccess for an element that reads, whatever it is.
CspFault CheckReading(const CspRequest& request, std::string_view setting, XmlElement& element);

}  // namespace wmsim
