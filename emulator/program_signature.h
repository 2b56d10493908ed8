// Who the signer of a real file is to a device: the fact that scenarios otherwise declare.
#pragma once

#include <string>
#include <string_view>

#include "emulator/loader.h"
#include "emulator/signed_file.h"
#include "policy_engine/role.h"

namespace wmsim {

// SignatureOnDevice looks at a program as the device's loader does:
//
// * a file, or a certificate of its chain, whose hash is on the revocation list is revoked;
// * a broken signature, one that does not fit the file, and bytes behind it make it invalid;
// * without a signature, or with a digest that the device does not know [assumed], it is unsigned;
// * else its chain decides, up to ten certificates [ak]: operator where one of the device's operator certificates is in
//   it, or the store of execution that holds one of them, the privileged one first. A certificate of the store of which
//   only the row is known matches by name [assumed]. Validity, key usage and basic constraints are not looked at
//   [assumed].
//
// An error where the bytes are not a program.
Result<SignedBy> SignatureOnDevice(const Device& device, std::string_view bytes);

// Where the signature of a package leads, with which role mask it installs where that is known, why, and its digest.
struct PackageSigner {
  PackageSignature signature = PackageSignature::kNone;
  RoleMask role = role::kNone;
  std::string why;
  std::string digest;
};

// PackageSignerOnDevice looks at a package as the installer does: like SignatureOnDevice, but the chain decides by the
// store SPC. Of several of its certificates that are there the one nearest to the signer gives the role [assumed].
// An error where the bytes are not a cabinet.
Result<PackageSigner> PackageSignerOnDevice(const Device& device, std::string_view bytes);

}  // namespace wmsim
