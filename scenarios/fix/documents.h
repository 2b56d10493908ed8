// Provisioning documents that wmsim writes: settings as documents carry them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/tester.h"

namespace wmsim {

// PolicyDocument sets policies [bb737380]. Requires that every setting has a value.
std::string PolicyDocument(const std::vector<PolicySetting>& settings);

// CertificateDocument puts certificates into stores, with their roles where they have some; of a store with two parts
// into the system's [aa455841].
struct DocumentCertificate {
  CertificatePtr certificate;
  std::string_view store;
  RoleMask role = role::kNone;
};
std::string CertificateDocument(const std::vector<DocumentCertificate>& certificates);

}  // namespace wmsim
