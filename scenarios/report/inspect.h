// What a certificate file is, without a device.
#pragma once

#include <string>
#include <string_view>

#include "emulator/certificate_file.h"

namespace wmsim {

// InspectText and InspectJson describe one file; `name` is what the user called it.
std::string InspectText(std::string_view name, const CertificateFile& file);
std::string InspectJson(std::string_view name, const CertificateFile& file);

}  // namespace wmsim
