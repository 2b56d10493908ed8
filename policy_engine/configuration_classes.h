// What a security configuration says of the facts of decisions.
#pragma once

#include "policy_engine/configuration.h"
#include "policy_engine/region.h"

namespace wmsim {

// ClassesUnder returns the classes that a fact may have on a device that honours the policies of `configuration` and
// has their values: one class where they decide it, every class where they do not or only in part (whether a device
// honours them is another fact, and so are the roles of a message).
ClassSet ClassesUnder(const Configuration& configuration, const FieldInfo& field);

// RegionUnder returns the cells of `action` that such a device can show.
Region RegionUnder(const Configuration& configuration, const Action& action);

}  // namespace wmsim
