// The JSON of a run, described in docs/json.md.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "scenarios/runner/run.h"
#include "scenarios/runner/selection.h"
#include "scenarios/runner/shard.h"

namespace wmsim {

// What a run was about: so many cases, and where they are a shard, of how many.
struct RunSelection {
  std::size_t cases = 0;
  std::optional<Shard> shard;
  std::size_t before_shard = 0;
};

// CaseJson returns the object of one case of a run.
nlohmann::ordered_json CaseJson(const CaseReport& report);

// ListJson returns the text of what `run --list` shows.
std::string ListJson(const std::vector<SelectedCase>& cases);

// RunJsonText is the text of a whole run, put together case by case: what a case leaves behind is its text.
class RunJsonText {
 public:
  explicit RunJsonText(const RunSelection& selection);
  void Add(const nlohmann::ordered_json& scenario);

  // Whole returns the text with its end. `coverage` is null, or what CoverageJson wrote.
  std::string Whole(const Summary& summary, const nlohmann::ordered_json& coverage = nullptr) const;

 private:
  std::string text_;
  bool is_empty_ = true;
};

}  // namespace wmsim
