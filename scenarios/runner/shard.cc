#include "scenarios/runner/shard.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

// A row per system that splits work: the variables that say which part this is, of how many, and what the first part's
// number is (a number, or a variable that has it).
struct ShardVariables {
  const char* index;
  const char* count;  // null where the system does not say
  std::uint32_t first = 0;
  const char* first_variable = nullptr;
  const char* step_variable = nullptr;
};
constexpr auto kShardVariables = std::to_array<ShardVariables>({
    {"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS"},
    {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS"},  // Bazel
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", 1},      // GitLab
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", 0, "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP"},
    {"JOB_COMPLETION_INDEX", nullptr},  // Kubernetes
});

bool IsSet(const Environment& environment, const char* name) {
  const char* value = name != nullptr ? environment(name) : nullptr;
  return value != nullptr && *value != '\0';
}

Result<std::uint32_t> NumberIn(const Environment& environment, const char* name) {
  if (!IsSet(environment, name)) return Error{std::string("--shard auto: ") + name + " is not set"};
  const auto number = ParseNumber(environment(name));
  if (!number) return Error{std::string("--shard auto: ") + name + " is `" + environment(name) + "`, not a number"};
  return *number;
}

Result<std::uint32_t> NumberIn(const Environment& environment, const char* name, std::uint32_t otherwise) {
  return IsSet(environment, name) ? NumberIn(environment, name) : Result<std::uint32_t>(otherwise);
}

Result<Shard> Checked(std::uint32_t index, std::uint32_t count, const std::string& where) {
  if (index == 0 || index > count) {
    return Error{where + ": there is no shard " + std::to_string(index) + " of " + std::to_string(count)};
  }
  return Shard{index, count};
}

// What one system says. `count` is that of the command line, or 0.
Result<Shard> ShardOf(const ShardVariables& row, std::uint32_t count, const Environment& environment) {
  const auto index = NumberIn(environment, row.index);
  const auto first = NumberIn(environment, row.first_variable, row.first);
  const auto step = NumberIn(environment, row.step_variable, 1);
  if (row.count == nullptr && count == 0) {
    return Error{std::string("--shard auto: ") + row.index + " does not say of how many; write --shard auto/N"};
  }
  const auto total = row.count != nullptr ? NumberIn(environment, row.count) : Result<std::uint32_t>(count);
  for (const auto* number : {&index, &first, &step, &total}) {
    if (!number->ok()) return number->error();
  }
  const std::string where = std::string("--shard auto, ") + row.index;
  if (count != 0 && total.value() != count) {
    return Error{where + ": of " + std::to_string(total.value()) + " shards, and the command line says " +
                 std::to_string(count)};
  }
  const std::uint32_t past_first = index.value() - first.value();
  const bool on_step = index.value() >= first.value() && step.value() > 0 && past_first % step.value() == 0;
  if (!on_step) return Error{where + ": " + std::to_string(index.value()) + " is none of the array's steps"};
  return Checked(past_first / step.value() + 1, total.value(), where);
}

Result<Shard> AutomaticShard(std::uint32_t count, const Environment& environment) {
  std::optional<Shard> found;
  const char* found_in = nullptr;
  for (const ShardVariables& row : kShardVariables) {
    if (!IsSet(environment, row.index)) continue;  // a count alone: GitLab sets it in every job
    const bool lacks_count = row.count == nullptr && count == 0 && found;
    const auto said = static_cast<std::uint32_t>(lacks_count ? found->count : count);
    const Result<Shard> shard = ShardOf(row, said, environment);
    if (!shard.ok()) return shard.error();
    const bool differs = found && (found->index != shard.value().index || found->count != shard.value().count);
    if (differs) {
      return Error{std::string("--shard auto: ") + found_in + " and " + row.index + " disagree; write --shard I/N"};
    }
    found = shard.value();
    found_in = row.index;
  }
  if (found) return *found;
  std::string names;
  for (const ShardVariables& row : kShardVariables) names += (names.empty() ? "" : ", ") + std::string(row.index);
  return Error{"--shard auto: none of these variables is set: " + names};
}

}  // namespace

Result<Shard> ParseShard(std::string_view text, const Environment& environment) {
  const Error other_form{"--shard wants I/N, auto or auto/N, not `" + std::string(text) + "`"};
  const std::size_t slash = text.find('/');
  const std::string_view index = text.substr(0, slash);
  std::uint32_t count = 0;
  if (slash != std::string_view::npos) {
    const auto number = ParseNumber(text.substr(slash + 1));
    if (!number || *number == 0) return other_form;
    count = *number;
  }
  if (index == "auto") return AutomaticShard(count, environment);
  const auto number = ParseNumber(index);
  if (!number || count == 0) return other_form;
  return Checked(*number, count, "--shard " + std::string(text));
}

std::vector<std::size_t> PlacesOf(const Shard& shard, const std::vector<std::string>& names) {
  std::vector<std::size_t> by_name(names.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::ranges::stable_sort(by_name, {}, [&](std::size_t place) -> const std::string& { return names[place]; });
  std::vector<std::size_t> places;
  for (std::size_t i = shard.index - 1; i < by_name.size(); i += shard.count) places.push_back(by_name[i]);
  std::ranges::sort(places);
  return places;
}

}  // namespace wmsim
