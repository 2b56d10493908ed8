#include "scenarios/language/suggest.h"

#include <algorithm>
#include <vector>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

// The number of letters to insert, delete, change or swap with the next.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view Nearest(std::string_view typed, std::span<const std::string_view> words) {
  constexpr std::size_t kLongestCompared = 64;
  if (typed.size() > kLongestCompared) return {};
  const std::string lower = LowerCase(typed);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view word : words) {
    const std::size_t distance = Distance(lower, LowerCase(word));
    if (distance < best_distance) {
      best = word;
      best_distance = distance;
    }
  }
  return best;
}

std::string UnknownWord(std::string_view what, std::string_view typed, std::span<const std::string_view> words) {
  std::string text = "unknown " + std::string(what) + " `" + std::string(typed) + "`";
  if (const std::string_view nearest = Nearest(typed, words); !nearest.empty()) {
    text += "; did you mean `" + std::string(nearest) + "`?";
  }
  text += " (legal: ";
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : ", ") + std::string(words[i]);
  return text + ")";
}

}  // namespace wmsim
