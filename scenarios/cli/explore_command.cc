#include <algorithm>
#include <array>
#include <filesystem>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/made_files.h"
#include "scenarios/cli/options.h"
#include "scenarios/report/explore_report.h"
#include "scenarios/runner/suite.h"

namespace wmsim {
namespace {

constexpr auto kQuestions = std::to_array<const char*>({"never", "count", "when", "save"});

Conditions ConditionsOf(const CommandLine& line, std::string_view option, Diagnostics& diagnostics) {
  Conditions conditions;
  for (const std::string& text : line.Values(option)) {
    if (auto condition = ParseCondition(text, diagnostics)) conditions.push_back(std::move(*condition));
  }
  return conditions;
}

std::optional<Error> WhyNotAsked(const CommandLine& line) {
  const auto question = std::ranges::find_if(kQuestions, [&](const char* option) { return line.Has(option); });
  if (!line.words.empty() && question != kQuestions.end()) {
    const bool is_condition = line.words[0].find('=') != std::string::npos;
    return Error{is_condition ? "conditions such as `" + line.words[0] + "` stand behind --never, --count or --when"
                              : "--" + std::string(*question) + " does not go with files of invariants"};
  }
  if (line.Has("never") && line.Has("count")) return Error{"--never and --count are two questions"};
  if (!line.Has("save")) return std::nullopt;
  if (!line.Has("never")) return Error{"--save goes with --never"};
  return WhyNotSaved(line.Value("save"));
}

std::uint64_t CellsLookedAt(const std::vector<Question>& questions) {
  std::uint64_t cells = 0;
  for (const Question& question : questions) cells += Cells(question.space);
  return cells;
}

std::vector<Tally> TalliesOf(const std::vector<Question>& questions) {
  std::vector<Tally> tallies;
  for (const Question& question : questions) tallies.push_back(TallyOf(question.asked));
  return tallies;
}

ExitStatus AnswerNever(const CommandLine& line, const Asked& asked, const std::vector<Question>& questions,
                       Format format) {
  const Proof proof = Prove(questions);
  const bool has_scenario = proof.counterexample && proof.counterexample->scenario;
  const std::string saved = has_scenario ? line.Value("save") : "";
  if (!saved.empty()) {
    if (const auto error = SaveMade(saved, *proof.counterexample->scenario)) return Complain(*error, format);
  }
  if (format == Format::kJson) {
    Print(ProofJsonText(asked, proof, saved));
  } else {
    PrintLines(ProofText(proof, saved));
  }
  return proof.counterexample ? ExitStatus::kNo : ExitStatus::kYes;
}

// The invariants of the files that the line's paths mean. Errors are told in the order of the files.
std::vector<CheckedInvariant> ReadInvariants(const CommandLine& line, std::vector<Diagnostic>& errors) {
  std::vector<CheckedInvariant> all;
  for (const std::string& path : line.words) {
    const auto files = FindScenarioFiles(path);
    if (!files.ok()) errors.push_back({files.error().file, {}, files.error().text});
    if (!files.ok()) continue;
    if (files.value().empty()) errors.push_back({path, {}, "no file of invariants is there"});
    for (const std::filesystem::path& file : files.value()) {
      const std::string name = DisplayPath(file);
      const Result<std::string> text = ReadHostFile(file, kMaxTextBytes);
      Diagnostics diagnostics(name);
      if (!text.ok()) diagnostics.Add({}, text.error().text);
      if (text.ok()) {
        for (Invariant& invariant : ParseInvariants(text.value(), diagnostics)) {
          all.push_back({name, std::move(invariant), {}});
        }
      }
      errors.insert(errors.end(), diagnostics.list().begin(), diagnostics.list().end());
    }
  }
  return all;
}

ExitStatus CheckInvariants(const CommandLine& line, Format format) {
  std::vector<Diagnostic> errors;
  std::vector<CheckedInvariant> all = ReadInvariants(line, errors);
  if (!errors.empty()) {
    for (const Diagnostic& error : errors) Complain(error, &error == &errors.front() ? format : Format::kText);
    return ExitStatus::kCouldNot;
  }
  bool holds = true;
  for (CheckedInvariant& checked : all) {
    checked.proof = Prove(checked.invariant.questions);
    holds = holds && !checked.proof.counterexample;
    if (format == Format::kText) PrintLines(InvariantText(checked));
  }
  PrintLines(format == Format::kText ? InvariantSummary(all) : InvariantsJson(all));
  return holds ? ExitStatus::kYes : ExitStatus::kNo;
}

}  // namespace

ExitStatus ExploreCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  if (const auto error = WhyNotAsked(line)) return Complain(*error, format.value());
  if (!line.words.empty()) return CheckInvariants(line, format.value());
  Diagnostics diagnostics("");
  const std::string_view question = line.Has("never") ? "never" : "count";
  const Asked asked{ConditionsOf(line, "when", diagnostics), ConditionsOf(line, question, diagnostics)};
  std::vector<Question> questions;
  if (diagnostics.empty()) questions = QuestionsOf(asked.when, asked.about, diagnostics);
  const std::uint64_t looked_at = CellsLookedAt(questions);
  if (diagnostics.empty() && looked_at == 0) diagnostics.Add({}, "no cell is looked at: none fits --when");
  if (!diagnostics.empty()) return Complain(diagnostics.list().front(), format.value());

  if (line.Has("never")) return AnswerNever(line, asked, questions, format.value());
  const std::vector<Tally> tallies = TalliesOf(questions);
  const bool is_text = format.value() == Format::kText;
  if (line.Has("count")) {
    PrintLines(is_text ? CountText(tallies, looked_at) : CountJson(asked, tallies, looked_at));
  } else {
    PrintLines(is_text ? SurveyText(tallies) : SurveyJson(asked, tallies));
  }
  return ExitStatus::kYes;
}

}  // namespace wmsim
