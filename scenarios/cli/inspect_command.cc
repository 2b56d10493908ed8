#include <algorithm>
#include <array>
#include <optional>

#include "emulator/authenticode.h"
#include "emulator/base64.h"
#include "emulator/certificate_file.h"
#include "emulator/csp.h"
#include "emulator/device_settings.h"
#include "emulator/package_contents.h"
#include "emulator/pkcs12.h"
#include "emulator/pkcs7.h"
#include "emulator/program_signature.h"
#include "emulator/provisioning.h"
#include "emulator/reg_file.h"
#include "emulator/wbxml.h"
#include "emulator/xml_reader.h"
#include "policy_engine/number.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/inspect.h"
#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

using Password = std::optional<std::string>;

constexpr std::size_t kLookedAt = 128;  // bytes that show what text is

Result<Inspection> InspectCertificates(Result<std::vector<CertificatePtr>> certificates, std::string_view format) {
  if (!certificates.ok()) return certificates.error();
  return Inspection{.format = std::string(format), .certificates = std::move(certificates).value()};
}

// Of a file with one certificate: what the revocation list knows it by.
void AddRevocationHash(Inspection& file) {
  if (file.certificates.size() != 1) return;
  const auto hash = RevocationHash(EncodeBase64(HashOfSignedPart(*file.certificates.front())));
  if (hash) file.details.emplace_back("revocation-hash", *hash);
}

Result<Inspection> InspectX509(std::string_view bytes, const Password&) {
  const auto certificate = ParseCertificate(bytes);
  if (!certificate.ok()) return certificate.error();
  Inspection file{.format = std::string(Word(FileFormat::kDer)), .certificates = {certificate.value()}};
  AddRevocationHash(file);
  return file;
}

Result<Inspection> InspectPkcs7(std::string_view bytes, const Password&) {
  return InspectCertificates(ReadPkcs7(bytes), Word(FileFormat::kPkcs7));
}

Result<Inspection> InspectCms(std::string_view bytes, const Password&) {
  return InspectCertificates(ReadCms(bytes), "cms");
}

Result<Inspection> InspectPkcs12(std::string_view bytes, const Password& password) {
  auto opened = OpenPkcs12(bytes, password);
  const std::string format(Word(FileFormat::kPkcs12));
  if (!opened.ok() && IsPkcs12(bytes)) return Inspection{.format = format, .problem = opened.error().text};
  if (!opened.ok()) return opened.error();
  Pkcs12Content content = std::move(opened).value();
  Inspection file{.format = format,
                  .certificates = std::move(content.certificates),
                  .with_private_key = content.with_private_key,
                  .locked = content.status == Pkcs12Status::kWrongPassword};
  std::string algorithms;
  for (const std::string& name : content.algorithms) algorithms += (algorithms.empty() ? "" : ", ") + name;
  file.details.emplace_back("algorithms", algorithms.empty() ? "none" : algorithms);
  if (content.status == Pkcs12Status::kCipherUnknown) file.problem = "its cipher is not known: " + content.cipher;
  if (content.beyond_pkcs12_v1) file.details.emplace_back("beyond-devices", "uses more than PKCS#12 version 1 knew");
  return file;
}

// The bytes decide which of the certificate forms it is.
Result<Inspection> InspectCertificate(std::string_view bytes, const Password& password) {
  Result<CertificateFile> file = ReadCertificateFile(bytes);
  if (!file.ok()) {
    auto chain = ReadChain(bytes);  // PEM text may hold several
    return chain.ok() ? InspectCertificates(std::move(chain), Word(FileFormat::kBase64)) : file.error();
  }
  if (file.value().format == FileFormat::kPkcs12) return InspectPkcs12(bytes, password);
  const std::string format(Word(file.value().format));
  Inspection inspection{.format = format, .certificates = std::move(file).value().certificates};
  AddRevocationHash(inspection);
  return inspection;
}

