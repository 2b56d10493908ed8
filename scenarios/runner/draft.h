// A scenario in the making: a device, what is given, what is done, and the files that it names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/action.h"
#include "policy_engine/profile.h"
#include "scenarios/language/node.h"
#include "scenarios/runner/files.h"

namespace wmsim {

// A Draft is for one device and one cell, which it remembers for those who fill it in. What it refers to must outlive
// it.
class Draft {
 public:
  Draft(const Profile& device, const Action& action, const Cell& cell)
      : device_(&device), action_(&action), cell_(&cell) {}

  const Profile& device() const { return *device_; }
  const Action& action() const { return *action_; }

  // Wanted returns the class of a fact that the cell wants, as one of the words of Class. Requires that the action
  // looks at the fact.
  template <class Class>
  Class Wanted(FieldId field) const {
    return static_cast<Class>(WantedNumber(field));
  }
  bool Wants(FieldId field) const { return Wanted<YesNo>(field) == YesNo::kYes; }

  // ReachesProviders tells whether a document that comes with the step is carried out: nothing stops it before.
  bool ReachesProviders() const;

  // Give sets a key of `given`; where the value is a mapping or a list, it is added to what the key has.
  void Give(std::string_view key, Node value);
  void GivePolicy(PolicyId id, std::uint32_t value);
  void GiveCertificate(std::string_view store, std::string_view sample);

  // Bring takes a file along, BringSample one of Samples() (of that name, or the path of its scenario).
  void Bring(std::string_view name, std::string bytes);
  void BringSample(std::string_view name);

  // Prepare adds a step that only prepares: a verb, and what stands behind it. Do says what the last step is, and Say
  // adds one of its named arguments.
  void Prepare(std::string_view verb, Node arguments);
  void Do(std::string_view verb) { verb_ = verb; }
  void Say(std::string_view argument, Node value);
  void Answer(std::string_view word) { answer_ = word; }

  const std::string& verb() const { return verb_; }
  const std::string& answer() const { return answer_; }
  const MadeFiles& files() const { return files_; }

  // Scenario writes it down under a title, without what must come of it.
  Node Scenario(std::string_view title) const;

 private:
  std::uint8_t WantedNumber(FieldId field) const;
  Node GivenNode() const;  // in the order of the language

  const Profile* device_;
  const Action* action_;
  const Cell* cell_;
  std::vector<std::pair<std::string, Node>> given_;
  std::vector<Node> before_;
  std::string verb_;
  std::vector<std::pair<std::string, Node>> arguments_;
  std::string answer_;
  MadeFiles files_;
};

// Words and names that need no quotes; anything else is a TextNode.
Node WordNode(std::string_view word);

}  // namespace wmsim
