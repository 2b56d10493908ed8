// Times: seconds since 1970-01-01T00:00:00Z, and their one spelling. A device's clock is a field of the device; nothing
// here or elsewhere in wmsim looks at the host's clock to decide anything.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wmsim {

using UnixTime = std::int64_t;

constexpr UnixTime Utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
  const std::chrono::sys_days date = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  return date.time_since_epoch().count() * UnixTime{86400} + hour * UnixTime{3600} + minute * UnixTime{60} + second;
}

// ParseTime reads "2009-06-01T12:00:00Z" or "2009-06-01" (midnight), a real date of the years 1 to 9999; nothing else.
std::optional<UnixTime> ParseTime(std::string_view text);

// FormatTime writes "2009-06-01T12:00:00Z".
std::string FormatTime(UnixTime time);

}  // namespace wmsim
