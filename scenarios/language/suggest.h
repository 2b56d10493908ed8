// Help for people who mistype: the legal words, and the one that was probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wmsim {

// Nearest returns the word of `words` that `typed` was probably meant to be, or an empty text where none is near.
std::string_view Nearest(std::string_view typed, std::span<const std::string_view> words);

// UnknownWord writes "unknown WHAT `typed`; did you mean `x`? (legal: a, b, x)".
std::string UnknownWord(std::string_view what, std::string_view typed, std::span<const std::string_view> words);

}  // namespace wmsim
