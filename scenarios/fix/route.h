// By which way somebody can make a remedy on the device as it is now.
#pragma once

#include <string>
#include <vector>

#include "scenarios/fix/remedy.h"

namespace wmsim {

// Who, how, and whether the device lets it happen now; `closed_by` is the rule that does not, or what is missing.
struct Route {
  Who who = Who::kUser;
  std::string way;
  std::string closed_by;

  bool IsOpen() const { return closed_by.empty(); }
};

// RoutesOf returns the ways to make a remedy: for policies and certificates each way that devices have, tried on a copy
// of the device and open only where the change was in force afterwards; for anything else the remedy's own. Documents
// that they need are added to `problem.made`.
std::vector<Route> RoutesOf(Problem& problem, const Remedy& remedy);

// UserCan tells whether one of the ways is the user's and open.
bool UserCan(const std::vector<Route>& routes);

}  // namespace wmsim
