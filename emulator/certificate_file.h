// Certificate files: what bytes hold certificates, and in which form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/result.h"
#include "policy_engine/classes.h"

namespace wmsim {

// A certificate file that is well-formed. A PKCS#7 file holds any number of certificates, also none. Of a PKCS#12 file
// it is only known that it is one: `certificates` is empty (OpenPkcs12 reads them). The other forms hold exactly one.
struct CertificateFile {
  FileFormat format = FileFormat::kDer;
  std::vector<CertificatePtr> certificates;
  std::string container;  // the bytes of a PKCS#12 file
};

// HoldsOne tells whether a file is of a form that holds exactly one certificate.
inline bool HoldsOne(const CertificateFile& file) {
  return file.format == FileFormat::kDer || file.format == FileFormat::kBase64;
}

// ReadCertificateFile reads one certificate as DER, as PEM or as bare Base64 (any line ends), or a PKCS#7 or CMS file
// in the same forms, or recognises a PKCS#12 file. Two certificates, or bytes after a DER one, are an error; text
// around a PEM block is passed over. The bytes decide, never a name.
Result<CertificateFile> ReadCertificateFile(std::string_view bytes);

// ReadChain reads what a server sends: one DER certificate, or PEM certificates, the server's own first.
Result<std::vector<CertificatePtr>> ReadChain(std::string_view bytes);

}  // namespace wmsim
