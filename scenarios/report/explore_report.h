// Answers to questions over every cell, as text and as JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "scenarios/language/invariant.h"
#include "scenarios/runner/explore.h"

namespace wmsim {

// What was asked, as it was typed.
struct Asked {
  Conditions when;
  Conditions about;
};

// Thousands writes a number with a comma before each three digits.
std::string Thousands(std::uint64_t number);

// CellText writes the facts of a cell as conditions: "checked=yes tool-signed-by=none ...".
std::string CellText(const Action& action, const Cell& cell);

// VerdictText writes what is decided in a cell in the same way: "outcome=refused rule=... blocker=...".
std::string VerdictText(const Verdict& verdict);

// ProofText says whether the claim holds. Where it does not, the counterexample follows: a scenario whose first lines
// are comments, or the cell. `saved` is the file that the scenario was written to; then it is only named.
std::string ProofText(const Proof& proof, const std::string& saved);
nlohmann::ordered_json ProofJson(const Proof& proof);
std::string ProofJsonText(const Asked& asked, const Proof& proof, const std::string& saved);

// CountText writes how many of the cells looked at are as asked, by outcome and by the rule that decides.
std::string CountText(const std::vector<Tally>& tallies, std::uint64_t looked_at);
std::string CountJson(const Asked& asked, const std::vector<Tally>& tallies, std::uint64_t looked_at);

// An invariant of a file, and what came of it.
struct CheckedInvariant {
  std::string file;
  Invariant invariant;
  Proof proof;
};

// InvariantText is a line for an invariant, "holds" or "BROKEN" first; of a broken one the counterexample follows.
// InvariantSummary is the last line of a run.
std::string InvariantText(const CheckedInvariant& checked);
std::string InvariantSummary(const std::vector<CheckedInvariant>& all);
std::string InvariantsJson(const std::vector<CheckedInvariant>& all);

// SurveyText writes for each action the decisions by outcome and the rules that never decide or stop, and then the
// messages that nothing shows: these only where every action is among the tallies.
std::string SurveyText(const std::vector<Tally>& tallies);
std::string SurveyJson(const Asked& asked, const std::vector<Tally>& tallies);

}  // namespace wmsim
