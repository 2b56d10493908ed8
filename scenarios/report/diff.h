// Two texts beside each other.
#pragma once

#include <string>
#include <string_view>

namespace wmsim {

// UnifiedDiff writes what leads from one text of a file to another as `diff -u` does, or "" where they are the same.
std::string UnifiedDiff(std::string_view file, std::string_view before, std::string_view after);

}  // namespace wmsim
