#include "emulator/package_contents.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "emulator/csp.h"
#include "emulator/program_signature.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kSetup = "_setup.xml";
constexpr std::string_view kHeaderEnd = ".000";
constexpr std::string_view kHeaderMark = "MSCE";

// ProcessorType of the processors that these devices have: ARM, by the numbers of winnt.h [assumed].
constexpr std::array<std::uint32_t, 6> kArm{0, 1824, 2080, 2336, 2577, 70001};

const XmlElement* FindSection(const PackageContents& contents, std::string_view type) {
  if (!contents.setup) return nullptr;
  const auto& sections = contents.setup->root.children;
  const auto found = std::ranges::find_if(
      sections, [&](const XmlElement& section) { return EqualIgnoringCase(AttributeOr(section, "type"), type); });
  return found != sections.end() ? &*found : nullptr;
}

std::string Trimmed(const std::string& text) {
  const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  return text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
}

// The value of a parm of the Install section, or "".
std::string InstallParm(const PackageContents& contents, std::string_view name) {
  const XmlElement* install = FindSection(contents, "Install");
  if (install == nullptr) return "";
  const auto parm = std::ranges::find_if(install->children, [&](const XmlElement& element) {
    return EqualIgnoringCase(AttributeOr(element, "name"), name);
  });
  return parm != install->children.end() ? Trimmed(AttributeOr(*parm, "value")) : "";
}

// Numbers with dots between them; of more than two the first two.
std::optional<OsVersion> ParseVersion(std::string_view text) {
  std::vector<std::uint32_t> numbers;
  while (true) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const auto number = ParseDecimal(text.substr(0, dot));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    if (dot == text.size()) break;
    text.remove_prefix(dot + 1);
  }
  return OsVersion{numbers[0], numbers.size() > 1 ? numbers[1] : 0};
}

// Of a signed cabinet: what its header says of the file's size, where that is wrong.
std::string WrongSize(std::string_view bytes) {
  const Result<SignedFile> file = ReadSignedFile(bytes);
  const bool is_signed = file.ok() && (!file.value().signature.empty() || !file.value().problem.empty());
  if (!is_signed || file.value().said_size == bytes.size()) return "";
  return "the header says " + std::to_string(file.value().said_size) + " bytes, the file has " +
         std::to_string(bytes.size());
}

bool StartsWithNoUninstall(const PackageContents& contents) {
  const bool starts = contents.setup && !contents.setup->root.children.empty() &&
                      &contents.setup->root.children.front() == FindSection(contents, "Install");
  return starts && InstallParm(contents, "NoUninstall") == "1";
}

std::string WrongProcessor(const PackageContents& contents) {
  const auto processor = ParseDecimal(InstallParm(contents, "ProcessorType"));
  if (!processor || std::ranges::find(kArm, *processor) != kArm.end()) return "";
  return "ProcessorType is " + std::to_string(*processor);
}

std::string WrongVersion(const Profile& profile, const PackageContents& contents) {
  const OsVersion version = profile.os_version.value;
  const auto least = ParseVersion(InstallParm(contents, "OSVersionMin"));
  const auto most = ParseVersion(InstallParm(contents, "OSVersionMax"));
  const std::string device = "the device has " + std::to_string(version.major) + "." + std::to_string(version.minor);
  if (least && version < *least) return device + ", OSVersionMin is " + InstallParm(contents, "OSVersionMin");
  if (most && version > *most) return device + ", OSVersionMax is " + InstallParm(contents, "OSVersionMax");
  return "";
}

// Whether a version or the processor is said in a way that is not understood.
bool HasUnreadable(const PackageContents& contents) {
  const std::string processor = InstallParm(contents, "ProcessorType");
  const auto is_odd = [&](const char* name) {
    const std::string version = InstallParm(contents, name);
    return !version.empty() && !ParseVersion(version);
  };
  return is_odd("OSVersionMin") || is_odd("OSVersionMax") || (!processor.empty() && !ParseDecimal(processor));
}

// Under which names the document takes files out of the package: by their names in it, in lower case.
void CollectTargets(const XmlElement& node, std::map<std::string, std::string>& targets) {
  for (const XmlElement& element : node.children) {
    CollectTargets(element, targets);
    const std::string* type = FindAttribute(element, "type");
    if (type == nullptr || *type != "Extract") continue;
    for (const XmlElement& parm : element.children) {
      if (AttributeOr(parm, "name") != "Source") continue;
      targets.try_emplace(LowerCase(AttributeOr(parm, "value")), AttributeOr(node, "type"));
    }
  }
}

