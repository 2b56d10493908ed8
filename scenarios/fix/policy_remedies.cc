// Remedies that are values of policies: one policy, or a whole configuration.
#include <algorithm>
#include <set>

#include "policy_engine/configuration.h"
#include "policy_engine/field_policies.h"
#include "scenarios/fix/remedy.h"

namespace wmsim {
namespace {

std::string IdText(PolicyId id) { return std::to_string(static_cast<std::uint32_t>(id)); }

// The tester's step that gives policies their values.
Attempt PolicySetAttempt(const std::vector<PolicySetting>& settings) {
  Node policies = MappingNode({});
  for (const PolicySetting& setting : settings) {
    policies.entries.push_back({ScalarNode(IdText(setting.id)), ScalarNode(std::to_string(*setting.value))});
  }
  return MakeAttempt(VerbId::kPolicySet, {{"policies", std::move(policies)}});
}

bool IsAfterRestart(const Device& device, PolicyId id) { return WhenInForce(device, id) == TakesEffect::kAfterRestart; }

// The values that may help: of a switch both, else those that mean something of their own; a mask may also gain the
// roles of the request, of the person and of the manager.
std::set<std::uint32_t> CandidateValues(const PolicyInfo& policy, const PolicyState& state, RoleMask request) {
  std::set<std::uint32_t> values;
  if (policy.kind == PolicyKind::kSwitch) values = {0, 1};
  for (const PolicyValue& value : policy.values) values.insert(value.value);
  if (policy.kind == PolicyKind::kRoleMask) {
    const std::uint32_t now = state.in_force.value_or(0);
    for (const RoleMask roles : {request, role::kUserAuth, role::kManager}) values.insert(now | Bits(roles));
  }
  if (state.in_force) values.erase(*state.in_force);
  if (state.Wanted()) values.erase(*state.Wanted());
  return values;
}

void AddPolicy(const Problem& problem, PolicyId id, std::vector<Remedy>& remedies) {
  const PolicyState state = StateOf(problem.device, id);
  if (!state.honoured) return;
  const PolicyInfo& policy = *FindPolicy(id);
  for (const std::uint32_t value : CandidateValues(policy, state, problem.result.role_mask.value_or(role::kNone))) {
    Remedy remedy;
    remedy.kind = RemedyKind::kPolicy;
    remedy.what = "set " + std::string(policy.title) + " (" + IdText(id) + ") to " + FormatPolicyValue(id, value);
    remedy.slot = IdText(id);
    remedy.touches = FieldsOf(id);
    remedy.reach = ReachOf(id, state.in_force, value);
    remedy.policies = {{id, value}};
    remedy.by_hand = {PolicySetAttempt(remedy.policies)};
    remedy.restarts = IsAfterRestart(problem.device, id);
    remedies.push_back(std::move(remedy));
  }
}

void AddConfiguration(const Problem& problem, const Configuration& configuration, std::vector<Remedy>& remedies) {
  Remedy remedy;
  remedy.kind = RemedyKind::kConfiguration;
  remedy.slot = "configuration";
  remedy.what = "put the device into the configuration " + std::string(configuration.name);
  for (const ConfigurationPolicy& policy : configuration.policies) {
    const PolicyState state = StateOf(problem.device, policy.id);
    const bool stays = state.in_force == policy.value && state.Wanted() == policy.value;
    if (!state.honoured || stays) continue;
    remedy.policies.push_back({policy.id, policy.value});
    remedy.touches.Add(FieldsOf(policy.id));
    remedy.reach = std::max(remedy.reach, ReachOf(policy.id, state.in_force, policy.value));
    remedy.restarts = remedy.restarts || IsAfterRestart(problem.device, policy.id);
  }
  if (remedy.policies.empty()) return;
  remedy.by_hand = {PolicySetAttempt(remedy.policies)};
  remedies.push_back(std::move(remedy));
}

}  // namespace

void AddPolicyRemedies(const Problem& problem, std::vector<Remedy>& remedies) {
  for (const Configuration& configuration : Configurations()) {
    const bool is_for_it = configuration.platforms.Has(problem.device.image->profile.platform);
    if (is_for_it) AddConfiguration(problem, configuration, remedies);
  }
  std::set<const Action*> actions{problem.result.verdict->action};
  for (const Remedy& remedy : remedies) {
    if (remedy.instead != nullptr) actions.insert(remedy.instead->action);
  }
  std::set<PolicyId> ids;
  for (const Action* action : actions) {
    for (const FieldInfo& field : action->fields) {
      const auto behind = PoliciesBehind(field.id);
      ids.insert(behind.begin(), behind.end());
    }
  }
  for (const PolicyId id : ids) AddPolicy(problem, id, remedies);
}

}  // namespace wmsim
