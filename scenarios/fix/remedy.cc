#include "scenarios/fix/remedy.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace wmsim {
namespace {

bool IsTaken(const Problem& problem, const std::string& name, const std::string& bytes) {
  if (const auto made = problem.made->find(name); made != problem.made->end()) return made->second != bytes;
  const auto is_named = [&](const NodeEntry& entry) { return entry.value.text == name; };
  std::error_code unknown;
  return std::ranges::any_of(problem.attempt.arguments.entries, is_named) ||
         std::filesystem::exists(problem.surroundings.scope.base / name, unknown);
}

void DropDuplicates(std::vector<Remedy>& remedies) {
  std::set<std::pair<RemedyKind, std::string>> seen;
  std::erase_if(remedies, [&](const Remedy& remedy) { return !seen.insert({remedy.kind, remedy.what}).second; });
}

}  // namespace

std::string AddMade(Problem& problem, const std::string& name, std::string bytes) {
  const std::filesystem::path path(name);
  std::string free = name;
  for (int number = 2; IsTaken(problem, free, bytes); ++number) {
    free = path.stem().string() + "-" + std::to_string(number) + path.extension().string();
  }
  (*problem.made)[free] = std::move(bytes);
  return free;
}

std::vector<Remedy> RemediesFor(Problem& problem) {
  std::vector<Remedy> remedies;
  AddStepRemedies(problem, remedies);
  AddSignatureRemedies(problem, remedies);
  AddDeviceRemedies(problem, remedies);
  AddPolicyRemedies(problem, remedies);
  DropDuplicates(remedies);
  std::ranges::stable_sort(remedies, {}, &Remedy::kind);
  return remedies;
}

}  // namespace wmsim
