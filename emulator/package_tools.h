// The installer of packages (wceload): cabinets, provisioning cabinets, themes.
#pragma once

#include <string>
#include <string_view>

#include "emulator/step_result.h"

namespace wmsim {

// A package whose signature is declared: nothing is known of its contents, so nothing of them is carried out. `role` is
// the mask of its signer in the SPC store, and counts where `signed_by` is a signer that the device knows. `silent`:
// the installer was told to show nothing.
struct DeclaredPackage {
  std::string name;  // without folders
  PackageKind kind = PackageKind::kCab;
  PackageSignature signed_by = PackageSignature::kNone;
  RoleMask role = role::kNone;
  bool silent = false;
};

// InstallCab opens the package. The result's role mask is that of the request, before 4119 and 4120.
StepResult InstallCab(Device& device, const DeclaredPackage& package, const Answers& answers);

// A package that is a real file.
struct PackageFile {
  std::string name;  // without folders
  std::string_view bytes;
  PackageKind kind = PackageKind::kCab;
  bool silent = false;
};

// InstallCab looks at who signed the package, and where it is let in carries out its _setup.xml: files are placed, and
// everything else that the document says is done, or nothing of it. A package that has only the older header, and any
// .cab on a device that goes by that header, is let in or not and leaves nothing. The outcome is installed where the
// document places files, applied where it only provisions. Bytes that are no package are an invalid-input, unless the
// signature is broken with them.
StepResult InstallCab(Device& device, const PackageFile& package, const Answers& answers);

// PackageKindOf reads the kind off a file's name: .cpf, .hme and .tsk, and a cabinet for anything else.
PackageKind PackageKindOf(std::string_view name);

}  // namespace wmsim
