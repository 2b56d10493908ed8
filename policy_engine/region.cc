#include "policy_engine/region.h"

namespace wmsim {

Region WholeRegion(const Action& action) {
  Region region{&action, {}};
  for (std::size_t i = 0; i < action.fields.size(); ++i) region.classes[i] = EveryClass(action.fields[i]);
  return region;
}

Region Overlap(const Region& a, const Region& b) {
  Region both{a.action, {}};
  for (std::size_t i = 0; i < both.classes.size(); ++i) {
    both.classes[i] = static_cast<ClassSet>(a.classes[i] & b.classes[i]);
  }
  return both;
}

std::uint64_t Cells(const Region& region) {
  std::uint64_t cells = 1;
  for (std::size_t i = 0; i < region.action->fields.size(); ++i) {
    cells *= static_cast<std::uint64_t>(std::popcount(region.classes[i]));
  }
  return cells;
}

bool Holds(const Region& region, const Cell& cell) {
  for (std::size_t i = 0; i < region.action->fields.size(); ++i) {
    if (!HasClass(region.classes[i], cell[i])) return false;
  }
  return true;
}

}  // namespace wmsim
