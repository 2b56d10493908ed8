// How a step on a device ends. A refusal is an answer: it has an outcome. Only a question that could not be decided at
// all is an error, and errors are not outcomes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/words.h"

namespace wmsim {

enum class Outcome : std::uint8_t {
  kInstalled,
  kApplied,
  kChanged,
  kRun,
  kSignedIn,
  kFound,
  kAlreadyInstalled,
  kUnchanged,
  kBlocked,
  kRefused,
  kDeclined,
  kNotAvailable,
  kRestartRequired,
  kMatches,
  kDiffers,
  kSignInFailed,
  kNotFound,
  kWrongPassword,
  kInvalidInput,
};

template <>
inline constexpr auto kWordsOf<Outcome> = std::to_array<std::string_view>(
    {"installed", "applied", "changed", "run", "signed-in", "found", "already-installed", "unchanged", "blocked",
     "refused", "declined", "not-available", "restart-required", "matches", "differs", "sign-in-failed", "not-found",
     "wrong-password", "invalid-input"});

// Exit statuses of the program. Their numbers are part of its interface and never change.
enum class ExitStatus : std::uint8_t { kYes = 0, kNo = 1, kCouldNot = 2 };

// A row per outcome: what `wmsim try` exits with, and what the outcome means.
struct OutcomeInfo {
  Outcome outcome;
  ExitStatus exit;
  std::string_view meaning;
};

// Outcomes returns every row, indexed by the enumerator's value.
std::span<const OutcomeInfo> Outcomes();

// ExitOf returns the exit status that goes with `outcome`.
ExitStatus ExitOf(Outcome outcome);

}  // namespace wmsim
