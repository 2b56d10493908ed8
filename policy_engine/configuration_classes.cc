#include "policy_engine/configuration_classes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "policy_engine/classes.h"
#include "policy_engine/role.h"

namespace wmsim {
namespace {

std::optional<std::uint32_t> ValueIn(const Configuration& configuration, PolicyId id) {
  const auto policy = std::ranges::find(configuration.policies, id, &ConfigurationPolicy::id);
  return policy != configuration.policies.end() ? std::optional(policy->value) : std::nullopt;
}

template <class Class>
std::optional<ClassSet> Only(Class word) {
  return OneClass(static_cast<std::size_t>(word));
}

// Each returns the classes where the configuration decides them, given the policy's value.
using Reduction = std::optional<ClassSet> (*)(const Configuration& configuration, std::uint32_t value);

std::optional<ClassSet> OfSwitch(const Configuration&, std::uint32_t value) { return Only(SwitchClass(value)); }

std::optional<ClassSet> OfRapi(const Configuration&, std::uint32_t value) { return Only(RapiClass(value)); }

std::optional<ClassSet> OfMask(const Configuration&, std::uint32_t value) {
  return Only(value == 0 ? MaskClass::kZero : MaskClass::kMask);
}

// The person is USER_AUTH, whatever 4120 adds [certinst.cc].
std::optional<ClassSet> OfPerson(const Configuration& configuration, std::uint32_t value) {
  const RoleMask grant_user{ValueIn(configuration, policy::kGrantUserAuth).value_or(0)};
  const RoleMask person = EffectiveMask(role::kUserAuth, RoleMask{value}, grant_user);
  return Only(ToYesNo(Intersects(person, role::kManager)));
}

// A mask of nobody accepts no message; with any other it depends on the message's roles.
std::optional<ClassSet> OfMessage(const Configuration&, std::uint32_t value) {
  return value == 0 ? Only(YesNo::kNo) : std::nullopt;
}

struct Row {
  FieldId field;
  PolicyId policy;
  Reduction reduce;
};

constexpr auto kRows = std::to_array<Row>({
    {FieldId::kUnsignedApps, policy::kUnsignedApps, OfSwitch},
    {FieldId::kUnsignedPrompt, policy::kUnsignedPrompt, OfSwitch},
    {FieldId::kPrivilegedApps, policy::kPrivilegedApps, OfSwitch},
    {FieldId::kRapi, policy::kRapi, OfRapi},
    {FieldId::kUnsignedCabs, policy::kUnsignedCabs, OfMask},
    {FieldId::kUnsignedThemes, policy::kUnsignedThemes, OfMask},
    {FieldId::kGrantsManager, policy::kGrantManager, OfPerson},
    {FieldId::kSlAccepted, policy::kServiceLoading, OfMessage},
    {FieldId::kSiAccepted, policy::kServiceIndication, OfMessage},
});

}  // namespace

ClassSet ClassesUnder(const Configuration& configuration, const FieldInfo& field) {
  const auto row = std::ranges::find(kRows, field.id, &Row::field);
  if (row == kRows.end()) return EveryClass(field);
  const auto value = ValueIn(configuration, row->policy);
  if (!value) return EveryClass(field);
  return row->reduce(configuration, *value).value_or(EveryClass(field));
}

Region RegionUnder(const Configuration& configuration, const Action& action) {
  Region region{&action, {}};
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    region.classes[i] = ClassesUnder(configuration, action.fields[i]);
  }
  return region;
}

}  // namespace wmsim
