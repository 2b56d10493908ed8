// One difference between what a scenario expects and what came of it.
#pragma once

#include <string>
#include <vector>

#include "scenarios/language/diagnostic.h"

namespace wmsim {

// `field` is the key of the expectation, `at` where its value stands in the scenario file. `replacement` is what would
// have to stand there instead, as YAML in one line; "" where nothing that can be written there would do.
struct Failure {
  std::string field;
  std::string expected;
  std::string actual;
  Position at;
  std::string replacement = {};
};

}  // namespace wmsim
