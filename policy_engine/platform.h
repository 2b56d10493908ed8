// The devices that have a profile, and sets of them: the column "on which platforms" of the tables of facts.
#pragma once

#include <cstdint>

#include "policy_engine/words.h"

namespace wmsim {

// In the order of the listings. The words are the names of the profiles.
enum class Platform : std::uint8_t {
  kGuidePocketPc,
  kGuideSmartphone,
  kSmartphone2002,
  kPocketPc2003,
  kSmartphone2003,
  kWm5PocketPc,
  kWm5PocketPcPhone,
  kWm5Smartphone,
  kWm6Classic,
  kWm6Professional,
  kWm6Standard,
  kWm61Classic,
  kWm61Professional,
  kWm61Standard,
  kWm65Classic,
  kWm65Professional,
  kWm65Standard,
};
template <>
inline constexpr auto kWordsOf<Platform> = std::to_array<std::string_view>(
    {"guide-pocket-pc", "guide-smartphone", "smartphone-2002", "pocket-pc-2003", "smartphone-2003", "wm5-pocket-pc",
     "wm5-pocket-pc-phone", "wm5-smartphone", "wm6-classic", "wm6-professional", "wm6-standard", "wm61-classic",
     "wm61-professional", "wm61-standard", "wm65-classic", "wm65-professional", "wm65-standard"});

// A set of platforms.
class Platforms {
 public:
  constexpr Platforms() = default;
  constexpr Platforms(Platform platform) : bits_(std::uint32_t{1} << static_cast<unsigned>(platform)) {}
  constexpr bool Has(Platform platform) const { return (bits_ & Platforms(platform).bits_) != 0; }
  constexpr bool operator==(const Platforms&) const = default;
  friend constexpr Platforms operator|(Platforms a, Platforms b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  std::uint32_t bits_ = 0;
};
constexpr Platforms operator|(Platform a, Platform b) { return Platforms(a) | Platforms(b); }

// Sets that tables name often. Guide: the two devices of the Communicator Mobile guide.
namespace platforms {
inline constexpr Platforms kGuide = Platform::kGuidePocketPc | Platform::kGuideSmartphone;
inline constexpr Platforms kSmartphonesOf2003 = Platform::kSmartphone2002 | Platform::kSmartphone2003;
inline constexpr Platforms kOf2003 = kSmartphonesOf2003 | Platform::kPocketPc2003;
inline constexpr Platforms kWm5PocketPcs = Platform::kWm5PocketPc | Platform::kWm5PocketPcPhone;
inline constexpr Platforms kWm5 = kWm5PocketPcs | Platform::kWm5Smartphone;
inline constexpr Platforms kWm6 = Platform::kWm6Classic | Platform::kWm6Professional | Platform::kWm6Standard;
inline constexpr Platforms kWm61 = Platform::kWm61Classic | Platform::kWm61Professional | Platform::kWm61Standard;
inline constexpr Platforms kWm65 = Platform::kWm65Classic | Platform::kWm65Professional | Platform::kWm65Standard;
inline constexpr Platforms kClassics = Platform::kWm6Classic | Platform::kWm61Classic | Platform::kWm65Classic;
inline constexpr Platforms kProfessionals =
    Platform::kWm6Professional | Platform::kWm61Professional | Platform::kWm65Professional;
inline constexpr Platforms kStandards = Platform::kWm6Standard | Platform::kWm61Standard | Platform::kWm65Standard;
inline constexpr Platforms kWm6AndLater = kWm6 | kWm61 | kWm65;
inline constexpr Platforms kWm5AndLater = kWm5 | kWm6AndLater;
inline constexpr Platforms kAll = kGuide | kOf2003 | kWm5AndLater;
}  // namespace platforms

}  // namespace wmsim
