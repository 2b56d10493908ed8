// Some of the cells of an action: for each fact some of its classes, in every combination.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "policy_engine/action.h"

namespace wmsim {

// Classes of one fact, a bit for each: bit 0 is the first.
using ClassSet = std::uint8_t;
inline constexpr std::size_t kMaxClasses = 8;

constexpr ClassSet OneClass(std::size_t number) { return static_cast<ClassSet>(1U << number); }
constexpr bool HasClass(ClassSet set, std::size_t number) { return ((set >> number) & 1U) != 0; }

// EveryClass returns all classes of a fact.
inline ClassSet EveryClass(const FieldInfo& field) { return static_cast<ClassSet>((1U << field.classes.size()) - 1); }

// A Region has one set of classes per fact of the action, in the action's order. It is empty when one of them is.
struct Region {
  const Action* action = nullptr;
  std::array<ClassSet, kMaxFields> classes{};
  bool operator==(const Region&) const = default;
};

// WholeRegion returns every cell of `action`.
Region WholeRegion(const Action& action);

// Overlap returns the cells that are in both. Requires the same action.
Region Overlap(const Region& a, const Region& b);

// Cells returns the number of cells in `region`.
std::uint64_t Cells(const Region& region);

// Holds tells whether `cell` is in `region`.
bool Holds(const Region& region, const Cell& cell);

// ForEachCell visits every cell of `region`, `visit(const Cell&)`, in the order of CellAt.
template <class Visit>
void ForEachCell(const Region& region, Visit visit) {
  const std::size_t fields = region.action->fields.size();
  Cell cell{};
  const auto first_of = [&](std::size_t field) {
    return static_cast<std::uint8_t>(std::countr_zero(unsigned{region.classes[field]}));
  };
  for (std::size_t field = 0; field < fields; ++field) {
    if (region.classes[field] == 0) return;
    cell[field] = first_of(field);
  }
  while (true) {
    visit(std::as_const(cell));
    std::size_t field = fields;
    while (field > 0) {
      const unsigned behind = unsigned{region.classes[field - 1]} >> (cell[field - 1] + 1U);
      if (behind != 0) {
        cell[field - 1] = static_cast<std::uint8_t>(cell[field - 1] + 1 + std::countr_zero(behind));
        break;
      }
      --field;
      cell[field] = first_of(field);
    }
    if (field == 0) return;
  }
}

}  // namespace wmsim
