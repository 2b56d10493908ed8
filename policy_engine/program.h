// The programs that devices ship, and the clients of servers among them.
#pragma once

#include <span>
#include <string_view>

#include "policy_engine/classes.h"

namespace wmsim {

// A program that devices ship, by the name that scenario files use, and how it is signed.
struct ShippedProgram {
  std::string_view name;
  Signature signed_by;
};
std::span<const ShippedProgram> ShippedPrograms();
const ShippedProgram* FindShippedProgram(std::string_view name);  // in any case; null for any other
inline constexpr std::string_view kCommunicatorMobile = "communicator-mobile";

// A client of servers: the program whose view of the stores it uses, or none where it looks at the stores as they are.
struct ServerClient {
  std::string_view name;
  std::string_view program;
  bool shows_codes = false;  // on devices with `internet_codes` it shows a short code instead of a text
};
std::span<const ServerClient> ServerClients();

}  // namespace wmsim
