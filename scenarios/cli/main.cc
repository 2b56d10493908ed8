#include <algorithm>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/verb.h"

namespace wmsim {
namespace {

constexpr std::string_view kVersion = "wmsim 0.1\n";

constexpr OptionInfo kFormat{"format", "FORMAT",
                             "text (default) or json; of dump also reg (a registry file) and device (a device file)"};
constexpr OptionInfo kHelp{"help", "", "this text", Repeats::kNo, false, 'h'};
constexpr OptionInfo kVersionOption{"version", "", "the version", Repeats::kNo, false, 'V'};

void AddOption(const OptionInfo& option, std::vector<OptionInfo>& options) {
  if (std::ranges::find(options, option.name, &OptionInfo::name) == options.end()) options.push_back(option);
}

// Every option of every command: the line is read once, before the command is known.
std::vector<OptionInfo> AllOptions() {
  std::vector<OptionInfo> all{kFormat, kHelp, kVersionOption};
  for (const CommandInfo& command : Commands()) {
    for (const OptionInfo& option : command.options) AddOption(option, all);
  }
  return all;
}

std::string OptionLine(const OptionInfo& option) {
  std::string line = "  --" + std::string(option.name);
  if (!option.value_name.empty()) line += " " + std::string(option.value_name);
  constexpr std::size_t kWidth = 26;
  line.append(line.size() < kWidth ? kWidth - line.size() : 1, ' ');
  return line + std::string(option.help) + (option.repeats != Repeats::kNo ? "; repeatable" : "") + "\n";
}

std::string GeneralHelp() {
  std::string text =
      "wmsim: an emulator of Windows Mobile devices that shows what installing certificates would do\n\n";
  for (const CommandInfo& command : Commands()) {
    std::string line = "  wmsim " + std::string(command.usage);
    constexpr std::size_t kWidth = 38;
    line.append(line.size() < kWidth ? kWidth - line.size() : 1, ' ');
    text += line + std::string(command.help) + "\n";
  }
  return text +
         "\n`wmsim help COMMAND` or `wmsim COMMAND -h` lists a command's options; `wmsim -V` tells the version.\n"
         "Exit status: 0 yes, 1 no, 2 could not do it.\n";
}

// Of a command that takes a verb, with the verb: the options that go with it alone.
std::string CommandHelp(const CommandInfo& command, const VerbInfo* verb) {
  std::string text = "wmsim " + std::string(command.usage) + "\n" + std::string(command.help) + "\n\n";
  if (verb != nullptr) {
    text = "wmsim " + std::string(command.name) + " " + std::string(verb->name) +
           (verb->main.empty() ? "" : " " + std::string(verb->main)) + "\n" + std::string(verb->help) + "\n\n";
  }
  const std::vector<OptionInfo> of_verbs = VerbOptions();
  for (const OptionInfo& option : command.options) {
    const bool is_of_verbs = std::ranges::find(of_verbs, option.name, &OptionInfo::name) != of_verbs.end();
    const bool goes = verb == nullptr || !is_of_verbs || FindKey(verb->keys, option.name) != nullptr;
    if (goes) text += OptionLine(option);
  }
  return text + OptionLine(kFormat);
}

// The verb that a line asks help about: the word behind a command that takes one.
const VerbInfo* VerbOf(const CommandInfo& command, const CommandLine& line) {
  const bool takes_verb = command.usage.find("VERB") != std::string_view::npos;
  return takes_verb && line.words.size() > 1 ? FindVerb(line.words[1]) : nullptr;
}

const CommandInfo* FindCommand(std::string_view name) {
  const auto command = std::ranges::find(Commands(), name, &CommandInfo::name);
  return command != Commands().end() ? &*command : nullptr;
}

std::optional<Error> StrayOption(const CommandInfo& command, const CommandLine& line) {
  for (const auto& [name, values] : line.options) {
    const bool known =
        name == kFormat.name || std::ranges::find(command.options, name, &OptionInfo::name) != command.options.end();
    if (!known) return Error{"--" + name + " does not go with `wmsim " + std::string(command.name) + "`"};
  }
  return std::nullopt;
}

// What --format asks for, also where the rest of the line cannot be read.
Format WantedFormat(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool follows = arguments[i] == "json" && i > 0 && arguments[i - 1] == "--format";
    if (follows || arguments[i] == "--format=json") return Format::kJson;
  }
  return Format::kText;
}

ExitStatus Main(const std::vector<std::string>& arguments) {
  const Format format = WantedFormat(arguments);
  Result<CommandLine> parsed = ParseCommandLine(arguments, AllOptions());
  if (!parsed.ok()) return Complain(parsed.error(), format);
  CommandLine line = std::move(parsed).value();
  if (line.Has("version")) {
    Print(kVersion);
    return ExitStatus::kYes;
  }
  const bool says_help = !line.words.empty() && line.words[0] == "help";
  if (says_help) line.words.erase(line.words.begin());
  const bool wants_help = says_help || line.Has("help");
  if (line.words.empty() && !wants_help) return Complain(Error{"which command? `wmsim help` lists them"}, format);
  if (line.words.empty()) {
    Print(GeneralHelp());
    return ExitStatus::kYes;
  }
  const CommandInfo* command = FindCommand(line.words[0]);
  if (command == nullptr) {
    std::vector<std::string_view> names;
    for (const CommandInfo& row : Commands()) names.push_back(row.name);
    return Complain(Error{UnknownWord("command", line.words[0], names)}, format);
  }
  if (wants_help) {
    Print(CommandHelp(*command, VerbOf(*command, line)));
    return ExitStatus::kYes;
  }
  line.words.erase(line.words.begin());
  if (const auto stray = StrayOption(*command, line)) return Complain(*stray, format);
  return command->run(*command, line);
}

}  // namespace
}  // namespace wmsim

int main(int argc, char** argv) {
  try {
    const wmsim::ExitStatus status = wmsim::Main({argv + 1, argv + argc});
    if (!wmsim::Flush()) return static_cast<int>(wmsim::Complain(wmsim::Error{"standard output cannot be written"}));
    return static_cast<int>(status);
  } catch (const std::exception& error) {
    return static_cast<int>(wmsim::Complain(wmsim::Error{error.what()}));
  }
}
