#include "scenarios/runner/unknown_policies.h"

#include <algorithm>
#include <set>

#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

// Whether a number is another one that lost some of its digits.
bool LostDigits(std::string_view number, std::string_view whole) {
  for (const char digit : whole) {
    if (number.starts_with(digit)) number.remove_prefix(1);
  }
  return number.empty();
}

std::string Suggestion(const std::string& number) {
  std::vector<std::string> known;
  for (const PolicyInfo& policy : Policies()) known.push_back(std::to_string(static_cast<std::uint32_t>(policy.id)));
  const auto whole = std::ranges::find_if(known, [&](const std::string& one) { return LostDigits(number, one); });
  const std::vector<std::string_view> words(known.begin(), known.end());
  const std::string_view meant = number.size() > 1 && whole != known.end() ? *whole : Nearest(number, words);
  return meant.empty() ? "" : "; did you mean " + std::string(meant) + "?";
}

void AddUnknown(const Entries& entries, const std::string& file, std::set<Diagnostic>& notes) {
  for (const Entry& entry : entries) {
    const auto* policies = std::get_if<std::vector<WantedPolicy>>(&entry.value);
    if (policies == nullptr) continue;
    for (const WantedPolicy& policy : *policies) {
      if (FindPolicy(policy.id) != nullptr) continue;
      const std::string number = std::to_string(static_cast<std::uint32_t>(policy.id));
      notes.insert({file, policy.at, "no policy " + number + " is known" + Suggestion(number)});
    }
  }
}

}  // namespace

std::vector<Diagnostic> UnknownPolicies(const ScenarioFile& file) {
  std::set<Diagnostic> notes;
  if (file.kind == FileKind::kDevice) {
    Diagnostics unread("");
    if (const auto entries = ParseDeviceFile(file.text, unread)) AddUnknown(*entries, file.name, notes);
  }
  if (file.scenario) {
    for (const Case& one : file.scenario->cases) {
      AddUnknown(one.given, file.name, notes);
      for (const Step& step : one.steps) AddUnknown(step.arguments, file.name, notes);
    }
  }
  return {notes.begin(), notes.end()};
}

}  // namespace wmsim
