// Text for terminals: names from files may hold escape sequences, and none of them reaches the screen.
#pragma once

#include <string>
#include <string_view>

namespace wmsim {

// Printable returns `text` with control characters, characters that turn the direction of writing, and bytes that are
// not UTF-8 written as \xNN; line feeds stay.
std::string Printable(std::string_view text);

// PrintableLine is the same for a name within a line: line feeds are written as \x0a.
std::string PrintableLine(std::string_view text);

}  // namespace wmsim
