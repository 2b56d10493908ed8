#include "scenarios/report/format_text.h"

#include <algorithm>

#include "scenarios/language/decode_device.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"
#include "scenarios/report/listing.h"

namespace wmsim {
namespace {

constexpr std::string_view kIntroduction = R"(# The scenario format

A scenario is a YAML file (`.yaml`, `.yml`) that says what is done on a device, step after step, and what must come of each step.
`wmsim new FILE` writes one to start from, `wmsim check` finds every error in it, `wmsim run` runs it, and editors complete it by
[scenario.schema.json](../scenarios/scenario.schema.json), named in its first line:

    # yaml-language-server: $schema=PATH/scenario.schema.json

What is strict: unknown keys, a key twice, values of another kind, anchors (`&`), aliases (`*`), tags (`!`), a second document and
variables of the matrix that nothing uses are errors, told as `FILE:LINE:COLUMN: what is wrong`. JSON is read as YAML. `yes`, `no` and
`absent` are words. Numbers are decimal or 0x. Paths start at the folder of the file that names them, and stay within the suite: the
nearest folder above that holds a `suite.yaml`, or the file's own; `--allow DIR` opens another one.

* A step without `expect` must succeed. In `expect` what is written is compared exactly, lists as sets; `outcome` is always written.
  A step that fails ends its case.
* `matrix` runs the file once for each combination; `${name}` stands for a variable inside values (`$${` is `${` itself). Each
  combination is a case, named `SCENARIO [name=value]`. A list of expectations has a `when` each; the first that fits holds, the last may
  leave it out.
* Prompts that nobody answered get a yes; a suite with `answers: required` takes that for an error.
* What is in `given` is there before the device boots: configuration first, then policies, registry, stores, the rest. A hard reset
  takes it back, but for the configuration and the operator's restriction.
* `xfail`, `skip` and `only-on` stand at the top or beside a step. An `xfail` that passes fails.
)";

// The words of a key where they are few, else the listing that has them.
std::string WordsOf(const KeyInfo& key) {
  constexpr std::size_t kFew = 20;
  if (key.words == nullptr) return "";
  const std::vector<std::string_view> words = key.words();
  if (words.size() <= kFew) return ": " + Joined(words);
  return ": " + Joined(std::span(words).first(3)) + " and " + std::to_string(words.size() - 3) + " more";
}

std::string KeyTable(std::span<const KeyInfo> keys) {
  Listing listing{{"key", "what it says", "what it takes"}, {}};
  for (const KeyInfo& key : keys) {
    const std::string name =
        "`" + std::string(key.name) + "`" + (key.presence == Presence::kRequired ? " (required)" : "");
    listing.rows.push_back({name, S(key.help), S(Word(key.kind)) + WordsOf(key)});
  }
  return ListingMarkdown(listing);
}

std::string Section(const std::string& title, std::span<const KeyInfo> keys) {
  return "\n" + title + "\n\n" + KeyTable(keys);
}

std::string VerbSection(const VerbInfo& verb) {
  std::string text = "\n### `" + std::string(verb.name) + "`\n\n" + std::string(verb.help) + ". Acts as " +
                     std::string(verb.acts_as) + ".";
  if (!verb.main.empty()) text += " What stands directly behind it is its `" + std::string(verb.main) + "`.";
  text += "\n";
  return verb.keys.empty() ? text + "\nIt takes no argument: `" + std::string(verb.name) + ":`\n"
                           : text + "\n" + KeyTable(verb.keys);
}

}  // namespace

std::string ScenarioFormat() {
  std::string text(kIntroduction);
  text += Section("## A scenario file", ScenarioKeys());
  text += Section("## `given`", GivenKeys());
  text += Section("### A certificate in `stores`", kStoreEntryKeys);
  text += Section("### A registry value: `{TYPE: DATA}`", kRegistryDataKeys);
  text += Section("### An entry of `metabase`", kMetabaseKeys);
  text += Section("## Beside the verb of a step", StepKeys());
  text += Section("## `expect`", ExpectElementKeys());
  text += "\n## Verbs\n";
  for (const VerbInfo& verb : Verbs()) text += VerbSection(verb);
  text += Section("### A store in `expect-state`", kStoreStateKeys);
  text += Section("## A device file", DeviceFileKeys());
  return text + Section("## `suite.yaml`", SuiteKeys());
}

}  // namespace wmsim
