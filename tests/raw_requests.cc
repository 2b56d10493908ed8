// What comes to a RawDevice from elsewhere, with the roles of its origin: messages and provisioning documents.
#include <algorithm>

#include "tests/raw_device.h"

namespace wmsim {
namespace {

constexpr std::uint32_t kOperator = 4;
constexpr std::uint32_t kManager = 8;
constexpr std::uint32_t kUserAuth = 16;
constexpr std::uint32_t kUserUnauth = 64;

}  // namespace

Story RawDevice::PushMessage(std::string_view kind, std::uint32_t gateway_roles) const {
  return TellStory("push-message", {{"kind", kind},
                                    {"sl-accepted", YesOrNo((gateway_roles & Policy(4108).value_or(0)) != 0)},
                                    {"si-accepted", YesOrNo((gateway_roles & Policy(4109).value_or(0)) != 0)}});
}

// 4119 and 4120 are each applied once to the request's own roles [design 4].
std::uint32_t RawDevice::MapRoles(std::uint32_t roles) const {
  std::uint32_t mapped = roles;
  if ((roles & Policy(4119).value_or(0)) != 0) mapped |= kManager;
  if ((roles & Policy(4120).value_or(0)) != 0) mapped |= kUserAuth;
  return mapped;
}

// The roles with which a package installs: those of its signer in SPC, which is advised to have 16 or 222, or of what
// is not signed [policies 5.4; certificates 1.1: bb416318].
std::uint32_t RawDevice::RolesOfPackage(std::string_view package, std::string_view signature) const {
  if (!Checks()) return EveryRole();
  if (package.ends_with(".hme")) return Policy(4103).value_or(0);
  if (signature == "unprivileged") return kUserAuth;
  return IsOneOf(signature, {"privileged", "operator"}) ? 222 : RolesOfUnsignedPackage();
}

std::uint32_t RawDevice::EveryRole() const {
  if (profile_->Is2003OrEarlier()) return 4062;
  return profile_->generation == Generation::k65 ? 8188 : 8190;
}

// [policies 2.2: ms890040]
std::uint32_t RawDevice::RolesOfRapi() const { return RapiWord() == "1" ? kManager : kUserAuth; }

// What the person sets on the device has the person's role in 2003; later nobody asks for one [sdk-facts 2.2: ak;
// policies 2.2: ms890040].
bool RawDevice::AsksRolesOfScreens() const { return profile_->Is2003OrEarlier(); }

std::uint32_t RawDevice::RolesOfProgram(bool privileged) const {
  if (!Checks()) return EveryRole();
  return privileged || SwitchIsOn(4123) ? kManager : kUserAuth;
}

// The mask of 4101 on two-tier platforms and the guide's devices, Manager on platforms that are sold with one tier;
// nothing where 4101 is 0 [design 9].
std::uint32_t RawDevice::RolesOfUnsignedPackage() const {
  if (!Checks()) return EveryRole();
  const std::uint32_t mask = Policy(4101).value_or(0);
  const bool one_tier_platform = profile_->generation != Generation::kGuide && profile_->privileged_apps == 1;
  return one_tier_platform && mask != 0 ? kManager : mask;
}

// The configuration manager takes the elements one after the other, until one fails; then nothing was done [design 4].
// `way` is what else holds of the way by which the document comes; where that does not let it through it is not read.
Story RawDevice::ProcessDocument(const RawDocument& document, std::uint32_t roles, const Situation& way) {
  Situation situation{{"command-line-good", "yes"}, {"over-rapi", "no"},       {"rapi", RapiWord()},
                      {"push-discarded", "no"},     {"query-over-push", "no"}, {"document-taken", "yes"},
                      {"document-fault", "none"}};
  for (const auto& [fact, word] : way) situation[fact] = word;
  if (TellStory("provision", situation).outcome == "applied") {
    const std::uint32_t mapped = MapRoles(roles);
    for (const RawElement& element : document.elements) {
      if (element.kind == RawElementKind::kUnknownProvider) {
        situation["document-fault"] = "provider-unknown";
      } else if ((mapped & (element.roles | kManager)) == 0) {
        situation["document-fault"] = "role-too-low";
      } else if (element.kind == RawElementKind::kBadValue) {
        situation["document-fault"] = "value-invalid";
      }
      if (situation["document-fault"] != "none") break;
    }
  }
  const Story story = TellStory("provision", situation);
  if (story.outcome != "applied") return story;
  for (const RawElement& element : document.elements) {
    if (element.kind == RawElementKind::kSet) SetRegistry(element.key, element.name, element.data);
    if (element.kind == RawElementKind::kNoparm) SetRegistry(element.key, element.name, 0U);
  }
  return story;
}

Story RawDevice::Provision(const RawDocument& document, std::uint32_t roles) {
  return ProcessDocument(document, roles, {{"document-taken", YesOrNo(!document.byte_order_mark)}});
}

// RapiConfig strips the mark [`wmsim contradictions`: byte-order-mark].
Story RawDevice::ProvisionOverRapi(const RawDocument& document) {
  return ProcessDocument(document, RolesOfRapi(), {{"over-rapi", "yes"}});
}

// [policies 2.2: aa458982; sdk-facts 2.2: ak]
std::uint32_t RawDevice::RolesOfPush(const RawPush& push) const {
  if (push.sec == "other") return 0;
  if (push.sec == "none") return push.gateway_roles | kUserUnauth;
  if (push.sec == "netwpin") return push.gateway_roles | kOperator;
  if (push.sec == "usernetwpin") return push.gateway_roles | kOperator | kUserAuth;
  return push.gateway_roles | kUserAuth;
}

// The checks of the push router, in order [sdk-facts 2.3: ak]; since 6 by 4141 to 4143 [sdk-facts 1.5: h6].
bool RawDevice::Discards(const RawPush& push) const {
  if (push.sec == "other") return true;
  const std::uint32_t roles = RolesOfPush(push);
  if (push.sec == "none") return !Accepts(4110, roles) || !Accepts(4111, roles);
  const bool before_6 = !HasUserStores();
  const unsigned by_pin = push.sec == "netwpin" ? 4141 : push.sec == "usernetwpin" ? 4143 : 4142;
  if (!Accepts(before_6 ? 4107 : by_pin, roles)) return true;
  if (push.sec != "netwpin" && !push.pin_right) return true;
  return !push.mac_good || !Accepts(4111, roles);
}

Story RawDevice::ProvisionOverTheAir(const RawDocument& document, std::uint32_t roles, bool discarded) {
  const bool asks =
      std::ranges::find(document.elements, RawElementKind::kQuery, &RawElement::kind) != document.elements.end();
  return ProcessDocument(document, roles,
                         {{"push-discarded", YesOrNo(discarded)},
                          {"document-taken", YesOrNo(!document.byte_order_mark)},
                          {"query-over-push", YesOrNo(asks)}});
}

Story RawDevice::ProvisionByPush(const RawDocument& document, const RawPush& push) {
  return ProvisionOverTheAir(document, RolesOfPush(push), Discards(push));
}

// [policies 2.2: bb737523]
Story RawDevice::ProvisionByTrustedServer(const RawDocument& document) {
  constexpr std::uint32_t kOperatorTps = 128;
  return ProvisionOverTheAir(document, kOperatorTps, Policy(4104) != 1U);
}

}  // namespace wmsim
