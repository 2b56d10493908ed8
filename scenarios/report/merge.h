// Several runs of one suite as one: the shards that machines ran apart.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/report/case_record.h"

namespace wmsim {

// What the JSON reports of the shards make together: the records in the order of an unsharded run's names, and the
// object of a run that was not sharded.
struct MergedRun {
  std::vector<CaseRecord> records;
  Summary summary;
  std::string json;
};

// MergeRuns joins the JSON reports of the shards of one run; each is a file's name and its text. Errors name the file:
// text that is no such report, a report that is no shard or of another number of shards or cases, a shard that is there
// twice or not at all, and a case that is in two.
Result<MergedRun> MergeRuns(const std::vector<std::pair<std::string, std::string>>& reports);

}  // namespace wmsim
