// What is wrong with a file, and where: every error of the language is one of these.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace wmsim {

// A place in a file, both numbers counting from one; line 0 means the file as a whole.
struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(const Position&) const = default;
};

struct Diagnostic {
  std::string file;
  Position at;
  std::string text;  // lower case, no full stop, what the user wrote in backticks
  auto operator<=>(const Diagnostic&) const = default;
};

// FormatDiagnostic writes "FILE:LINE:COLUMN: TEXT", without the numbers for a file as a whole.
inline std::string FormatDiagnostic(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (diagnostic.at.line > 0) {
    text += ':' + std::to_string(diagnostic.at.line) + ':' + std::to_string(diagnostic.at.column);
  }
  return text + ": " + diagnostic.text;
}

// Diagnostics collects what is wrong with one file. The same error twice counts once: a file with a matrix is read once
// for each combination. After kMaxDiagnostics errors the rest is not told.
class Diagnostics {
 public:
  explicit Diagnostics(std::string file) : file_(std::move(file)) {}

  void Add(Position at, std::string text) {
    if (list_.size() >= kMaxDiagnostics || settled_.contains(at)) return;
    Diagnostic diagnostic{file_, at, std::move(text)};
    if (std::ranges::find(list_, diagnostic) == list_.end()) list_.push_back(std::move(diagnostic));
  }

  // AddLast is the last word on a place: what is there cannot be read, so later errors there mean nothing.
  void AddLast(Position at, std::string text) {
    Add(at, std::move(text));
    settled_.insert(at);
  }

  const std::string& file() const { return file_; }
  const std::vector<Diagnostic>& list() const { return list_; }
  bool empty() const { return list_.empty(); }

 private:
  static constexpr std::size_t kMaxDiagnostics = 100;
  std::string file_;
  std::vector<Diagnostic> list_;
  std::set<Position> settled_;
};

}  // namespace wmsim
