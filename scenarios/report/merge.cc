#include "scenarios/report/merge.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "scenarios/report/run_json.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// One report, read. `not_run` of its cases were selected and are not in it.
struct ShardReport {
  std::string file;
  Shard shard;
  std::size_t of = 0;
  std::size_t not_run = 0;
  Json scenarios;
};

Result<ShardReport> ReadReport(const std::string& file, const std::string& text) {
  try {
    const Json run = Json::parse(text);
    if (run.at("format") != 1) return Error{"a report of a format that is not known here", file};
    const Json& shard = run.at("selection").at("shard");
    if (shard.is_null()) return Error{"the report of a whole run, not of a shard", file};
    ShardReport report{file, {shard.at("index"), shard.at("count")}, shard.at("of"), 0, run.at("scenarios")};
    const std::size_t cases = run.at("selection").at("cases");
    if (report.shard.index == 0 || report.shard.index > report.shard.count || report.scenarios.size() > cases) {
      return Error{"not the JSON report of a run: its numbers do not fit", file};
    }
    report.not_run = cases - report.scenarios.size();
    return report;
  } catch (const Json::exception& error) {
    return Error{std::string("not the JSON report of a run: ") + error.what(), file};
  }
}

// The shards by their number, all of them.
Result<std::map<std::size_t, ShardReport>> ReadReports(
    const std::vector<std::pair<std::string, std::string>>& reports) {
  std::map<std::size_t, ShardReport> shards;
  for (const auto& [file, text] : reports) {
    auto read = ReadReport(file, text);
    if (!read.ok()) return read.error();
    ShardReport report = std::move(read).value();
    const ShardReport& first = shards.empty() ? report : shards.begin()->second;
    const std::string ours = std::to_string(report.shard.index) + " of " + std::to_string(report.shard.count);
    if (report.shard.count != first.shard.count || report.of != first.of) {
      return Error{
          "shard " + ours + ", " + std::to_string(report.of) + " cases in all: not of the same run as " + first.file,
          file};
    }
    const std::size_t index = report.shard.index;
    const auto [place, is_new] = shards.emplace(index, std::move(report));
    if (!is_new) return Error{"shard " + ours + " is there twice: also in " + place->second.file, file};
  }
  const std::size_t count = shards.begin()->second.shard.count;
  for (std::size_t i = 1; i <= count; ++i) {
    if (!shards.contains(i))
      return Error{"shard " + std::to_string(i) + " of " + std::to_string(count) + " is missing"};
  }
  return shards;
}

}  // namespace

Result<MergedRun> MergeRuns(const std::vector<std::pair<std::string, std::string>>& reports) {
  if (reports.empty()) return Error{"merge wants the JSON reports of the shards"};
  auto read = ReadReports(reports);
  if (!read.ok()) return read.error();
  std::map<std::size_t, ShardReport> shards = std::move(read).value();
  MergedRun merged;
  std::map<std::string, std::pair<CaseRecord, Json>> by_id;
  for (auto& [index, report] : shards) {
    for (Json& scenario : report.scenarios) {
      auto record = RecordFrom(scenario);
      if (!record.ok()) return Error{"not the JSON report of a run: " + record.error().text, report.file};
      std::string id = record.value().id;
      merged.summary.Count(record.value().status);
      const bool is_new = by_id.try_emplace(id, std::move(record).value(), std::move(scenario)).second;
      if (!is_new) return Error{"the case `" + id + "` is in another shard too", report.file};
    }
    merged.summary.not_run += static_cast<int>(report.not_run);
  }
  RunJsonText json({by_id.size() + static_cast<std::size_t>(merged.summary.not_run), std::nullopt, 0});
  for (auto& [id, one] : by_id) {
    json.Add(one.second);
    merged.records.push_back(std::move(one.first));
  }
  merged.json = json.Whole(merged.summary);
  return merged;
}

}  // namespace wmsim
