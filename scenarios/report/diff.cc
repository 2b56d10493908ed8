#include "scenarios/report/diff.h"

#include <algorithm>
#include <dtl/dtl.hpp>
#include <sstream>
#include <vector>

namespace wmsim {
namespace {

// Lines without their ends; what a last line without one lacks is said in its text.
std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) lines.back() += "\n\\ No newline at end of file";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// The parts that differ, with a few lines around each.
std::string Hunks(std::string_view before, std::string_view after) {
  const std::vector<std::string> old_lines = LinesOf(before), new_lines = LinesOf(after);
  dtl::Diff<std::string> diff(old_lines, new_lines);
  diff.compose();
  diff.composeUnifiedHunks();
  std::ostringstream out;
  diff.printUnifiedFormat(out);
  return out.str();
}

}  // namespace

std::string UnifiedDiff(std::string_view file, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const std::string name(file);
  return "--- " + name + "\n+++ " + name + "\n" + Hunks(before, after);
}

std::string DiffLines(std::string_view before, std::string_view after, std::size_t most) {
  if (before == after) return "";
  const std::string hunks = Hunks(before, after);
  std::size_t end = 0;
  for (std::size_t line = 0; line < most && end < hunks.size(); ++line) {
    end = std::min(hunks.find('\n', end), hunks.size() - 1) + 1;
  }
  const auto rest = std::ranges::count(hunks.substr(end), '\n');
  return hunks.substr(0, end) + (rest > 0 ? "... " + std::to_string(rest) + " more lines\n" : "");
}

}  // namespace wmsim
