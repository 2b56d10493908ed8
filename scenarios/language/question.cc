#include "scenarios/language/question.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "policy_engine/actions.h"
#include "policy_engine/configuration_classes.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/verb.h"
#include "scenarios/language/words.h"

namespace wmsim {
namespace {

using List = std::vector<std::string_view>;
using ActionList = std::vector<const Action*>;

constexpr std::string_view kVerb = "verb";
constexpr std::string_view kConfiguration = "configuration";

void AddNew(std::string_view word, List& words) {
  if (!word.empty() && std::ranges::find(words, word) == words.end()) words.push_back(word);
}

// What a term calls a row of rules, or the end of the table, where nothing stops; "" where it does not speak of the
// row.
using RowWord = std::string_view (*)(const Action& action, std::size_t row);

bool IsEnd(const Action& action, std::size_t row) { return row == action.rules.size(); }

std::string_view OutcomeWord(const Action& action, std::size_t row) {
  return Word(IsEnd(action, row) ? action.success : action.rules[row].outcome);
}

std::string_view RuleWord(const Action& action, std::size_t row) {
  return IsEnd(action, row) ? "none" : action.rules[row].id;
}

std::string_view BlockerWord(const Action& action, std::size_t row) {
  const bool counts = IsEnd(action, row) || action.rules[row].weight == Weight::kBlocks;
  return counts ? RuleWord(action, row) : "";
}

std::string_view MessageWord(const Action& action, std::size_t row) {
  return Word(IsEnd(action, row) ? action.success_message : action.rules[row].message);
}

std::string_view PromptWord(const Action& action, std::size_t row) {
  if (IsEnd(action, row)) return "none";
  return action.rules[row].prompt != MessageId::kNone ? Word(action.rules[row].prompt) : "";
}

// What a condition on rules says of a pattern.
void AddHeadlines(RuleDemand demand, Pattern& pattern) {
  pattern.headlines &= demand.is_not ? ~demand.rules : demand.rules;
}
void AddBlockers(RuleDemand demand, Pattern& pattern) { pattern.blockers.push_back(demand); }
void AddPrompts(RuleDemand demand, Pattern& pattern) { pattern.prompts.push_back(demand); }

// A row per name that speaks of decisions.
struct Term {
  std::string_view name;
  RowWord word;
  void (*add)(RuleDemand demand, Pattern& pattern);
};
constexpr auto kTerms = std::to_array<Term>({
    {"outcome", OutcomeWord, AddHeadlines},
    {"rule", RuleWord, AddHeadlines},
    {"blocker", BlockerWord, AddBlockers},
    {"message", MessageWord, AddHeadlines},
    {"prompt", PromptWord, AddPrompts},
});

const Term* FindTerm(std::string_view name) {
  const auto term = std::ranges::find(kTerms, name, &Term::name);
  return term != kTerms.end() ? &*term : nullptr;
}

bool IsFact(std::string_view name) { return name != kVerb && name != kConfiguration && FindTerm(name) == nullptr; }

const FieldInfo* FindField(const Action& action, std::string_view name) {
  const auto field = std::ranges::find(action.fields, name, &FieldInfo::name);
  return field != action.fields.end() ? &*field : nullptr;
}

bool IsNamed(const Action& action, std::string_view verb) {
  const VerbInfo* info = FindVerb(verb);
  return action.name == verb || (info != nullptr && info->action == &action);
}

List WordsOfTerm(const Term& term, const ActionList& actions) {
  List words;
  for (const Action* action : actions) {
    for (std::size_t row = 0; row <= action->rules.size(); ++row) AddNew(term.word(*action, row), words);
  }
  return words;
}

List NamesFor(const ActionList& actions) {
  List names;
  for (const Action* action : actions) {
    for (const FieldInfo& field : action->fields) AddNew(field.name, names);
  }
  for (const Term& term : kTerms) names.push_back(term.name);
  names.insert(names.end(), {kVerb, kConfiguration});
  return names;
}

bool ChoosesOne(const Condition& condition, std::string_view word) {
  return std::ranges::find(condition.choices, word, &Condition::Choice::word) != condition.choices.end();
}

// Reads the conditions of one question.
class QuestionReader {
 public:
  explicit QuestionReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::vector<Question> Read(const Conditions& when, const Conditions& asked) {
    Conditions all = when;
    all.insert(all.end(), asked.begin(), asked.end());
    ChooseByVerb(all);
    ChooseByFacts(all);
    ChooseByConfiguration(all);
    for (const Condition& condition : all) CheckWords(condition);
    if (!diagnostics_.empty()) return {};
    std::vector<Question> questions;
    bool has_cells = false;
    for (const Action* action : actions_) {
      const Pattern space = PatternOf(*action, when);
      questions.push_back({action, space, BothOf(space, PatternOf(*action, asked))});
      has_cells = has_cells || Cells(questions.back().asked.region) > 0;
    }
    if (has_cells) return questions;
    diagnostics_.Add(all.front().at, "no cell is left: no combination of facts fits all conditions");
    return {};
  }

