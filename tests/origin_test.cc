// Where a request comes from, the roles that it has for that, and the checks of push messages.
#include "policy_engine/origin.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/source.h"
#include "tests/every_platform.h"

namespace wmsim {
namespace {

using enum Platform;

constexpr std::uint32_t kOperator = 4, kManager = 8, kUser = 16, kUnauthenticated = 64, kTps = 128;
constexpr std::uint32_t kKnownPpg = 256, kTrustedPpg = 512, kPpgAuth = 1024, kPpgTrusted = 2048;

// Masks that no two origins share.
constexpr std::uint32_t kSigner = 1U << 20, kCabs = 1U << 21, kThemes = 1U << 22, kAccount = 1U << 23,
                        kEvery = 1U << 24;
constexpr OriginMasks kMasks{RoleMask{kSigner}, RoleMask{kCabs}, RoleMask{kThemes}, RoleMask{kAccount},
                             RoleMask{kEvery}};

// Policies 2.2, sdk-facts 2.2 and 4.2, design 9.
TEST(MaskOfOrigin, IsThatOfTheDocuments) {
  const struct {
    std::string_view origin;
    std::uint32_t mask;
    Confidence confidence;
  } rows[] = {
      {"rapi-open", kManager, Confidence::kDocumented},
      {"rapi-restricted", kUser, Confidence::kDocumented},
      {"program", kUser, Confidence::kDocumented},
      {"privileged-program", kManager, Confidence::kDocumented},
      {"program-unchecked", kEvery, Confidence::kDocumented},
      {"signed-package", kSigner, Confidence::kDocumented},
      {"unsigned-package", kCabs, Confidence::kDocumented},
      {"unsigned-package-one-tier", kManager, Confidence::kInferred},
      {"package-unchecked", kEvery, Confidence::kDocumented},
      {"theme", kThemes, Confidence::kDocumented},
      {"push-unsigned", kUnauthenticated, Confidence::kDocumented},
      {"push-netwpin", kOperator, Confidence::kDocumented},
      {"push-userpin", kUser, Confidence::kDocumented},
      {"push-usernetwpin", kOperator + kUser, Confidence::kDocumented},
      {"push-userpinmac", kUser, Confidence::kDocumented},
      {"tps", kTps, Confidence::kDocumented},
      {"oma-dm", kAccount, Confidence::kDocumented},
      {"rom", kEvery, Confidence::kDocumented},
      {"settings-ui", kUser, Confidence::kDocumented},
  };
  ASSERT_EQ(Origins().size(), std::size(rows));
  for (const auto& row : rows) {
    SCOPED_TRACE(row.origin);
    const auto origin = ParseWord<Origin>(row.origin);
    ASSERT_TRUE(origin);
    EXPECT_EQ(Bits(MaskOfOrigin(*origin, kMasks)), row.mask);
    EXPECT_EQ(Word(OriginRow(*origin).confidence), Word(row.confidence));
  }
}

TEST(Origins, HaveAClauseAndAKnownSource) {
  for (const OriginInfo& row : Origins()) {
    SCOPED_TRACE(Word(row.origin));
    EXPECT_EQ(&OriginRow(row.origin), &row);
    EXPECT_FALSE(row.when.empty() || row.when.ends_with('.'));
    EXPECT_NE(FindSource(row.source), nullptr) << row.source;
    EXPECT_TRUE(row.from == MaskFrom::kRow || row.mask == role::kNone);
  }
}

// Policies 2.2: 1 is MANAGER, 2 USER_AUTH. Not honoured reads as permissive (design 2); a missing value counts as the
// default, which is 2 everywhere; other values count as 2 [assumed].
TEST(OriginOfRapi, FollowsTheMode) {
  const struct {
    RapiMode mode;
    std::uint32_t mask;
  } rows[] = {{RapiMode::kNotHonoured, kManager},
              {RapiMode::kOpen, kManager},
              {RapiMode::kRestricted, kUser},
              {RapiMode::kAbsent, kUser},
              {RapiMode::kOther, kUser}};
  for (const auto& row : rows) {
    EXPECT_EQ(Bits(MaskOfOrigin(OriginOfRapi(row.mode), kMasks)), row.mask) << Word(row.mode);
  }
}

// Policies 2.2. On one tier every program that runs is privileged.
TEST(OriginOfProgram, FollowsTheTrust) {
  const struct {
    Trust trust;
    bool checked;
    std::uint32_t mask;
  } rows[] = {{Trust::kNormal, true, kUser},
              {Trust::kPrivileged, true, kManager},
              {Trust::kNormal, false, kEvery},
              {Trust::kPrivileged, false, kEvery}};
  for (const auto& row : rows) {
    EXPECT_EQ(Bits(MaskOfOrigin(OriginOfProgram(row.trust, row.checked), kMasks)), row.mask)
        << Word(row.trust) << " " << row.checked;
  }
}

// Sdk-facts 2.2 and 4.2: without checks every role; for a theme 4103, before any signature is looked at; a signer of
// SPC gives its mask; all else counts as unsigned. Design 9: which mask that is is a column of the profile.
TEST(OriginOfPackage, FollowsTheKindTheSignatureAndTheProfile) {
  const struct {
    std::string_view package, signed_by;
    std::uint32_t of_policy, manager, every;
  } rows[] = {
      {"cab", "none", kCabs, kManager, kEvery},       {"cab", "unknown", kCabs, kManager, kEvery},
      {"cab", "known", kSigner, kSigner, kEvery},     {"cab", "invalid", kCabs, kManager, kEvery},
      {"cab", "revoked", kCabs, kManager, kEvery},    {"cpf", "none", kCabs, kManager, kEvery},
      {"cpf", "unknown", kCabs, kManager, kEvery},    {"cpf", "known", kSigner, kSigner, kEvery},
      {"cpf", "invalid", kCabs, kManager, kEvery},    {"cpf", "revoked", kCabs, kManager, kEvery},
      {"theme", "none", kThemes, kThemes, kEvery},    {"theme", "unknown", kThemes, kThemes, kEvery},
      {"theme", "known", kThemes, kThemes, kEvery},   {"theme", "invalid", kThemes, kThemes, kEvery},
      {"theme", "revoked", kThemes, kThemes, kEvery},
  };
  ASSERT_EQ(std::size(rows), Words<PackageKind>().size() * Words<PackageSignature>().size());
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.package) + " " + std::string(row.signed_by));
    const auto mask = [&](UnsignedPackageRole column) {
      return Bits(MaskOfOrigin(
          OriginOfPackage(*ParseWord<PackageKind>(row.package), *ParseWord<PackageSignature>(row.signed_by), column),
          kMasks));
    };
    EXPECT_EQ(mask(UnsignedPackageRole::kOfPolicy), row.of_policy);
    EXPECT_EQ(mask(UnsignedPackageRole::kManager), row.manager);
    EXPECT_EQ(mask(UnsignedPackageRole::kEvery), row.every);
  }
}

