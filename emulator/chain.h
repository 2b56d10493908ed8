// Building the chain of a server's certificate up to a root of the device.
//
// Not modelled: revocation (the device's chain functions ignore it [ce5]), policies, name constraints, fetching missing
// certificates, and which hash algorithms the device knows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/device.h"
#include "emulator/step_result.h"

namespace wmsim {

// What was found on the way up. The other members speak of the chain as far as it was built.
struct ChainVerdict {
  std::optional<FoundRoot> root;  // nothing: no root of the device ends this chain
  bool signatures_good = true;
  std::string bad_signature;                     // the subject of the first certificate whose signature does not verify
  std::vector<CertificatePtr> signed_by_others;  // those whose signatures the client has to verify, in order
  std::string bad_issuer;  // the subject of the first issuer below the root that may not issue; empty: all may
  bool dates_valid = true;
  std::string outside_validity;  // the subject of the first certificate outside its validity
  std::string validity;          // from when to when that one is valid
  std::string wanted_issuer;     // where there is no root: the issuer that was looked for last
};

// BuildChain looks for a root of `chain` (the server's certificate first) among the rows of the ROOT store, with help
// of the rows of the CA store, at the time `clock`. A shipped root of which only the row is known matches by thumbprint
// or by its name; then the signature under it is not checked. Requires a chain of at least one certificate.
ChainVerdict BuildChain(const std::vector<CertificatePtr>& chain, const std::vector<CertificateRows::Row>& roots,
                        const std::vector<CertificateRows::Row>& intermediates, UnixTime clock);

}  // namespace wmsim
