// What is in a package that is a real file: a cabinet, and in it the document by which devices install it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/cabinet.h"
#include "emulator/device.h"
#include "emulator/xml_reader.h"
#include "policy_engine/classes.h"

namespace wmsim {

// `setup` is the document of _setup.xml; nothing where the cabinet has none. `has_header`: it has the older header,
// by which devices before _setup.xml installed it: a file whose name ends in .000.
struct PackageContents {
  Cabinet cabinet;
  std::optional<XmlDocument> setup;
  bool has_header = false;
};

// ReadPackageContents unpacks a package. An error where the bytes are no cabinet that can be unpacked, and where its
// _setup.xml is not well-formed.
Result<PackageContents> ReadPackageContents(std::string_view bytes);

// Why a device's installer does not take a cabinet, and in what words.
struct FoundPackageFault {
  PackageFault fault = PackageFault::kNone;
  std::string why;
};

// FindRevokedProgram returns which program in a package is revoked, and why; "" where none is.
std::string FindRevokedProgram(const Device& device, const PackageContents& contents);

// FindPackageFault returns the first thing that stands in the way, in the order of PackageFault. `bytes` are those of
// the whole package. Versions that are not written as two numbers do not count [assumed].
FoundPackageFault FindPackageFault(const Device& device, PackageKind kind, std::string_view bytes,
                                   const PackageContents& contents);

// A program in a package: the name under which it is installed, where the document says so, and its digest.
struct PackedProgram {
  std::string name;
  std::string digest;
};

// UnsignedPrograms returns the programs in it that are unsigned to the device, or whose signer it does not know: those
// that a yes to the package accepts too [aa457840].
std::vector<PackedProgram> UnsignedPrograms(const Device& device, const PackageContents& contents);

}  // namespace wmsim