// Policies 2.1.
TEST(RoleOf, IsTheBitOfTheGateway) {
  EXPECT_EQ(Bits(RoleOf(Gateway::kKnownPpg)), kKnownPpg);
  EXPECT_EQ(Bits(RoleOf(Gateway::kTrustedPpg)), kTrustedPpg);
  EXPECT_EQ(Bits(RoleOf(Gateway::kPpgAuth)), kPpgAuth);
  EXPECT_EQ(Bits(RoleOf(Gateway::kPpgTrusted)), kPpgTrusted);
}

// Sdk-facts 2.2 and 2.3: the roles of the signature beside those of the gateway; an unsigned message has USER_UNAUTH,
// one whose SEC is unknown nothing of its own.
TEST(PushMask, IsThatOfTheSignatureAndTheGateway) {
  const struct {
    PushSecurity security;
    std::uint32_t own;
  } rows[] = {{PushSecurity::kNone, kUnauthenticated}, {PushSecurity::kNetworkPin, kOperator},
              {PushSecurity::kUserPin, kUser},         {PushSecurity::kUserNetworkPin, kOperator + kUser},
              {PushSecurity::kUserPinMac, kUser},      {PushSecurity::kOther, 0}};
  ASSERT_EQ(std::size(rows), Words<PushSecurity>().size());
  for (const auto& row : rows) {
    for (const std::uint32_t gateway : {0U, kKnownPpg, kTrustedPpg, kPpgAuth, kPpgTrusted, kKnownPpg + kTrustedPpg,
                                        kPpgAuth + kPpgTrusted, kKnownPpg + kTrustedPpg + kPpgAuth + kPpgTrusted}) {
      EXPECT_EQ(Bits(PushMask(row.security, RoleMask{gateway})), row.own + gateway) << Word(row.security);
    }
  }
}

