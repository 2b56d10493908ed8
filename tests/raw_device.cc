#include "tests/raw_device.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace wmsim {
namespace {

// Pocket PC 2003 looks at no signature: every program runs with full trust, every package installs with every role
// [policies 6: aa459014; sdk-facts 4.1: ak].
bool IsPocketPc2003(const RawProfile& profile) {
  return profile.generation == Generation::k2003 && profile.certinst == RawCertinst::kRootsForAll;
}

// The value of a policy with which a device is sold [policies 1.2; sdk-facts 1.1: ak].
std::int64_t DefaultOf(const RawProfile& profile, unsigned id) {
  const bool early = profile.Is2003OrEarlier();
  switch (id) {
    case 4097:
      return 2;
    case 4101:
      return 16;
    case 4102:
      return profile.unsigned_apps;
    case 4103:
      return IsPocketPc2003(profile) ? kNotHonoured : 64;
    case 4104:
      return 1;
    case 4107:
      return early ? 3204 : 3200;
    case 4108:
      return IsPocketPc2003(profile) ? 0 : 2048;
    case 4109:
      return IsPocketPc2003(profile) ? 0 : 3072;
    case 4110:
      return 64;
    case 4111:
      return early ? 3732 : kNotSet;
    case 4119:
      return profile.grant_manager;
    case 4120:
      return 16;
    case 4122:
      return profile.unsigned_prompt;
    case 4123:
      return profile.privileged_apps;
    default:
      return kNotSet;
  }
}

constexpr unsigned kPolicies[] = {4097, 4101, 4102, 4103, 4104, 4107, 4108, 4109, 4110, 4111, 4119, 4120, 4122, 4123};

}  // namespace

std::string RawPolicyName(unsigned id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name;
  for (int shift = 28; shift >= 0; shift -= 4) name += kDigits[(id >> shift) & 15];
  return name;
}

RawDevice::RawDevice(const RawProfile& profile, bool operator_restricted)
    : profile_(&profile), restricted_from_factory_(operator_restricted), operator_restricted_(operator_restricted) {
  HardReset();
}

void RawDevice::HardReset() {
  operator_restricted_ = restricted_from_factory_;
  year_ = 2009;
  registry_.clear();
  for (const unsigned id : kPolicies) {
    const std::int64_t value = DefaultOf(*profile_, id);
    if (value >= 0) SetRegistry(kRawPoliciesKey, RawPolicyName(id), static_cast<std::uint32_t>(value));
  }
  stores_.clear();
  remembered_.clear();
  listed_dlls_.clear();
  Restart();
}

void RawDevice::Restart() {
  running_.clear();
  stores_as_communicator_sees_.reset();
  Boot();
}

void RawDevice::Boot() { registry_at_boot_ = registry_; }

void RawDevice::SetRegistry(std::string_view key, std::string_view name, RawData data) {
  const std::pair place{std::string(key), std::string(name)};
  if (std::holds_alternative<std::monostate>(data)) {
    registry_.erase(place);
  } else {
    registry_[place] = std::move(data);
  }
}

RawData RawDevice::Registry(std::string_view key, std::string_view name) const {
  const auto found = registry_.find({std::string(key), std::string(name)});
  return found == registry_.end() ? RawData{} : found->second;
}

void RawDevice::AddToStore(std::string_view store, std::string_view part, std::string_view certificate) {
  stores_.emplace(store, part, certificate);
}

bool RawDevice::Holds(std::string_view store, std::string_view part, std::string_view certificate) const {
  return stores_.contains({store, part, certificate});
}

bool IsIn(const RawDevice::Stores& stores, std::string_view store, std::string_view certificate) {
  return stores.contains({store, "system", certificate}) || stores.contains({store, "user", certificate});
}

// A value of another type than DWORD counts as missing, and what is missing as the device's default [design 3.2].
std::optional<std::uint32_t> RawDevice::PolicyIn(const Values& registry, unsigned id) const {
  const auto found = registry.find({std::string(kRawPoliciesKey), RawPolicyName(id)});
  if (found != registry.end() && std::holds_alternative<std::uint32_t>(found->second)) {
    return std::get<std::uint32_t>(found->second);
  }
  const std::int64_t value = DefaultOf(*profile_, id);
  return value >= 0 ? std::optional(static_cast<std::uint32_t>(value)) : std::nullopt;
}

// "Anything other than 1 counts as 0" [sdk-facts 1.1: ak].
bool RawDevice::SwitchIsOn(unsigned id) const {
  return DefaultOf(*profile_, id) == kNotHonoured || PolicyInForce(id) == 1U;
}

bool RawDevice::MaskNamesSomebody(unsigned id) const {
  return DefaultOf(*profile_, id) == kNotHonoured || Policy(id).value_or(0) != 0;
}

bool RawDevice::Checks() const { return !IsPocketPc2003(*profile_); }
bool RawDevice::HasBuiltInEditor() const { return profile_->name == "guide-pocket-pc"; }

std::string_view RawDevice::RapiWord() const {
  const std::uint32_t mode = Policy(4097).value_or(2);
  return mode == 0 ? "0" : mode == 1 ? "1" : "2";
}

bool RawDevice::RunsPrivileged(std::string_view signature) const {
  return !Checks() || IsOneOf(signature, {"privileged", "operator"}) || SwitchIsOn(4123);
}

// 4102 is looked at as it was at the boot, save on the guide's devices; 4123 as it is when the program starts
// [design 3.2; sdk-facts 1.4: ak].
std::optional<std::uint32_t> RawDevice::PolicyInForce(unsigned id) const {
  const bool at_once = id != 4102 || profile_->generation == Generation::kGuide;
  return PolicyIn(at_once ? registry_ : registry_at_boot_, id);
}

// The keys that only privileged programs write, with all below them [design 3.2; policies 3.4: aa919335; sdk-facts
// 4.7: ak].
bool RawDevice::IsProtected(std::string_view key) const {
  constexpr std::array<std::string_view, 10> kKeys{
      R"(HKLM\Comm)",     R"(HKLM\Drivers)",  R"(HKLM\HARDWARE)",   R"(HKLM\Init)",     R"(HKLM\SYSTEM)",
      R"(HKLM\Security)", R"(HKLM\Services)", R"(HKLM\WDMDrivers)", R"(HKCU\Security)", R"(HKLM\Loader)"};
  if (!Checks()) return false;
  const std::size_t count = profile_->Is2003OrEarlier() ? 6 : kKeys.size();
  return std::any_of(kKeys.begin(), kKeys.begin() + static_cast<std::ptrdiff_t>(count),
                     [&](std::string_view above) { return IsAtOrBelow(key, above); });
}

// Communicator Mobile uses the stores as they were when it first started after the boot [design 9].
void RawDevice::StartCommunicator() {
  running_["communicator-mobile"] = true;
  if (!stores_as_communicator_sees_) stores_as_communicator_sees_ = stores_;
}

}  // namespace wmsim
