#include "scenarios/runner/update.h"

#include <algorithm>
#include <map>

#include "scenarios/language/text_edit.h"
#include "scenarios/language/yaml_writer.h"
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

Result<TextEdit> EditFor(std::string_view text, const Node& root, const Step& step, const Failure& failure) {
  const Node* node = NodeAt(root, failure.at);
  if (failure.replacement.empty() || node == nullptr) return Error{"no other value can be written there"};
  const std::string replacement = Escaped(failure.replacement);
  if (!step.expect && failure.at == step.at) return InsertionInto(text, *node, replacement);
  if (HasVariable(*node)) return Error{"its value stands for a variable of the matrix"};
  const std::size_t from = OffsetOf(text, node->at);
  std::size_t to = OffsetOf(text, node->end);
  while (to > from && std::string_view(" \t\r\n").find(text[to - 1]) != std::string_view::npos) --to;
  const bool is_list = node->kind == NodeKind::kSequence;
  if (is_list && text.substr(from, to - from).find('#') != std::string_view::npos) {
    return Error{"comments stand inside its value"};
  }
  return TextEdit{from, to, is_list && !node->flow ? InLines(*node, replacement) : replacement};
}

constexpr std::string_view kConflict =
    "the cases of the matrix want different values: write a list of expectations with `when`";

class Updater {
 public:
  Updater(const ScenarioFile& file, const std::set<std::string>& chosen, RunCaches& caches,
          const std::vector<std::filesystem::path>& allowed)
      : file_(file), chosen_(chosen), caches_(caches), allowed_(allowed) {}

  UpdatedFile Run() {
    const std::size_t first = file_.text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && file_.text[first] == '{') {
      return {file_.text, {{file_.name, {}, "a scenario in JSON is not written anew"}}};
    }
    ScenarioFile now = file_;
    for (std::size_t rounds = 0;; ++rounds) {
      updated_.left.clear();
      const std::vector<TextEdit> edits = EditsFor(now);
      // A round mends the first step that fails in each case: after more rounds than steps two cases undo each other's.
      if (!edits.empty() && rounds > MostSteps()) conflict_ = {file_.name, {}, std::string(kConflict)};
      if (conflict_) return {file_.text, {*conflict_}};
      if (edits.empty()) break;
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

  // Notes how far a case came. Where it came farther before, this is a conflict: what another case wanted broke it.
  void NoteProgress(const std::string& id, const CaseReport& report) {
    const auto done = [](const StepReport& step) {
      return step.status == StepStatus::kPassed || step.status == StepStatus::kSkipped;
    };
    const auto stopped = std::ranges::find_if_not(report.steps, done);
    const auto steps = static_cast<std::size_t>(stopped - report.steps.begin());
    std::size_t& farthest = progress_.try_emplace(id, steps).first->second;
    if (steps < farthest && !stopped->failures.empty()) {
      const Failure& failure = stopped->failures.front();
      conflict_ = {file_.name, failure.at, failure.field + ": " + std::string(kConflict)};
    }
    farthest = std::max(farthest, steps);
  }

  // Every case is run, chosen or not: none may come less far than before.
  std::vector<TextEdit> EditsFor(const ScenarioFile& now) {
    Diagnostics diagnostics(file_.name);
    const std::optional<Node> root = ParseYaml(now.text, diagnostics);
    std::vector<TextEdit> edits;
    for (const Case& one : now.scenario->cases) {
      const std::string id = CaseId(now, &one);
      const CaseReport report = RunCase(now, one, caches_, allowed_);
      NoteProgress(id, report);
      const bool is_chosen = chosen_.contains(id);
      if (is_chosen) updated_.left.insert(updated_.left.end(), report.errors.begin(), report.errors.end());
      if (report.status != CaseStatus::kFailed || !is_chosen) continue;
      if (!report.note.empty()) updated_.left.push_back({file_.name, now.scenario->at, report.note});
      for (const StepReport& step : report.steps) {
        for (const Failure& failure : step.failures) Add(now, *root, step, failure, edits);
      }
    }
    return edits;
  }

  void Add(const ScenarioFile& now, const Node& root, const StepReport& step, const Failure& failure,
           std::vector<TextEdit>& edits) {
    Result<TextEdit> edit = EditFor(now.text, root, *step.step, failure);
    if (edit.ok() && !WithText(file_, Edited(now.text, {edit.value()})).scenario) {
      edit = Error{"what came out cannot be written there"};
    }
    if (!edit.ok()) {
      updated_.left.push_back({file_.name, failure.at, failure.field + ": " + edit.error().text});
      return;
    }
    const auto same_place = std::ranges::find(edits, edit.value().from, &TextEdit::from);
    const bool differs = same_place != edits.end() && *same_place != edit.value();
    if (differs) {
      conflict_ = {file_.name, failure.at, failure.field + ": " + std::string(kConflict)};
    } else if (same_place == edits.end()) {
      edits.push_back(edit.value());
    }
  }

  const ScenarioFile& file_;
  const std::set<std::string>& chosen_;
  RunCaches& caches_;
  const std::vector<std::filesystem::path>& allowed_;
  std::map<std::string, std::size_t> progress_;  // of each case: how many steps passed, at the most
  std::optional<Diagnostic> conflict_;
  UpdatedFile updated_;
};

}  // namespace

UpdatedFile UpdateExpectations(const ScenarioFile& file, const std::set<std::string>& chosen, RunCaches& caches,
                               const std::vector<std::filesystem::path>& allowed) {
  return Updater(file, chosen, caches, allowed).Run();
}

}  // namespace wmsim
