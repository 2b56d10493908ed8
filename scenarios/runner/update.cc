#include "scenarios/runner/update.h"

#include <algorithm>
#include <map>

#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/text_edit.h"
#include "scenarios/language/yaml_writer.h"
#include "scenarios/runner/selection.h"

namespace wmsim {
namespace {

// A node and the way to it from the root, such as "/steps/0/expect/outcome": it stays where lines come and go.
struct FoundNode {
  const Node* node = nullptr;
  std::string way;
};

// The node that starts at a place: the outermost one.
FoundNode NodeAt(const Node& node, Position at, const std::string& way = "") {
  if (node.at == at) return {&node, way};
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    FoundNode found = NodeAt(node.items[i], at, way + "/" + std::to_string(i));
    if (found.node != nullptr) return found;
  }
  for (const NodeEntry& entry : node.entries) {
    FoundNode found = NodeAt(entry.value, at, way + "/" + entry.key.text);
    if (found.node != nullptr) return found;
  }
  return {};
}

bool HasVariable(const Node& node) {
  return node.text.find("${") != std::string::npos || std::ranges::any_of(node.items, HasVariable) ||
         std::ranges::any_of(node.entries, [](const NodeEntry& entry) { return HasVariable(entry.value); });
}

// What a value of the scenario would say: a variable's sign is written twice.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "${") == 0) escaped += '$';
    escaped += text[i];
  }
  return escaped;
}

// Puts an `expect` into a step that has none: behind its last line, or before its closing brace.
TextEdit InsertionInto(std::string_view text, const Node& step, const std::string& expect) {
  if (step.flow) {
    const std::size_t brace = OffsetOf(text, step.end) - 1;
    const std::size_t last = text.find_last_not_of(" \t\r\n", brace - 1);
    return {brace, brace, (text[last] == ',' ? " " : ", ") + expect};
  }
  constexpr int kEndOfLine = 1'000'000;
  const bool ends_before = step.end.column == 1;  // a text in lines of its own ends where the next line starts
  const std::size_t behind = OffsetOf(text, {step.end.line - (ends_before ? 1 : 0), kEndOfLine});
  const std::string end_of_line = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  return {behind, behind, end_of_line + std::string(static_cast<std::size_t>(step.at.column - 1), ' ') + expect};
}

// A list in lines stays one: the items of the new value, with a dash each.
std::string InLines(const Node& list, const std::string& replacement) {
  Diagnostics none("");
  const std::optional<Node> items = ParseYaml(replacement, none);
  if (!items || items->items.empty()) return "  " + replacement;
  std::string text;
  for (const Node& item : items->items) {
    if (!text.empty()) text += "\n" + std::string(static_cast<std::size_t>(list.at.column - 1), ' ');
    text += "- " + FlowText(item);
  }
  return text;
}

// What is to be done where no value that could be written would hold.
std::string WhatToDo(const Step& step, const Failure& failure) {
  if (failure.field == "xfail") return "the step passed: remove the xfail";
  const bool is_state = step.verb->id == VerbId::kExpectState;
  if (is_state && failure.field.starts_with("stores ")) {
    return failure.expected == "there" ? "it is not there: take it out of `has`"
                                       : "it is there: take it out of `lacks`";
  }
  const KeyInfo* key = is_state ? nullptr : FindKey(ExpectKeys(), failure.field);
  const ValueKind kind = key != nullptr ? key->kind : ValueKind::kText;
  if (kind == ValueKind::kPattern) return "a pattern is not written anew: write one that matches what came out";
  if (failure.actual == "none") return "there is none: remove the key";
  if (kind == ValueKind::kFile) return "a file is not written anew: put into it what came out";
  return "a scenario has no word for what is there: remove the key";
}

Result<TextEdit> EditFor(std::string_view text, const Node& node, const Step& step, const Failure& failure) {
  if (failure.replacement.empty()) return Error{WhatToDo(step, failure)};
  const std::string replacement = Escaped(failure.replacement);
  if (!step.expect && failure.at == step.at) return InsertionInto(text, node, replacement);
  if (HasVariable(node)) return Error{"its value stands for a variable of the matrix"};
  const std::size_t from = OffsetOf(text, node.at);
  std::size_t to = OffsetOf(text, node.end);
  while (to > from && std::string_view(" \t\r\n").find(text[to - 1]) != std::string_view::npos) --to;
  const bool is_list = node.kind == NodeKind::kSequence;
  if (is_list && text.substr(from, to - from).find('#') != std::string_view::npos) {
    return Error{"comments stand inside its value"};
  }
  return TextEdit{from, to, is_list && !node.flow ? InLines(node, replacement) : replacement};
}

constexpr std::string_view kConflict =
    "the cases of the matrix want different values: write a list of expectations with `when`";

// The ways to what was written, or is not to be written.
using Ways = std::set<std::string, std::less<>>;

// Writes into a file what comes out, round after round, but for the places that cases contend for: `contended`.
class Attempt {
 public:
  Attempt(const ScenarioFile& file, const std::set<std::string>& chosen, RunCaches& caches,
          const std::vector<std::filesystem::path>& allowed, const Ways& contended)
      : file_(file), chosen_(chosen), caches_(caches), allowed_(allowed), contended_(contended) {}

  // The places where cases turned out to want different values; where there are some, what came out is of no use.
  const Ways& conflicts() const { return conflicts_; }

