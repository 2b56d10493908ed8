// Signing in: lines 12 to 15 of the guide (design 3.1).
#include "emulator/server_client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/tester.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

void Install(Device& device, const std::string& name, std::string_view store = kRootStore) {
  StoreAdd(device, SuiteChain(name).front(), store, "", role::kNone);
}

Device With(const std::string& root) {
  Device device = PocketPc();
  Install(device, root);
  return device;
}

const ServerClient& Client(std::string_view name) {
  return *std::ranges::find(ServerClients(), name, &ServerClient::name);
}

StepResult LogIn(Device& device, const std::string& chain, std::optional<std::string> host = "ocs.contoso.com",
                 std::string_view client = kCommunicatorMobile) {
  const auto certificates = SuiteChain(chain);
  return SignIn(device, {certificates, std::move(host), Client(client)});
}

TEST(SignIn, NeedsTheRootOfTheServersChain) {
  Device device = PocketPc();
  const StepResult result = LogIn(device, "ocs-chain.pem");
  EXPECT_EQ(result.outcome, Outcome::kSignInFailed);
  EXPECT_EQ(HeadlineOf(result), "root-not-on-device");
  EXPECT_EQ(result.message->id, MessageId::kSignInServerNotTrusted);
  EXPECT_EQ(result.hresult, 0x80072F0DU);
  EXPECT_FALSE(result.root);
  EXPECT_EQ(result.wanted_issuer, "C = US, O = Contoso, CN = Contoso Root CA");
  EXPECT_FALSE(result.restart_required);
}

// Design 3.1.15.
TEST(SignIn, WorksWithEveryKindOfRoot) {
  struct {
    std::string root, chain, host;
  } const rows[] = {
      {"contoso-root.cer", "ocs-chain.pem", "ocs.contoso.com"},
      {"contoso-root.cer", "ocs-chain-with-root.pem", "OCS.contoso.com"},
      {"contoso-root.cer", "ocs-direct.pem", "ocs.contoso.com"},
      {"contoso-root-v1.cer", "ocs-v1-chain.pem", "ocs.contoso.com"},
      {"selfsigned-server.cer", "selfsigned-server.pem", "ocs.contoso.com"},
      {"fabrikam-root.cer", "fabrikam-chain.pem", "lync.fabrikam.com"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain);
    Device device = With(row.root);
    const StepResult result = LogIn(device, row.chain, row.host);
    EXPECT_EQ(result.outcome, Outcome::kSignedIn);
    EXPECT_EQ(HeadlineOf(result), "-");
    EXPECT_FALSE(result.hresult);
    EXPECT_TRUE(result.root && result.root->checked);
    EXPECT_TRUE(result.hints.empty());
    EXPECT_TRUE(device.running.contains(kCommunicatorMobile));
  }
}

TEST(SignIn, FailsForTheCausesOfTheChain) {
  struct {
    std::string root, chain, host;
    std::string_view rule;
    std::uint32_t code;
  } const rows[] = {
      {"fabrikam-root.cer", "ocs-direct.pem", "ocs.contoso.com", "root-not-on-device", 0x80072F0D},
      {"contoso-root.cer", "ocs-no-intermediate.pem", "ocs.contoso.com", "root-not-on-device", 0x80072F0D},
      {"contoso-root.cer", "ocs-bad-signature.pem", "ocs.contoso.com", "chain-signature-invalid", 0x80072F0D},
      {"contoso-root.cer", "ocs-expired.pem", "ocs.contoso.com", "chain-date-invalid", 0x80072F05},
      {"contoso-root.cer", "ocs-not-yet.pem", "ocs.contoso.com", "chain-date-invalid", 0x80072F05},
      {"expired-root.cer", "ocs-expired-root.pem", "ocs.contoso.com", "chain-date-invalid", 0x80072F05},
      {"contoso-root.cer", "ocs-other-host.pem", "ocs.contoso.com", "chain-host-differs", 0x80072F06},
      {"contoso-root.cer", "ocs-direct.pem", "contoso.com", "chain-host-differs", 0x80072F06},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.chain);
    Device device = With(row.root);
    const StepResult result = LogIn(device, row.chain, row.host);
    EXPECT_EQ(result.outcome, Outcome::kSignInFailed);
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(result.hresult, row.code);
  }
}

TEST(SignIn, ComparesNoNamesWhereNoHostWasEntered) {
  Device device = With("contoso-root.cer");
  EXPECT_EQ(LogIn(device, "ocs-other-host.pem", std::nullopt).outcome, Outcome::kSignedIn);
}

TEST(SignIn, NamesTheClockThatItLookedAt) {
  Device device = With("contoso-root.cer");
  SetClock(device, Utc(2020, 2, 3, 4, 5, 6));
  const StepResult result = LogIn(device, "ocs-direct.pem");
  EXPECT_EQ(HeadlineOf(result), "chain-date-invalid");
  std::string text;
  AppendTrace(*result.verdict, text);
  EXPECT_NE(text.find("2020-02-03T04:05:06Z"), std::string::npos) << text;
}

// Design 3.1.12.
TEST(SignIn, WithCommunicatorSeesANewRootOnlyAfterTheRestart) {
  Device device = PocketPc();
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  Install(device, "contoso-root.cer");
  const auto log_in = [&] { return LogIn(device, "ocs-chain.pem"); };
  const StepResult waits = log_in();
  EXPECT_EQ(waits.outcome, Outcome::kRestartRequired);
  EXPECT_EQ(HeadlineOf(waits), "certificate-waits-for-restart");
  EXPECT_TRUE(waits.restart_required);
  StopProgram(device, kCommunicatorMobile);
  EXPECT_EQ(log_in().outcome, Outcome::kRestartRequired);
  Restart(device);
  EXPECT_EQ(log_in().outcome, Outcome::kSignedIn);
}

