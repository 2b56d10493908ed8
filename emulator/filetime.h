// Times as provisioning documents and registries write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy_engine/time.h"

namespace wmsim {

// ParseAmericanTime reads "10/20/01 3:55:04 pm": month, day, year of two (2000 and later) or four digits, and a time of
// twelve hours, with or without a blank before am or pm. Nothing where the text is anything else.
std::optional<UnixTime> ParseAmericanTime(std::string_view text);

// FormatAmericanTime writes "1/1/2020 9:43:02AM", as the answers of the CertificateStore CSP have it [bb737275].
std::string FormatAmericanTime(UnixTime time);

// FileTimeBytes returns the FILETIME of a time: hundreds of nanoseconds since 1601, eight bytes, little endian.
std::string FileTimeBytes(UnixTime time);

}  // namespace wmsim
