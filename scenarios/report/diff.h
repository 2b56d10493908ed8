// Two texts beside each other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wmsim {

// UnifiedDiff writes what leads from one text of a file to another as `diff -u` does, or "" where they are the same.
std::string UnifiedDiff(std::string_view file, std::string_view before, std::string_view after);

// DiffLines writes the same without naming a file, and of a long difference the first `most` lines.
std::string DiffLines(std::string_view before, std::string_view after, std::size_t most);

}  // namespace wmsim
