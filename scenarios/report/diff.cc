#include "scenarios/report/diff.h"

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

}  // namespace

std::string UnifiedDiff(std::string_view file, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const std::vector<std::string> old_lines = LinesOf(before), new_lines = LinesOf(after);
  dtl::Diff<std::string> diff(old_lines, new_lines);
  diff.compose();
  diff.composeUnifiedHunks();
  std::ostringstream out;
  out << "--- " << file << "\n+++ " << file << "\n";
  diff.printUnifiedFormat(out);
  return out.str();
}

}  // namespace wmsim
