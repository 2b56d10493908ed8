#include "scenarios/runner/selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <random>

namespace wmsim {
namespace {

// A pattern of ours as fnmatch takes it: brackets and backslashes stand for themselves.
std::string Escaped(std::string_view pattern) {
  std::string escaped;
  for (const char c : pattern) {
    if (c == '[' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

bool Matches(const std::string& pattern, const std::string& text) {
  return fnmatch(Escaped(pattern).c_str(), text.c_str(), 0) == 0;
}

// Whether a list of patterns or tags, some of which leave out, lets something through that `fits` tells of.
template <class Fits>
bool LetsThrough(const std::vector<std::string>& list, Fits fits) {
  bool wanted = true;
  bool has_wish = false;
  for (const std::string& word : list) {
    if (word.starts_with('!')) {
      if (fits(word.substr(1))) return false;
    } else {
      wanted = (has_wish && wanted) || fits(word);
      has_wish = true;
    }
  }
  return wanted;
}

bool HasTag(const SelectedCase& one, const std::string& tag) {
  const std::vector<std::string>& tags = one.file->scenario->tags;
  return std::ranges::find(tags, tag) != tags.end();
}

}  // namespace

std::string CaseId(const ScenarioFile& file, const Case* scenario_case) {
  return file.id + (scenario_case != nullptr ? CombinationText(scenario_case->combination) : "");
}

std::string CaseKey(const ScenarioFile& file, const Case* scenario_case) {
  std::string key = file.report_name + (scenario_case != nullptr ? CombinationText(scenario_case->combination) : "");
  std::ranges::replace(key, '\n', ' ');
  return key;
}

std::vector<SelectedCase> CasesOf(const std::deque<ScenarioFile>& files) {
  std::vector<SelectedCase> cases;
  for (const ScenarioFile& file : files) {
    if (file.kind != FileKind::kScenario) continue;
    if (!file.scenario) cases.push_back({&file, nullptr});
    if (!file.scenario) continue;
    for (const Case& one : file.scenario->cases) cases.push_back({&file, &one});
  }
  return cases;
}

std::vector<SelectedCase> Chosen(const std::vector<SelectedCase>& cases, const Choice& choice) {
  std::vector<SelectedCase> chosen;
  for (const SelectedCase& one : cases) {
    const std::string id = CaseId(*one.file, one.scenario_case);
    const std::string name = one.scenario_case != nullptr ? one.scenario_case->name : id;
    const bool by_name = LetsThrough(choice.patterns, [&](const std::string& pattern) {
      return Matches(pattern, id) || Matches(pattern, name) || Matches(pattern, one.file->name);
    });
    const bool by_tag = one.scenario_case == nullptr ||
                        LetsThrough(choice.tags, [&](const std::string& tag) { return HasTag(one, tag); });
    const bool failed = !choice.failed_before || choice.failed_before->contains(CaseKey(*one.file, one.scenario_case));
    if (by_name && by_tag && failed) chosen.push_back(one);
  }
  return chosen;
}

std::set<std::string> TagsOf(const std::vector<SelectedCase>& cases) {
  std::set<std::string> tags;
  for (const SelectedCase& one : cases) {
    if (one.scenario_case != nullptr) tags.insert(one.file->scenario->tags.begin(), one.file->scenario->tags.end());
  }
  return tags;
}

std::vector<SelectedCase> OfShard(const std::vector<SelectedCase>& cases, const Shard& shard) {
  std::vector<std::string> names;
  for (const SelectedCase& one : cases) names.push_back(CaseId(*one.file, one.scenario_case));
  std::vector<SelectedCase> part;
  for (const std::size_t place : PlacesOf(shard, names)) part.push_back(cases[place]);
  return part;
}

void Shuffle(std::vector<SelectedCase>& cases, std::uint32_t seed) {
  std::mt19937 random(seed);  // its numbers are the same everywhere; std::shuffle's choice from them is not
  for (std::size_t left = cases.size(); left > 1; --left) std::swap(cases[left - 1], cases[random() % left]);
}

}  // namespace wmsim
