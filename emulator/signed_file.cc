#include "emulator/signed_file.h"

#include <optional>

namespace wmsim {
namespace {

// Little-endian numbers of a file, and parts of it; nothing where it ends before.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t size() const { return bytes_.size(); }

  std::optional<std::uint32_t> Number(std::uint64_t at, int length) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<std::uint64_t>(length)) return std::nullopt;
    std::uint32_t number = 0;
    for (int i = length; i-- > 0;) {
      number =
          number << 8 | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at) + static_cast<std::size_t>(i)]);
    }
    return number;
  }
  std::optional<std::uint32_t> Long(std::uint64_t at) const { return Number(at, 4); }
  std::optional<std::uint16_t> Short(std::uint64_t at) const {
    const auto number = Number(at, 2);
    return number ? std::optional(static_cast<std::uint16_t>(*number)) : std::nullopt;
  }

  // The bytes from `begin` to `end`, as far as there are any.
  std::string_view Part(std::uint64_t begin, std::uint64_t end) const {
    begin = begin < bytes_.size() ? begin : bytes_.size();
    end = end < bytes_.size() ? end : bytes_.size();
    return begin < end ? bytes_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)) : "";
  }

 private:
  std::string_view bytes_;
};

// The layout of a program's headers: offsets from the start of its optional header, and of a certificate in its table.
constexpr std::uint64_t kOptionalHeader = 24;  // behind the signature PE\0\0 and the file header
constexpr std::uint64_t kCheckSum = 64;
constexpr std::uint64_t kSubsystem = 68;
constexpr std::uint16_t kPe32 = 0x10B;
constexpr std::uint16_t kPe32Plus = 0x20B;
constexpr std::uint32_t kSecurityDirectory = 4;
constexpr std::uint64_t kDirectorySize = 8;
constexpr std::uint64_t kCertificateHead = 8;
constexpr std::uint32_t kPkcsSignedData = 2;
constexpr std::uint64_t kAlignment = 8;

// The certificate table of a program: entries of {length, revision, type, bytes}, each filled up to 8 bytes.
void ReadCertificateTable(const Reader& file, std::uint64_t offset, std::uint64_t size, SignedFile& program) {
  const std::uint64_t end = offset + size;
  for (std::uint64_t at = offset; at < end;) {
    const auto length = file.Long(at);
    const auto type = file.Short(at + 6);
    if (!length || !type || *length < kCertificateHead || *length > end - at) {
      program.problem = "the length of an entry in the certificate table is wrong";
      program.signature = {};
      return;
    }
    const bool is_first = program.signature.empty();
    if (*type == kPkcsSignedData && is_first) program.signature = file.Part(at + kCertificateHead, at + *length);
    at += (*length + kAlignment - 1) / kAlignment * kAlignment;
  }
}

// Whether the data of each section are in the file. Of a signed program the certificate table behind them says so.
bool HasWholeSections(const Reader& file, std::uint64_t header) {
  constexpr std::uint64_t kSection = 40, kRawSize = 16, kRawOffset = 20;
  const auto count = file.Short(header + 6);
  const auto optional_header_size = file.Short(header + 20);
  if (!count || !optional_header_size) return false;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const std::uint64_t section = header + kOptionalHeader + *optional_header_size + i * kSection;
    const auto size = file.Long(section + kRawSize);
    const auto offset = file.Long(section + kRawOffset);
    if (!size || !offset || (*size != 0 && std::uint64_t{*offset} + *size > file.size())) return false;
  }
  return true;
}

