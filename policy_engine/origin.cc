#include "policy_engine/origin.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using enum Origin;
using enum MaskFrom;
using enum Confidence;

constexpr auto kOrigins = std::to_array<OriginInfo>({
    {kRapiOpen, "a desktop over RAPI, while 4097 is 1 or not honoured", kRow, role::kManager, "ms890040", kDocumented},
    {kRapiRestricted, "a desktop over RAPI, while 4097 is 2", kRow, role::kUserAuth, "ms890040", kDocumented},
    {kProgram, "a program with normal trust (two tiers)", kRow, role::kUserAuth, "ms890040", kDocumented},
    {kPrivilegedProgram, "a privileged program; on one tier every program that runs", kRow, role::kManager, "ms890040",
     kDocumented},
    {kProgramUnchecked, "any program of Pocket PC 2003", kEveryRole, {}, "aa459014", kDocumented},
    {kSignedPackage, "a package whose signer is in the SPC store", kSigner, {}, "aa457840", kDocumented},
    {kUnsignedPackage,
     "an unsigned package, two-tier platforms and the guide's devices",
     kUnsignedCabs,
     {},
     "bb416355",
     kDocumented},
    {kUnsignedPackageOneTier, "an unsigned package, one-tier platforms", kRow, role::kManager, "blogcab", kInferred},
    {kPackageUnchecked, "any package of Pocket PC 2003", kEveryRole, {}, "ak", kDocumented},
    {kTheme, "a theme, signed or not", kUnsignedThemes, {}, "ak", kDocumented},
    {kPushUnsigned, "a push message without a signature, gated by 4110", kRow, role::kUserUnauth, "ak", kDocumented},
    {kPushNetworkPin, "a push message signed with the network PIN", kRow, role::kOperator, "aa458982", kDocumented},
    {kPushUserPin, "a push message signed with the user PIN", kRow, role::kUserAuth, "ms890461", kDocumented},
    {kPushUserNetworkPin, "a push message signed with both PINs", kRow, role::kOperator | role::kUserAuth, "aa458982",
     kDocumented},
    {kPushUserPinMac, "a push message whose MAC was told to the user apart", kRow, role::kUserAuth, "ak", kDocumented},
    {kProvisioningServer, "a push message of the trusted provisioning server, while 4104 is 1", kRow,
     role::kOperatorTps, "bb737523", kDocumented},
    {kOmaDm,
     "an OMA DM server: never more than the message had that made its account",
     kAccount,
     {},
     "bb737300",
     kDocumented},
    {kRom, "a provisioning file in the ROM, at a cold boot or an update", kEveryRole, {}, "ak", kDocumented},
    {kSettings, "the settings on the device itself, in 2003; later versions ask no role of them", kRow, role::kUserAuth,
     "ak", kDocumented},
});

constexpr bool IsSigned(const PushFacts& f) {
  return f.security != PushSecurity::kNone && f.security != PushSecurity::kOther;
}

constexpr bool NeedsUserPin(const PushFacts& f) {
  return f.security == PushSecurity::kUserPin || f.security == PushSecurity::kUserNetworkPin ||
         f.security == PushSecurity::kUserPinMac;
}

constexpr auto kPushChecks = std::to_array<PushCheckInfo>({
    {PushCheck::kUnauthenticated, "an unsigned message is compared with 4110", "ak",
     [](const PushFacts& f) { return f.security == PushSecurity::kNone && f.unauthenticated_accepted == YesNo::kNo; }},
    {PushCheck::kSecurity, "a SEC parameter that the device does not know", "ak",
     [](const PushFacts& f) { return f.security == PushSecurity::kOther; }},
    {PushCheck::kSignedMessage, "a signed message is compared with 4107, or 4141 to 4143, before a PIN is asked for",
     "ak", [](const PushFacts& f) { return IsSigned(f) && f.signed_accepted == YesNo::kNo; }},
    {PushCheck::kPin, "the user PIN, as often as 4105 says", "ak",
     [](const PushFacts& f) { return NeedsUserPin(f) && f.pin_right == YesNo::kNo; }},
    {PushCheck::kMac, "the signature over the message", "ak",
     [](const PushFacts& f) { return IsSigned(f) && f.mac_good == YesNo::kNo; }},
    {PushCheck::kProvisioning, "what gets so far is compared with 4111", "ak",
     [](const PushFacts& f) { return f.provisioning_accepted == YesNo::kNo; }},
});

