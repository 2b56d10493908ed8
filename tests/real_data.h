// How tests read the tables that come with the real inputs.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "policy_engine/time.h"

namespace wmsim {

// A row of a table, by the names of its columns.
using Columns = std::map<std::string, std::string>;

// ReadTable reads a table of tab-separated columns, whose first line is its heading. What a short line lacks is empty.
inline std::vector<Columns> ReadTable(const std::filesystem::path& path) {
  const auto split = [](const std::string& line) {
    std::vector<std::string> words;
    std::istringstream in(line);
    for (std::string word; std::getline(in, word, '\t');) words.push_back(word);
    return words;
  };
  std::vector<Columns> rows;
  std::vector<std::string> names;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words = split(line);
    if (names.empty()) {
      names = words;
      continue;
    }
    Columns row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < words.size() ? words[i] : "";
    rows.push_back(row);
  }
  return rows;
}

// OpensslTime reads a time as openssl writes it: "Jan 29 00:00:00 1996 GMT".
inline UnixTime OpensslTime(const std::string& text) {
  std::tm fields{};
  std::istringstream in(text);
  in >> std::get_time(&fields, "%b %d %H:%M:%S %Y");
  EXPECT_FALSE(in.fail()) << text;
  return Utc(fields.tm_year + 1900, static_cast<unsigned>(fields.tm_mon + 1), static_cast<unsigned>(fields.tm_mday),
             fields.tm_hour, fields.tm_min, fields.tm_sec);
}

}  // namespace wmsim
