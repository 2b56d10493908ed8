#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/report/schema.h"

namespace wmsim {

ExitStatus SchemaCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (!line.words.empty())
    return Complain(Error{"`" + line.words[0] + "` is too many: schema takes no word"}, format.value());
  Print(ScenarioSchema());
  return ExitStatus::kYes;
}

}  // namespace wmsim
