// A second model of the decisions, to compare the rules with: written from the documents alone, without anything of
// policy_engine, and in another way.
//
// Where the rules are predicates over structs, this is a story over words: it follows one step on the device from its
// beginning to its end, as the documents tell it. Where something stands in the way it is noted, and the story goes on
// as if it did not, so that whatever else would stand in the way is met too.
#pragma once

#include <map>
#include <string_view>
#include <vector>

namespace wmsim {

// What holds when the step begins: a word for each fact, as `wmsim verbs NAME` lists them.
using Situation = std::map<std::string_view, std::string_view>;

// How a step goes. `rule` is what ended it, empty where nothing did; `obstacles` is everything that stands in the way,
// `rule` included; `prompts` is what the person was asked before it ended.
struct Story {
  std::string_view outcome;
  std::string_view rule;
  std::vector<std::string_view> obstacles;
  std::vector<std::string_view> prompts;
  bool operator==(const Story&) const = default;
};

// TellStory follows a step of the action of this name. Requires a word for every fact of the action.
Story TellStory(std::string_view action, const Situation& situation);

}  // namespace wmsim
