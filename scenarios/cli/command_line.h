// The words of a command line: options and positional words in any order, "--" ends the options.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

// Whether an option may stand on a line more than once, each time with another value. kConditions: it may, and all
// words with "=" behind it, up to the next option, are values of it.
enum class Repeats : std::uint8_t { kNo, kYes, kConditions };

// A row per option: whether a value follows it, and one line of help.
struct OptionInfo {
  std::string_view name;
  std::string_view value_name;  // empty for an option that stands alone
  std::string_view help;
  Repeats repeats = Repeats::kNo;
  bool is_flag = false;  // true where it has no value; `true` or `false` may stand behind it
  char letter = 0;       // -h is --help
};

// What was typed. Options keep their values in order; an option that stands alone has one empty value.
struct CommandLine {
  std::vector<std::string> words;
  std::map<std::string, std::vector<std::string>, std::less<>> options;

  bool Has(std::string_view option) const { return options.contains(option); }
  // The last value of an option, or `otherwise`.
  std::string Value(std::string_view option, std::string_view otherwise = "") const;
  std::vector<std::string> Values(std::string_view option) const;
};

// ParseCommandLine reads `arguments` (without the program's name) by the table `known`. Options are written in full, or
// as their letter; --name=value and --name value are the same. An option with a value that does not repeat and is there
// twice is an error.
Result<CommandLine> ParseCommandLine(const std::vector<std::string>& arguments, std::span<const OptionInfo> known);

}  // namespace wmsim
