// The root certificates that devices ship with, as rows: their names and thumbprints are known, their bytes are not
// part of this project.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/time.h"

namespace wmsim {

// A row per certificate: the SHA-1 thumbprint (40 upper-case digits), the full subject name as wmsim writes names, the
// validity, and the key and signature.
struct ShippedRoot {
  std::string_view thumbprint;
  std::string_view subject;
  UnixTime not_before;
  UnixTime not_after;
  std::string_view key;
  std::uint32_t key_bits;
  std::string_view signature_algorithm;
  std::uint32_t version;
};

// RootsOfKb915840 returns the roots of Windows Mobile 5.0, without the one that came with a later update [kb915840].
std::span<const ShippedRoot> RootsOfKb915840();

// RootsOfWindowsMobile6 returns those that are recalled of the list that [cc182301] has: of 5.0 all but GTE CyberTrust
// Root, which had expired, that of the update, and six more [assumed: no whole copy of the page was found].
std::span<const ShippedRoot> RootsOfWindowsMobile6();

// RootsOfSmartphone2002 returns those whose authorities Smartphone 2002 had: all but GlobalSign and Equifax [kb841060].
std::span<const ShippedRoot> RootsOfSmartphone2002();

}  // namespace wmsim
