// Outcomes and exit statuses: the table of design 4.
#include "policy_engine/outcome.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace wmsim {
namespace {

struct OutcomeRow {
  std::string_view word;
  int exit;
};
constexpr OutcomeRow kRows[] = {
    {"installed", 0},      {"applied", 0},           {"changed", 0},          {"run", 0},           {"signed-in", 0},
    {"found", 0},          {"already-installed", 0}, {"unchanged", 0},        {"blocked", 1},       {"refused", 1},
    {"declined", 1},       {"not-available", 1},     {"restart-required", 1}, {"matches", 0},       {"differs", 1},
    {"sign-in-failed", 1}, {"not-found", 1},         {"wrong-password", 1},   {"invalid-input", 2},
};

TEST(ExitOf, IsThatOfTheDesign) {
  for (const OutcomeRow& row : kRows) {
    SCOPED_TRACE(row.word);
    const auto outcome = ParseWord<Outcome>(row.word);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(static_cast<int>(ExitOf(*outcome)), row.exit);
  }
}

TEST(Outcomes, AreThoseOfTheDesignAndNoOthers) {
  std::set<std::string_view> words;
  for (const OutcomeRow& row : kRows) words.insert(row.word);
  for (const std::string_view word : Words<Outcome>()) EXPECT_TRUE(words.contains(word)) << word;
  EXPECT_EQ(Words<Outcome>().size(), std::size(kRows));
}

TEST(Outcomes, AreIndexedByTheirValueAndSayWhatTheyMean) {
  ASSERT_EQ(Outcomes().size(), Words<Outcome>().size());
  for (std::size_t i = 0; i < Outcomes().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(Outcomes()[i].outcome), i);
    EXPECT_FALSE(Outcomes()[i].meaning.empty());
    EXPECT_EQ(Outcomes()[i].exit, ExitOf(Outcomes()[i].outcome));
  }
}

// Exit statuses are part of the program's interface (design 6).
TEST(ExitStatus, HasTheNumbersThatNeverChange) {
  EXPECT_EQ(static_cast<int>(ExitStatus::kYes), 0);
  EXPECT_EQ(static_cast<int>(ExitStatus::kNo), 1);
  EXPECT_EQ(static_cast<int>(ExitStatus::kCouldNot), 2);
}

TEST(ParseWord, IsExact) {
  for (const std::string_view word : {"", "Installed", "installed ", "install", "already installed", "ok", "denied"}) {
    EXPECT_FALSE(ParseWord<Outcome>(word)) << "`" << word << "`";
  }
  for (const std::string_view word : Words<Outcome>()) EXPECT_EQ(Word(*ParseWord<Outcome>(word)), word);
}

}  // namespace
}  // namespace wmsim
