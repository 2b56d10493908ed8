#include "scenarios/cli/interruption.h"

#include <csignal>

namespace wmsim {
namespace {

std::atomic<bool> came_flag = false;
std::atomic<int> which_signal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void Note(int signal) {
  which_signal = signal;
  came_flag = true;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

Interruption::Interruption() {
  came_flag = false;
  std::signal(SIGINT, Note);
  std::signal(SIGTERM, Note);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>& Interruption::came() const { return came_flag; }

ExitStatus Interruption::exit() const { return static_cast<ExitStatus>(128 + which_signal); }

}  // namespace wmsim
