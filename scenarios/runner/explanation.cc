#include "scenarios/runner/explanation.h"

#include <algorithm>
#include <array>
#include <set>

#include "emulator/hint.h"
#include "policy_engine/actions.h"
#include "policy_engine/field_policies.h"

namespace wmsim {
namespace {

std::vector<PolicyValues> PoliciesOf(const Action& action, const Device& device) {
  std::set<PolicyId> ids;
  for (const FieldInfo& field : action.fields) {
    const auto behind = PoliciesBehind(field.id);
    ids.insert(behind.begin(), behind.end());
  }
  std::vector<PolicyValues> policies;
  for (const PolicyId id : ids) {
    const PolicyDefault& shipped = *FindDefault(device.image->profile, id);
    const PolicyState state = StateOf(device, id);
    const bool has_its_value = shipped.standing == PolicyStanding::kSet && state.in_force == shipped.value;
    const bool as_shipped = !state.honoured || state.by_default || has_its_value;
    policies.push_back({id, state, WhenInForce(device, id), as_shipped, shipped.source, shipped.confidence});
  }
  return policies;
}

// Where a fact that the platform decides is from.
struct Origin {
  std::string_view source;
  Confidence confidence;
};
template <class T>
Origin OriginOf(const Fact<T>& fact) {
  return {fact.source, fact.confidence};
}

Origin PartOrigin(const Profile& profile) {
  const StorePart* part = FindStorePart(profile, kRootStore, profile.certinst.value.part);
  return part != nullptr ? Origin{part->source, part->confidence} : OriginOf(profile.certinst);
}

// The facts that are columns of a profile, by action where that makes a difference.
struct PlatformFact {
  const Action* action;  // null: of every action
  FieldId field;
  Origin (*origin)(const Profile&);
};
constexpr auto kPlatformFacts = std::to_array<PlatformFact>({
    {nullptr, FieldId::kChecked, [](const Profile& p) { return OriginOf(p.checks_signatures); }},
    {&kCertinstAction, FieldId::kToolPresent, [](const Profile& p) { return OriginOf(p.certinst); }},
    {&kCertinstAction, FieldId::kFormatTaken, [](const Profile& p) { return OriginOf(p.certinst); }},
    {&kCertinstAction, FieldId::kRootsOnly, [](const Profile& p) { return OriginOf(p.certinst); }},
    {&kCertinstAction, FieldId::kNeededRole, PartOrigin},
    {&kRegistryWriteAction, FieldId::kToolPresent, [](const Profile& p) { return OriginOf(p.built_in_editor); }},
    {nullptr, FieldId::kKeyProtected, [](const Profile& p) { return OriginOf(p.protected_keys); }},
    {nullptr, FieldId::kHashesKnown, [](const Profile& p) { return OriginOf(p.knows_sha2); }},
});

bool Decides(const PlatformFact& fact, const Verdict& verdict) {
  if (fact.action != nullptr && fact.action != verdict.action) return false;
  return std::ranges::find(verdict.action->fields, fact.field, &FieldInfo::id) != verdict.action->fields.end();
}

// The rules that were asked up to the headline, and the blockers behind it.
bool Spoke(const Verdict& verdict, std::size_t rule) {
  return rule <= verdict.decision.headline ||
         (Stops(verdict, rule) && verdict.action->rules[rule].weight == Weight::kBlocks);
}

std::vector<Assumption> AssumptionsOf(const StepResult& result, const std::vector<PolicyValues>& policies,
                                      const Profile& profile) {
  std::vector<Assumption> assumed;
  const Verdict& verdict = *result.verdict;
  for (std::size_t i = 0; i < verdict.action->rules.size(); ++i) {
    const RuleInfo& rule = verdict.action->rules[i];
    const bool is_assumed = rule.confidence == Confidence::kAssumed && Spoke(verdict, i);
    if (is_assumed) assumed.push_back({"the rule " + std::string(rule.id), rule.source});
  }
  for (const PolicyValues& policy : policies) {
    if (!policy.as_shipped || policy.confidence != Confidence::kAssumed) continue;
    const PolicyInfo& info = *FindPolicy(policy.id);
    assumed.push_back({"what " + std::string(info.title) + " (" +
                           std::to_string(static_cast<std::uint32_t>(policy.id)) + ") is on this platform",
                       policy.source});
  }
  for (const PlatformFact& fact : kPlatformFacts) {
    if (!Decides(fact, verdict)) continue;
    const Origin origin = fact.origin(profile);
    const auto& field = *std::ranges::find(verdict.action->fields, fact.field, &FieldInfo::id);
    if (origin.confidence == Confidence::kAssumed) assumed.push_back({std::string(field.meaning), origin.source});
  }
  for (const HintId id : result.hints) {
    if (Hint(id).confidence == Confidence::kAssumed) assumed.push_back({std::string(Hint(id).text), Hint(id).source});
  }
  return assumed;
}

}  // namespace

Explanation Explain(const Step& step, const StepResult& result, const Device& before) {
  Explanation explanation;
  const bool is_said = FindKey(step.verb->keys, step.verb->acts_as) != nullptr;  // registry-set: via; provision: origin
  explanation.acts_as = is_said ? step.arguments.Text(step.verb->acts_as) : std::string(step.verb->acts_as);
  explanation.roles = step.verb->id == VerbId::kCertinst ? std::optional(role::kUserAuth) : result.role_mask;
  if (explanation.roles) explanation.effective = EffectiveRoles(before, *explanation.roles);
  if (!result.verdict) return explanation;
  const Verdict& verdict = *result.verdict;
  const bool succeeds = Headline(verdict) == nullptr;
  explanation.turning = succeeds ? WhatStops(verdict) : WhatUnsets(verdict, verdict.decision.headline);
  explanation.policies = PoliciesOf(*result.verdict->action, before);
  explanation.assumed = AssumptionsOf(result, explanation.policies, before.image->profile);
  return explanation;
}

}  // namespace wmsim
