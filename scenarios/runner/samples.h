// Sample files that the program holds itself: certificates and chains of the scenario suite, by which it shows what
// devices do with such files where no suite is at hand. The keys behind them are public and protect nothing.
#pragma once

#include <span>
#include <string_view>

namespace wmsim {

// A row per file: its name, its bytes, and what it is.
struct Sample {
  std::string_view name;
  std::string_view bytes;
  std::string_view what;
};
std::span<const Sample> Samples();

// FindSample returns the row of that name, or null.
const Sample* FindSample(std::string_view name);

// The password of the samples that have one.
inline constexpr std::string_view kSamplePassword = "contoso";

}  // namespace wmsim