std::optional<SignedFile> ReadProgram(const Reader& file) {
  const auto header = file.Part(0, 2) == "MZ" ? file.Long(0x3C) : std::nullopt;
  if (!header || file.Part(*header, *header + 4) != std::string_view("PE\0\0", 4)) return std::nullopt;
  const std::uint64_t optional_header = *header + kOptionalHeader;
  const auto machine = file.Short(*header + 4);
  const auto magic = file.Short(optional_header);
  const auto subsystem = file.Short(optional_header + kSubsystem);
  if (!machine || !subsystem || !magic || (*magic != kPe32 && *magic != kPe32Plus)) return std::nullopt;
  const std::uint64_t directories = optional_header + (*magic == kPe32 ? 96 : 112);
  const auto count = file.Long(directories - 4);
  const std::uint64_t place = directories + kSecurityDirectory * kDirectorySize;
  const auto offset = file.Long(place);
  const auto size = file.Long(place + 4);
  SignedFile program{SignedFileKind::kProgram, *machine, *subsystem, 0, {}, {}, false, {}};
  const std::uint64_t checksum = optional_header + kCheckSum;
  program.hashed = {file.Part(0, checksum)};
  const bool has_place = count && *count > kSecurityDirectory && offset && size;
  if (!has_place || *size == 0) {
    program.hashed.push_back(file.Part(checksum + 4, has_place ? place : file.size()));
    if (has_place) program.hashed.push_back(file.Part(place + kDirectorySize, file.size()));
    if (!HasWholeSections(file, *header)) program.problem = "a section is outside the file";
    return program;
  }
  const std::uint64_t end = std::uint64_t{*offset} + *size;
  program.hashed.push_back(file.Part(checksum + 4, place));
  program.hashed.push_back(file.Part(place + kDirectorySize, *offset));
  program.hashed.push_back(file.Part(end, file.size()));
  if (*offset < place + kDirectorySize || end > file.size()) {
    program.problem = "the certificate table is outside the file";
    return program;
  }
  ReadCertificateTable(file, *offset, *size, program);
  program.bytes_behind = end != file.size();
  if (program.signature.empty() && program.problem.empty()) {
    program.hashed = {file.Part(0, checksum), file.Part(checksum + 4, place),
                      file.Part(place + kDirectorySize, file.size())};
  }
  return program;
}

// The layout of a cabinet's header. Signing reserves 20 bytes there, which hold the place of the signature.
constexpr std::uint64_t kReserved1 = 4;
constexpr std::uint64_t kCabinetSize = 8;
constexpr std::uint64_t kFlags = 30;
constexpr std::uint64_t kNumberInSet = 34;
constexpr std::uint64_t kReserveSize = 36;
constexpr std::uint64_t kReserve = 40;
constexpr std::uint64_t kSignatureOffset = 44;
constexpr std::uint64_t kSignatureSize = 48;
constexpr std::uint64_t kBehindSignaturePlace = 56;
constexpr std::uint16_t kReservePresent = 4;
constexpr std::uint16_t kReservedBySigning = 20;
constexpr std::uint32_t kSigningMark = 0x100000;

std::optional<SignedFile> ReadCabinet(const Reader& file) {
  const auto flags = file.Short(kFlags);
  if (file.Part(0, 4) != "MSCF" || !flags || !file.Short(kNumberInSet)) return std::nullopt;
  SignedFile cabinet{SignedFileKind::kCabinet, 0, 0, file.Long(kCabinetSize).value_or(0), {}, {}, false, {}};
  const bool has_reserve = (*flags & kReservePresent) != 0 && file.Short(kReserveSize) == kReservedBySigning &&
                           file.Long(kReserve) == kSigningMark;
  if (!has_reserve) {
    cabinet.hashed = {file.Part(0, kReserved1), file.Part(kCabinetSize, kNumberInSet),
                      file.Part(kNumberInSet + 2, file.size())};
    return cabinet;
  }
  const auto offset = file.Long(kSignatureOffset);
  const auto size = file.Long(kSignatureSize);
  const std::uint64_t end = offset && size ? std::uint64_t{*offset} + *size : 0;
  cabinet.hashed = {file.Part(0, kReserved1), file.Part(kCabinetSize, kNumberInSet),
                    file.Part(kBehindSignaturePlace, size.value_or(0) != 0 ? *offset : file.size())};
  if (size.value_or(0) == 0) return cabinet;
  if (*offset < kBehindSignaturePlace || end > file.size()) {
    cabinet.problem = "the signature is outside the file";
  } else {
    cabinet.signature = file.Part(*offset, end);
    cabinet.bytes_behind = end != file.size();
  }
  return cabinet;
}

}  // namespace

Result<SignedFile> ReadSignedFile(std::string_view bytes) {
  const Reader file(bytes);
  if (auto program = ReadProgram(file)) return *std::move(program);
  if (auto cabinet = ReadCabinet(file)) return *std::move(cabinet);
  return Error{"neither a program (PE) nor a cabinet (CAB)"};
}

}  // namespace wmsim
