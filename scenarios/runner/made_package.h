// Small packages that wmsim makes itself: unsigned cabinets with a document, and what can be wrong with them.
#pragma once

#include <string>

#include "policy_engine/classes.h"

namespace wmsim {

// What a package is to be: its kind, why the installer would not take it, whether the device takes its document and
// what that fails for, whether it holds a program, and whether it claims a signature that is not there.
struct PackageWanted {
  PackageKind kind = PackageKind::kCab;
  PackageFault fault = PackageFault::kNone;
  bool document_taken = true;
  DocumentFault document_fault = DocumentFault::kNone;
  bool holds_program = false;
  bool claims_signature = false;
};

// A package and the name of its file, which says all that is special about it: packages of one name are the same.
struct MadePackage {
  std::string name;
  std::string bytes;
};
MadePackage MakePackage(const PackageWanted& wanted);

// The program in packages that hold one.
std::string PackedProgramBytes();

}  // namespace wmsim