// Policies 2.1: the initiator was authenticated, by a trusted gateway, and has the address on the device; 1.1: 4104 is
// 1. Not honoured reads as permissive (design 2).
TEST(IsProvisioningServer, TakesAllFour) {
  const struct {
    Switch tps;
    bool on;
  } switches[] = {{Switch::kNotHonoured, true},
                  {Switch::kAbsent, false},
                  {Switch::kZero, false},
                  {Switch::kOne, true},
                  {Switch::kOther, false}};
  for (std::uint32_t sum = 0; sum < 16; ++sum) {
    const std::uint32_t gateway = sum * kKnownPpg;
    const bool names_both = gateway == kTrustedPpg + kPpgAuth || gateway == kTrustedPpg + kPpgAuth + kKnownPpg ||
                            gateway == kTrustedPpg + kPpgAuth + kPpgTrusted ||
                            gateway == kTrustedPpg + kPpgAuth + kKnownPpg + kPpgTrusted;
    for (const auto& row : switches) {
      EXPECT_EQ(IsProvisioningServer(RoleMask{gateway}, true, row.tps), names_both && row.on)
          << gateway << " " << Word(row.tps);
      EXPECT_FALSE(IsProvisioningServer(RoleMask{gateway}, false, row.tps)) << gateway << " " << Word(row.tps);
    }
  }
}

// What must hold for a message to get past a check.
enum class Must : std::uint8_t {
  kNever,
  kUnauthenticatedAccepted,
  kSignedAccepted,
  kPinRight,
  kMacGood,
  kProvisioning
};
struct Check {
  std::string_view name;
  Must must;
};

// Sdk-facts 2.3: 4110 for unsigned messages; an unknown SEC is discarded; 4107 for signed ones, before the PIN; the
// user PIN where SEC needs it; the MAC. What is routed meets 4111 [1.1, enforcement points].
const struct {
  std::string_view security;
  std::vector<Check> checks;
} kChecks[] = {
    {"none", {{"unauthenticated-message", Must::kUnauthenticatedAccepted}, {"ota-provisioning", Must::kProvisioning}}},
    {"netwpin",
     {{"signed-message", Must::kSignedAccepted}, {"mac", Must::kMacGood}, {"ota-provisioning", Must::kProvisioning}}},
    {"userpin",
     {{"signed-message", Must::kSignedAccepted},
      {"pin", Must::kPinRight},
      {"mac", Must::kMacGood},
      {"ota-provisioning", Must::kProvisioning}}},
    {"usernetwpin",
     {{"signed-message", Must::kSignedAccepted},
      {"pin", Must::kPinRight},
      {"mac", Must::kMacGood},
      {"ota-provisioning", Must::kProvisioning}}},
    {"userpinmac",
     {{"signed-message", Must::kSignedAccepted},
      {"pin", Must::kPinRight},
      {"mac", Must::kMacGood},
      {"ota-provisioning", Must::kProvisioning}}},
    {"other", {{"security-parameter", Must::kNever}}},
};

bool Holds(Must must, const PushFacts& facts) {
  switch (must) {
    case Must::kNever:
      return false;
    case Must::kUnauthenticatedAccepted:
      return facts.unauthenticated_accepted == YesNo::kYes;
    case Must::kSignedAccepted:
      return facts.signed_accepted == YesNo::kYes;
    case Must::kPinRight:
      return facts.pin_right == YesNo::kYes;
    case Must::kMacGood:
      return facts.mac_good == YesNo::kYes;
    case Must::kProvisioning:
      break;
  }
  return facts.provisioning_accepted == YesNo::kYes;
}

std::string_view NameOf(const PushCheckInfo* check) { return check != nullptr ? Word(check->check) : "routed"; }

TEST(FirstDiscarding, IsTheFirstOfTheOrderForEveryMessage) {
  int messages = 0;
  for (const auto& row : kChecks) {
    for (unsigned bits = 0; bits < 32; ++bits) {
      const auto fact = [&](unsigned bit) { return (bits >> bit) % 2 == 1 ? YesNo::kYes : YesNo::kNo; };
      const PushFacts facts{*ParseWord<PushSecurity>(row.security), fact(0), fact(1), fact(2), fact(3), fact(4)};
      std::string_view expected = "routed";
      for (auto check = row.checks.rbegin(); check != row.checks.rend(); ++check) {
        if (!Holds(check->must, facts)) expected = check->name;
      }
      EXPECT_EQ(NameOf(FirstDiscarding(facts)), expected) << row.security << " " << bits;
      ++messages;
    }
  }
  EXPECT_EQ(messages, 192);
}

TEST(PushChecks, StandInTheOrderOfTheKit) {
  std::vector<std::string_view> names;
  for (const PushCheckInfo& check : PushChecks()) {
    names.push_back(Word(check.check));
    EXPECT_FALSE(check.meaning.empty());
    EXPECT_EQ(check.source, "ak");
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"unauthenticated-message", "security-parameter", "signed-message",
                                                  "pin", "mac", "ota-provisioning"}));
}

