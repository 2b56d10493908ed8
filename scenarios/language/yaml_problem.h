// What is wrong with text that is not YAML, in the words of people who write it.
#pragma once

#include <string>
#include <string_view>

namespace wmsim {

// Where a problem is told: where the parser met it, or where what it was reading begins.
enum class ProblemPlace { kWhereMet, kWhereBegun };

struct YamlProblem {
  std::string text;
  ProblemPlace place = ProblemPlace::kWhereMet;
};

// ExplainYaml turns libyaml's words for a problem, and for what it was reading, into plain ones; words that it does not
// know stay as they are. `rest` is the file's text from where the problem was met.
YamlProblem ExplainYaml(std::string_view problem, std::string_view context, std::string_view rest);

}  // namespace wmsim
