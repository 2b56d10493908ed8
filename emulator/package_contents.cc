#include "emulator/package_contents.h"

#include <algorithm>
#include <array>

#include "emulator/csp.h"
#include "emulator/program_signature.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kSetup = "_setup.xml";
constexpr std::string_view kHeaderEnd = ".000";

// The field of a cabinet's header that has the size of the whole file, in bytes.
constexpr std::size_t kSizeField = 8;

// ProcessorType of the processors that these devices have: ARM, by the numbers of winnt.h [assumed].
constexpr std::array<std::uint32_t, 6> kArm{0, 1824, 2080, 2336, 2577, 70001};

const XmlElement* FindSection(const PackageContents& contents, std::string_view type) {
  if (!contents.setup) return nullptr;
  const auto& sections = contents.setup->root.children;
  const auto found = std::ranges::find_if(
      sections, [&](const XmlElement& section) { return EqualIgnoringCase(AttributeOr(section, "type"), type); });
  return found != sections.end() ? &*found : nullptr;
}

// The value of a parm of the Install section, or "".
std::string InstallParm(const PackageContents& contents, std::string_view name) {
  const XmlElement* install = FindSection(contents, "Install");
  if (install == nullptr) return "";
  const auto parm = std::ranges::find_if(
      install->children, [&](const XmlElement& element) { return AttributeOr(element, "name") == name; });
  return parm != install->children.end() ? AttributeOr(*parm, "value") : "";
}

std::optional<OsVersion> ParseVersion(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto major = ParseDecimal(text.substr(0, dot));
  const auto minor = ParseDecimal(text.substr(dot + 1));
  return major && minor ? std::optional(OsVersion{*major, *minor}) : std::nullopt;
}

// Of a signed cabinet: what its header says of the file's size, where that is wrong.
std::string WrongSize(std::string_view bytes) {
  const Result<SignedFile> file = ReadSignedFile(bytes);
  if (!file.ok() || file.value().signature.empty() || bytes.size() < kSizeField + 4) return "";
  std::uint32_t size = 0;
  for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[kSizeField + i]);
  if (size == bytes.size()) return "";
  return "the header says " + std::to_string(size) + " bytes, the file has " + std::to_string(bytes.size());
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

// The type of the characteristic that takes a file out of the package, or "".
std::string TargetOf(const XmlElement& node, std::string_view source) {
  for (const XmlElement& element : node.children) {
    const bool extracts = AttributeOr(element, "type") == "Extract";
    const auto is_source = [&](const XmlElement& parm) {
      return AttributeOr(parm, "name") == "Source" && EqualIgnoringCase(AttributeOr(parm, "value"), source);
    };
    if (extracts && std::ranges::any_of(element.children, is_source)) return AttributeOr(node, "type");
    if (auto target = TargetOf(element, source); !target.empty()) return target;
  }
  return "";
}

}  // namespace

Result<PackageContents> ReadPackageContents(std::string_view bytes) {
  auto cabinet = ReadCabinet(bytes);
  if (!cabinet.ok()) return cabinet.error();
  PackageContents contents;
  contents.cabinet = std::move(cabinet).value();
  contents.has_header = std::ranges::any_of(contents.cabinet.files,
                                            [](const CabinetFile& file) { return file.name.ends_with(kHeaderEnd); });
  const CabinetFile* setup = FindFile(contents.cabinet, kSetup);
  if (setup == nullptr) return contents;
  auto document = ReadXmlDocument(setup->bytes);
  if (!document.ok()) {
    const Error& error = document.error();
    return Error{std::string(kSetup) + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " +
                 error.text};
  }
  contents.setup = std::move(document).value();
  return contents;
}

std::string FindRevokedProgram(const Device& device, const PackageContents& contents) {
  for (const CabinetFile& file : contents.cabinet.files) {
    const Result<SignedBy> signer = SignatureOnDevice(device, file.bytes);
    if (signer.ok() && signer.value().signature == Signature::kRevoked) return file.name + ": " + signer.value().why;
  }
  return "";
}

FoundPackageFault FindPackageFault(const Device& device, PackageKind kind, std::string_view bytes,
                                   const PackageContents& contents) {
  const Profile& profile = device.image->profile;
  const bool is_cpf = kind == PackageKind::kCpf;
  if (auto size = WrongSize(bytes); profile.cabinet_size_checked.value && !size.empty()) {
    return {PackageFault::kSizeWrong, std::move(size)};
  }
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
  return {};
}

std::vector<PackedProgram> UnsignedPrograms(const Device& device, const PackageContents& contents) {
  std::vector<PackedProgram> programs;
  for (const CabinetFile& file : contents.cabinet.files) {
    const Result<SignedBy> signer = SignatureOnDevice(device, file.bytes);
    const bool is_unsigned = signer.ok() && (signer.value().signature == Signature::kNone ||
                                             signer.value().signature == Signature::kUnknown);
    if (!is_unsigned) continue;
    const std::string target = contents.setup ? TargetOf(contents.setup->root, file.name) : "";
    programs.push_back({target.empty() ? file.name : target, signer.value().digest});
  }
  return programs;
}

}  // namespace wmsim
