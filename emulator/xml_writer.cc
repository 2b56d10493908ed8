#include "emulator/xml_writer.h"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

namespace wmsim {
namespace {

using boost::property_tree::ptree;

// Children are appended, never reached by a path: names may hold dots.
ptree TreeOf(const XmlElement& element) {
  ptree tree;
  ptree attributes;
  for (const auto& [name, value] : element.attributes) attributes.push_back({name, ptree(value)});
  if (!attributes.empty()) tree.push_back({"<xmlattr>", std::move(attributes)});
  for (const XmlElement& child : element.children) tree.push_back({child.name, TreeOf(child)});
  return tree;
}

}  // namespace

std::string WriteXml(const XmlElement& root) {
  ptree document;
  document.push_back({root.name, TreeOf(root)});
  std::ostringstream out;
  write_xml(out, document, boost::property_tree::xml_writer_make_settings<std::string>(' ', 2));
  return out.str();
}

}  // namespace wmsim
