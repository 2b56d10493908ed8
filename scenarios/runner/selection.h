// Which of the cases that were read a run is about.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/runner/shard.h"
#include "scenarios/runner/suite.h"

namespace wmsim {

// A case to run; `scenario_case` is null for a file that could not be read.
struct SelectedCase {
  const ScenarioFile* file;
  const Case* scenario_case;
};

// CaseId returns the path below the suite's folder, with the combination: "guide/certinst [grant=16]".
std::string CaseId(const ScenarioFile& file, const Case* scenario_case);

// CaseKey names a case on this machine: the file as reports call it, with the combination, in one line. Two suites may
// have the same ids, and never the same keys.
std::string CaseKey(const ScenarioFile& file, const Case* scenario_case);

// CasesOf returns every case of every file, in order; device files have none.
std::vector<SelectedCase> CasesOf(const std::deque<ScenarioFile>& files);

// What cases must be like. A pattern has * for any text and ? for any character of ASCII, and is matched against the
// whole id, the whole name and the file's path; `!` in front of a pattern or a tag leaves out what it matches. A case
// is chosen where one of each list fits, or a list leaves out only, and nothing leaves it out.
struct Choice {
  std::vector<std::string> patterns;
  std::vector<std::string> tags;
  std::optional<std::set<std::string>> failed_before;  // keys: nothing else than these
};

// Chosen returns the cases that `choice` is about. A file that could not be read has no tags, and no tag leaves it out.
std::vector<SelectedCase> Chosen(const std::vector<SelectedCase>& cases, const Choice& choice);

// TagsOf returns every tag of these cases.
std::set<std::string> TagsOf(const std::vector<SelectedCase>& cases);

// OfShard returns the cases of a shard, in their order.
std::vector<SelectedCase> OfShard(const std::vector<SelectedCase>& cases, const Shard& shard);

// Shuffle puts the cases in an order that the seed alone decides.
void Shuffle(std::vector<SelectedCase>& cases, std::uint32_t seed);

}  // namespace wmsim
