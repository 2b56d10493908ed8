#include "policy_engine/role.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr auto kRoles = std::to_array<RoleInfo>({
    {RoleMask{0}, "NONE", "NONE", "no role", "ms890461"},
    {RoleMask{2}, "OEM", "OEM", "the manufacturer; gone from the role table of 6.5", "aa457993"},
    {RoleMask{4}, "OPERATOR", "CARRIER", "a message signed with the network PIN", "ms890461"},
    {RoleMask{8}, "MANAGER", "MANAGER", "the highest authority: may change everything", "ms890461"},
    {RoleMask{16}, "USER_AUTH", "USER_AUTH",
     "the authenticated user: the person at the device, RAPI, a user-PIN message", "ms890461"},
    {RoleMask{32}, "ENTERPRISE", "ENTERPRISE", "the enterprise's administrator, by Exchange or device management",
     "cc182289"},
    {RoleMask{64}, "USER_UNAUTH", "USER_UNAUTH", "an unauthenticated user: unsigned push, themes, ring tones",
     "ms890461"},
    {RoleMask{128}, "OPERATOR_TPS", "CARRIER_TPS", "the operator's trusted provisioning server", "ms844867"},
    {RoleMask{256}, "KNOWN_PPG", "KNOWN_PPG", "the device knows the push gateway's address", "ms890461"},
    {RoleMask{512}, "TRUSTED_PPG", "TRUSTED_PPG", "the device trusts the push gateway", "ms890461"},
    {RoleMask{1024}, "PPG_AUTH", "PPG_AUTH", "the gateway authenticated the push initiator", "ms890461"},
    {RoleMask{2048}, "PPG_TRUSTED", "PPG_TRUSTED", "the gateway trusts the push initiator", "ms890461"},
    {RoleMask{4096}, "ANY_PUSH_SOURCE", "ANY_PUSH_SOURCE", "anything that the push router delivered", "w10csp"},
});
static_assert(std::ranges::adjacent_find(kRoles, [](const RoleInfo& a, const RoleInfo& b) {
                return Bits(a.bit) >= Bits(b.bit);
              }) == kRoles.end());

std::optional<RoleMask> ParseRole(std::string_view name) {
  if (const auto number = ParseNumber(name)) return RoleMask{*number};
  constexpr std::string_view kPrefix = "SECROLE_";
  if (EqualIgnoringCase(name.substr(0, kPrefix.size()), kPrefix)) name.remove_prefix(kPrefix.size());
  for (const RoleInfo& row : kRoles) {
    if (EqualIgnoringCase(name, row.name) || EqualIgnoringCase(name, row.header_name)) return row.bit;
  }
  return std::nullopt;
}

}  // namespace

std::span<const RoleInfo> Roles() { return kRoles; }

std::optional<RoleMask> ParseRoleMask(std::string_view text) {
  RoleMask mask = role::kNone;
  while (true) {
    const std::size_t plus = text.find('+');
    const auto bit = ParseRole(text.substr(0, plus));
    if (!bit) return std::nullopt;
    mask = mask | *bit;
    if (plus == std::string_view::npos) return mask;
    text.remove_prefix(plus + 1);
  }
}

std::string FormatRoleMask(RoleMask mask) {
  if (Bits(mask) == 0) return "NONE";
  std::string text;
  std::uint32_t rest = Bits(mask);
  for (const RoleInfo& row : kRoles) {
    if (!Intersects(row.bit, mask)) continue;
    if (!text.empty()) text += '+';
    text += row.name;
    rest &= ~Bits(row.bit);
  }
  if (rest != 0) {
    if (!text.empty()) text += '+';
    text += "0x" + Hex(rest, 1);
  }
  return text;
}

}  // namespace wmsim
