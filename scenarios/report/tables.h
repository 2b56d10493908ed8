// The tables of wmsim as listings: one row per line, or JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "scenarios/report/listing.h"

namespace wmsim {

// A row per listing that people can ask for. `all` makes the whole of it, `one` what there is to say of one entry, or
// nothing where there is no such entry; `verbose` adds columns. `key_column` is the number of the column that names are
// of.
struct ListingInfo {
  std::string_view name;  // the command: "devices"
  std::string_view help;
  Listing (*all)(bool verbose);
  std::optional<Listing> (*one)(std::string_view name, bool verbose);
  std::size_t key_column = 0;
};
std::span<const ListingInfo> Listings();
const ListingInfo* FindListing(std::string_view name);

}  // namespace wmsim
