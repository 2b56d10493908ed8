// Programs (PE) and cabinets (CAB): where such a file keeps its signature, and which of its bytes the signature is of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

enum class SignedFileKind : std::uint8_t { kProgram, kCabinet };

// What the headers of a file say. `hashed` are the parts of it that a digest is over, in order: of a program all but
// the checksum and the place and bytes of the signature; of a cabinet all but the fields that signing fills in
// [shipped: seen in signed files, and in what two independent checkers compute]; where there is no signature, all but
// what signing would fill in, whatever the headers claim. `signature` is its PKCS#7, empty where it has none;
// `said_size`: what a cabinet's header says of the size of the whole file; `bytes_behind`: the file goes on behind it.
// `problem` says in what way the place of a signature is broken; there is no signature then.
struct SignedFile {
  SignedFileKind kind{};
  std::uint16_t machine = 0;    // of a program, such as 0x01C0 for ARM
  std::uint16_t subsystem = 0;  // of a program, such as 9 for Windows CE
  std::uint32_t said_size = 0;  // of a cabinet, in bytes
  std::vector<std::string_view> hashed;
  std::string_view signature;
  bool bytes_behind = false;
  std::string problem;
};

// ReadSignedFile looks at the headers of a program or a cabinet, and looks into `bytes` afterwards without owning them.
// An error where the bytes are neither.
Result<SignedFile> ReadSignedFile(std::string_view bytes);

}  // namespace wmsim
