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

// UpdateExpectations runs the cases of a file whose ids are in `ids`, writes what came out into the expectations that
// differ, and runs them again, until all of them pass or nothing more can be written: a failed step hides those behind
// it. Comments, order and layout of all else stay. A step without `expect` gets one. Left are: values that stand for a
// variable of the matrix, patterns, files, cases that are expected to fail, and places where one case of a matrix
// passes and another does not, or two want different values; in the last case the whole file stays as it was.
UpdatedFile UpdateExpectations(const ScenarioFile& file, const std::set<std::string>& ids, RunCaches& caches,
                               const std::vector<std::filesystem::path>& allowed);

}  // namespace wmsim
