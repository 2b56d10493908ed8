#include "scenarios/fix/remedy.h"

#include <algorithm>

namespace wmsim {

std::vector<Remedy> RemediesFor(Problem& problem) {
  std::vector<Remedy> remedies;
  AddStepRemedies(problem, remedies);
  AddSignatureRemedies(problem, remedies);
  AddDeviceRemedies(problem, remedies);
  AddPolicyRemedies(problem, remedies);
  std::ranges::stable_sort(remedies, {}, &Remedy::kind);
  return remedies;
}

}  // namespace wmsim
