// What tests of PKCS#7 and PKCS#12 files share: bytes written as digits, and the subjects that were found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate.h"

namespace wmsim {

using Names = std::vector<std::string>;

// Hex returns the bytes that the hexadecimal digits write.
inline std::string Hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

inline Names Subjects(const std::vector<CertificatePtr>& certificates) {
  Names subjects;
  for (const CertificatePtr& certificate : certificates) subjects.push_back(certificate->subject);
  return subjects;
}

}  // namespace wmsim
