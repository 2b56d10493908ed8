// WBXML: the binary form in which push messages carry provisioning documents. The tokens are those of WAP and OMA and
// Microsoft's own, in one table; elements and attributes that have none are written out in the string table.
#pragma once

#include <string_view>

#include "emulator/xml_reader.h"

namespace wmsim {

// IsWbxml tells whether bytes start like WBXML: with version 1.1, 1.2 or 1.3, and with the public id of provisioning
// documents or one that the string table has.
bool IsWbxml(std::string_view bytes);

// ReadWbxml reads a whole document in UTF-8. The tree is one that XML could hold. Errors, each with its place: a token
// that no table has, an extension or processing instruction, text that XML does not take, content that the bytes do not
// hold, an element with more than 64 attributes, what exceeds the bounds of XML (kMaxXmlDepth, kMaxXmlNodes,
// kMaxXmlContent), anything behind the end.
Result<XmlDocument> ReadWbxml(std::string_view bytes);

}  // namespace wmsim