// What becomes of a message with the right PIN and MAC, where the push policies have these values.
struct PushPolicies {
  std::uint32_t signed_messages, unauthenticated, provisioning;
};
std::string_view Fate(PushSecurity security, std::uint32_t gateway, const PushPolicies& policies) {
  const RoleMask mask = PushMask(security, RoleMask{gateway});
  return NameOf(FirstDiscarding({security, ToYesNo(Intersects(mask, RoleMask{policies.unauthenticated})),
                                 ToYesNo(Intersects(mask, RoleMask{policies.signed_messages})), YesNo::kYes,
                                 YesNo::kYes, ToYesNo(Intersects(mask, RoleMask{policies.provisioning}))}));
}

// Sdk-facts 2.3, the consequence that the kit states, with the defaults of 1.1: 4107 = 3204, 4110 = 64, 4111 = 3732.
TEST(PushMessages, WithTheDefaultsOf2003) {
  const PushPolicies defaults{3204, 64, 3732};
  const struct {
    PushSecurity security;
    std::uint32_t gateway;
    std::string_view fate;
  } rows[] = {
      {PushSecurity::kUserPin, 0, "signed-message"},
      {PushSecurity::kUserPinMac, 0, "signed-message"},
      {PushSecurity::kUserPin, kKnownPpg + kTrustedPpg, "signed-message"},
      {PushSecurity::kUserPin, kPpgTrusted, "routed"},
      {PushSecurity::kUserPinMac, kPpgTrusted, "routed"},
      {PushSecurity::kUserPin, kPpgAuth, "routed"},
      {PushSecurity::kNetworkPin, 0, "routed"},
      {PushSecurity::kUserNetworkPin, 0, "routed"},
      {PushSecurity::kNone, 0, "ota-provisioning"},
      {PushSecurity::kNone, kKnownPpg, "ota-provisioning"},
      {PushSecurity::kNone, kPpgTrusted, "routed"},
      {PushSecurity::kOther, kPpgAuth + kPpgTrusted, "security-parameter"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Fate(row.security, row.gateway, defaults), row.fate) << Word(row.security) << " " << row.gateway;
  }
  for (const Platform platform : {kSmartphone2002, kSmartphone2003, kPocketPc2003}) {
    EXPECT_EQ(FindDefault(ProfileOf(platform), policy::kWapSignedMessage)->value, defaults.signed_messages);
    EXPECT_EQ(FindDefault(ProfileOf(platform), policy::kUnauthenticatedMessage)->value, defaults.unauthenticated);
    EXPECT_EQ(FindDefault(ProfileOf(platform), policy::kOtaProvisioning)->value, defaults.provisioning);
  }
}

// Policies 1.2: the 3200 of Windows Mobile 5.0 leaves the operator out.
TEST(PushMessages, SignedWithTheNetworkPinAloneAreDiscardedBy3200) {
  const PushPolicies policies{3200, 64, 3732};
  EXPECT_EQ(Fate(PushSecurity::kNetworkPin, 0, policies), "signed-message");
  EXPECT_EQ(Fate(PushSecurity::kUserNetworkPin, 0, policies), "signed-message");
  EXPECT_EQ(Fate(PushSecurity::kNetworkPin, kPpgAuth, policies), "routed");
}

// Sdk-facts 1.3: 4107 = 132, 4110 = 0 and 4111 = 4 of the template High take what has the network PIN, and only that.
TEST(PushMessages, OfTheOperatorAloneGetPastTheTemplateHigh) {
  const PushPolicies high{132, 0, 4};
  const std::uint32_t all = kKnownPpg + kTrustedPpg + kPpgAuth + kPpgTrusted;
  EXPECT_EQ(Fate(PushSecurity::kNetworkPin, 0, high), "routed");
  EXPECT_EQ(Fate(PushSecurity::kUserNetworkPin, 0, high), "routed");
  EXPECT_EQ(Fate(PushSecurity::kUserPin, all, high), "signed-message");
  EXPECT_EQ(Fate(PushSecurity::kNone, all, high), "unauthenticated-message");
}

// Sdk-facts 1.5: since 6 three policies replace 4107, by the kind of the signature.
TEST(SignedMessagePolicy, DependsOnTheVersion) {
  for (const Platform platform : EveryPlatform()) {
    SCOPED_TRACE(Word(platform));
    const bool replaced = Word(platform).starts_with("wm6");
    const Profile& profile = ProfileOf(platform);
    const auto policy = [&](PushSecurity security) {
      return static_cast<std::uint32_t>(SignedMessagePolicy(profile, security));
    };
    EXPECT_EQ(policy(PushSecurity::kNetworkPin), replaced ? 4141U : 4107U);
    EXPECT_EQ(policy(PushSecurity::kUserPin), replaced ? 4142U : 4107U);
    EXPECT_EQ(policy(PushSecurity::kUserPinMac), replaced ? 4142U : 4107U);
    EXPECT_EQ(policy(PushSecurity::kUserNetworkPin), replaced ? 4143U : 4107U);
  }
}

}  // namespace
}  // namespace wmsim
