// Whom a change of security opens a device to: what is at stake when a policy gets another value, a file is signed or a
// certificate is trusted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy_engine/policy.h"
#include "policy_engine/words.h"

namespace wmsim {

// From the least to the most. kNone: no program and nobody gains a right. kThisProgram: the one that the change is
// about. kThisSigner: everything of that signer. kUnsignedPrograms: programs, packages or messages of anybody.
// kAdministrator: the person at the device, or whoever connects a desktop, gains the rights of the administrator.
enum class Reach : std::uint8_t { kNone, kThisProgram, kThisSigner, kUnsignedPrograms, kAdministrator };
template <>
inline constexpr auto kWordsOf<Reach> = std::to_array<std::string_view>({"none", "this-program", "this-signer",
                                                                         "unsigned-programs", "administrator"});

// ReachText says it in a clause.
std::string_view ReachText(Reach reach);

// ReachOf returns what a policy opens the device to when it gets the value `after` in the place of `before`; no value
// means that none is known. kNone where the new value opens nothing that the old one did not.
Reach ReachOf(PolicyId policy, std::optional<std::uint32_t> before, std::uint32_t after);

}  // namespace wmsim
