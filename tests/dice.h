// Chance that is the same in every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>

namespace wmsim {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // Modulo, because the distributions of the standard library differ from one to the next.
  std::size_t Below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  bool OneIn(std::size_t count) { return Below(count) == 0; }
  template <class Range>
  auto OneOf(const Range& range) {
    return *(std::begin(range) + static_cast<std::ptrdiff_t>(Below(std::size(range))));
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace wmsim
