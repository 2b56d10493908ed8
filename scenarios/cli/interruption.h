// Ctrl-C and the like: what runs is finished, what was found is written, and the exit status says so.
#pragma once

#include <atomic>

#include "policy_engine/outcome.h"

namespace wmsim {

// While one is there, the first SIGINT or SIGTERM is noted instead of ending the program; the second one ends it.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  // Whether a signal came.
  const std::atomic<bool>& came() const;

  // The exit status of a program that a signal ended: 130 for SIGINT, 143 for SIGTERM. Requires that one came.
  ExitStatus exit() const;
};

}  // namespace wmsim