constexpr bool IndexedByOrigin() {
  for (std::size_t i = 0; i < kOrigins.size(); ++i) {
    if (kOrigins[i].origin != static_cast<Origin>(i)) return false;
  }
  return kOrigins.size() == kWordsOf<Origin>.size();
}
static_assert(IndexedByOrigin());

bool Honours(const Profile& profile, PolicyId id) {
  const PolicyDefault* row = FindDefault(profile, id);
  return row != nullptr && row->standing != PolicyStanding::kNotHonoured;
}

}  // namespace

std::span<const OriginInfo> Origins() { return kOrigins; }
const OriginInfo& OriginRow(Origin origin) { return kOrigins[static_cast<std::size_t>(origin)]; }

RoleMask MaskOfOrigin(Origin origin, const OriginMasks& masks) {
  const OriginInfo& row = OriginRow(origin);
  switch (row.from) {
    case kRow:
      return row.mask;
    case kSigner:
      return masks.signer;
    case kUnsignedCabs:
      return masks.unsigned_cabs;
    case kUnsignedThemes:
      return masks.unsigned_themes;
    case kAccount:
      return masks.account;
    case kEveryRole:
      break;
  }
  return masks.every;
}

Origin OriginOfRapi(RapiMode mode) { return IsRestricted(mode) ? kRapiRestricted : kRapiOpen; }

Origin OriginOfPackage(PackageKind package, PackageSignature signed_by, UnsignedPackageRole unsigned_packages) {
  if (unsigned_packages == UnsignedPackageRole::kEvery) return kPackageUnchecked;
  if (package == PackageKind::kTheme) return kTheme;
  if (signed_by == PackageSignature::kKnown) return kSignedPackage;
  return unsigned_packages == UnsignedPackageRole::kManager ? kUnsignedPackageOneTier : kUnsignedPackage;
}

Origin OriginOfProgram(Trust trust, bool checks_signatures) {
  if (!checks_signatures) return kProgramUnchecked;
  return trust == Trust::kPrivileged ? kPrivilegedProgram : kProgram;
}

RoleMask RoleOf(Gateway gateway) {
  constexpr std::array kBits{RoleMask{256}, RoleMask{512}, RoleMask{1024}, RoleMask{2048}};
  return kBits[static_cast<std::size_t>(gateway)];
}

RoleMask PushMask(PushSecurity security, RoleMask gateway_roles) {
  constexpr std::array kOriginOf{kPushUnsigned, kPushNetworkPin, kPushUserPin, kPushUserNetworkPin, kPushUserPinMac};
  if (security == PushSecurity::kOther) return gateway_roles;
  return gateway_roles | OriginRow(kOriginOf[static_cast<std::size_t>(security)]).mask;
}

bool IsProvisioningServer(RoleMask gateway_roles, bool address_matches, Switch tps) {
  const bool authenticated = Intersects(gateway_roles, RoleOf(Gateway::kPpgAuth));
  const bool trusted = Intersects(gateway_roles, RoleOf(Gateway::kTrustedPpg));
  return authenticated && trusted && address_matches && IsOn(tps);
}

std::span<const PushCheckInfo> PushChecks() { return kPushChecks; }

const PushCheckInfo* FirstDiscarding(const PushFacts& facts) {
  const auto row = std::ranges::find_if(kPushChecks, [&](const PushCheckInfo& check) { return check.discards(facts); });
  return row != kPushChecks.end() ? &*row : nullptr;
}

PolicyId SignedMessagePolicy(const Profile& profile, PushSecurity security) {
  const PolicyId own = security == PushSecurity::kNetworkPin       ? policy::kNetworkPinMessage
                       : security == PushSecurity::kUserNetworkPin ? policy::kUserNetworkPinMessage
                                                                   : policy::kUserPinMessage;
  return Honours(profile, own) ? own : policy::kWapSignedMessage;
}

}  // namespace wmsim
