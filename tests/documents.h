// Provisioning documents as tests write them, and what devices answer.
#pragma once

#include <string>
#include <string_view>

#include "emulator/provisioning.h"

namespace wmsim {

inline std::string Document(std::string_view sections) {
  return "<wap-provisioningdoc>" + std::string(sections) + "</wap-provisioningdoc>";
}

inline std::string Section(std::string_view provider, std::string_view elements) {
  return "<characteristic type=\"" + std::string(provider) + "\">" + std::string(elements) + "</characteristic>";
}

inline StepResult FromRom(Device& device, std::string_view sections) {
  return Provision(device, {Document(sections), DocumentRoute::kRom, {}, {}});
}

// The answer without the declaration, line ends and indents.
inline std::string Answer(const StepResult& result) {
  std::string text;
  bool in_tag = false;
  for (const char c : result.response) {
    in_tag = c == '<' || (in_tag && c != '>');
    if (in_tag || c == '>') text += c;
  }
  const std::size_t root = text.find("<wap-provisioningdoc>");
  const std::size_t begin = root + std::string_view("<wap-provisioningdoc>").size();
  return root == std::string::npos ? text : text.substr(begin, text.rfind("</wap-") - begin);
}

}  // namespace wmsim
