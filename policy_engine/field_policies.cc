#include "policy_engine/field_policies.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using namespace policy;

constexpr PolicyId kOfRapi[] = {kRapi};
constexpr PolicyId kOfUnsignedCabs[] = {kUnsignedCabs};
constexpr PolicyId kOfUnsignedApps[] = {kUnsignedApps};
constexpr PolicyId kOfUnsignedThemes[] = {kUnsignedThemes};
constexpr PolicyId kOfServiceLoading[] = {kServiceLoading};
constexpr PolicyId kOfServiceIndication[] = {kServiceIndication};
constexpr PolicyId kOfGrantManager[] = {kGrantManager};
constexpr PolicyId kOfUnsignedPrompt[] = {kUnsignedPrompt};
constexpr PolicyId kOfPrivilegedApps[] = {kPrivilegedApps};

// The mask of a request is that of its origin, mapped by the two grants [sdk-facts 2]; which origin it is, and of some
// the mask, is in a policy. Trusted WAP Proxy (4121) is asked about proxies [ak].
constexpr PolicyId kOfRequests[] = {kRapi,          kUnsignedCabs,    kUnsignedThemes, kGrantManager,
                                    kGrantUserAuth, kTrustedWapProxy, kPrivilegedApps};

// Who a desktop is to the metabase.
constexpr PolicyId kOfCallers[] = {kRapi, kGrantManager, kGrantUserAuth};

// The checks of the push router, and whether the operator's server is heard at all [sdk-facts 2.3, ms844867].
constexpr PolicyId kOfPushes[] = {kTps,
                                  kWapSignedMessage,
                                  kUnauthenticatedMessage,
                                  kOtaProvisioning,
                                  kNetworkPinMessage,
                                  kUserPinMessage,
                                  kUserNetworkPinMessage};

struct Row {
  FieldId field;
  std::span<const PolicyId> policies;
};

constexpr auto kRows = std::to_array<Row>({
    {FieldId::kUnsignedApps, kOfUnsignedApps},
    {FieldId::kUnsignedPrompt, kOfUnsignedPrompt},
    {FieldId::kPrivilegedApps, kOfPrivilegedApps},
    {FieldId::kGrantsManager, kOfGrantManager},
    {FieldId::kRapi, kOfRapi},
    {FieldId::kUnsignedCabs, kOfUnsignedCabs},
    {FieldId::kUnsignedThemes, kOfUnsignedThemes},
    {FieldId::kSlAccepted, kOfServiceLoading},
    {FieldId::kSiAccepted, kOfServiceIndication},
    {FieldId::kListed, kOfCallers},
    {FieldId::kPushDiscarded, kOfPushes},
    {FieldId::kDocumentFault, kOfRequests},
});

}  // namespace

std::span<const PolicyId> PoliciesBehind(FieldId field) {
  const auto row = std::ranges::find(kRows, field, &Row::field);
  return row != kRows.end() ? row->policies : std::span<const PolicyId>();
}

FieldSet FieldsOf(PolicyId policy) {
  FieldSet fields;
  for (const Row& row : kRows) {
    if (std::ranges::find(row.policies, policy) != row.policies.end()) fields.Add(row.field);
  }
  return fields;
}

}  // namespace wmsim
