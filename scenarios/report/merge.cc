#include "scenarios/report/merge.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "scenarios/report/run_json.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxDepth = 64;

// Reads text whose nesting is bounded. Throws Json::exception, or std::length_error where it is deeper.
Json ParseJson(const std::string& text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxDepth) throw std::length_error("nested deeper than " + std::to_string(kMaxDepth) + " levels");
    return true;
  });
}

// One report, read. `not_run` of its cases were selected and are not in it.
struct ShardReport {
  std::string file;
  Shard shard;
  std::size_t of = 0;
  std::size_t cases = 0;
  std::size_t not_run = 0;
  Json scenarios;
};

// What is wrong with text that is not JSON, with the place where it ceases to be.
Error NoJson(const std::string& file, std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte > 0 ? byte - 1 : 0);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
  return {"not JSON: merge wants what `wmsim run --report json=FILE` writes", file, static_cast<int>(line),
          static_cast<int>(column)};
}

Error NoReport(const std::string& file, const std::string& why) {
  return {"not the JSON report of a run (`wmsim run --report json=FILE`): " + why, file};
}

Result<ShardReport> ReadReport(const std::string& file, const std::string& text) {
  try {
    const Json run = ParseJson(text);
    for (const char* key : {"format", "selection", "scenarios", "summary"}) {
      if (!run.is_object() || !run.contains(key)) return NoReport(file, std::string("it has no `") + key + "`");
    }
    if (run.at("format") != 1) return Error{"a report of a format that is not known here", file};
    const Json& shard = run.at("selection").at("shard");
    if (shard.is_null()) return Error{"the report of a whole run, not of a shard", file};
    ShardReport report{file,
                       {shard.at("index"), shard.at("count")},
                       shard.at("of"),
                       run.at("selection").at("cases"),
                       0,
                       run.at("scenarios")};
    if (report.shard.index == 0 || report.shard.index > report.shard.count || report.scenarios.size() > report.cases) {
      return NoReport(file, "its numbers do not fit");
    }
    report.not_run = report.cases - report.scenarios.size();
    return report;
  } catch (const Json::parse_error& error) {
    return NoJson(file, text, error.byte);
  } catch (const Json::exception&) {
    return NoReport(file, "`selection` or `scenarios` is not as a run writes it");
  } catch (const std::exception& error) {
    return NoReport(file, error.what());
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
  std::size_t cases = 0;
  for (const auto& [index, report] : shards) cases += report.cases;
  const std::size_t of = shards.begin()->second.of;
  if (cases == of) return shards;
  return Error{"the shards have " + std::to_string(cases) + " cases together, and the run had " + std::to_string(of)};
}

}  // namespace

Result<MergedRun> MergeRuns(const std::vector<std::pair<std::string, std::string>>& reports) {
  if (reports.empty()) return Error{"merge wants the JSON reports of the shards"};
  auto read = ReadReports(reports);
  if (!read.ok()) return read.error();
  std::map<std::size_t, ShardReport> shards = std::move(read).value();
  MergedRun merged;
  std::map<std::pair<std::string, std::string>, std::pair<CaseRecord, Json>> by_id;  // and by file: suites share ids
  for (auto& [index, report] : shards) {
    for (Json& scenario : report.scenarios) {
      auto record = RecordFrom(scenario);
      if (!record.ok()) return NoReport(report.file, "one of its `scenarios` is not as a run writes it");
      const std::pair id(record.value().id, record.value().file);
      merged.summary.Count(record.value().status);
      const bool is_new = by_id.try_emplace(id, std::move(record).value(), std::move(scenario)).second;
      if (!is_new) return Error{"the case `" + id.first + "` is in another shard too", report.file};
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
