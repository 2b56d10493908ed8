// What two devices make of the same step: for each fact its classes on the one and on the other.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "emulator/device.h"
#include "policy_engine/action.h"

namespace wmsim {

struct ClassPair {
  std::uint8_t a;
  std::uint8_t b;
  auto operator<=>(const ClassPair&) const = default;
};

struct CellPair {
  Cell a;
  Cell b;
};

// PairsOf returns the pairs of classes that some step can bring about, sorted: one where the devices decide the fact;
// several where a step does too (a file's format, a key, a certificate, the roles of a request); each class with itself
// where the device has no part in it. The pairs of two facts count as independent, save for what Settle and IsPossible
// know. Taken as alike on both devices: where a signature leads, what a prompt was answered before, which DLLs are
// listed, whether a push message is discarded.
std::vector<ClassPair> PairsOf(const Action& action, const FieldInfo& field, const Device& a, const Device& b);

// Settle puts right the facts of a cell that follow from others of it.
void Settle(const Action& action, Cell& cell);

// IsPossible tells whether the facts of a pair go together: a file that Certinst did not open is one of the kind that
// has a password, and nothing is known of its certificates.
bool IsPossible(const Action& action, const CellPair& cells, const Device& a, const Device& b);

// ForEachCellPair visits every combination of the facts' pairs, `visit(const CellPair&)`, and returns how many there
// are.
template <class Visit>
std::uint64_t ForEachCellPair(const Action& action, const Device& a, const Device& b, Visit visit) {
  std::vector<std::vector<ClassPair>> pairs;
  for (const FieldInfo& field : action.fields) pairs.push_back(PairsOf(action, field, a, b));
  std::vector<std::size_t> at(pairs.size());
  std::uint64_t visited = 0;
  while (true) {
    CellPair cells{};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      cells.a[i] = pairs[i][at[i]].a;
      cells.b[i] = pairs[i][at[i]].b;
    }
    Settle(action, cells.a);
    Settle(action, cells.b);
    if (IsPossible(action, cells, a, b)) {
      visit(cells);
      ++visited;
    }
    std::size_t field = pairs.size();
    while (field > 0 && ++at[field - 1] == pairs[field - 1].size()) at[--field] = 0;
    if (field == 0) return visited;
  }
}

}  // namespace wmsim
