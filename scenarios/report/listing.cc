#include "scenarios/report/listing.h"

#include <nlohmann/json.hpp>

#include "scenarios/report/json.h"

namespace wmsim {

std::string Joined(std::span<const std::string_view> words) {
  std::string joined;
  for (const std::string_view word : words) joined += (joined.empty() ? "" : ", ") + S(word);
  return joined;
}

std::string ListingText(const Listing& listing) {
  std::string text;
  for (const std::vector<std::string>& row : listing.rows) {
    std::string line;
    for (const std::string& cell : row) {
      if (!cell.empty()) line += (line.empty() ? "" : "  ") + cell;
    }
    text += line + "\n";
  }
  return text;
}

std::string ListingJson(const Listing& listing) {
  auto rows = nlohmann::ordered_json::array();
  for (const std::vector<std::string>& row : listing.rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) object[listing.columns[i]] = row[i];
    rows.push_back(std::move(object));
  }
  return JsonText({{"format", 1}, {"rows", std::move(rows)}});
}

std::string ListingMarkdown(const Listing& listing) {
  std::string text;
  const auto add_row = [&](const std::vector<std::string>& row) {
    for (const std::string& cell : row) {
      text += "| ";
      for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
      text += " ";
    }
    text += "|\n";
  };
  add_row(listing.columns);
  for (std::size_t i = 0; i < listing.columns.size(); ++i) text += "| --- ";
  text += "|\n";
  for (const std::vector<std::string>& row : listing.rows) add_row(row);
  return text;
}

}  // namespace wmsim
