// The certificates that may sign programs and packages on retail devices, as rows: Microsoft's own and those of the
// Mobile2Market authorities. Their names and thumbprints are known, their bytes are not part of this project.
#pragma once

#include <span>
#include <string_view>

#include "policy_engine/role.h"
#include "policy_engine/shipped_root.h"

namespace wmsim {

// A row per certificate: the execution store that holds it, and the role that it has in SPC; NONE: it is not in SPC.
// Microsoft's three are intermediates whose issuers no store holds: the stores trust them as they are [scm].
struct ShippedSigner {
  ShippedRoot certificate;
  std::string_view store;
  RoleMask package_role;
};

// The role in SPC that a privileged signer is advised to have: every role that the Security Configuration Manager knows
// (222) [scm; bb416318].
inline constexpr RoleMask kPrivilegedPackageRole =
    role::kOem | role::kOperator | role::kManager | role::kUserAuth | role::kUserUnauth | role::kOperatorTps;

// ShippedSigners returns every row, Microsoft's three first.
std::span<const ShippedSigner> ShippedSigners();

// A certificate in one store. `role` is NONE in the execution stores.
struct SignerPlacement {
  const ShippedRoot* signer;
  std::string_view store;
  RoleMask role;
};

// MicrosoftSigners returns where Microsoft's three are, Mobile2MarketSigners where all nine are: of each certificate
// its execution store, then SPC.
std::span<const SignerPlacement> MicrosoftSigners();
std::span<const SignerPlacement> Mobile2MarketSigners();

// SignersOfSmartphone2002 and SignersOfSmartphone2003 return where those of Baltimore and VeriSign are that were valid
// by the end of these years [ms844804 names the authorities; which certificates is inferred].
std::span<const SignerPlacement> SignersOfSmartphone2002();
std::span<const SignerPlacement> SignersOfSmartphone2003();

}  // namespace wmsim