std::string WithoutFolders(const std::string& path) { return path.substr(path.find_last_of("\\/") + 1); }

}  // namespace

Result<PackageContents> ReadPackageContents(std::string_view bytes) {
  auto cabinet = ReadCabinet(bytes);
  if (!cabinet.ok()) return cabinet.error();
  PackageContents contents;
  contents.cabinet = std::move(cabinet).value();
  contents.has_header = std::ranges::any_of(contents.cabinet.files, [](const CabinetFile& file) {
    return file.name.ends_with(kHeaderEnd) && file.bytes->starts_with(kHeaderMark);
  });
  const CabinetFile* setup = FindFile(contents.cabinet, kSetup);
  if (setup == nullptr) return contents;
  auto document = ReadXmlDocument(*setup->bytes);
  if (!document.ok()) {
    const Error& error = document.error();
    return Error{std::string(kSetup) + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " +
                 error.text};
  }
  contents.setup = std::move(document).value();
  return contents;
}

std::vector<std::pair<std::string, std::string>> InstallParms(const PackageContents& contents) {
  std::vector<std::pair<std::string, std::string>> parms;
  const XmlElement* install = FindSection(contents, "Install");
  if (install == nullptr) return parms;
  for (const XmlElement& parm : install->children) {
    parms.emplace_back(AttributeOr(parm, "name"), AttributeOr(parm, "value"));
  }
  return parms;
}

bool GoesBySetup(const Device& device, PackageKind kind) {
  return kind == PackageKind::kCpf || device.image->profile.runs_setup.value;
}

std::string WhyNoPackage(const Device& device, PackageKind kind, const PackageContents& contents) {
  const bool by_setup = GoesBySetup(device, kind);
  const bool has_header = contents.has_header && kind != PackageKind::kCpf;
  if (has_header || (by_setup && contents.setup)) return "";
  return by_setup ? "the cabinet is no package: it has no _setup.xml"
                  : "the cabinet is no package for this device: it has no header (.000), by which the device installs";
}

FoundPackageFault FindPackageFault(const Device& device, PackageKind kind, std::string_view bytes,
                                   const PackageContents& contents) {
  const Profile& profile = device.image->profile;
  const bool is_cpf = kind == PackageKind::kCpf;
  if (auto size = WrongSize(bytes); profile.cabinet_size_checked.value && !size.empty()) {
    return {PackageFault::kSizeWrong, std::move(size)};
  }
  if (!GoesBySetup(device, kind)) return {};
  if (is_cpf && contents.cabinet.is_compressed && !profile.compressed_cpf.value) return {PackageFault::kCompressed, ""};
  if (is_cpf && profile.no_uninstall_wanted.value && !StartsWithNoUninstall(contents)) {
    return {PackageFault::kNoUninstallMissing, ""};
  }
  if (auto processor = WrongProcessor(contents); !processor.empty()) {
    return {PackageFault::kProcessorWrong, std::move(processor)};
  }
  if (auto version = WrongVersion(profile, contents); !version.empty()) {
    return {PackageFault::kOsVersionWrong, std::move(version)};
  }
  return {PackageFault::kNone, "", HasUnreadable(contents)};
}

PackedPrograms ExaminePrograms(const Device& device, const PackageContents& contents) {
  PackedPrograms programs;
  if (!device.image->profile.checks_signatures.value) return programs;
  std::map<std::string, std::string> targets;
  if (contents.setup) CollectTargets(contents.setup->root, targets);
  std::unordered_map<std::string_view, Result<SignedBy>> known;
  for (const CabinetFile& file : contents.cabinet.files) {
    const auto place = known.find(*file.bytes);
    const Result<SignedBy>& signer =
        place != known.end() ? place->second
                             : known.emplace(*file.bytes, SignatureOnDevice(device, *file.bytes)).first->second;
    if (!signer.ok()) continue;
    const auto& [signature, why, digest, by_name] = signer.value();
    if (signature == Signature::kRevoked && programs.revoked.empty()) programs.revoked = file.name + ": " + why;
    if (signature != Signature::kNone && signature != Signature::kUnknown) continue;
    const auto target = targets.find(LowerCase(file.name));
    programs.unsigned_ones.push_back({WithoutFolders(target != targets.end() ? target->second : file.name), digest});
  }
  return programs;
}

}  // namespace wmsim
