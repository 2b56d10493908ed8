// Writing XML documents, by Boost.PropertyTree. None of its types or exceptions leaves xml_writer.cc.
#pragma once

#include <string>

#include "emulator/xml_reader.h"

namespace wmsim {

// WriteXml writes a document in UTF-8 with a declaration, two blanks for each level, attributes and children in their
// order. Text inside elements is left out: the documents that are written have none.
std::string WriteXml(const XmlElement& root);

}  // namespace wmsim