// PEM text that holds a file of this form.
template <FileFormat kFormat>
Result<Inspection> InspectPem(std::string_view bytes, const Password& password) {
  if (bytes.find("-----BEGIN ") == std::string_view::npos) return Error{"no PEM text"};
  Result<Inspection> file = InspectCertificate(bytes, password);
  if (file.ok() && file.value().format != Word(kFormat)) return Error{"the PEM text holds " + file.value().format};
  return file;
}

Result<Inspection> InspectXml(std::string_view bytes, const Password&) {
  const Result<XmlElement> root = ReadXml(bytes);
  if (!root.ok()) return root.error();
  return Inspection{.format = "xml", .details = {{"root", root.value().name}}};
}

// How many elements of a document are of one of these names.
std::size_t Count(const XmlElement& parent, std::initializer_list<std::string_view> names) {
  std::size_t count = 0;
  for (const XmlElement& element : parent.children) {
    count += std::ranges::find(names, element.name) != names.end() ? 1 : 0;
    count += Count(element, names);
  }
  return count;
}

std::string SectionsOf(const XmlElement& root) {
  std::string sections;
  for (const XmlElement& section : root.children) {
    sections += (sections.empty() ? "" : ", ") + AttributeOr(section, "type");
  }
  return sections.empty() ? "none" : sections;
}

Inspection DescribeDocument(const XmlDocument& document, std::string format, DocumentRoute route) {
  const XmlElement& root = document.root;
  Inspection file{.format = std::move(format)};
  file.details = {{"sections", SectionsOf(root)},
                  {"settings", std::to_string(Count(root, {kParm, kNoParm, kNoCharacteristic}))},
                  {"queries", std::to_string(Count(root, {kParmQuery, kCharacteristicQuery}))}};
  file.problem = WhyNotTaken(document, route);
  if (!file.problem.empty()) file.problem = "no device takes it: " + file.problem;
  return file;
}

Result<Inspection> InspectProvisioning(std::string_view bytes, const Password&) {
  const Result<XmlDocument> document = ReadXmlDocument(bytes);
  if (!document.ok()) return document.error();
  const XmlElement& root = document.value().root;
  if (root.name != kProvisioningRoot) {
    return Error{"the root is " + root.name + ", not " + std::string(kProvisioningRoot), "", root.line, root.column};
  }
  Inspection file = DescribeDocument(document.value(), "provisioning", DocumentRoute::kRapi);
  const XmlTraits& traits = document.value().traits;
  const std::string_view marked = traits.encoding == XmlEncoding::kUtf8 ? "yes: RapiConfig alone takes it" : "yes";
  file.details.emplace_back("byte-order-mark", traits.has_byte_order_mark ? marked : "no");
  return file;
}

// A document in binary form, which comes by push alone.
Result<Inspection> InspectWbxml(std::string_view bytes, const Password&) {
  const Result<XmlDocument> document = ReadWbxml(bytes);
  if (!document.ok()) return document.error();
  return DescribeDocument(document.value(), "wbxml", DocumentRoute::kPush);
}

std::string OneOf(bool good, std::string_view yes, std::string_view no) { return std::string(good ? yes : no); }

void InspectSignature(const SignedFile& signed_file, Inspection& file) {
  file.details.emplace_back("signatures", signed_file.signature.empty() ? "0" : "1");
  file.problem = signed_file.problem;
  if (signed_file.signature.empty()) return;
  auto read = ReadAuthenticode(signed_file);
  if (!read.ok()) {
    file.problem = read.error().text;
    return;
  }
  Authenticode signature = std::move(read).value();
  file.problem = ProblemOf(signed_file, signature);
  file.details.insert(file.details.end(),
                      {{"digest-algorithm", signature.digest_algorithm},
                       {"stored-digest", HexOf(signature.stored)},
                       {"computed-digest", signature.computed.empty() ? "not known here" : HexOf(signature.computed)},
                       {"digest", OneOf(signature.DigestGood(), "matches", "differs")},
                       {"attributes", OneOf(signature.attributes_good, "good", "wrong")},
                       {"signature", OneOf(signature.signature_good, "good", "wrong")},
                       {"signer", signature.signer != nullptr ? signature.signer->subject : "not in the file"}});
  file.certificates = std::move(signature.certificates);
}

