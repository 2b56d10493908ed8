// Which policies a fact is reduced from: what a person would look at, or change, to change the fact.
#pragma once

#include <span>

#include "policy_engine/field.h"
#include "policy_engine/policy.h"

namespace wmsim {

// PoliciesBehind returns the policies whose values may decide a fact's class, ascending by id; none for a fact of a
// file, a signature or a person. What a policy does depends on the platform: it may not honour some of them.
std::span<const PolicyId> PoliciesBehind(FieldId field);

// FieldsOf returns the facts that a policy's value may decide: the inverse.
FieldSet FieldsOf(PolicyId policy);

}  // namespace wmsim
