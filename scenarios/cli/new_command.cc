#include <filesystem>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

constexpr std::string_view kScenario = R"(# A scenario: what is done on a device, and what must come of it.
#   wmsim run FILE      runs it; --update writes what came out into the expectations
#   wmsim check FILE    finds errors in it
# docs/scenario-format.md has every key; `wmsim verbs` lists what a step can do.
scenario: an unsigned program runs only where Unsigned Applications (4102) allows it
tags: [execution]                       # for `wmsim run --tag`
device: guide-pocket-pc                 # a name of `wmsim devices`, or a device file's path
matrix:                                 # the file runs once for each combination; leave it out for one case
  unsigned: [0, 1]
given:                                  # the device as it boots, by the tester's hand: nobody is asked for permission
  policies: {4102: '${unsigned}'}       # by number, name or SECPOLICY_ constant (`wmsim policies`)
steps:                                  # in order; the first one that fails ends the case
  - run-app: {name: game.exe, signed-by: none}      # a file of the host instead: `run-app: files/game.exe`
    answer: yes                         # at every prompt; or {PROMPT: yes}
    expect:                             # without it the step must succeed
      - when: {unsigned: 0}             # the first that fits the case holds
        outcome: blocked
        rule: unsigned-apps-not-allowed
      - outcome: run
        trust: privileged
        prompts: [unsigned-program-prompt]
)";

}  // namespace

ExitStatus NewCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (line.words.size() > 1)
    return Complain(Error{"`" + line.words[1] + "` is too many: new takes one file"}, format.value());
  if (line.words.empty()) {
    Print(kScenario);
    return ExitStatus::kYes;
  }
  const std::string& file = line.words[0];
  std::error_code unknown;
  if (!file.ends_with(".yaml") && !file.ends_with(".yml")) {
    return Complain(Error{"a scenario's name ends in .yaml", file}, format.value());
  }
  if (std::filesystem::exists(file, unknown)) {
    return Complain(Error{"is there already: new writes over nothing", file}, format.value());
  }
  if (const auto error = WriteHostFile(file, kScenario)) return Complain(*error, format.value());
  PrintLines(file + ": a scenario to start from; `wmsim run " + file + "` runs it\n");
  return ExitStatus::kYes;
}

}  // namespace wmsim
