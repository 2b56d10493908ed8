// The words of an enum: one table gives every enumerator its spelling in scenario files, on the command line and in
// JSON, in both directions.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace wmsim {

// kWordsOf<E> is the array of spellings of E, indexed by the enumerator's value. Every enum with words specialises it
// beside its definition; E must count up from zero without gaps.
template <class E>
inline constexpr int kWordsOf = 0;

// Word returns the spelling of `value`.
template <class E>
constexpr std::string_view Word(E value) {
  return kWordsOf<E>[static_cast<std::size_t>(value)];
}

// Words returns every spelling of E, in the order of its enumerators.
template <class E>
constexpr std::span<const std::string_view> Words() {
  return kWordsOf<E>;
}

// ParseWord returns the enumerator spelled exactly `word`, or nothing.
template <class E>
constexpr std::optional<E> ParseWord(std::string_view word) {
  for (std::size_t i = 0; i < kWordsOf<E>.size(); ++i) {
    if (kWordsOf<E>[i] == word) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace wmsim
