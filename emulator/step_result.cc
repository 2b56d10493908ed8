#include "emulator/step_result.h"

namespace wmsim {
namespace {

bool IsAboutProgram(MessageId id) {
  return id == MessageId::kProgramCannotBeOpened || id == MessageId::kUnsignedProgramPrompt;
}

std::string TextFor(MessageId id, const Subjects& subjects) {
  return MessageText(id, IsAboutProgram(id) ? subjects.program : subjects.thing);
}

}  // namespace

std::pair<Answer, bool> Answers::For(MessageId prompt) const {
  if (const auto own = by_prompt.find(prompt); own != by_prompt.end()) return {own->second, true};
  return {all.value_or(Answer::kYes), all.has_value()};
}

StepResult Conclude(const Action& action, const Cell& cell, const Decision& decision, const FactTexts& texts,
                    const Subjects& subjects, const Answers& answers) {
  StepResult result;
  result.outcome = decision.outcome;
  Verdict verdict{&action, cell, decision, {}};
  for (const FieldInfo& field : action.fields) {
    const auto text = texts.find(field.id);
    verdict.values.push_back(text != texts.end() ? text->second : "");
  }
  const RuleInfo* headline = Headline(verdict);
  const MessageId message = headline != nullptr ? headline->message : action.success_message;
  if (message != MessageId::kNone) result.message = ShownMessage{message, TextFor(message, subjects)};
  if (headline != nullptr && headline->code != 0) result.hresult = headline->code;
  for (const MessageId prompt : Prompts(verdict)) {
    const auto [answer, given] = answers.For(prompt);
    result.prompts.push_back({prompt, TextFor(prompt, subjects), answer, !given});
  }
  result.verdict = std::move(verdict);
  return result;
}

StepResult InvalidInput(std::string problem) {
  StepResult result;
  result.outcome = Outcome::kInvalidInput;
  result.problem = std::move(problem);
  return result;
}

StepResult InvalidInput(const Error& problem) {
  StepResult result = InvalidInput(problem.text);
  result.problem_file = problem.file;
  result.problem_line = problem.line;
  result.problem_column = problem.column;
  return result;
}

}  // namespace wmsim
