// Every cell of every action against a second model of the decisions (second_model.h).
#include "tests/second_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/actions.h"

namespace wmsim {

// How GoogleTest names a parameter.
static void PrintTo(const Action* action, std::ostream* out) { *out << action->name; }

namespace {

constexpr int kMostFailuresShown = 5;

// What the rules say, told as the second model tells it. Blockers are compared as a set.
Story StoryOfRules(const Action& action, const Cell& cell) {
  const Verdict verdict{&action, cell, action.decide(cell), {}};
  Story story{Word(verdict.decision.outcome), {}, {}, {}};
  if (const RuleInfo* headline = Headline(verdict)) {
    story.rule = headline->id;
    story.obstacles.push_back(headline->id);
  }
  for (const RuleInfo* blocker : Blockers(verdict)) story.obstacles.push_back(blocker->id);
  for (const MessageId prompt : Prompts(verdict)) story.prompts.push_back(Word(prompt));
  std::ranges::sort(story.obstacles);
  return story;
}

Story StoryOfSecondModel(const Action& action, const Situation& situation) {
  Story story = TellStory(action.name, situation);
  std::ranges::sort(story.obstacles);
  return story;
}

std::string Joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += " " + std::string(word);
  return text.empty() ? " -" : text;
}

std::string Describe(const Story& story) {
  return std::string(story.outcome) + ", " + std::string(story.rule.empty() ? "-" : story.rule) +
         "; in the way:" + Joined(story.obstacles) + "; asked:" + Joined(story.prompts);
}

std::string Describe(const Situation& situation) {
  std::string text;
  for (const auto& [fact, word] : situation) text += std::string(fact) + "=" + std::string(word) + " ";
  return text;
}

class SecondModel : public testing::TestWithParam<const Action*> {};

TEST_P(SecondModel, TellsEveryCellAsTheRulesDo) {
  const Action& action = *GetParam();
  Situation situation;
  std::vector<std::string_view*> words;
  for (const FieldInfo& field : action.fields) words.push_back(&situation[field.name]);

  int failures = 0;
  for (std::uint64_t index = 0; index < Cells(action) && failures < kMostFailuresShown; ++index) {
    const Cell cell = CellAt(action, index);
    for (std::size_t i = 0; i < words.size(); ++i) *words[i] = action.fields[i].classes[cell[i]];
    const Story expected = StoryOfSecondModel(action, situation);
    const Story actual = StoryOfRules(action, cell);
    if (actual == expected) continue;
    ++failures;
    ADD_FAILURE() << Describe(situation) << "\nthe rules say        " << Describe(actual) << "\nthe second model says "
                  << Describe(expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, SecondModel, testing::ValuesIn(Actions().begin(), Actions().end()),
                         [](const testing::TestParamInfo<const Action*>& param) {
                           std::string name(param.param->name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace wmsim
