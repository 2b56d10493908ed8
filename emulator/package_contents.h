// What is in a package that is a real file: a cabinet, and in it the document by which devices install it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/cabinet.h"
#include "emulator/device.h"
#include "emulator/xml_reader.h"
#include "policy_engine/classes.h"

namespace wmsim {

// `setup` is the document of _setup.xml; nothing where the cabinet has none. `has_header`: it has the older header,
// by which devices before _setup.xml installed it: a file whose name ends in .000 and that starts with MSCE.
struct PackageContents {
  Cabinet cabinet;
  std::optional<XmlDocument> setup;
  bool has_header = false;
};

// ReadPackageContents unpacks a package. An error where the bytes are no cabinet that can be unpacked, and where its
// _setup.xml is not well-formed.
Result<PackageContents> ReadPackageContents(std::string_view bytes);

// InstallParms returns what the Install section of its document says: names and values, in the document's order.
std::vector<std::pair<std::string, std::string>> InstallParms(const PackageContents& contents);

// Why a device's installer does not take a cabinet, and in what words. `not_compared`: what its document says of
// versions and processor was not all understood.
struct FoundPackageFault {
  PackageFault fault = PackageFault::kNone;
  std::string why;
  bool not_compared = false;
};

// GoesBySetup tells whether the device installs a package of this kind by its _setup.xml.
bool GoesBySetup(const Device& device, PackageKind kind);

// WhyNoPackage returns what a device misses in a cabinet that is to be a package, or "".
std::string WhyNoPackage(const Device& device, PackageKind kind, const PackageContents& contents);

// FindPackageFault returns the first thing that stands in the way, in the order of PackageFault. `bytes` are those of
// the whole package. Of a version the first two numbers count, a missing one as 0 [assumed].
FoundPackageFault FindPackageFault(const Device& device, PackageKind kind, std::string_view bytes,
                                   const PackageContents& contents);

// A program in a package: the name under which it is installed, where the document says so, and its digest.
struct PackedProgram {
  std::string name;  // without folders
  std::string digest;
};

// What a device's loader says of the programs in a package: why one is revoked, or "", and those that are unsigned, or
// whose signer the device does not know: the ones that a yes to the package accepts too [aa457840].
struct PackedPrograms {
  std::string revoked;
  std::vector<PackedProgram> unsigned_ones;
};

// ExaminePrograms looks at every program in a package, at one that is there several times once. A device that checks
// nothing looks at none.
PackedPrograms ExaminePrograms(const Device& device, const PackageContents& contents);

}  // namespace wmsim
