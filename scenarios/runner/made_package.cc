#include "scenarios/runner/made_package.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/runner/samples.h"

namespace wmsim {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;  // names and bytes

std::string Little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xFF);
  return text;
}

// How a cabinet is written. `stored`: its data are in the form of compressed ones. `claims_signature`: signing's field
// of the header names a place behind the end. `size_wrong`: the header does not have the size of the file.
struct CabinetForm {
  bool stored = false;
  bool claims_signature = false;
  bool size_wrong = false;
};

// A block of deflate that is not compressed, as MSZIP wraps it.
std::string Stored(const std::string& data) {
  return "CK\x01" + Little(data.size(), 2) + Little(~data.size() & 0xFFFF, 2) + data;
}

// A cabinet of one folder and one block [MS-CAB].
std::string Cabinet(const Files& files, const CabinetForm& form) {
  constexpr std::uint64_t kHead = 36, kFolder = 8, kBehindEnd = 0x00FFFFFF;
  constexpr std::uint16_t kVersion = 0x0103, kReservePresent = 4, kZipped = 1;
  std::string entries, data;
  for (const auto& [name, bytes] : files) {
    entries += Little(bytes.size(), 4) + Little(data.size(), 4) + Little(0, 8) + name + '\0';
    data += bytes;
  }
  std::string reserve;
  if (form.claims_signature) {
    reserve = Little(20, 2) + Little(0, 2) + Little(0x100000, 4) + Little(kBehindEnd, 4) + Little(16, 4) + Little(0, 8);
  }
  const std::string packed = form.stored ? Stored(data) : data;
  const std::string block = Little(0, 4) + Little(packed.size(), 2) + Little(data.size(), 2) + packed;
  const std::uint64_t first_file = kHead + reserve.size() + kFolder;
  const std::uint64_t first_block = first_file + entries.size();
  const std::uint64_t size = first_block + block.size() + (form.size_wrong ? 1 : 0);
  return "MSCF" + Little(0, 4) + Little(size, 4) + Little(0, 4) + Little(first_file, 4) + Little(0, 4) +
         Little(kVersion, 2) + Little(1, 2) + Little(files.size(), 2) +
         Little(form.claims_signature ? kReservePresent : 0, 2) + Little(0, 4) + reserve + Little(first_block, 4) +
         Little(1, 2) + Little(form.stored ? kZipped : 0, 2) + entries + block;
}

std::string Parm(std::string_view name, std::string_view value) {
  return "    <parm name=\"" + std::string(name) + "\" value=\"" + std::string(value) + "\" />\n";
}

// The section that starts the document of a package.
std::string InstallSection(const PackageWanted& wanted) {
  std::string parms = Parm("AppName", "Contoso Game");
  const bool says_no_uninstall = wanted.kind == PackageKind::kCpf && wanted.fault != PackageFault::kNoUninstallMissing;
  if (says_no_uninstall) parms += Parm("NoUninstall", "1");
  if (wanted.fault == PackageFault::kProcessorWrong) parms += Parm("ProcessorType", "103");  // SH3
  if (wanted.fault == PackageFault::kOsVersionWrong) parms += Parm("OSVersionMin", "9.0");
  return "  <characteristic type=\"Install\">\n" + parms + "  </characteristic>\n";
}

std::string_view Section(DocumentFault fault) {
  switch (fault) {
    case DocumentFault::kNone:
      break;
    case DocumentFault::kRoleTooLow:
      return "  <characteristic type=\"SecurityPolicy\">\n    <parm name=\"4119\" value=\"144\" />\n"
             "  </characteristic>\n";
    case DocumentFault::kProviderUnknown:
      return "  <characteristic type=\"NoSuchProvider\">\n    <parm name=\"Level\" value=\"1\" />\n"
             "  </characteristic>\n";
    case DocumentFault::kValueInvalid:
      return "  <characteristic type=\"Registry\">\n    <characteristic type=\"HKCU\\Software\\Contoso\">\n"
             "      <parm name=\"Level\" value=\"many\" datatype=\"integer\" />\n    </characteristic>\n"
             "  </characteristic>\n";
  }
  return "";
}

std::string Document(const PackageWanted& wanted) {
  std::string text = "<wap-provisioningdoc>\n" + InstallSection(wanted);
  text += Section(wanted.document_fault);
  if (!wanted.document_taken) text += "  <setting name=\"Level\" value=\"1\" />\n";
  return text + "</wap-provisioningdoc>\n";
}

std::string NameOf(const PackageWanted& wanted) {
  std::string name = wanted.kind == PackageKind::kCpf ? "settings" : "game";
  if (wanted.holds_program) name += "-with-program";
  if (wanted.claims_signature) name += "-altered";
  if (wanted.fault != PackageFault::kNone) name += "-" + std::string(Word(wanted.fault));
  if (!wanted.document_taken) name += "-no-such-element";
  if (wanted.document_fault != DocumentFault::kNone) name += "-" + std::string(Word(wanted.document_fault));
  if (name == "game" || name == "settings") name += "-plain";
  const bool is_theme = wanted.kind == PackageKind::kTheme;
  return name + (is_theme ? ".hme" : wanted.kind == PackageKind::kCpf ? ".cpf" : ".cab");
}

}  // namespace

std::string PackedProgramBytes() { return std::string(FindSample("game.exe")->bytes); }

MadePackage MakePackage(const PackageWanted& wanted) {
  // Pocket PC 2003 installs by the older header, of which no more than its mark is looked at.
  Files files{{"_setup.xml", Document(wanted)}, {"GAME.000", "MSCE"}};
  if (wanted.holds_program) files.emplace_back("game.exe", PackedProgramBytes());
  const CabinetForm form{.stored = wanted.fault == PackageFault::kCompressed,
                         .claims_signature = wanted.claims_signature,
                         .size_wrong = wanted.fault == PackageFault::kSizeWrong};
  return {NameOf(wanted), Cabinet(files, form)};
}

}  // namespace wmsim
