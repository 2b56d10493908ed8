// XML documents: bytes in, a tree of elements with their places out. What elements mean is said elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

// An element. Attributes and children keep the document's order. `text` is the character data directly in the element,
// entities resolved, blanks kept. Line and column are those of its start tag, counting characters from one; of the
// reference, where an entity holds the tag. In a binary document the line is 0 and the column counts bytes.
struct XmlElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlElement> children;
  std::string text;
  int line = 0;
  int column = 0;
};

// FindAttribute returns the value of an attribute, or null.
const std::string* FindAttribute(const XmlElement& element, std::string_view name);

// kOther: the document declares another encoding that can be read, US-ASCII or ISO-8859-1.
enum class XmlEncoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kOther };

// How the document is written. `declared` is the encoding as the XML declaration spells it, empty where it says none.
struct XmlTraits {
  bool has_byte_order_mark = false;
  XmlEncoding encoding = XmlEncoding::kUtf8;
  std::string declared;
};

struct XmlDocument {
  XmlElement root;
  XmlTraits traits;
};

// What a document may hold at most: elements within each other; elements and attributes together; bytes of names,
// values and text once entities and defaults are filled in; entities and attributes declared in its DTD.
inline constexpr std::size_t kMaxXmlDepth = 64;
inline constexpr std::size_t kMaxXmlNodes = 200'000;
inline constexpr std::size_t kMaxXmlContent = std::size_t{64} << 20;
inline constexpr std::size_t kMaxXmlDeclarations = 1'000;

// ReadXmlDocument reads a whole document: UTF-8 with or without a byte order mark, UTF-16 with one, or as declared. An
// external DTD subset may be named, and is not opened. Errors, each with its place: a document that is not well-formed,
// an encoding that is unknown or not the one declared, a reference to an external entity or to one that the document
// itself does not declare, more than the maxima above, entities that expand beyond Expat's limits.
Result<XmlDocument> ReadXmlDocument(std::string_view bytes);

// ReadXml is the same for those who want the root element only.
Result<XmlElement> ReadXml(std::string_view bytes);

}  // namespace wmsim
