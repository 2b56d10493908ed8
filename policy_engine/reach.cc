#include "policy_engine/reach.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

constexpr std::array<std::string_view, 5> kTexts{
    "no program and nobody gains a right", "this program alone", "every program of this signer",
    "every unsigned program, package or message of its kind", "the user gains the rights of the administrator"};
static_assert(kTexts.size() == kWordsOf<Reach>.size());

// A row per policy that opens something: whether a value does, and to whom. Of a mask each added role counts.
struct Row {
  PolicyId policy;
  bool (*opens)(std::uint32_t value);
  Reach reach;
};

constexpr bool IsOne(std::uint32_t value) { return value == 1; }
constexpr bool NamesSomebody(std::uint32_t value) { return value != 0; }
constexpr bool NamesThePerson(std::uint32_t value) {
  return (value & (Bits(role::kUserAuth) | Bits(role::kUserUnauth))) != 0;
}
constexpr bool NamesManager(std::uint32_t value) { return (value & Bits(role::kManager)) != 0; }

using namespace policy;

// The two of the guide are dd425351's; the others follow from what the policies decide [sdk-facts 1.3, inferred].
constexpr auto kRows = std::to_array<Row>({
    {kRapi, IsOne, Reach::kAdministrator},
    {kUnsignedCabs, NamesManager, Reach::kAdministrator},
    {kUnsignedCabs, NamesSomebody, Reach::kUnsignedPrograms},
    {kUnsignedApps, IsOne, Reach::kUnsignedPrograms},
    {kUnsignedThemes, NamesManager, Reach::kAdministrator},
    {kUnsignedThemes, NamesSomebody, Reach::kUnsignedPrograms},
    {kTps, IsOne, Reach::kThisSigner},
    {kWapSignedMessage, NamesSomebody, Reach::kThisSigner},
    {kServiceLoading, NamesSomebody, Reach::kUnsignedPrograms},
    {kServiceIndication, NamesSomebody, Reach::kUnsignedPrograms},
    {kUnauthenticatedMessage, NamesSomebody, Reach::kUnsignedPrograms},
    {kOtaProvisioning, NamesSomebody, Reach::kUnsignedPrograms},
    {kGrantManager, NamesThePerson, Reach::kAdministrator},
    {kGrantUserAuth, NamesSomebody, Reach::kUnsignedPrograms},
    {kTrustedWapProxy, NamesSomebody, Reach::kThisSigner},
    {kUnsignedPrompt, IsOne, Reach::kUnsignedPrograms},
    {kPrivilegedApps, IsOne, Reach::kUnsignedPrograms},
    {kNetworkPinMessage, NamesSomebody, Reach::kThisSigner},
    {kUserPinMessage, NamesSomebody, Reach::kThisSigner},
    {kUserNetworkPinMessage, NamesSomebody, Reach::kThisSigner},
});

}  // namespace

std::string_view ReachText(Reach reach) { return kTexts[static_cast<std::size_t>(reach)]; }

Reach ReachOf(PolicyId policy, std::optional<std::uint32_t> before, std::uint32_t after) {
  const PolicyInfo* info = FindPolicy(policy);
  const bool is_mask = info != nullptr && info->kind == PolicyKind::kRoleMask;
  const std::uint32_t old = before.value_or(0);
  const std::uint32_t opened = is_mask ? after & ~old : after;
  if (before == after) return Reach::kNone;
  const auto row = std::ranges::find_if(
      kRows, [&](const Row& candidate) { return candidate.policy == policy && candidate.opens(opened); });
  return row != kRows.end() ? row->reach : Reach::kNone;
}

}  // namespace wmsim
