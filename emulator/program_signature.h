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
// * an unsigned file, also one whose signer the device does not know, counts as signed for the store of execution that
//   the device's allow-list names for it, where it has such a list [dd252766];
// * else its chain decides, up to ten certificates [ak]: operator where one of the device's operator certificates is in
//   it, or the store of execution that holds one of them, the privileged one first. A certificate of the store of which
//   only the row is known matches by name, unless the chain ends in a certificate that signed itself [assumed].
//   Validity, key usage and basic constraints are not looked at [assumed].
//
// An error where the bytes are not a program.
Result<SignedBy> SignatureOnDevice(const Device& device, std::string_view bytes);

// Where the signature of a package leads, with which role mask it installs where that is known, why, and its digest.
struct PackageSigner {
  PackageSignature signature = PackageSignature::kNone;
  RoleMask role = role::kNone;
  std::string why;
  std::string digest;
  bool by_name = false;  // as of SignedBy
};

// PackageSignatureOf tells what a declared signature of a program means for a package: every signer that the device
// knows counts as one of the SPC store.
PackageSignature PackageSignatureOf(Signature signature);

// AdvisedPackageRole returns the mask that operators are advised to give a signer in SPC: USER_AUTH to those of the
// unprivileged store, 222 to those of the privileged one and to themselves [bb416318].
RoleMask AdvisedPackageRole(Signature signature);

// PackageSignerOnDevice looks at a package as the installer does: like SignatureOnDevice, but the chain decides by the
// store SPC. Of several of its certificates that are there the one nearest to the signer gives the role [assumed].
// An error where the bytes are not a cabinet.
Result<PackageSigner> PackageSignerOnDevice(const Device& device, std::string_view bytes);

// HashToRevoke returns the hash by which a program, a package or a certificate goes on the revocation list, in the form
// of RevocationHash: of a signed file by its signer's algorithm, of an unsigned one SHA-1, of a certificate over the
// part that its issuer signed [sdk-facts 4.5]. HashToAllow returns that of a program or package for the allow-list. An
// error where the bytes are none of them, or the hash is neither SHA-1 nor MD5.
Result<std::string> HashToRevoke(std::string_view bytes);
Result<std::string> HashToAllow(std::string_view bytes);

}  // namespace wmsim