constexpr std::size_t kMostListed = 50;

// What is in a cabinet: its files with their sizes, and what the document of a package says of it.
void InspectContents(std::string_view bytes, Inspection& file) {
  const Result<PackageContents> read = ReadPackageContents(bytes);
  if (!read.ok()) {
    if (file.problem.empty()) file.problem = read.error().text;
    return;
  }
  const PackageContents& contents = read.value();
  const auto& files = contents.cabinet.files;
  std::string names;
  for (std::size_t i = 0; i < std::min(files.size(), kMostListed); ++i) {
    names += (i == 0 ? "" : ", ") + files[i].name + " (" + std::to_string(files[i].bytes->size()) + ")";
  }
  if (files.size() > kMostListed) names += " and " + std::to_string(files.size() - kMostListed) + " more";
  file.details.emplace_back("compressed", contents.cabinet.is_compressed ? "yes" : "no");
  file.details.emplace_back("files", names);
  file.details.emplace_back("installs-by", contents.setup        ? "_setup.xml"
                                           : contents.has_header ? "the older header (.000)"
                                                                 : "nothing: it is no package");
  for (const auto& [name, value] : InstallParms(contents)) file.details.emplace_back("install-" + name, value);
}

template <SignedFileKind kKind>
Result<Inspection> InspectSigned(std::string_view bytes, const Password&) {
  constexpr bool kIsProgram = kKind == SignedFileKind::kProgram;
  const Result<SignedFile> found = ReadSignedFile(bytes);
  if (!found.ok() || found.value().kind != kKind)
    return Error{kIsProgram ? "not a program (PE)" : "not a cabinet (CAB)"};
  Inspection file{.format = kIsProgram ? "pe" : "cab"};
  if (kIsProgram) {
    file.details = {{"machine", Hex(found.value().machine, 4)}, {"subsystem", std::to_string(found.value().subsystem)}};
  }
  InspectSignature(found.value(), file);
  if (!kIsProgram) InspectContents(bytes, file);
  if (const auto hash = HashToRevoke(bytes); hash.ok()) file.details.emplace_back("revocation-hash", hash.value());
  return file;
}

Result<Inspection> InspectReg(std::string_view bytes, const Password&) {
  const Result<RegFile> file = ReadRegFile(bytes);
  if (!file.ok()) return file.error();
  return Inspection{.format = "reg", .details = {{"settings", std::to_string(file.value().settings.size())}}};
}

// The bytes decide what it is: text that starts like XML or like a registry file, a program, a cabinet, or else a
// certificate in some form.
Result<Inspection> InspectAny(std::string_view bytes, const Password& password) {
  constexpr std::string_view kBlank("\xEF\xBB\xBF\xFF\xFE \t\r\n\0", 10);  // with the marks of UTF-8 and UTF-16
  const std::size_t first = std::min(bytes.find_first_not_of(kBlank), bytes.size());
  std::string text(bytes.substr(first, kLookedAt));
  std::erase(text, '\0');  // of UTF-16
  if (text.starts_with("REGEDIT") || text.starts_with("Windows Registry Editor")) return InspectReg(bytes, password);
  if (bytes.starts_with("MZ")) return InspectSigned<SignedFileKind::kProgram>(bytes, password);
  if (bytes.starts_with("MSCF")) return InspectSigned<SignedFileKind::kCabinet>(bytes, password);
  if (bytes.size() > kMaxTextBytes) return Error{"larger than 16 MiB"};
  if (IsWbxml(bytes)) return InspectWbxml(bytes, password);
  if (!text.starts_with('<') && bytes.size() > kMaxCertificateBytes) return Error{"larger than 4 MiB"};
  if (!text.starts_with('<')) return InspectCertificate(bytes, password);
  auto document = InspectXml(bytes, password);
  const bool is_provisioning = document.ok() && document.value().details[0].second == kProvisioningRoot;
  return is_provisioning ? InspectProvisioning(bytes, password) : document;
}

