// What tests of the language compare: diagnostics as text, one per line.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostic.h"

namespace wmsim {

// Lines writes "LINE:COLUMN: TEXT\n" for each diagnostic.
inline std::string Lines(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics.list()) text += FormatDiagnostic({"", one.at, one.text}).substr(1) + "\n";
  return text;
}

// Places writes "LINE:COLUMN" of each diagnostic, in the order of the file, with a blank between them.
inline std::string Places(const Diagnostics& diagnostics) {
  std::vector<Position> places;
  for (const Diagnostic& one : diagnostics.list()) places.push_back(one.at);
  std::ranges::sort(places);
  std::string text;
  for (const Position& at : places) {
    text += (text.empty() ? "" : " ") + std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  return text;
}

// Says tells whether the text of one of the diagnostics holds `part`.
inline bool Says(const Diagnostics& diagnostics, std::string_view part) {
  return Lines(diagnostics).find(part) != std::string::npos;
}

}  // namespace wmsim
