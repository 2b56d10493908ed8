// WBXML: the binary form in which push messages carry provisioning documents. The tokens are those of WAP and OMA and
// Microsoft's own, in one table; elements and attributes that have none are written out in the string table.
#pragma once

#include <string_view>

#include "emulator/xml_reader.h"

namespace wmsim {

// What a document may have at most as bytes of names and values, once the string table is filled in.
inline constexpr std::size_t kMaxWbxmlContent = std::size_t{16} << 20;

// IsWbxml tells whether bytes start like WBXML: with version 1.1, 1.2 or 1.3, and with the public id of provisioning
// documents or one that the string table has.
bool IsWbxml(std::string_view bytes);

// ReadWbxml reads a whole document in UTF-8. The tree is that of its XML form. Errors, each with its place: a token
// that no table has, an extension or processing instruction, content that the bytes do not hold, elements within each
// other deeper than kMaxXmlDepth, more elements and attributes than kMaxXmlNodes, more content than kMaxWbxmlContent,
// anything behind the end.
Result<XmlDocument> ReadWbxml(std::string_view bytes);

}  // namespace wmsim
