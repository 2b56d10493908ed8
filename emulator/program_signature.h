// Who the signer of a real file is to a device: the fact that scenarios otherwise declare.
#pragma once

#include <string_view>

#include "emulator/loader.h"
#include "emulator/signed_file.h"

namespace wmsim {

// SignatureOnDevice looks at a file of a kind, a program or a cabinet, as the device's loader does:
//
// * a file, or a certificate of its chain, whose hash is on the revocation list is revoked;
// * a broken signature, one that does not fit the file, and bytes behind it make it invalid;
// * without a signature, or with a digest that the device does not know [assumed], it is unsigned;
// * else its chain decides, up to ten certificates [ak]: operator where one of the device's operator certificates is in
//   it, or the store of execution that holds one of them, the privileged one first. A certificate of the store of which
//   only the row is known matches by name [assumed]. Validity, key usage and basic constraints are not looked at
//   [assumed].
//
// An error where the bytes are not a file of this kind.
Result<SignedBy> SignatureOnDevice(const Device& device, std::string_view bytes, SignedFileKind kind);

}  // namespace wmsim
