// Security roles: the bits of a role mask, their two vocabularies, and the grant arithmetic.
//
// Windows Mobile gives every request (a provisioning document, a call over RAPI, a person at a built-in tool) a mask of
// roles, and every setting a mask of roles that may touch it. A test passes when the two masks share a bit
// [ms890461, aa457993].
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wmsim {

// A RoleMask is a sum of role bits. It may hold bits that no role of the table has: they come from registries and
// documents as they are.
enum class RoleMask : std::uint32_t {};

namespace role {
inline constexpr RoleMask kNone{0};
inline constexpr RoleMask kOem{2};
inline constexpr RoleMask kOperator{4};
inline constexpr RoleMask kManager{8};
inline constexpr RoleMask kUserAuth{16};
inline constexpr RoleMask kEnterprise{32};
inline constexpr RoleMask kUserUnauth{64};
inline constexpr RoleMask kOperatorTps{128};
}  // namespace role

constexpr std::uint32_t Bits(RoleMask mask) { return static_cast<std::uint32_t>(mask); }
constexpr RoleMask operator|(RoleMask a, RoleMask b) { return RoleMask{Bits(a) | Bits(b)}; }
constexpr bool Intersects(RoleMask a, RoleMask b) { return (Bits(a) & Bits(b)) != 0; }

// A row per role: its bit, the documents' name after "SECROLE_", the name that the SDK header uses where it differs
// (CARRIER for OPERATOR), and what a holder is.
struct RoleInfo {
  RoleMask bit;
  std::string_view name;
  std::string_view header_name;
  std::string_view meaning;
  std::string_view source;
};

// Roles returns every row, ascending by bit; the first is NONE (0).
std::span<const RoleInfo> Roles();

// ParseRoleMask reads role names and numbers (decimal or 0x) joined by '+'. Names may be of either vocabulary, with or
// without "SECROLE_", in any case. Returns nothing for anything else.
std::optional<RoleMask> ParseRoleMask(std::string_view text);

// FormatRoleMask writes names joined by '+', lowest bit first, then what no role names as a 0x number; NONE for 0.
std::string FormatRoleMask(RoleMask mask);

// EffectiveMask maps a request's mask through Grant Manager (4119) and Grant User Authenticated (4120): a request that
// shares a bit with a policy gains MANAGER or USER_AUTH. Both policies look at the request itself, not at each other's
// result [assumed; the documents are silent].
constexpr RoleMask EffectiveMask(RoleMask request, RoleMask grant_manager, RoleMask grant_user_auth) {
  RoleMask effective = request;
  if (Intersects(request, grant_manager)) effective = effective | role::kManager;
  if (Intersects(request, grant_user_auth)) effective = effective | role::kUserAuth;
  return effective;
}

}  // namespace wmsim
