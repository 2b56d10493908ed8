// Hints: what a person should know beside the outcome. They never change it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/confidence.h"

namespace wmsim {

enum class HintId : std::uint8_t {
  kRestartForCommunicator,
  kRootSignatureNotChecked,
  kSelfSignatureNotVerified,
  kExtensionNotAssociated,
  kOutsideValidity,
  kSeenUntilRestart,
  kChainSignatureWrong,
  kContentsNotKnown,
  kCipherLaterThanDevice,
  kRecordedOnly,
  kNothingExtracted,
  kOnlyLookedAt,
  kLinesPassedOver,
  kInstalledByHeader,
  kVersionNotCompared,
  kSignerWithoutRole,
};

template <>
inline constexpr auto kWordsOf<HintId> = std::to_array<std::string_view>(
    {"restart-for-communicator", "root-signature-not-checked", "self-signature-not-verified",
     "extension-not-associated", "outside-validity", "seen-until-restart", "chain-signature-wrong",
     "contents-not-known", "cipher-later-than-device", "recorded-only", "nothing-extracted", "only-looked-at",
     "lines-passed-over", "installed-by-header", "version-not-compared", "signer-without-role"});

// A row per hint: its text is wmsim's own; the source is that of the fact behind it.
struct HintInfo {
  HintId id;
  std::string_view text;
  std::string_view source;
  Confidence confidence;
};

// Hints returns every row, indexed by the enumerator's value.
std::span<const HintInfo> Hints();
const HintInfo& Hint(HintId id);

}  // namespace wmsim
