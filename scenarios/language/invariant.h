// Invariants: files of security promises, each a claim that no cell breaks.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/key.h"
#include "scenarios/language/question.h"

namespace wmsim {

// A promise with what it is about. One that speaks of several configurations is an Invariant for each; its name ends in
// the configuration's.
struct Invariant {
  std::string name;
  Position at;
  std::vector<std::string> sources;
  Conditions when;
  Conditions never;
  std::vector<Question> questions;
};

// InvariantKeys are the keys of one promise.
std::span<const KeyInfo> InvariantKeys();

// ParseInvariants reads a file: a list of promises. Returns what could be read, and a diagnostic for everything else:
// unknown keys, facts and words, sources that are not in the table, promises of the same name.
std::vector<Invariant> ParseInvariants(std::string_view text, Diagnostics& diagnostics);

}  // namespace wmsim
