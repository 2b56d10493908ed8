#include "policy_engine/time.h"

#include <charconv>
#include <cstdio>

namespace wmsim {
namespace {

// Reads exactly `digits` digits from the front of `text`.
bool TakeNumber(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits || text[0] == '-') return false;
  text.remove_prefix(digits);
  return true;
}

bool Take(std::string_view& text, char expected) {
  if (text.empty() || text[0] != expected) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<UnixTime> ParseTime(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!TakeNumber(text, 4, year) || !Take(text, '-') || !TakeNumber(text, 2, month) || !Take(text, '-') ||
      !TakeNumber(text, 2, day)) {
    return std::nullopt;
  }
  if (!text.empty() &&
      (!Take(text, 'T') || !TakeNumber(text, 2, hour) || !Take(text, ':') || !TakeNumber(text, 2, minute) ||
       !Take(text, ':') || !TakeNumber(text, 2, second) || !Take(text, 'Z') || !text.empty())) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (year == 0 || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return Utc(year, static_cast<unsigned>(month), static_cast<unsigned>(day), hour, minute, second);
}

std::string FormatTime(UnixTime time) {
  const std::chrono::sys_seconds point{std::chrono::seconds{time}};
  const auto days = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{point - days};
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace wmsim
