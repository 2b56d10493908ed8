#include "policy_engine/program.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr auto kPrograms = std::to_array<ShippedProgram>({
    {kCommunicatorMobile, Signature::kPrivileged},
});

constexpr auto kClients = std::to_array<ServerClient>({
    {kCommunicatorMobile, kCommunicatorMobile, false},
    {"activesync", "", true},
    {"browser", "", false},
});

}  // namespace

std::span<const ShippedProgram> ShippedPrograms() { return kPrograms; }

const ShippedProgram* FindShippedProgram(std::string_view name) {
  const auto row =
      std::ranges::find_if(kPrograms, [&](const ShippedProgram& r) { return EqualIgnoringCase(r.name, name); });
  return row != kPrograms.end() ? &*row : nullptr;
}

std::span<const ServerClient> ServerClients() { return kClients; }

}  // namespace wmsim
