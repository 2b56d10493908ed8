// The Install CSP: what the first section of a package's document says of the package [ak]. A device's installer reads
// it; of a document alone only the folder counts, for what comes after it.
#include "emulator/ce_strings.h"
#include "emulator/csp.h"

namespace wmsim {
namespace {

constexpr std::size_t kLongestAppName = 70;  // characters [ak]

// Counts characters: every byte that does not continue one.
std::size_t Characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

CspFault ProcessInstall(CspRequest& request, XmlElement& section) {
  const bool is_the_installers = request.package != nullptr;  // who reads it before the document is processed
  if (!is_the_installers) {
    if (auto fault = CheckAccess(request, "Install", section)) return fault;
  }
  for (XmlElement& element : section.children) {
    if (element.name != kParm) return FailUnsupported(element);
    const std::string name = AttributeOr(element, "name");
    if (name == "AppName" && Characters(AttributeOr(element, "value")) > kLongestAppName) {
      return Fail(element, DocumentFault::kValueInvalid, "the name of an application has at most 70 characters");
    }
    if (name != "InstallDir") continue;
    auto folder = Translated(request, element, "value");
    if (!folder.ok()) return Fail(element, DocumentFault::kValueInvalid, folder.error().text);
    if (folder.value().size() > kMaxFolderPath) return FailLongPath(element);
    request.install_dir = std::move(folder).value();
  }
  return std::nullopt;
}

}  // namespace wmsim
