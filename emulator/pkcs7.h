// PKCS#7 and CMS files (.p7b, .p7c, .spc): certificates in a signed container. Signatures are not looked at.
#pragma once

#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/result.h"

namespace wmsim {

// ReadPkcs7 returns the certificates of a PKCS#7 file (DER or BER), in the file's order. Signed data may hold none;
// content of any other type has none.
Result<std::vector<CertificatePtr>> ReadPkcs7(std::string_view bytes);

// ReadCms does the same for CMS, PKCS#7's successor: it reads what PKCS#7 does not know (signers named by their key,
// other kinds of certificate, which are passed over) and refuses some of what PKCS#7 takes.
Result<std::vector<CertificatePtr>> ReadCms(std::string_view bytes);

}  // namespace wmsim
