#include <algorithm>
#include <array>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/inspect.h"
#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

// What --as can ask for.
struct InspectKind {
  std::string_view name;
  bool (*accepts)(FileFormat);
};
constexpr auto kKinds = std::to_array<InspectKind>({
    {"x509", [](FileFormat format) { return format == FileFormat::kDer; }},
    {"pem-x509", [](FileFormat format) { return format == FileFormat::kBase64; }},
});

Result<CertificateFile> Read(const std::string& path, std::string_view as) {
  const Result<std::string> bytes = ReadHostFile(path, kMaxCertificateBytes);
  if (!bytes.ok()) return Error{bytes.error().text, path};
  Result<CertificateFile> file = ReadCertificateFile(bytes.value());
  if (!file.ok()) return Error{file.error().text, path};
  const auto kind = std::ranges::find(kKinds, as, &InspectKind::name);
  if (kind != kKinds.end() && !kind->accepts(file.value().format)) {
    return Error{"not " + std::string(as) + ", but " + std::string(Word(file.value().format)), path};
  }
  return file;
}

}  // namespace

ExitStatus InspectCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (line.words.empty()) return Complain(Error{"which file? `wmsim inspect FILE...`"}, format.value());
  const std::string as = line.Value("as");
  if (!as.empty() && std::ranges::find(kKinds, as, &InspectKind::name) == kKinds.end()) {
    std::vector<std::string_view> names;
    for (const InspectKind& kind : kKinds) names.push_back(kind.name);
    return Complain(Error{UnknownWord("kind", as, names)}, format.value());
  }
  std::vector<Inspected> files;
  for (const std::string& path : line.words) files.push_back({path, Read(path, as)});
  ExitStatus status = ExitStatus::kYes;
  const bool one_object = format.value() == Format::kJson && (files.size() > 1 || files.front().file.ok());
  for (const auto& [name, file] : files) {
    if (!file.ok()) {
      status = Complain(file.error(), one_object ? Format::kText : format.value());
    } else if (format.value() == Format::kText) {
      PrintLines(InspectText(name, file.value()));
    }
  }
  if (one_object) Print(InspectJson(files));
  return status;
}

}  // namespace wmsim
