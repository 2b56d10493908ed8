// Answers to questions over every cell: proofs, counts, and what of the tables can never come about.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scenarios/language/question.h"
#include "scenarios/runner/realize.h"

namespace wmsim {

// How often each row of an action's table decided, stopped and asked in the cells that fit a pattern. `decided` has one
// number more than there are rules: where nothing stopped.
struct Tally {
  const Action* action;
  std::uint64_t cells = 0;
  std::vector<std::uint64_t> decided;
  std::vector<std::uint64_t> stopped;
  std::vector<std::uint64_t> asked;
};
Tally TallyOf(const Pattern& pattern);

// A cell that should not be there, what is decided in it, and a scenario that shows it, where one can.
struct Counterexample {
  Verdict verdict;
  std::optional<MadeScenario> scenario;
};

// What came of a claim that no cell is `asked`: how many cells were looked at, how many are, and the smallest of them.
struct Proof {
  struct Looked {
    const Action* action;
    std::uint64_t cells;
    std::uint64_t found;
  };
  std::vector<Looked> actions;
  std::optional<Counterexample> counterexample;

  std::uint64_t Cells() const;
  std::uint64_t Found() const;
};

// Prove looks at every cell of the questions' spaces. Of the cells that are asked for, one is smaller than another when
// fewer of its facts have another class than their first; of equal ones the first in the order of the cells is the
// smallest. The counterexample is the smallest that a scenario can show, among the first thousand, or the smallest.
Proof Prove(std::span<const Question> questions);

}  // namespace wmsim
