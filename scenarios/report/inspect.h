// What a certificate file is, without a device.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_file.h"

namespace wmsim {

// A file that was looked at: what the user called it, and what it is or why that cannot be said.
struct Inspected {
  std::string name;
  Result<CertificateFile> file;
};

std::string InspectText(std::string_view name, const CertificateFile& file);

// InspectJson describes all files in one object.
std::string InspectJson(const std::vector<Inspected>& files);

}  // namespace wmsim
