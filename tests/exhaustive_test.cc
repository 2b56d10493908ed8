// Every cell of every action against tables that were transcribed by hand from the documents: expected/ACTION.tsv.
// Nothing of policy_engine is used here but the names of fields and classes, and the decision that is tested.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/actions.h"
#include "tests/test_files.h"

namespace wmsim {

// How GoogleTest names a parameter.
static void PrintTo(const Action* action, std::ostream* out) { *out << action->name; }

namespace {

constexpr int kMostFailuresShown = 5;

// A line of a table: for each field a bit for each class that it speaks of, and what follows.
struct Row {
  int line = 0;
  std::array<std::uint32_t, kMaxFields> classes{};
  std::string outcome;
  std::string rule;
  mutable bool reached = false;
};

struct Table {
  std::vector<Row> decisions;
  std::vector<Row> rules;
};

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

// The bits of a condition: "*", "word", "word,word" or "!word".
std::uint32_t ParseCondition(std::string_view condition, const FieldInfo& field) {
  const auto all = static_cast<std::uint32_t>((std::uint64_t{1} << field.classes.size()) - 1);
  if (condition == "*") return all;
  const bool negated = condition.starts_with('!');
  std::uint32_t bits = 0;
  for (const std::string& word : Split(std::string(condition.substr(negated ? 1 : 0)), ',')) {
    const auto found = std::ranges::find(field.classes, word);
    if (found == field.classes.end()) {
      ADD_FAILURE() << "`" << word << "` is no class of " << field.name;
    } else {
      bits |= std::uint32_t{1} << (found - field.classes.begin());
    }
  }
  return negated ? all & ~bits : bits;
}

Row ParseRow(const Action& action, const std::vector<std::string>& columns, const std::string& line, int number) {
  SCOPED_TRACE("line " + std::to_string(number));
  const std::vector<std::string> words = Split(line, '\t');
  EXPECT_EQ(words.size(), columns.size());
  Row row;
  row.line = number;
  for (std::size_t i = 0; i < std::min(words.size(), columns.size()); ++i) {
    const auto field = std::ranges::find(action.fields, columns[i], &FieldInfo::name);
    if (field != action.fields.end()) {
      row.classes[static_cast<std::size_t>(field - action.fields.begin())] = ParseCondition(words[i], *field);
    } else if (columns[i] == "outcome") {
      row.outcome = words[i];
    } else if (columns[i] == "rule") {
      row.rule = words[i];
    } else {
      EXPECT_EQ(columns[i], "source");
      EXPECT_FALSE(words[i].empty());
    }
  }
  return row;
}

// Every field has a column, so that no condition is left out by mistake.
void CheckColumns(const Action& action, const std::vector<std::string>& columns, bool with_outcome) {
  for (const FieldInfo& field : action.fields) EXPECT_EQ(std::ranges::count(columns, field.name), 1) << field.name;
  EXPECT_EQ(columns.size(), action.fields.size() + (with_outcome ? 3 : 2));
}

Table ReadTable(const Action& action) {
  Table table;
  std::ifstream in(SourcePath("tests/expected/" + std::string(action.name) + ".tsv"));
  EXPECT_TRUE(in.is_open()) << "no table for " << action.name;
  std::vector<Row>* section = nullptr;
  std::vector<std::string> columns;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line == "[decisions]" || line == "[rules]") {
      section = line == "[decisions]" ? &table.decisions : &table.rules;
      columns.clear();
    } else if (columns.empty()) {
      columns = Split(line, '\t');
      CheckColumns(action, columns, section == &table.decisions);
    } else if (section != nullptr) {
      section->push_back(ParseRow(action, columns, line, number));
    }
  }
  return table;
}

bool Matches(const Row& row, const Cell& cell, std::size_t fields) {
  for (std::size_t i = 0; i < fields; ++i) {
    if (((row.classes[i] >> cell[i]) & 1) == 0) return false;
  }
  return true;
}

std::string Describe(const Action& action, const Cell& cell) {
  std::string text;
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    text += std::string(action.fields[i].name) + "=" + std::string(action.fields[i].classes[cell[i]]) + " ";
  }
  return text;
}

std::string HeadlineId(const Action& action, const Decision& decision) {
  return decision.headline < action.rules.size() ? std::string(action.rules[decision.headline].id) : "-";
}

void ExpectAllReached(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_TRUE(row.reached) << "no cell reaches line " << row.line;
}

class EveryCell : public testing::TestWithParam<const Action*> {};

TEST_P(EveryCell, EndsAsTheDocumentsSay) {
  const Action& action = *GetParam();
  const Table table = ReadTable(action);
  int failures = 0;
  for (std::uint64_t index = 0; index < Cells(action) && failures < kMostFailuresShown; ++index) {
    const Cell cell = CellAt(action, index);
    const auto row =
        std::ranges::find_if(table.decisions, [&](const Row& r) { return Matches(r, cell, action.fields.size()); });
    ASSERT_NE(row, table.decisions.end()) << "no line speaks of " << Describe(action, cell);
    row->reached = true;
    const Decision decision = action.decide(cell);
    const std::string rule = HeadlineId(action, decision);
    if (Word(decision.outcome) == row->outcome && rule == row->rule) continue;
    ++failures;
    ADD_FAILURE() << Describe(action, cell) << "\nends as " << Word(decision.outcome) << ", " << rule << "\nline "
                  << row->line << " says " << row->outcome << ", " << row->rule;
  }
  if (failures == 0) ExpectAllReached(table.decisions);
}

TEST_P(EveryCell, IsStoppedByExactlyTheRulesOfTheDocuments) {
  const Action& action = *GetParam();
  const Table table = ReadTable(action);
  std::map<std::string, std::vector<const Row*>> rows_of;
  for (const Row& row : table.rules) rows_of[row.rule].push_back(&row);
  std::vector<std::vector<const Row*>> by_index;
  for (const RuleInfo& rule : action.rules) by_index.push_back(rows_of[std::string(rule.id)]);
  ASSERT_EQ(rows_of.size(), action.rules.size()) << "the table names a rule that the action does not have";

  int failures = 0;
  for (std::uint64_t index = 0; index < Cells(action) && failures < kMostFailuresShown; ++index) {
    const Cell cell = CellAt(action, index);
    const Decision decision = action.decide(cell);
    for (std::size_t rule = 0; rule < by_index.size(); ++rule) {
      bool expected = false;
      for (const Row* row : by_index[rule]) {
        if (!Matches(*row, cell, action.fields.size())) continue;
        row->reached = true;
        expected = true;
      }
      if ((((decision.fired >> rule) & 1) != 0) == expected) continue;
      ++failures;
      ADD_FAILURE() << action.rules[rule].id << (expected ? " should stop " : " should not stop ")
                    << Describe(action, cell);
    }
    if ((decision.fired >> by_index.size()) != 0) ADD_FAILURE() << "a bit is set that belongs to no rule";
  }
  if (failures == 0) ExpectAllReached(table.rules);
}

INSTANTIATE_TEST_SUITE_P(Of, EveryCell, testing::ValuesIn(Actions().begin(), Actions().end()),
                         [](const testing::TestParamInfo<const Action*>& param) {
                           std::string name(param.param->name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(ExpectedTables, BelongToAnActionEachButForOne) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(SourcePath("tests/expected"))) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path().stem().string());
  }
  std::vector<std::string> tables{"pkits-differences"};  // of pkits_test.cc
  for (const Action* action : Actions()) tables.emplace_back(action->name);
  std::ranges::sort(files);
  std::ranges::sort(tables);
  EXPECT_EQ(files, tables);
}

}  // namespace
}  // namespace wmsim
