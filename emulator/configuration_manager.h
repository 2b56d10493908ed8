// The configuration manager: it takes a provisioning document with the roles of whoever sends it, and lets the
// configuration service providers carry it out, section by section; one element that fails undoes the whole document
// [ak: transactions].
//
// Who may send a document, and with which roles, is for others: provisioning.h, package_tools.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/cabinet.h"
#include "emulator/device.h"
#include "emulator/hint.h"
#include "emulator/xml_reader.h"
#include "policy_engine/classes.h"
#include "policy_engine/origin.h"

namespace wmsim {

// The root element of a provisioning document.
inline constexpr std::string_view kProvisioningRoot = "wap-provisioningdoc";

// What the configuration manager is asked to do. Without `process` it only looks at the document; with `metadata` the
// parms of the answer say who may touch their settings, and how [cfgmgrapi.h; ms890032].
struct ProcessingFlags {
  bool process = true;
  bool metadata = false;
};

// WhyNotTaken returns why a device does not take a document that is well-formed, by its encoding and its elements, or
// "". RapiConfig strips a byte-order mark; every other route refuses one [sdk-facts 7, ms890704].
std::string WhyNotTaken(const XmlDocument& document, DocumentRoute route);

// HasQuery tells whether something in an element is a query.
bool HasQuery(const XmlElement& element);

// A document for the configuration manager: its root, the mask of whoever sends it before 4119 and 4120, and the
// package that it is in, or null.
struct DocumentRequest {
  XmlElement& document;
  RoleMask roles;
  ProcessingFlags flags{};
  const Cabinet* package = nullptr;
};

// What came of it: why it failed and was undone, the text of that for a trace, and hints.
struct ProcessedDocument {
  DocumentFault fault = DocumentFault::kNone;
  std::string fault_text;
  std::vector<HintId> hints;
};

// ProcessDocument carries a document out, or leaves the device as it was. The document becomes the device's answer: it
// has the shape of the request; queries give way to what they found, and the element that failed has its -error form.
// Requires that WhyNotTaken finds nothing.
ProcessedDocument ProcessDocument(Device& device, const DocumentRequest& request);

}  // namespace wmsim
