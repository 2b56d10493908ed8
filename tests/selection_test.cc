// Which cases a run is about: by name, tag and shard, and in which order.
#include "scenarios/runner/selection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

// Four files, five cases and one file that cannot be read.
class SelectionTest : public testing::Test {
 protected:
  SelectionTest() : loader_(caches_.files) {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\ntags: [all]\n");
    for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{
             {"a/one.yaml", "scenario: first\ntags: [quick]\nsteps: [{restart: }]\n"},
             {"a/two.yaml",
              "scenario: second\ntags: [slow, odd]\nmatrix: {n: [1, 2]}\nsteps: [{policy-set: {4119: '${n}'}}]\n"},
             {"b/one.yaml", "scenario: third [x]\nsteps: [{restart: }]\n"},
             {"b/wrong.yaml", "scenario: 4\nsteps: []\n"}}) {
      files_.push_back(loader_.Load(folder_.Write(name, text)));
    }
  }

  static std::string Ids(const std::vector<SelectedCase>& cases) {
    std::string ids;
    for (const SelectedCase& one : cases) ids += (ids.empty() ? "" : ", ") + CaseId(*one.file, one.scenario_case);
    return ids;
  }
  std::string IdsOf(const std::vector<std::string>& patterns, const std::vector<std::string>& tags = {}) {
    return Ids(Chosen(CasesOf(files_), {patterns, tags, std::nullopt}));
  }

  ScenarioFolder folder_;
  RunCaches caches_;
  SuiteLoader loader_;
  std::deque<ScenarioFile> files_;
};

TEST_F(SelectionTest, TakesEveryCaseWhereNothingIsSaid) {
  EXPECT_EQ("a/one, a/two [n=1], a/two [n=2], b/one, b/wrong", IdsOf({}));
}

TEST_F(SelectionTest, MatchesIdsNamesAndFilesAsAWhole) {
  EXPECT_EQ("a/one, a/two [n=1], a/two [n=2]", IdsOf({"a/*"}));
  EXPECT_EQ("a/one, b/one", IdsOf({"?/one"}));
  EXPECT_EQ("a/two [n=2]", IdsOf({"*[n=2]"}));
  EXPECT_EQ("b/one", IdsOf({"third [x]"}));  // brackets stand for themselves
  EXPECT_EQ("a/one", IdsOf({"first"}));
  EXPECT_EQ("b/wrong", IdsOf({"*wrong.yaml"}));
  EXPECT_EQ("a/one, b/one", IdsOf({"first", "b/one"}));
  for (const char* none : {"a", "one", "A/*", "irst", "", R"(a\/one)", "[ab]/one"})
    EXPECT_EQ("", IdsOf({none})) << none;
}

TEST_F(SelectionTest, LeavesOutWhatAnExclamationMarkStandsBefore) {
  EXPECT_EQ("a/one, b/one, b/wrong", IdsOf({"!*two*"}));
  EXPECT_EQ("a/one", IdsOf({"a/*", "!*two*"}));
  EXPECT_EQ("a/one", IdsOf({"!*two*", "a/*"}));
  EXPECT_EQ("", IdsOf({"!*"}));
}

TEST_F(SelectionTest, GoesByTagsToo) {
  EXPECT_EQ("a/one, b/wrong", IdsOf({}, {"quick"}));  // a file that cannot be read may have any tag
  EXPECT_EQ("a/one, a/two [n=1], a/two [n=2], b/wrong", IdsOf({}, {"quick", "odd"}));
  EXPECT_EQ("a/one, b/one, b/wrong", IdsOf({}, {"!slow"}));
  EXPECT_EQ("a/one, b/one, b/wrong", IdsOf({}, {"all", "!slow"}));
  EXPECT_EQ("b/wrong", IdsOf({}, {"quic"}));
  EXPECT_EQ("a/one", IdsOf({"a/*"}, {"quick"}));
  EXPECT_EQ((std::set<std::string>{"all", "quick", "slow", "odd"}), TagsOf(CasesOf(files_)));
}

TEST_F(SelectionTest, TakesNothingButWhatFailedBefore) {
  const std::vector<SelectedCase> cases = CasesOf(files_);
  EXPECT_EQ("a/two [n=2]",
            Ids(Chosen(cases, {{}, {}, std::set<std::string>{CaseKey(files_[1], cases[2].scenario_case), "gone"}})));
  EXPECT_EQ("", Ids(Chosen(cases, {{}, {}, std::set<std::string>{}})));
}

TEST_F(SelectionTest, SharesCasesOutAndKeepsTheirOrder) {
  std::vector<SelectedCase> cases = CasesOf(files_);
  std::ranges::reverse(cases);
  EXPECT_EQ("b/wrong, a/two [n=2], a/one", Ids(OfShard(cases, {1, 2})));
  EXPECT_EQ("b/one, a/two [n=1]", Ids(OfShard(cases, {2, 2})));
}

TEST_F(SelectionTest, ShufflesByTheSeedAlone) {
  const std::vector<SelectedCase> cases = CasesOf(files_);
  std::set<std::string> orders;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    std::vector<SelectedCase> one = cases, other = cases;
    Shuffle(one, seed);
    Shuffle(other, seed);
    EXPECT_EQ(Ids(one), Ids(other));
    EXPECT_EQ(Ids(cases).size(), Ids(one).size());
    orders.insert(Ids(one));
  }
  EXPECT_GT(orders.size(), 10U);
}

}  // namespace
}  // namespace wmsim
