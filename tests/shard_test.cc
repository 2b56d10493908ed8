// --shard: which shard this is, and which cases are its own.
#include "scenarios/runner/shard.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace wmsim {
namespace {

using Variables = std::map<std::string, std::string>;

std::string Parsed(std::string_view text, const Variables& variables = {}) {
  const auto environment = [&](const char* name) {
    const auto found = variables.find(name);
    return found != variables.end() ? found->second.c_str() : nullptr;
  };
  const Result<Shard> shard = ParseShard(text, environment);
  if (!shard.ok()) return "error: " + shard.error().text;
  return std::to_string(shard.value().index) + " of " + std::to_string(shard.value().count);
}

TEST(ParseShard, ReadsNumbersThatCountFromOne) {
  EXPECT_EQ("1 of 1", Parsed("1/1"));
  EXPECT_EQ("3 of 3", Parsed("3/3"));
  EXPECT_EQ("12 of 4294967295", Parsed("12/4294967295"));
  for (const char* text : {"",      "1",     "/",      "1/",     "/1",
                           "0/3",   "4/3",   "1/0",    "-1/3",   "1/3/5",
                           "a/3",   "1/b",   " 1/3",   "1 /3",   "4294967296/4294967297",
                           "autos", "auto/", "auto/0", "auto/x", "AUTO"}) {
    EXPECT_TRUE(Parsed(text).starts_with("error: --shard")) << text << ": " << Parsed(text);
  }
}

// GoogleTest and Bazel count from 0, GitLab from 1; a Slurm array from its own first task; a Kubernetes job from 0,
// without saying of how many.
TEST(ParseShard, AsksWhatTheSystemsSet) {
  EXPECT_EQ("1 of 3", Parsed("auto", {{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "3"}}));
  EXPECT_EQ("3 of 3", Parsed("auto", {{"TEST_SHARD_INDEX", "2"}, {"TEST_TOTAL_SHARDS", "3"}}));
  EXPECT_EQ("1 of 3", Parsed("auto", {{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "3"}}));
  EXPECT_EQ("8 of 8", Parsed("auto/8", {{"JOB_COMPLETION_INDEX", "7"}}));
  EXPECT_EQ("1 of 4", Parsed("auto", {{"SLURM_ARRAY_TASK_ID", "0"}, {"SLURM_ARRAY_TASK_COUNT", "4"}}));
  EXPECT_EQ("3 of 4", Parsed("auto", {{"SLURM_ARRAY_TASK_ID", "15"},
                                      {"SLURM_ARRAY_TASK_COUNT", "4"},
                                      {"SLURM_ARRAY_TASK_MIN", "5"},
                                      {"SLURM_ARRAY_TASK_MAX", "20"},
                                      {"SLURM_ARRAY_TASK_STEP", "5"}}));
  EXPECT_EQ("2 of 3", Parsed("auto/3", {{"GTEST_SHARD_INDEX", "1"}, {"GTEST_TOTAL_SHARDS", "3"}}));
  EXPECT_EQ("2 of 3", Parsed("auto", {{"GTEST_SHARD_INDEX", "1"},
                                      {"GTEST_TOTAL_SHARDS", "3"},
                                      {"CI_NODE_INDEX", "2"},
                                      {"CI_NODE_TOTAL", "3"}}));
  // A job of GitLab that is not parallel has a total and no index; a pod may run another system's shard.
  EXPECT_EQ("2 of 3",
            Parsed("auto", {{"GTEST_SHARD_INDEX", "1"}, {"GTEST_TOTAL_SHARDS", "3"}, {"CI_NODE_TOTAL", "1"}}));
  EXPECT_EQ("2 of 3",
            Parsed("auto", {{"GTEST_SHARD_INDEX", "1"}, {"GTEST_TOTAL_SHARDS", "3"}, {"JOB_COMPLETION_INDEX", "1"}}));
}

TEST(ParseShard, SaysWhatIsWrongWithTheEnvironment) {
  const struct {
    std::string text;
    Variables variables;
    std::string_view says;
  } rows[] = {
      {"auto", {}, "none of these variables is set: GTEST_SHARD_INDEX, TEST_SHARD_INDEX"},
      {"auto", {{"GTEST_SHARD_INDEX", ""}}, "none of these variables"},
      {"auto", {{"GTEST_SHARD_INDEX", "0"}}, "GTEST_TOTAL_SHARDS is not set"},
      {"auto", {{"GTEST_TOTAL_SHARDS", "3"}}, "none of these variables"},
      {"auto", {{"GTEST_SHARD_INDEX", "3"}, {"GTEST_TOTAL_SHARDS", "3"}}, "no shard 4 of 3"},
      {"auto", {{"GTEST_SHARD_INDEX", "-1"}, {"GTEST_TOTAL_SHARDS", "3"}}, "`-1`, not a number"},
      {"auto", {{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "0"}}, "no shard 1 of 0"},
      {"auto", {{"CI_NODE_INDEX", "0"}, {"CI_NODE_TOTAL", "3"}}, "CI_NODE_INDEX"},
      {"auto", {{"JOB_COMPLETION_INDEX", "0"}}, "write --shard auto/N"},
      {"auto/2", {{"JOB_COMPLETION_INDEX", "2"}}, "no shard 3 of 2"},
      {"auto/4", {{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "3"}}, "the command line says 4"},
      {"auto",
       {{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "3"}, {"CI_NODE_INDEX", "2"}, {"CI_NODE_TOTAL", "3"}},
       "GTEST_SHARD_INDEX and CI_NODE_INDEX disagree"},
      {"auto",
       {{"SLURM_ARRAY_TASK_ID", "7"}, {"SLURM_ARRAY_TASK_COUNT", "3"}, {"SLURM_ARRAY_TASK_MIN", "1"}},
       "no shard 7 of 3"},
      {"auto",
       {{"SLURM_ARRAY_TASK_ID", "6"},
        {"SLURM_ARRAY_TASK_COUNT", "4"},
        {"SLURM_ARRAY_TASK_MIN", "5"},
        {"SLURM_ARRAY_TASK_STEP", "5"}},
       "none of the array's steps"},
  };
  for (const auto& row : rows) {
    EXPECT_NE(std::string::npos, Parsed(row.text, row.variables).find(row.says)) << Parsed(row.text, row.variables);
  }
}

// Without auto nobody asks.
TEST(ParseShard, LooksAtTheEnvironmentForAutoAlone) {
  const auto never = [](const char* name) -> const char* {
    ADD_FAILURE() << name;
    return nullptr;
  };
  EXPECT_TRUE(ParseShard("1/3", never).ok());
  EXPECT_FALSE(ParseShard("x", never).ok());
}

TEST(PlacesOf, SharesOutByNameWhateverTheOrder) {
  const std::vector<std::string> names{"d", "a", "c", "b", "e"};
  using Places = std::vector<std::size_t>;
  EXPECT_EQ((Places{1, 2, 4}), PlacesOf({1, 2}, names));  // a, c, e
  EXPECT_EQ((Places{0, 3}), PlacesOf({2, 2}, names));     // b, d
  EXPECT_EQ((Places{}), PlacesOf({6, 6}, names));
  for (std::size_t count = 1; count < 8; ++count) {
    std::multiset<std::size_t> all;
    for (std::size_t index = 1; index <= count; ++index) {
      const Places places = PlacesOf({index, count}, names);
      EXPECT_LE(places.size(), (names.size() + count - 1) / count);
      EXPECT_GE(places.size(), names.size() / count);
      all.insert(places.begin(), places.end());
    }
    EXPECT_EQ((std::multiset<std::size_t>{0, 1, 2, 3, 4}), all) << count;
  }
}

}  // namespace
}  // namespace wmsim
