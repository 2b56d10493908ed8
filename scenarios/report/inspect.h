// What a file is, without a device.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/result.h"

namespace wmsim {

// What was read of a file: its form ("der", "pkcs12", "xml"), its certificates, and whatever else there is to say, as
// pairs of a word and a text. `with_private_key` of the certificates, from the front, have their key in the file.
// `locked`: the password does not open it. `problem`: what it is can be told, but its inside is damaged in this way.
struct Inspection {
  std::string format;
  std::vector<CertificatePtr> certificates = {};
  std::size_t with_private_key = 0;
  std::vector<std::pair<std::string, std::string>> details = {};
  bool locked = false;
  std::string problem = {};
};

// A file that was looked at: what the user called it, and what it is or why that cannot be said.
struct Inspected {
  std::string name;
  Result<Inspection> file;
};

std::string InspectText(std::string_view name, const Inspection& file);

// InspectJson describes all files in one object.
std::string InspectJson(const std::vector<Inspected>& files);

}  // namespace wmsim