  UpdatedFile Run() {
    ScenarioFile now = file_;
    for (std::size_t rounds = 0;; ++rounds) {
      updated_.left.clear();
      const std::vector<TextEdit> edits = EditsFor(now);
      if (!conflicts_.empty()) return {};
      if (edits.empty()) break;
      // A round mends the first step that fails in each case.
      if (rounds > MostSteps()) return {file_.text, {{file_.name, {}, std::string(kConflict)}}};
      ScenarioFile next = WithText(file_, Edited(now.text, edits));
      if (!next.scenario || next.text == now.text) {
        return {file_.text, {{file_.name, {}, "what came out cannot be written there"}}};
      }
      now = std::move(next);
    }
    updated_.text = now.text;
    return std::move(updated_);
  }

 private:
  std::size_t MostSteps() const {
    std::size_t most = 0;
    for (const Case& one : file_.scenario->cases) most = std::max(most, one.steps.size());
    return most;
  }

  // Notes how far a case came. Where it came farther before, what another case wanted broke it.
  void NoteProgress(const std::string& id, const CaseReport& report, const Node& root) {
    const auto done = [](const StepReport& step) {
      return step.status == StepStatus::kPassed || step.status == StepStatus::kSkipped;
    };
    const auto stopped = std::ranges::find_if_not(report.steps, done);
    const auto steps = static_cast<std::size_t>(stopped - report.steps.begin());
    std::size_t& farthest = progress_.try_emplace(id, steps).first->second;
    if (steps < farthest) {
      for (const Failure& failure : stopped->failures) conflicts_.insert(WrittenAt(NodeAt(root, failure.at).way));
    }
    farthest = std::max(farthest, steps);
  }

  // What was written that holds the node at the end of a way: the node itself, or one around it.
  std::string WrittenAt(const std::string& way) const {
    const auto written =
        std::ranges::find_if(written_, [&](const std::string& one) { return (way + "/").starts_with(one + "/"); });
    return written != written_.end() ? *written : way;
  }

  // Every case is run, chosen or not: none may come less far than before.
  std::vector<TextEdit> EditsFor(const ScenarioFile& now) {
    Diagnostics diagnostics(file_.name);
    const std::optional<Node> root = ParseYaml(now.text, diagnostics);
    std::vector<TextEdit> edits;
    for (const Case& one : now.scenario->cases) {
      const std::string id = CaseId(now, &one);
      const CaseReport report = RunCase(now, one, caches_, allowed_);
      NoteProgress(id, report, *root);
      const bool is_chosen = chosen_.contains(id);
      if (is_chosen) {
        for (const Diagnostic& error : report.errors) Leave(error);
      }
      if (report.status != CaseStatus::kFailed || !is_chosen) continue;
      if (!report.note.empty()) Leave({file_.name, now.scenario->at, report.note});
      for (const StepReport& step : report.steps) {
        for (const Failure& failure : step.failures) Add(now, *root, *step.step, failure, edits);
      }
    }
    return edits;
  }

  void Add(const ScenarioFile& now, const Node& root, const Step& step, const Failure& failure,
           std::vector<TextEdit>& edits) {
    const FoundNode found = NodeAt(root, failure.at);
    if (found.node == nullptr) return Leave({file_.name, failure.at, failure.field + ": it stands for another value"});
    const bool is_new = !step.expect && failure.at == step.at;
    const std::string way = found.way + (is_new ? "/expect" : "");
    Result<TextEdit> edit = EditFor(now.text, *found.node, step, failure);
    if (edit.ok() && !WithText(file_, Edited(now.text, {edit.value()})).scenario) {
      edit = Error{"what came out cannot be written there"};
    }
    if (edit.ok() && contended_.contains(way)) edit = Error{std::string(kConflict)};
    if (!edit.ok()) return Leave({file_.name, failure.at, failure.field + ": " + edit.error().text});
    const auto same_place = std::ranges::find(edits, edit.value().from, &TextEdit::from);
    if (same_place == edits.end()) {
      edits.push_back(edit.value());
      written_.insert(way);
    } else if (*same_place != edit.value()) {
      conflicts_.insert(way);
    }
  }

  void Leave(const Diagnostic& place) {
    if (std::ranges::find(updated_.left, place) == updated_.left.end()) updated_.left.push_back(place);
  }

  const ScenarioFile& file_;
  const std::set<std::string>& chosen_;
  RunCaches& caches_;
  const std::vector<std::filesystem::path>& allowed_;
  const Ways& contended_;
  std::map<std::string, std::size_t> progress_;  // of each case: how many steps passed, at the most
  Ways written_;
  Ways conflicts_;
  UpdatedFile updated_;
};

}  // namespace

UpdatedFile UpdateExpectations(const ScenarioFile& file, const std::set<std::string>& chosen, RunCaches& caches,
                               const std::vector<std::filesystem::path>& allowed) {
  const std::size_t first = file.text.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && file.text[first] == '{') {
    return {file.text, {{file.name, {}, "a scenario in JSON is not written anew"}}};
  }
  Ways contended;
  while (true) {
    const std::size_t known = contended.size();
    Attempt attempt(file, chosen, caches, allowed, contended);
    UpdatedFile updated = attempt.Run();
    contended.insert(attempt.conflicts().begin(), attempt.conflicts().end());
    if (attempt.conflicts().empty()) return updated;
    if (contended.size() == known) return {file.text, {{file.name, {}, std::string(kConflict)}}};
  }
}

}  // namespace wmsim
