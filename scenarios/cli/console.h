// Where answers go: results on standard output, errors on standard error, one line each, no terminal escapes.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "emulator/result.h"
#include "policy_engine/outcome.h"
#include "scenarios/language/diagnostic.h"
#include "scenarios/report/run_text.h"

namespace wmsim {

enum class Format { kText, kJson };

// Print writes a result as it is; what it quotes from files has been made printable first.
void Print(std::string_view text);

// PrintLines makes text printable and writes it.
void PrintLines(std::string_view text);

// Complain writes one line on standard error, and in JSON the error object on standard output. Returns kCouldNot.
ExitStatus Complain(const Diagnostic& diagnostic, Format format = Format::kText);
ExitStatus Complain(const Error& error, Format format = Format::kText);

// ColoursOfOutput returns colours where standard output is a terminal that takes them and NO_COLOR is not set.
Colours ColoursOfOutput();

// ComplainLines writes each line of a text on standard error.
void ComplainLines(std::string_view text);

// A line on standard error that says how far a long run is. It is there where standard error is a terminal and nothing
// else shows it, a few times in a second.
class Progress {
 public:
  Progress(std::size_t total, bool is_wanted, std::string_view of = "cases");
  void Show(std::size_t done);
  void Clear();

 private:
  std::size_t total_;
  bool is_wanted_;
  std::string_view of_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

// Flush returns whether everything that was printed could be written.
bool Flush();

}  // namespace wmsim
