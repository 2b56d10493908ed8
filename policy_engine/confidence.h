// How well a fact is known. Every rule, default and message carries one of these, and every answer shows it.
#pragma once

#include <cstdint>

#include "policy_engine/words.h"

namespace wmsim {

enum class Confidence : std::uint8_t {
  kDocumented,  // stated on a page of Microsoft's
  kShipped,     // seen in files or programs of an SDK or of a device
  kTried,       // somebody tried it on a device and wrote down what happened
  kReported,    // users or other vendors say so
  kInferred,    // follows from facts of the kinds above
  kAssumed,     // nothing is known; the most plausible behaviour was chosen
};

template <>
inline constexpr auto kWordsOf<Confidence> = std::to_array<std::string_view>({"documented", "shipped", "tried",
                                                                              "reported", "inferred", "assumed"});

}  // namespace wmsim
