#include "scenarios/language/yaml_problem.h"

#include <algorithm>
#include <array>

namespace wmsim {
namespace {

// A row per problem: libyaml's words for it, what its words for the context and the rest of the text begin and end
// with, and ours. The first row that fits holds.
struct ProblemRow {
  std::string_view problem;
  std::string_view context_end;
  std::string_view rest;
  std::string_view text;
  ProblemPlace place = ProblemPlace::kWhereMet;
};

constexpr std::string_view kTab = "a tab in the indentation: YAML takes blanks";
constexpr std::string_view kOpenQuote = "the quote that opens here is not closed";
constexpr std::string_view kNoEntry = "this line is no `key: value`, or the quote before it is not closed";

constexpr auto kProblems = std::to_array<ProblemRow>({
    {"found character that cannot start any token", "", "\t", kTab},
    {"found a tab character where an indentation space is expected", "", "", kTab},
    {"found a tab character that violates indentation", "", "", kTab},
    {"found character that cannot start any token", "", "", "no value starts with this character: put it in quotes"},
    {"mapping values are not allowed in this context", "", "",
     "a colon too many, or a line that is indented too far: text with `: ` in it stands in quotes"},
    {"block sequence entries are not allowed in this context", "", "",
     "a list cannot begin here: each `- ` starts a line of its own"},
    {"did not find expected key", "block mapping", "",
     "this line is indented unlike those that it belongs to, or a quote before it is closed too early"},
    {"did not find expected '-' indicator", "", "",
     "this line is indented unlike the list that it belongs to, or its `- ` is missing"},
    {"did not find expected ',' or '}'", "", "", "a `,` or `}` is missing before this"},
    {"did not find expected ',' or ']'", "", "", "a `,` or `]` is missing before this"},
    {"could not find expected ':'", "", "", kNoEntry, ProblemPlace::kWhereBegun},
    {"found unexpected end of stream", "quoted scalar", "", kOpenQuote, ProblemPlace::kWhereBegun},
    {"found unexpected document indicator", "quoted scalar", "", kOpenQuote, ProblemPlace::kWhereBegun},
    {"found unknown escape character", "", "",
     "in double quotes a backslash is written twice; in single quotes it stands for itself"},
    {"did not find expected node content", "", "", "a value is missing here"},
    {"did not find expected <document start>", "", "",
     "this line does not go on with what stands above: is it indented as it should be?"},
});

}  // namespace

YamlProblem ExplainYaml(std::string_view problem, std::string_view context, std::string_view rest) {
  const auto row = std::ranges::find_if(kProblems, [&](const ProblemRow& one) {
    return one.problem == problem && context.ends_with(one.context_end) && rest.starts_with(one.rest);
  });
  if (row != kProblems.end()) return {std::string(row->text), row->place};
  return {(context.empty() ? "" : std::string(context) + ": ") + std::string(problem)};
}

}  // namespace wmsim
