#include "scenarios/cli/command_line.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <optional>

#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

namespace po = boost::program_options;

constexpr const char* kWordsOption = "(words)";

Error UnknownOption(std::string_view as_typed, std::span<const OptionInfo> known) {
  as_typed = as_typed.substr(0, as_typed.find('='));
  const std::string_view typed = as_typed.substr(std::min(as_typed.find_first_not_of('-'), as_typed.size()));
  std::vector<std::string_view> names;
  for (const OptionInfo& option : known) names.push_back(option.name);
  std::string text = "unknown option " + std::string(as_typed);
  if (const auto nearest = Nearest(typed, names); !nearest.empty()) {
    text += "; did you mean --" + std::string(nearest) + "?";
  }
  return {text};
}

bool IsFlag(std::string_view argument, std::span<const OptionInfo> known) {
  return std::ranges::any_of(
      known, [&](const OptionInfo& option) { return option.is_flag && argument == "--" + std::string(option.name); });
}

// Whether the word behind an argument is its value.
bool TakesNext(std::string_view argument, std::span<const OptionInfo> known) {
  return std::ranges::any_of(known, [&](const OptionInfo& option) {
    return !option.is_flag && !option.value_name.empty() && argument == "--" + std::string(option.name);
  });
}

// "--help" for "-h", and what is no letter as it is.
std::string WrittenInFull(const std::string& argument, std::span<const OptionInfo> known) {
  const auto option = std::ranges::find_if(
      known, [&](const OptionInfo& one) { return one.letter != 0 && argument == std::string("-") + one.letter; });
  return option != known.end() ? "--" + std::string(option->name) : argument;
}

// The option that takes all conditions behind `argument`, which is --NAME or --NAME=CONDITION; or null.
const OptionInfo* TakesConditions(std::string_view argument, std::span<const OptionInfo> known) {
  const std::string_view option = argument.substr(0, argument.find('='));
  const auto takes = [&](const OptionInfo& row) {
    return row.repeats == Repeats::kConditions && option == "--" + std::string(row.name);
  };
  const auto found = std::ranges::find_if(known, takes);
  return found != known.end() ? &*found : nullptr;
}

bool IsCondition(std::string_view argument) {
  return !argument.starts_with("--") && argument.find('=') != std::string_view::npos;
}

// Writes letters in full, and each option of which several words may be values, or none, with its values joined to it:
// a flag with the true or false that stands behind it, or true.
std::vector<std::string> WholeOptions(const std::vector<std::string>& arguments, std::span<const OptionInfo> known) {
  std::vector<std::string> whole;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    whole.push_back(WrittenInFull(arguments[i], known));
    const bool has_next = i + 1 < arguments.size();
    if (const OptionInfo* taking = TakesConditions(arguments[i], known)) {
      const bool has_first = arguments[i].find('=') != std::string::npos;
      if (!has_first && has_next && IsCondition(arguments[i + 1])) whole.pop_back();
      if (!has_first && has_next && arguments[i + 1].starts_with("--"))
        whole.back() += '=';  // nothing, which is refused
      for (; i + 1 < arguments.size() && IsCondition(arguments[i + 1]); ++i) {
        whole.push_back("--" + std::string(taking->name) + "=" + arguments[i + 1]);
      }
    } else if (has_next && TakesNext(arguments[i], known)) {
      whole.push_back(arguments[++i]);
    } else if (IsFlag(arguments[i], known)) {
      const bool has_value = has_next && (arguments[i + 1] == "true" || arguments[i + 1] == "false");
      whole.back() += "=" + (has_value ? arguments[++i] : "true");
    }
  }
  return whole;
}

std::optional<Error> GivenTwice(const CommandLine& line, std::span<const OptionInfo> known) {
  for (const OptionInfo& option : known) {
    const bool once = option.repeats == Repeats::kNo && !option.value_name.empty();
    if (once && line.Values(option.name).size() > 1) return Error{"--" + std::string(option.name) + " is given twice"};
  }
  return std::nullopt;
}

}  // namespace

std::string CommandLine::Value(std::string_view option, std::string_view otherwise) const {
  const auto found = options.find(option);
  return found != options.end() ? found->second.back() : std::string(otherwise);
}

std::vector<std::string> CommandLine::Values(std::string_view option) const {
  const auto found = options.find(option);
  return found != options.end() ? found->second : std::vector<std::string>();
}

Result<CommandLine> ParseCommandLine(const std::vector<std::string>& arguments, std::span<const OptionInfo> known) {
  po::options_description description;
  for (const OptionInfo& option : known) {
    const std::string name(option.name);
    if (option.value_name.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  description.add_options()(kWordsOption, po::value<std::vector<std::string>>(), "");
  po::positional_options_description words;
  words.add(kWordsOption, -1);
  const int style = (po::command_line_style::unix_style & ~po::command_line_style::allow_guessing &
                     ~po::command_line_style::allow_short);
  const auto options_end = std::ranges::find(arguments, "--");
  const std::vector<std::string> before = WholeOptions({arguments.begin(), options_end}, known);
  CommandLine line;
  try {
    const auto parsed = po::command_line_parser(before).options(description).positional(words).style(style).run();
    for (const auto& option : parsed.options) {
      auto& values = option.string_key == kWordsOption ? line.words : line.options[option.string_key];
      values.insert(values.end(), option.value.begin(), option.value.end());
      if (option.value.empty()) values.emplace_back();
    }
  } catch (const po::unknown_option& error) {
    return UnknownOption(error.get_option_name(), known);
  } catch (const po::error& error) {
    return Error{error.what()};
  }
  for (const std::string& word : line.words) {
    if (word.size() > 1 && word[0] == '-') return UnknownOption(word, known);
  }
  if (const auto twice = GivenTwice(line, known)) return *twice;
  if (options_end != arguments.end()) line.words.insert(line.words.end(), options_end + 1, arguments.end());
  return line;
}

}  // namespace wmsim
