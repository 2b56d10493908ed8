// The commands of wmsim, as rows. Commands parse, call the layers below and print; nothing is decided here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/outcome.h"
#include "scenarios/cli/command_line.h"

namespace wmsim {

// A row per command: how it is called, one line of help, the options that it takes besides --format, and what it does
// with the words after its name.
struct CommandInfo {
  std::string_view name;
  std::string_view usage;
  std::string_view help;
  std::vector<OptionInfo> options;
  ExitStatus (*run)(const CommandInfo& command, const CommandLine& line);
};

// Commands returns every row, in the order of the help.
std::span<const CommandInfo> Commands();

ExitStatus RunCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus MergeCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus NewCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus CheckCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus TryCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus ExplainCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus FixCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus ExploreCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus DiffCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus DumpCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus InspectCommand(const CommandInfo& command, const CommandLine& line);
ExitStatus TableCommand(const CommandInfo& command,
                        const CommandLine& line);  // devices, policies, ...; also --format markdown
ExitStatus SchemaCommand(const CommandInfo& command, const CommandLine& line);

}  // namespace wmsim
