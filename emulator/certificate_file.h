// Certificate files: what bytes hold certificates, and in which form.
#pragma once

#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/result.h"
#include "policy_engine/classes.h"

namespace wmsim {

// A certificate file that is well-formed. Of PKCS#7 and PKCS#12 files it is only known that they are ones:
// `certificates` is empty. The other forms hold exactly one certificate.
struct CertificateFile {
  FileFormat format = FileFormat::kDer;
  std::vector<CertificatePtr> certificates;
};

// ReadCertificateFile reads one certificate as DER, as PEM or as bare Base64 (any line ends), or recognises a PKCS#7 or
// PKCS#12 file. Two certificates, or bytes
// after a DER one, are an error; text around a PEM block is passed over. The bytes decide, never a name.
Result<CertificateFile> ReadCertificateFile(std::string_view bytes);

// ReadChain reads what a server sends: one DER certificate, or PEM certificates, the server's own first.
Result<std::vector<CertificatePtr>> ReadChain(std::string_view bytes);

}  // namespace wmsim
