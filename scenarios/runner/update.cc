#include "scenarios/runner/update.h"

#include <algorithm>

#include "scenarios/language/text_edit.h"
#include "scenarios/runner/selection.h"

namespace wmsim {
namespace {

// The node that starts at a place: the outermost one.
const Node* NodeAt(const Node& node, Position at) {
  if (node.at == at) return &node;
  for (const Node& item : node.items) {
    if (const Node* found = NodeAt(item, at)) return found;
  }
  for (const NodeEntry& entry : node.entries) {
    if (const Node* found = NodeAt(entry.value, at)) return found;
  }
  return nullptr;
}

bool HasVariable(const Node& node) {
  return node.text.find("${") != std::string::npos || std::ranges::any_of(node.items, HasVariable) ||
         std::ranges::any_of(node.entries, [](const NodeEntry& entry) { return HasVariable(entry.value); });
}

// Puts an `expect` into a step that has none: behind its last line, or before its closing brace.
TextEdit InsertionInto(const Node& step, const std::string& expect) {
  if (step.flow) {
    const Position brace{step.end.line, step.end.column - 1};
    return {brace, brace, ", " + expect};
  }
  constexpr int kEndOfLine = 1'000'000;
  const bool ends_before = step.end.column == 1;  // a text in lines of its own ends where the next line starts
  const Position behind{step.end.line - (ends_before ? 1 : 0), kEndOfLine};
  return {behind, behind, "\n" + std::string(static_cast<std::size_t>(step.at.column - 1), ' ') + expect};
}

Result<TextEdit> EditFor(const Node& root, const Step& step, const Failure& failure) {
  const Node* node = NodeAt(root, failure.at);
  if (failure.replacement.empty() || node == nullptr) return Error{"no other value can be written there"};
  if (!step.expect && failure.at == step.at) return InsertionInto(*node, failure.replacement);
  if (HasVariable(*node)) return Error{"its value stands for a variable of the matrix"};
  return TextEdit{node->at, node->end, failure.replacement};
}

class Updater {
 public:
  Updater(const ScenarioFile& file, const std::set<std::string>& ids, RunCaches& caches,
          const std::vector<std::filesystem::path>& allowed)
      : file_(file), ids_(ids), caches_(caches), allowed_(allowed) {}

  UpdatedFile Run() {
    ScenarioFile now = file_;
    while (true) {
      updated_.left.clear();
      const std::vector<TextEdit> edits = EditsFor(now);
      if (conflict_) return {file_.text, {*conflict_}};
      if (edits.empty()) break;
      ScenarioFile next = WithText(file_, Edited(now.text, edits));
      if (!next.scenario || next.text == now.text) {
        return {file_.text, {{file_.name, edits.front().from, "what came out cannot be written there"}}};
      }
      now = std::move(next);
    }
    updated_.text = now.text;
    return std::move(updated_);
  }

 private:
  std::vector<TextEdit> EditsFor(const ScenarioFile& now) {
    Diagnostics diagnostics(file_.name);
    const std::optional<Node> root = ParseYaml(now.text, diagnostics);
    std::vector<TextEdit> edits;
    for (const Case& one : now.scenario->cases) {
      const std::string id = CaseId(now, &one);
      if (!ids_.contains(id)) continue;
      const CaseReport report = RunCase(now, one, caches_, allowed_);
      if (report.status == CaseStatus::kPassed) passed_.insert(id);
      updated_.left.insert(updated_.left.end(), report.errors.begin(), report.errors.end());
      if (report.status != CaseStatus::kFailed) continue;
      if (!report.note.empty()) updated_.left.push_back({file_.name, now.scenario->at, report.note});
      for (const StepReport& step : report.steps) {
        for (const Failure& failure : step.failures) Add(*root, id, step, failure, edits);
      }
    }
    return edits;
  }

  void Add(const Node& root, const std::string& id, const StepReport& step, const Failure& failure,
           std::vector<TextEdit>& edits) {
    const Result<TextEdit> edit = EditFor(root, *step.step, failure);
    if (!edit.ok()) {
      updated_.left.push_back({file_.name, failure.at, failure.field + ": " + edit.error().text});
      return;
    }
    const auto same_place = std::ranges::find(edits, edit.value().from, &TextEdit::from);
    const bool differs = same_place != edits.end() && *same_place != edit.value();
    if (differs || passed_.contains(id)) {
      conflict_ = {
          file_.name, failure.at,
          failure.field + ": the cases of the matrix want different values: write a list of expectations with `when`"};
    } else if (same_place == edits.end()) {
      edits.push_back(edit.value());
    }
  }

  const ScenarioFile& file_;
  const std::set<std::string>& ids_;
  RunCaches& caches_;
  const std::vector<std::filesystem::path>& allowed_;
  std::set<std::string> passed_;
  std::optional<Diagnostic> conflict_;
  UpdatedFile updated_;
};

}  // namespace

UpdatedFile UpdateExpectations(const ScenarioFile& file, const std::set<std::string>& ids, RunCaches& caches,
                               const std::vector<std::filesystem::path>& allowed) {
  return Updater(file, ids, caches, allowed).Run();
}

}  // namespace wmsim