TEST(SignIn, ThatFailedLeavesCommunicatorRunningWithItsSnapshot) {
  Device device = PocketPc();
  const StepResult failed = LogIn(device, "ocs-chain.pem");
  ASSERT_EQ(failed.changes.size(), 1U);
  EXPECT_EQ(failed.changes[0].kind, "running");
  EXPECT_TRUE(device.running.contains(kCommunicatorMobile));
  Install(device, "contoso-root.cer");
  EXPECT_EQ(LogIn(device, "ocs-chain.pem").outcome, Outcome::kRestartRequired);
}

TEST(SignIn, WaitsForAnIntermediateToo) {
  Device device = With("contoso-root.cer");
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  Install(device, "contoso-intermediate.cer", kCaStore);
  EXPECT_EQ(LogIn(device, "ocs-no-intermediate.pem").outcome, Outcome::kRestartRequired);
  Restart(device);
  EXPECT_EQ(LogIn(device, "ocs-no-intermediate.pem").outcome, Outcome::kSignedIn);
}

// Design 4: what the client sees fails, and the stores as they are now would succeed.
TEST(SignIn, WaitsAlsoWhereTheSnapshotHasAnotherKeyUnderTheName) {
  Device device = With("renamed-root.cer");
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  Install(device, "contoso-root.cer");
  EXPECT_EQ(LogIn(device, "ocs-direct.pem").outcome, Outcome::kRestartRequired);
  Restart(device);
  EXPECT_EQ(LogIn(device, "ocs-direct.pem").outcome, Outcome::kSignedIn);
}

// What a restart would not repair is not blamed on it.
TEST(SignIn, NamesTheChainsOwnCauseBeforeTheRestart) {
  Device device = PocketPc();
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  Install(device, "contoso-root.cer");
  EXPECT_EQ(HeadlineOf(LogIn(device, "ocs-expired.pem")), "chain-date-invalid");
  EXPECT_EQ(HeadlineOf(LogIn(device, "ocs-chain.pem", "mail.contoso.com")), "chain-host-differs");
  EXPECT_EQ(HeadlineOf(LogIn(device, "ocs-bad-signature.pem")), "chain-signature-invalid");
}

// Design 9.
TEST(SignIn, TrustsARemovedRootUntilTheRestart) {
  Device device = With("contoso-root.cer");
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  StoreRemove(device, SuiteChain("contoso-root.cer").front()->thumbprint, kRootStore, "");
  const StepResult seen = LogIn(device, "ocs-chain.pem");
  EXPECT_EQ(seen.outcome, Outcome::kSignedIn);
  EXPECT_EQ(seen.hints, std::vector<HintId>{HintId::kSeenUntilRestart});
  EXPECT_TRUE(seen.root);
  EXPECT_EQ(HeadlineOf(LogIn(device, "ocs-chain.pem", "ocs.contoso.com", "browser")), "root-not-on-device");
  Restart(device);
  EXPECT_EQ(HeadlineOf(LogIn(device, "ocs-chain.pem")), "root-not-on-device");
}

TEST(SignIn, WithOtherClientsSeesANewRootAtOnce) {
  for (const std::string_view client : {"activesync", "browser"}) {
    Device device = PocketPc();
    StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
    Install(device, "contoso-root.cer");
    const StepResult result = LogIn(device, "ocs-chain.pem", "ocs.contoso.com", client);
    EXPECT_EQ(result.outcome, Outcome::kSignedIn) << client;
    EXPECT_TRUE(result.changes.empty()) << client;
  }
}

TEST(SignIn, WithAShippedRootSaysThatTheSignatureWasNotChecked) {
  Device device = PocketPc();
  const StepResult result = LogIn(device, "public-chain.pem", "www.example.com");
  EXPECT_EQ(result.outcome, Outcome::kSignedIn);
  ASSERT_TRUE(result.root);
  EXPECT_FALSE(result.root->checked);
  EXPECT_EQ(FormatThumbprint(result.root->thumbprint), "23E594945195F2414803B4D564D2A3A3F5D88B8C");
  EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kRootSignatureNotChecked});
}

// Design 3.1.14.
TEST(FindRoot, TellsWhetherTheRootIsOnTheDevice) {
  const Device bare = PocketPc();
  const Device device = With("contoso-root.cer");
  EXPECT_EQ(FindRoot(device, SuiteChain("ocs-chain.pem")).outcome, Outcome::kFound);
  EXPECT_EQ(FindRoot(device, SuiteChain("contoso-root.cer")).outcome, Outcome::kFound);
  EXPECT_EQ(FindRoot(bare, SuiteChain("public-chain.pem")).outcome, Outcome::kFound);
  EXPECT_EQ(FindRoot(bare, SuiteChain("ocs-chain.pem")).outcome, Outcome::kNotFound);
  EXPECT_EQ(FindRoot(bare, SuiteChain("ocs-chain.pem")).wanted_issuer, "C = US, O = Contoso, CN = Contoso Root CA");
  EXPECT_EQ(FindRoot(device, SuiteChain("fabrikam-chain.pem")).outcome, Outcome::kNotFound);
  const StepResult forged = FindRoot(device, SuiteChain("ocs-bad-signature.pem"));
  EXPECT_EQ(forged.outcome, Outcome::kFound);
  EXPECT_EQ(forged.hints, std::vector<HintId>{HintId::kChainSignatureWrong});
}

}  // namespace
}  // namespace wmsim
