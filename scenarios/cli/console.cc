#include "scenarios/cli/console.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

// What an error is about when it is about no file.
constexpr std::string_view kProgram = "wmsim";

std::string OneLine(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return Printable(text);
}

}  // namespace

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void PrintLines(std::string_view text) { Print(Printable(text)); }

ExitStatus Complain(const Diagnostic& diagnostic, Format format) {
  Diagnostic shown = diagnostic;
  if (shown.file.empty()) shown.file = kProgram;
  const std::string line = OneLine(FormatDiagnostic(shown)) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  if (format == Format::kJson) Print(ErrorJson(diagnostic));
  return ExitStatus::kCouldNot;
}

ExitStatus Complain(const Error& error, Format format) {
  return Complain(Diagnostic{error.file, {error.line, error.column}, error.text}, format);
}

Colours ColoursOfOutput() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool wanted = no_color == nullptr || *no_color == '\0';
  const bool able = terminal != nullptr && std::string_view(terminal) != "dumb" && isatty(STDOUT_FILENO) == 1;
  return wanted && able ? kTerminalColours : kNoColours;
}

void ComplainLines(std::string_view text) {
  const std::string shown = Printable(text);
  std::fwrite(shown.data(), 1, shown.size(), stderr);
}

Progress::Progress(std::size_t total, bool is_wanted, std::string_view of)
    : total_(total),
      is_wanted_(is_wanted && isatty(STDERR_FILENO) == 1),
      of_(of),
      next_(std::chrono::steady_clock::now()) {}

void Progress::Show(std::size_t done) {
  if (!is_wanted_ || std::chrono::steady_clock::now() < next_) return;
  next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
  const std::string text = "\r" + std::to_string(done) + " of " + std::to_string(total_) + " " + std::string(of_);
  std::fwrite(text.data(), 1, text.size(), stderr);
  is_shown_ = true;
}

void Progress::Clear() {
  if (!is_shown_) return;
  std::fputs("\r                              \r", stderr);
  is_shown_ = false;
}

bool Flush() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace wmsim