// What --as can ask for.
struct InspectKind {
  std::string_view name;
  Result<Inspection> (*read)(std::string_view bytes, const Password& password);
  std::uintmax_t max_bytes;
};
constexpr auto kKinds = std::to_array<InspectKind>({
    {"x509", InspectX509, kMaxCertificateBytes},
    {"pkcs7", InspectPkcs7, kMaxCertificateBytes},
    {"cms", InspectCms, kMaxCertificateBytes},
    {"pkcs12", InspectPkcs12, kMaxCertificateBytes},
    {"pem-x509", InspectPem<FileFormat::kBase64>, kMaxCertificateBytes},
    {"pem-pkcs7", InspectPem<FileFormat::kPkcs7>, kMaxCertificateBytes},
    {"xml", InspectXml, kMaxTextBytes},
    {"provisioning", InspectProvisioning, kMaxTextBytes},
    {"wbxml", InspectWbxml, kMaxTextBytes},
    {"reg", InspectReg, kMaxTextBytes},
    {"pe", InspectSigned<SignedFileKind::kProgram>, kMaxPackageBytes},
    {"cab", InspectSigned<SignedFileKind::kCabinet>, kMaxPackageBytes},
});
constexpr InspectKind kAnyKind{"", InspectAny, kMaxPackageBytes};

Result<Inspection> Read(const std::string& path, const InspectKind& kind, const Password& password) {
  const Result<std::string> bytes = ReadHostFile(path, kind.max_bytes);
  if (!bytes.ok()) return Error{bytes.error().text, path};
  Result<Inspection> file = kind.read(bytes.value(), password);
  if (!file.ok()) return Error{file.error().text, path, file.error().line, file.error().column};
  return file;
}

// The password itself, or the first line of a file.
Result<Password> PasswordOf(const CommandLine& line) {
  if (line.Has("password") && line.Has("password-file")) {
    return Error{"the password is given twice: --password and --password-file"};
  }
  if (line.Has("password")) return Password(line.Value("password"));
  if (!line.Has("password-file")) return Password();
  const Result<std::string> text = ReadHostFile(line.Value("password-file"), kMaxTextBytes);
  if (!text.ok()) return text.error();
  return Password(FirstLine(text.value()));
}

}  // namespace

ExitStatus InspectCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (line.words.empty()) return Complain(Error{"which file? `wmsim inspect FILE...`"}, format.value());
  const std::string as = line.Value("as");
  const auto named = std::ranges::find(kKinds, as, &InspectKind::name);
  if (!as.empty() && named == kKinds.end()) {
    std::vector<std::string_view> names;
    for (const InspectKind& kind : kKinds) names.push_back(kind.name);
    return Complain(Error{UnknownWord("kind", as, names)}, format.value());
  }
  const InspectKind& kind = as.empty() ? kAnyKind : *named;
  const Result<Password> password = PasswordOf(line);
  if (!password.ok()) return Complain(password.error(), format.value());
  std::vector<Inspected> files;
  for (const std::string& path : line.words) files.push_back({path, Read(path, kind, password.value())});
  ExitStatus status = ExitStatus::kYes;
  const bool one_object = format.value() == Format::kJson && (files.size() > 1 || files.front().file.ok());
  for (const auto& [name, file] : files) {
    if (!file.ok()) {
      status = Complain(file.error(), one_object ? Format::kText : format.value());
      continue;
    }
    if (file.value().locked || !file.value().problem.empty()) status = std::max(status, ExitStatus::kNo);
    if (format.value() == Format::kText) PrintLines(InspectText(name, file.value()));
  }
  if (one_object) Print(InspectJson(files));
  return status;
}

}  // namespace wmsim