 private:
  void ChooseByVerb(const Conditions& conditions) {
    List verbs;
    for (const VerbInfo& verb : Verbs()) {
      if (verb.action != nullptr) AddNew(verb.name, verbs);
    }
    for (const Action* action : Actions()) AddNew(action->name, verbs);
    actions_.assign(Actions().begin(), Actions().end());
    for (const Condition& condition : conditions) {
      if (condition.name != kVerb) continue;
      is_chosen_ = is_chosen_ || !condition.is_not;
      for (const Condition::Choice& choice : condition.choices) {
        if (std::ranges::find(verbs, choice.word) != verbs.end()) continue;
        const bool is_testers = FindVerb(choice.word) != nullptr;
        diagnostics_.Add(choice.at, is_testers ? "no rule decides about `" + choice.word + "`: it has no cells"
                                               : UnknownWord("verb", choice.word, verbs));
      }
      std::erase_if(actions_, [&](const Action* action) {
        const bool is_named = std::ranges::any_of(
            condition.choices, [&](const Condition::Choice& choice) { return IsNamed(*action, choice.word); });
        return is_named == condition.is_not;
      });
    }
    if (actions_.empty()) Complain(conditions, "no action is left by verb");
  }

  // Without a verb an action that lacks a fact is not meant; with one the fact is a mistake.
  void ChooseByFacts(const Conditions& conditions) {
    for (const Condition& condition : conditions) {
      if (!diagnostics_.empty() || !IsFact(condition.name)) continue;
      const auto lacks = [&](const Action* action) { return FindField(*action, condition.name) == nullptr; };
      const auto lacking = std::ranges::find_if(actions_, lacks);
      if (lacking == actions_.end()) continue;
      const ActionList known = is_chosen_ ? ActionList{*lacking} : ActionList(Actions().begin(), Actions().end());
      if (is_chosen_ || std::ranges::all_of(Actions(), lacks)) {
        const std::string what = is_chosen_ ? "fact of " + std::string((*lacking)->name) : "fact";
        diagnostics_.Add(condition.at, UnknownWord(what, condition.name, NamesFor(known)));
        return;
      }
      std::erase_if(actions_, lacks);
      if (actions_.empty())
        diagnostics_.Add(condition.at, "no action has `" + condition.name + "` and all facts before");
    }
  }

  void ChooseByConfiguration(const Conditions& conditions) {
    for (const Condition& condition : conditions) {
      if (condition.name != kConfiguration || !diagnostics_.empty()) continue;
      const Condition::Choice& choice = condition.choices.front();
      const Configuration* configuration = FindConfiguration(choice.word);
      if (condition.is_not || condition.choices.size() > 1) {
        diagnostics_.Add(condition.at, "configuration wants one name: the cells of two are two questions");
      } else if (configuration == nullptr) {
        diagnostics_.Add(choice.at, UnknownWord("configuration", choice.word, ConfigurationWords()));
      } else {
        const auto is_open = [&](const Action* action) {
          return RegionUnder(*configuration, *action) == WholeRegion(*action);
        };
        const bool is_mistaken = is_chosen_ && std::ranges::any_of(actions_, is_open);
        if (!is_chosen_) std::erase_if(actions_, is_open);
        if (is_mistaken || actions_.empty()) {
          diagnostics_.Add(choice.at, "the policies of " + choice.word + " decide no fact that is looked at");
        }
      }
    }
  }

  void CheckWords(const Condition& condition) {
    if (!diagnostics_.empty() || condition.name == kVerb || condition.name == kConfiguration) return;
    List legal;
    if (const Term* term = FindTerm(condition.name)) {
      legal = WordsOfTerm(*term, actions_);
    } else {
      for (const Action* action : actions_) {
        for (const std::string_view word : FindField(*action, condition.name)->classes) AddNew(word, legal);
      }
    }
    const std::string of =
        actions_.size() == 1 ? condition.name + " of " + std::string(actions_[0]->name) : condition.name;
    for (const Condition::Choice& choice : condition.choices) {
      if (std::ranges::find(legal, choice.word) != legal.end()) continue;
      diagnostics_.Add(choice.at, UnknownWord(of, choice.word, legal));
    }
  }

  static Pattern PatternOf(const Action& action, const Conditions& conditions) {
    Pattern pattern = EveryCell(action);
    for (const Condition& condition : conditions) {
      if (condition.name == kVerb) continue;
      if (condition.name == kConfiguration) {
        const Configuration& configuration = *FindConfiguration(condition.choices.front().word);
        pattern.region = Overlap(pattern.region, RegionUnder(configuration, action));
      } else if (const Term* term = FindTerm(condition.name)) {
        RuleSet rules = 0;
        for (std::size_t row = 0; row <= action.rules.size(); ++row) {
          if (ChoosesOne(condition, term->word(action, row))) rules |= OneRule(row);
        }
        term->add({rules, condition.is_not}, pattern);
      } else {
        const FieldInfo& field = *FindField(action, condition.name);
        ClassSet chosen = 0;
        for (std::size_t i = 0; i < field.classes.size(); ++i) {
          if (ChoosesOne(condition, field.classes[i]) != condition.is_not) chosen |= OneClass(i);
        }
        ClassSet& classes = pattern.region.classes[static_cast<std::size_t>(&field - action.fields.data())];
        classes = static_cast<ClassSet>(classes & chosen);
      }
    }
    return pattern;
  }

  void Complain(const Conditions& conditions, std::string text) {
    if (diagnostics_.empty()) diagnostics_.Add(conditions.front().at, std::move(text));
  }

  Diagnostics& diagnostics_;
  ActionList actions_;
  bool is_chosen_ = false;  // by verb
};

}  // namespace

std::vector<Question> QuestionsOf(const Conditions& when, const Conditions& asked, Diagnostics& diagnostics) {
  return QuestionReader(diagnostics).Read(when, asked);
}

std::vector<std::string_view> VerbsOf(const Action& action) {
  List verbs;
  for (const VerbInfo& verb : Verbs()) {
    if (verb.action == &action) verbs.push_back(verb.name);
  }
  return verbs;
}

}  // namespace wmsim
