#include "emulator/filetime.h"

#include <chrono>
#include <cstdint>

namespace wmsim {
namespace {

// Takes up to `most` digits off the front of `text`; nothing where there is none.
std::optional<unsigned> TakeNumber(std::string_view& text, std::size_t most) {
  unsigned number = 0;
  std::size_t count = 0;
  for (; count < most && count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
    number = number * 10 + static_cast<unsigned>(text[count] - '0');
  }
  text.remove_prefix(count);
  return count > 0 ? std::optional(number) : std::nullopt;
}

bool Take(std::string_view& text, char character) {
  const bool is_there = text.starts_with(character);
  if (is_there) text.remove_prefix(1);
  return is_there;
}

// The hours that the rest of `text`, am or pm in any case, adds to a time of twelve hours.
std::optional<int> HoursOf(std::string_view text, unsigned hour) {
  if (hour < 1 || hour > 12 || text.size() != 2 || (text[1] != 'm' && text[1] != 'M')) return std::nullopt;
  const int morning = static_cast<int>(hour % 12);
  if (text[0] == 'a' || text[0] == 'A') return morning;
  return text[0] == 'p' || text[0] == 'P' ? std::optional(morning + 12) : std::nullopt;
}

}  // namespace

std::optional<UnixTime> ParseAmericanTime(std::string_view text) {
  const auto month = TakeNumber(text, 2);
  if (!month || !Take(text, '/')) return std::nullopt;
  const auto day = TakeNumber(text, 2);
  if (!day || !Take(text, '/')) return std::nullopt;
  const std::size_t before = text.size();
  const auto year = TakeNumber(text, 4);
  const std::size_t digits = before - text.size();
  if (!year || (digits != 2 && digits != 4) || !Take(text, ' ')) return std::nullopt;
  const auto hour = TakeNumber(text, 2);
  if (!hour || !Take(text, ':')) return std::nullopt;
  const auto minute = TakeNumber(text, 2);
  if (!minute || !Take(text, ':')) return std::nullopt;
  const auto second = TakeNumber(text, 2);
  if (!second) return std::nullopt;
  Take(text, ' ');
  const auto hours = HoursOf(text, *hour);
  const int whole_year = static_cast<int>(*year) + (digits == 2 ? 2000 : 0);
  const std::chrono::year_month_day date{std::chrono::year{whole_year}, std::chrono::month{*month},
                                         std::chrono::day{*day}};
  if (!hours || !date.ok() || whole_year < 1601 || *minute > 59 || *second > 59) return std::nullopt;
  return Utc(whole_year, *month, *day, *hours, static_cast<int>(*minute), static_cast<int>(*second));
}

std::string FormatAmericanTime(UnixTime time) {
  const std::chrono::sys_seconds point{std::chrono::seconds{time}};
  const auto days = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{point - days};
  const auto hour = static_cast<int>(clock.hours().count());
  const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(static_cast<unsigned>(date.month())) + "/" + std::to_string(static_cast<unsigned>(date.day())) +
         "/" + std::to_string(static_cast<int>(date.year())) + " " + std::to_string(hour % 12 == 0 ? 12 : hour % 12) +
         ":" + two(clock.minutes().count()) + ":" + two(clock.seconds().count()) + (hour < 12 ? "AM" : "PM");
}

std::string FileTimeBytes(UnixTime time) {
  constexpr UnixTime kFrom1601 = 11'644'473'600;
  auto ticks = static_cast<std::uint64_t>(time + kFrom1601) * 10'000'000;
  std::string bytes;
  for (int i = 0; i < 8; ++i, ticks >>= 8) bytes += static_cast<char>(ticks & 0xFF);
  return bytes;
}

}  // namespace wmsim
