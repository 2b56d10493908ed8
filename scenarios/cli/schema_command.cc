#include <algorithm>
#include <array>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/format_text.h"
#include "scenarios/report/run_schema.h"
#include "scenarios/report/schema.h"

namespace wmsim {
namespace {

// `markdown` writes the same for people; null where docs/ says it in its own words.
struct SchemaRow {
  std::string_view name;
  std::string (*text)();
  std::string (*markdown)() = nullptr;
};
constexpr auto kSchemas = std::to_array<SchemaRow>({{"scenario", ScenarioSchema, ScenarioFormat}, {"run", RunSchema}});

}  // namespace

ExitStatus SchemaCommand(const CommandInfo&, const CommandLine& line) {
  const bool markdown = line.Value("format") == "markdown";
  const Result<Format> format = markdown ? Result<Format>(Format::kText) : FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (line.words.size() > 1) {
    return Complain(Error{"`" + line.words[1] + "` is too many: schema takes one word"}, format.value());
  }
  const std::string name = line.words.empty() ? "scenario" : line.words[0];
  std::vector<std::string_view> names;
  for (const SchemaRow& row : kSchemas) names.push_back(row.name);
  const auto schema = std::ranges::find(kSchemas, name, &SchemaRow::name);
  if (schema == kSchemas.end()) return Complain(Error{UnknownWord("schema", name, names)}, format.value());
  if (markdown && schema->markdown == nullptr) return Complain(Error{"--format markdown goes with `schema scenario`"});
  Print(markdown ? schema->markdown() : schema->text());
  return ExitStatus::kYes;
}

}  // namespace wmsim
