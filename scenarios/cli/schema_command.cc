#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/report/schema.h"

namespace wmsim {

ExitStatus SchemaCommand(const CommandInfo&, const CommandLine& line) {
  if (!line.words.empty()) return Complain(Error{"`" + line.words[0] + "` is too many: schema takes no word"});
  Print(ScenarioSchema());
  return ExitStatus::kYes;
}

}  // namespace wmsim
