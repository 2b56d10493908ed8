// A listing: rows of text under columns, for people, programs and documents.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wmsim {

// Text is written with two blanks between columns; JSON as a list of objects.
struct Listing {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string ListingText(const Listing& listing);
std::string ListingJson(const Listing& listing);
std::string ListingMarkdown(const Listing& listing);  // a table, for docs/

// S makes a cell of a name.
inline std::string S(std::string_view text) { return std::string(text); }

// Joined writes words with commas between them.
std::string Joined(std::span<const std::string_view> words);

// RowsNamed returns the rows of a listing whose column of that number is `name`.
template <Listing (*kAll)(bool), std::size_t kColumn = 0>
std::optional<Listing> RowsNamed(std::string_view name, bool verbose) {
  Listing listing = kAll(verbose);
  std::erase_if(listing.rows, [&](const auto& row) { return row[kColumn] != name; });
  return listing.rows.empty() ? std::nullopt : std::optional(std::move(listing));
}

}  // namespace wmsim
