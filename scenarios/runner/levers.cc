#include "scenarios/runner/levers.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

using Lever = bool (*)(Draft&);

bool Honours(const Profile& device, PolicyId id) {
  const PolicyDefault* shipped = FindDefault(device, id);
  return shipped != nullptr && shipped->standing != PolicyStanding::kNotHonoured;
}

// The value that counts while nobody set one.
std::optional<std::uint32_t> ShippedValue(const Profile& device, PolicyId id) {
  const PolicyDefault* shipped = FindDefault(device, id);
  if (shipped->standing == PolicyStanding::kSet) return shipped->value;
  return FindPolicy(id)->when_missing == WhenMissing::kZero ? std::optional(0U) : std::nullopt;
}

MaskClass MaskClassOf(std::optional<std::uint32_t> value) {
  if (!value) return MaskClass::kAbsent;
  return *value == 0 ? MaskClass::kZero : MaskClass::kMask;
}

// A class of a policy with a value of that class; classes that no value has are those of the platform.
template <class Class>
struct ValueOf {
  Class of;
  std::uint32_t value;
};
constexpr auto kSwitchValues =
    std::to_array<ValueOf<Switch>>({{Switch::kZero, 0}, {Switch::kOne, 1}, {Switch::kOther, 2}});
constexpr auto kMaskValues = std::to_array<ValueOf<MaskClass>>({{MaskClass::kZero, 0}, {MaskClass::kMask, 16}});
constexpr auto kRapiValues = std::to_array<ValueOf<RapiMode>>(
    {{RapiMode::kClosed, 0}, {RapiMode::kOpen, 1}, {RapiMode::kRestricted, 2}, {RapiMode::kOther, 3}});

template <class Class, std::size_t N>
bool PullPolicy(Draft& draft, PolicyId id, Class wanted, Class shipped, const std::array<ValueOf<Class>, N>& values) {
  if (!Honours(draft.device(), id)) return wanted == Class::kNotHonoured;
  if (wanted == shipped) return true;
  const auto row = std::ranges::find(values, wanted, &ValueOf<Class>::of);
  if (row == values.end()) return false;
  draft.GivePolicy(id, row->value);
  return true;
}

template <FieldId kField, const PolicyId& kId>
bool PullSwitch(Draft& draft) {
  if (!Honours(draft.device(), kId)) return draft.Wanted<Switch>(kField) == Switch::kNotHonoured;
  const Switch shipped = SwitchClass(ShippedValue(draft.device(), kId));
  return PullPolicy(draft, kId, draft.Wanted<Switch>(kField), shipped, kSwitchValues);
}

template <FieldId kField, const PolicyId& kId>
bool PullMask(Draft& draft) {
  if (!Honours(draft.device(), kId)) return draft.Wanted<MaskClass>(kField) == MaskClass::kNotHonoured;
  const MaskClass shipped = MaskClassOf(ShippedValue(draft.device(), kId));
  return PullPolicy(draft, kId, draft.Wanted<MaskClass>(kField), shipped, kMaskValues);
}

bool PullRapi(Draft& draft) {
  if (!Honours(draft.device(), policy::kRapi)) return draft.Wanted<RapiMode>(FieldId::kRapi) == RapiMode::kNotHonoured;
  const RapiMode shipped = RapiClass(ShippedValue(draft.device(), policy::kRapi));
  return PullPolicy(draft, policy::kRapi, draft.Wanted<RapiMode>(FieldId::kRapi), shipped, kRapiValues);
}

// Grant Manager makes a Manager of the person where it names USER_AUTH.
bool PullGrantsManager(Draft& draft) {
  const bool wanted = draft.Wants(FieldId::kGrantsManager);
  const auto shipped = ShippedMask(draft.device(), policy::kGrantManager);
  const bool is_so = shipped && Intersects(*shipped, role::kUserAuth);
  if (wanted != is_so) draft.GivePolicy(policy::kGrantManager, Bits(wanted ? role::kUserAuth : role::kOperatorTps));
  return true;
}

bool PullAnswer(Draft& draft) {
  const Answer answer = draft.Wanted<Answer>(FieldId::kAnswer);
  if (answer != Answer::kYes) draft.Answer(Word(answer));
  return true;
}

bool PullOperatorRestricted(Draft& draft) {
  if (draft.Wants(FieldId::kOperatorRestricted)) draft.Give("operator-restricted", ScalarNode("true"));
  return true;
}

bool IsChecked(Draft& draft) { return draft.Wants(FieldId::kChecked) == draft.device().checks_signatures.value; }

bool IsRootsOnly(Draft& draft) { return draft.Wants(FieldId::kRootsOnly) == draft.device().certinst.value.roots_only; }

struct Row {
  FieldId field;
  Lever pull;
};
constexpr auto kLevers = std::to_array<Row>({
    {FieldId::kOperatorRestricted, PullOperatorRestricted},
    {FieldId::kChecked, IsChecked},
    {FieldId::kUnsignedApps, PullSwitch<FieldId::kUnsignedApps, policy::kUnsignedApps>},
    {FieldId::kUnsignedPrompt, PullSwitch<FieldId::kUnsignedPrompt, policy::kUnsignedPrompt>},
    {FieldId::kPrivilegedApps, PullSwitch<FieldId::kPrivilegedApps, policy::kPrivilegedApps>},
    {FieldId::kUnsignedCabs, PullMask<FieldId::kUnsignedCabs, policy::kUnsignedCabs>},
    {FieldId::kUnsignedThemes, PullMask<FieldId::kUnsignedThemes, policy::kUnsignedThemes>},
    {FieldId::kRapi, PullRapi},
    {FieldId::kGrantsManager, PullGrantsManager},
    {FieldId::kAnswer, PullAnswer},
    {FieldId::kRootsOnly, IsRootsOnly},
});

}  // namespace

bool PullLever(Draft& draft, FieldId field) {
  const auto row = std::ranges::find(kLevers, field, &Row::field);
  return row == kLevers.end() || row->pull(draft);
}

bool PullLevers(Draft& draft) {
  return std::ranges::all_of(draft.action().fields, [&](const FieldInfo& field) { return PullLever(draft, field.id); });
}

std::optional<RoleMask> ShippedMask(const Profile& device, PolicyId id) {
  if (!Honours(device, id)) return std::nullopt;
  return RoleMask{ShippedValue(device, id).value_or(0)};
}

}  // namespace wmsim
