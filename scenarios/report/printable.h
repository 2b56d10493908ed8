// Text for terminals: names from files may hold escape sequences, and none of them reaches the screen.
#pragma once

#include <string>
#include <string_view>

namespace wmsim {

// Printable returns `text` with control characters and bytes that are not UTF-8 written as \xNN; line feeds stay.
std::string Printable(std::string_view text);

}  // namespace wmsim
