// NIST's path validation tests: where a device decides otherwise, it accepts, and expected/pkits-differences.tsv says
// why. That table was transcribed by hand from the documents; docs/pkits.md shows it. The certificates are kept outside
// the project; without them these tests skip themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/certificate_file.h"
#include "emulator/server_client.h"
#include "emulator/tester.h"
#include "policy_engine/source.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// What is meant to be valid is so from 2010-01-01 to 2030-12-31; what is meant to have expired did so by 2011-01-01,
// and what is not yet valid begins in 2047.
constexpr UnixTime kClock = Utc(2012, 1, 1);

// A path of the suite: the trust anchor, and what a server sends, its own certificate first.
struct Path {
  CertificatePtr anchor;
  std::vector<CertificatePtr> sent;
};

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, ',');) words.push_back(word);
  return words;
}

Path ReadPath(const Columns& row) {
  std::vector<CertificatePtr> root_to_leaf;
  for (const std::string& name : Split(row.at("chain_root_to_leaf"))) {
    auto chain = ReadChain(ReadAll(TestDataPath("pkits/certs/" + name + ".crt")));
    EXPECT_TRUE(chain.ok()) << name;
    if (chain.ok()) root_to_leaf.push_back(chain.value().front());
  }
  return {root_to_leaf.front(), {root_to_leaf.rbegin(), root_to_leaf.rend() - 1}};
}

StepResult SignInOn(std::string_view profile_name, const Path& path) {
  const Profile& profile = *FindProfile(profile_name);
  Device device = Boot(BuildImage(profile, false, {}), Changes{}, kClock);
  StoreAdd(device, path.anchor, kRootStore, "", role::kNone);
  const ServerClient& client = *std::ranges::find(ServerClients(), "activesync", &ServerClient::name);
  return SignIn(device, {path.sent, std::nullopt, client});
}

// Whether `test` is one of the tests that a line of the table names: 4.6 names 4.6.1 and all the others of 4.6.
bool Names(const Columns& line, const std::string& test) {
  return std::ranges::any_of(Split(line.at("tests")),
                             [&](const std::string& name) { return test == name || test.starts_with(name + "."); });
}

std::vector<Columns> Differences() { return ReadTable(SourcePath("tests/expected/pkits-differences.tsv")); }

TEST(Pkits, PathsAreJudgedAsTheSuiteSaysButForTheListedDifferences) {
  const auto index = TestDataPath("pkits/expected.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no path validation tests: set WMSIM_TEST_DATA";
  const auto rows = ReadTable(index);
  ASSERT_EQ(rows.size(), 249U);
  const auto differences = Differences();
  std::vector<int> accepted(differences.size());
  for (const Columns& row : rows) {
    SCOPED_TRACE(row.at("test") + " " + row.at("name"));
    const bool signed_in = SignInOn("guide-pocket-pc", ReadPath(row)).outcome == Outcome::kSignedIn;
    if (row.at("should_validate") == "true") {
      EXPECT_TRUE(signed_in);
      continue;
    }
    if (!signed_in) continue;
    const auto line = std::ranges::find_if(differences, [&](const Columns& l) { return Names(l, row.at("test")); });
    if (line == differences.end()) {
      ADD_FAILURE() << "accepted, and no line says why";
      continue;
    }
    ++accepted[static_cast<std::size_t>(line - differences.begin())];
  }
  for (std::size_t i = 0; i < differences.size(); ++i) {
    EXPECT_EQ(std::to_string(accepted[i]), differences[i].at("accepted")) << differences[i].at("tests");
  }
}

// The suite is signed with SHA-256.
TEST(Pkits, PathsEndAtTheirSignaturesWhereTheDeviceKnowsNoSha2) {
  const auto index = TestDataPath("pkits/expected.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no path validation tests: set WMSIM_TEST_DATA";
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("test") + " " + row.at("name"));
    const StepResult result = SignInOn("wm65-professional", ReadPath(row));
    EXPECT_EQ(result.outcome, Outcome::kSignInFailed);
    if (row.at("should_validate") == "false") continue;
    EXPECT_EQ(Headline(*result.verdict)->id, "chain-hash-unknown");
  }
}

TEST(Pkits, DifferencesStandInTheDocumentation) {
  const std::string page = ReadAll(SourcePath("docs/pkits.md"));
  int accepted = 0;
  for (const Columns& line : Differences()) {
    SCOPED_TRACE(line.at("tests"));
    EXPECT_NE(FindSource(line.at("source")), nullptr);
    EXPECT_GT(std::stoi(line.at("accepted")), 0);
    accepted += std::stoi(line.at("accepted"));
    const std::string row = "| " + line.at("tests") + " | " + line.at("accepted") + " | " + line.at("reason") + " | " +
                            line.at("source") + ", " + line.at("confidence") + " |";
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
  const std::string sum = "judges " + std::to_string(249 - accepted) + " as the suite does";
  EXPECT_NE(page.find(sum), std::string::npos) << sum;
}

}  // namespace
}  // namespace wmsim
