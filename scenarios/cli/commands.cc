#include "scenarios/cli/commands.h"

#include "scenarios/cli/options.h"
#include "scenarios/cli/run_options.h"
#include "scenarios/report/tables.h"

namespace wmsim {
namespace {

std::vector<OptionInfo> StepOptions() {
  const auto device = DeviceOptions();
  std::vector<OptionInfo> options(device.begin(), device.end());
  for (const OptionInfo& option : VerbOptions()) options.push_back(option);
  return options;
}

std::vector<OptionInfo> ExplainOptions() {
  std::vector<OptionInfo> options = StepOptions();
  options.push_back(
      {"after", "SCENARIO.yaml", "the device as this scenario leaves it, in the place of the device options"});
  return options;
}

std::vector<OptionInfo> TryOptions() {
  std::vector<OptionInfo> options = ExplainOptions();
  options.push_back({"save", "FILE.yaml", "write a scenario that does the same and expects what came of it"});
  return options;
}

std::vector<OptionInfo> FixOptions() {
  std::vector<OptionInfo> options = ExplainOptions();
  options.push_back({"save", "DIR", "write each as a scenario into this folder, which must not be there or be empty"});
  return options;
}

std::vector<OptionInfo> DumpOptions() {
  std::vector<OptionInfo> options = StepOptions();
  options.push_back(
      {"after", "WHAT", "a scenario file, or a verb with its arguments, that the device goes through first"});
  return options;
}

constexpr OptionInfo kAllow{"allow", "DIR", "a folder that scenarios may read besides their suite", Repeats::kYes};

std::vector<OptionInfo> RunCommandOptions() {
  std::vector<OptionInfo> options = RunOptionRows();
  options.push_back(kAllow);
  return options;
}

std::vector<OptionInfo> DiffOptions() {
  std::vector<OptionInfo> options{
      {"device", "NAME", "the device that two configurations are put on"},
      {"answer", "ANSWER", "yes, no or timeout for every prompt of the step, or PROMPT=ANSWER; repeatable"},
      {"save", "DIR", "without a verb: write a scenario for each kind of difference into a folder"}};
  for (const OptionInfo& option : VerbOptions()) options.push_back(option);
  return options;
}

std::vector<OptionInfo> ExploreOptions() {
  return {
      {"never", "NAME=WORD...",
       "prove that no cell fits all these conditions, or show the smallest that does: one that a scenario can "
       "show, with the fewest facts that are not of their first class, and then the first in the order of the "
       "cells. NAME is a fact and WORD a class of `wmsim verbs VERB`; NAME is also verb, outcome, rule, blocker, "
       "message, prompt or configuration. NAME=A,B is either, NAME=!A,B neither",
       Repeats::kConditions},
      {"count", "NAME=WORD...", "count the cells that fit, by outcome and by rule", Repeats::kConditions},
      {"when", "NAME=WORD...", "look only at cells that fit these conditions", Repeats::kConditions},
      {"save", "FILE.yaml", "write the scenario that --never found, and the files that it names"},
  };
}

std::vector<CommandInfo> MakeCommands() {
  std::vector<CommandInfo> commands{
      {"run", "run [PATH...]", "run scenario files and folders (default: scenarios/suite)", RunCommandOptions(),
       RunCommand},
      {"merge",
       "merge REPORT.json...",
       "join the JSON reports of the shards of a run",
       {{"report", "FORMAT=FILE", "write json, junit, tap or github to a file too (github=- prints it)",
         Repeats::kYes}},
       MergeCommand},
      {"try", "try VERB ARG...", "one step on one device", TryOptions(), TryCommand},
      {"explain", "explain VERB ARG...",
       "the same, and why: every rule, what would turn the decision, what is only assumed; --format dot draws it",
       ExplainOptions(), ExplainCommand},
      {"fix", "fix VERB ARG...", "the smallest changes that would make it succeed, who can make them, and the risk",
       FixOptions(), FixCommand},
      {"explore", "explore [PATH...]",
       "questions over every cell (every combination of facts), or the invariants in files and folders",
       ExploreOptions(), ExploreCommand},
      {"diff", "diff A B [VERB ARG...]",
       "what differs between two devices, or two configurations on one, and for which steps the outcome does",
       DiffOptions(), DiffCommand},
      {"inspect",
       "inspect FILE...",
       "what a file is, without a device: certificates, documents, registry files, programs",
       {{"as", "KIND",
         "x509, pkcs7, cms, pkcs12, pem-x509, pem-pkcs7, xml, provisioning, wbxml, reg, pe or cab: anything else is an "
         "error"},
        {"password", "TEXT", "the password of a .pfx (default: the empty one is tried)"},
        {"password-file", "FILE", "a file with the password as its first line"}},
       InspectCommand},
      {"check",
       "check [PATH...]",
       "find all errors in scenario, device and suite files, and files that they name and that are not there",
       {kAllow},
       CheckCommand},
      {"new", "new [FILE.yaml]", "write a commented scenario to start from", {}, NewCommand},
      {"dump", "dump", "a device's whole state", DumpOptions(), DumpCommand},
      {"schema",
       "schema [scenario|run]",
       "the JSON Schema of scenario files, or of the JSON of a run",
       {},
       SchemaCommand},
  };
  for (const ListingInfo& listing : Listings()) {
    std::vector<OptionInfo> options{{"verbose", "", "more columns"}};
    if (listing.name == "policies") options.push_back({"contradictions", "", "where documents disagree instead"});
    commands.push_back({listing.name, listing.name, listing.help, std::move(options), TableCommand});
  }
  return commands;
}

}  // namespace

std::span<const CommandInfo> Commands() {
  static const std::vector<CommandInfo> kCommands = MakeCommands();
  return kCommands;
}

}  // namespace wmsim
