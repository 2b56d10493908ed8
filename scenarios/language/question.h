// Questions about cells: conditions, understood for each action that they speak of.
#pragma once

#include <vector>

#include "policy_engine/pattern.h"
#include "scenarios/language/condition.h"

namespace wmsim {

// A question to one action: `space` are the cells that are looked at, `asked` those of them that the question is about.
struct Question {
  const Action* action;
  Pattern space;
  Pattern asked;
};

// QuestionsOf returns a question to each action that `verb` names, or where it is not there to each that has every fact
// that is named. `when` says what is looked at. Besides facts there are these names: verb, outcome, rule, blocker,
// message, prompt, configuration. Returns nothing, and at least one diagnostic, for an unknown name or word and where
// no action or no cell is left.
std::vector<Question> QuestionsOf(const Conditions& when, const Conditions& asked, Diagnostics& diagnostics);

// VerbsOf returns the verbs that an action decides.
std::vector<std::string_view> VerbsOf(const Action& action);

}  // namespace wmsim
