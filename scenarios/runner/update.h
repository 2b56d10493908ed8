// --update: expectations that differ are written anew, in the place where they stand.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "scenarios/runner/run.h"

namespace wmsim {

// A file with its expectations written anew: its text, the same as before where nothing could be done, and what was
// left and why.
struct UpdatedFile {
  std::string text;
  std::vector<Diagnostic> left;
};

// UpdateExpectations runs the cases of a file, writes what came out of those whose ids are `chosen` into the
// expectations that differ, and runs them again, until all of them pass or nothing more can be written: a failed step
// hides those behind it. Comments, order and layout of all else stay. A step without `expect` gets one. Left are:
// values that stand for a variable of the matrix, patterns, files, lists with comments inside, cases that are expected
// to fail, files in JSON, and values for which cases want different ones at one place, or without which one would not
// come as far any more, chosen or not. The places of what was left are those of the text.
UpdatedFile UpdateExpectations(const ScenarioFile& file, const std::set<std::string>& chosen, RunCaches& caches,
                               const std::vector<std::filesystem::path>& allowed);

}  // namespace wmsim
