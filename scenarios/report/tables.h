// The tables of wmsim as listings: one row per line, or JSON.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wmsim {

// A listing: its columns' names and its rows, all text. Text is written with two blanks between columns; JSON as a list
// of objects.
struct Listing {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

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

std::string ListingText(const Listing& listing);
std::string ListingJson(const Listing& listing);
std::string ListingMarkdown(const Listing& listing);  // a table, for docs/

}  // namespace wmsim
