// What brings a fact of a decision into a class, whatever the action.
#pragma once

#include <optional>

#include "policy_engine/role.h"
#include "scenarios/runner/draft.h"

namespace wmsim {

// PullLevers gives a draft what brings the facts of its cell about, as far as one thing decides a fact: a policy, an
// answer, the platform. Facts of files, programs and messages are for the sketch of the action (sketches.h). Returns
// false where the draft's device cannot show the cell.
bool PullLevers(Draft& draft);

// PullLever is the same for one fact.
bool PullLever(Draft& draft, FieldId field);

// ShippedMask returns the mask that a device ships with for a policy, no role where it has no value; nothing where the
// device does not look at the policy.
std::optional<RoleMask> ShippedMask(const Profile& device, PolicyId id);

}  // namespace wmsim
