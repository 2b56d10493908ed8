#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "scenarios/fix/answer.h"
#include "scenarios/runner/perform.h"
#include "tests/devices.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

Attempt OnFile(VerbId verb, const std::string& file) { return MakeAttempt(verb, {{"file", TextNode(file)}}); }

class FixTest : public testing::Test {
 protected:
  Surroundings Here() { return {caches_, {SourcePath("scenarios/suite/certs"), std::nullopt, {}}, nullptr}; }

  Problem Try(const Device& device, const Attempt& attempt) {
    auto problem = TryAttempt(device, attempt, Here());
    EXPECT_TRUE(problem.ok()) << (problem.ok() ? "" : problem.error().text);
    return std::move(problem).value();
  }

  // What each fix changes, in one text.
  std::vector<std::string> FixesOf(const Device& device, const Attempt& attempt) {
    Problem problem = Try(device, attempt);
    const FixAnswer answer = AnswerTo(problem);
    std::vector<std::string> texts;
    for (const Fix& fix : answer.fixes.list) {
      std::string text;
      for (const std::size_t i : fix.remedies) text += (text.empty() ? "" : "; ") + answer.remedies[i].what;
      texts.push_back(text);
    }
    return texts;
  }

  bool HasFix(const Device& device, const Attempt& attempt, const std::string& text) {
    return std::ranges::count(FixesOf(device, attempt), text) == 1;
  }

  RunCaches caches_;
};

TEST_F(FixTest, FindsNothingToMendWhereTheStepSucceeds) {
  const Device device = PocketPc({{policy::kGrantManager, 16}});
  Problem problem = Try(device, OnFile(VerbId::kCertinst, "contoso-root.cer"));
  EXPECT_TRUE(Succeeds(problem.result));
  EXPECT_TRUE(AnswerTo(problem).fixes.list.empty());
}

// dd425351: each of these is a way that the guide itself gives.
TEST_F(FixTest, FindsTheWaysOfTheGuide) {
  const Attempt certinst = OnFile(VerbId::kCertinst, "contoso-root.cer");
  EXPECT_TRUE(HasFix(PocketPc(), certinst, "set Grant Manager (4119) to 16 (USER_AUTH)"));
  EXPECT_TRUE(HasFix(PocketPc(), certinst, "set Unsigned Applications (4102) to 1; use SPAddCert"));
  const Attempt spaddcert = OnFile(VerbId::kSpAddCert, "contoso-root.cer");
  EXPECT_TRUE(HasFix(Smartphone(), spaddcert, "set Unsigned Applications (4102) to 1"));
  const Device restricted = Smartphone({}, true);
  EXPECT_TRUE(HasFix(restricted, spaddcert, "have this copy of SPAddCert signed by the mobile operator"));
  EXPECT_TRUE(HasFix(restricted, spaddcert,
                     "set Unsigned Applications (4102) to 1; have the operator lift the restriction of the device"));
}

TEST_F(FixTest, PutsTheMissingRootOfAServerOnTheDevice) {
  const Attempt sign_in = MakeAttempt(VerbId::kSignIn, {{"chain", TextNode("ocs-chain-with-root.pem")}});
  EXPECT_EQ((std::vector<std::string>{"put the certificate of C = US, O = Contoso, CN = Contoso Root CA into ROOT"}),
            FixesOf(PocketPc(), sign_in));
}

TEST_F(FixTest, HasNoAnswerToAChainWhoseRootNobodyHas) {
  const Attempt sign_in = MakeAttempt(VerbId::kSignIn, {{"chain", TextNode("ocs-chain.pem")}});
  EXPECT_TRUE(FixesOf(PocketPc(), sign_in).empty());
}

TEST_F(FixTest, SetsTheClockIntoTheValidityOfAChain) {
  Device device = PocketPc();
  device.clock = *ParseTime("2040-01-01T00:00:00Z");
  const auto fixes = FixesOf(device, MakeAttempt(VerbId::kSignIn, {{"chain", TextNode("ocs-chain-with-root.pem")}}));
  ASSERT_EQ(1U, fixes.size());
  EXPECT_NE(std::string::npos, fixes[0].find("into ROOT; set the clock to 20"));
}

TEST_F(FixTest, RestartsWhereAChangeOnlyWaitsForThat) {
  Device device = BootProfile(WaitingProfile());
  WritePolicy(device, policy::kUnsignedApps, 1);
  const auto fixes = FixesOf(device, OnFile(VerbId::kSpAddCert, "contoso-root.cer"));
  EXPECT_EQ(1, std::ranges::count(fixes, "restart the device"));
  EXPECT_EQ(0, std::ranges::count(fixes, "set Unsigned Applications (4102) to 1"));
}

TEST_F(FixTest, APolicyThatWaitsCountsWithItsRestart) {
  EXPECT_TRUE(HasFix(BootProfile(WaitingProfile()), OnFile(VerbId::kSpAddCert, "contoso-root.cer"),
                     "set Unsigned Applications (4102) to 1"));
}

TEST_F(FixTest, SavesTheCertificateInTheFormThatTheToolReads) {
  const Device device = PocketPc({{policy::kUnsignedApps, 1}});
  EXPECT_TRUE(
      HasFix(device, OnFile(VerbId::kSpAddCert, "contoso-root.b64.cer"), "save the certificate in binary (DER) form"));
}

TEST_F(FixTest, AsksThePersonAgain) {
  Attempt attempt = OnFile(VerbId::kSpAddCert, "contoso-root.cer");
  attempt.answers.all = Answer::kNo;
  EXPECT_TRUE(HasFix(PocketPc({{policy::kUnsignedApps, 1}}), attempt, "have the person answer yes"));
}

// A configuration is no mere policy, but it may do what one does.
TEST_F(FixTest, KnowsConfigurationsOfThePlatformOnly) {
  const auto fixes = FixesOf(PocketPc(), OnFile(VerbId::kSpAddCert, "contoso-root.cer"));
  EXPECT_EQ(1, std::ranges::count(fixes, "put the device into the configuration security-off"));
  EXPECT_EQ(0, std::ranges::count(fixes, "put the device into the configuration smartphone-2003-low"));
}

TEST_F(FixTest, OpensLeastFirst) {
  Problem problem = Try(PocketPc(), OnFile(VerbId::kCertinst, "contoso-root.cer"));
  const FixAnswer answer = AnswerTo(problem);
  const auto& list = answer.fixes.list;
  ASSERT_FALSE(list.empty());
  EXPECT_EQ(Reach::kThisProgram, list.front().reach);
  EXPECT_EQ(Reach::kAdministrator, list.back().reach);
  const auto rank = [](const Fix& fix) { return std::pair(fix.reach, fix.remedies.size()); };
  EXPECT_TRUE(std::ranges::is_sorted(list, {}, rank));
}

// The routes of the guide: by hand in the built-in editor; a third-party editor is itself an unsigned application.
TEST_F(FixTest, TellsWhichWaysAreOpenNow) {
  Problem problem = Try(PocketPc(), OnFile(VerbId::kSpAddCert, "contoso-root.cer"));
  const FixAnswer answer = AnswerTo(problem);
  const auto remedy = std::ranges::find(answer.remedies, "set Unsigned Applications (4102) to 1", &Remedy::what);
  ASSERT_NE(answer.remedies.end(), remedy);
  const auto& routes = answer.routes[static_cast<std::size_t>(remedy - answer.remedies.begin())];
  const auto closed_by = [&](std::string_view way) {
    const auto route = std::ranges::find(routes, way, &Route::way);
    return route != routes.end() ? route->closed_by : "no such way";
  };
  EXPECT_EQ("", closed_by("the built-in registry editor"));
  EXPECT_EQ("unsigned-apps-not-allowed", closed_by("a registry editor from elsewhere, unsigned"));
  EXPECT_EQ("registry-key-protected", closed_by("a registry editor on the desktop, over RAPI"));  // 4097 = 2
  EXPECT_EQ("provisioning-role-too-low", closed_by("a provisioning document from the desktop, with RapiConfig"));
  EXPECT_EQ("", closed_by("the operator's trusted provisioning server"));
  EXPECT_TRUE(AnyUserRoute(answer));
}

TEST_F(FixTest, SaysWhereTheUserCanDoNothing) {
  Problem problem = Try(Smartphone({}, true), OnFile(VerbId::kSpAddCert, "contoso-root.cer"));
  EXPECT_FALSE(AnyUserRoute(AnswerTo(problem)));
}

TEST_F(FixTest, RefusesToMendFiles) {
  for (const char* file : {"garbage.cer", "truncated.cer", "empty.cer"}) {
    const Device device = PocketPc();
    const auto problem = TryAttempt(device, OnFile(VerbId::kCertinst, file), Here());
    ASSERT_FALSE(problem.ok()) << file;
    EXPECT_EQ(file, problem.error().file);
  }
}

// The search against plain enumeration: every set of up to three remedies is tried, and those that succeed without a
// smaller one in them are exactly the fixes.
class FixSearch : public FixTest {
 protected:
  using Set = std::vector<std::size_t>;

  static bool CanBeMade(const std::vector<Remedy>& remedies, const Set& set) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const Remedy& a = remedies[set[i]];
        const Remedy& b = remedies[set[j]];
        const bool mixes = std::set{a.kind, b.kind} == std::set{RemedyKind::kConfiguration, RemedyKind::kPolicy};
        if (mixes || (!a.slot.empty() && a.slot == b.slot)) return false;
      }
    }
    return true;
  }

  bool Works(const Problem& problem, const std::vector<Remedy>& remedies, const Set& set) {
    auto applied = Apply(problem, remedies, set);
    if (!applied) return false;
    const auto step = StepOf(applied->attempt);
    Surroundings surroundings = problem.surroundings;
    if (!step.ok()) return false;
    const auto result = Perform(applied->device, step.value(), surroundings);
    return result.ok() && Succeeds(result.value());
  }

  std::set<Set> EveryMinimalSet(const Problem& problem, const std::vector<Remedy>& remedies, std::size_t most) {
    std::set<Set> found;
    std::vector<Set> level{{}};
    for (std::size_t size = 1; size <= most; ++size) {
      std::vector<Set> next;
      for (const Set& set : level) {
        for (std::size_t i = set.empty() ? 0 : set.back() + 1; i < remedies.size(); ++i) {
          Set larger = set;
          larger.push_back(i);
          const auto is_within = [&](const Set& smaller) { return std::ranges::includes(larger, smaller); };
          if (std::ranges::any_of(found, is_within) || !CanBeMade(remedies, larger)) continue;
          next.push_back(larger);
        }
      }
      for (const Set& set : next) {
        if (Works(problem, remedies, set)) found.insert(set);
      }
      std::erase_if(next, [&](const Set& set) { return found.contains(set); });
      level = std::move(next);
    }
    return found;
  }

  void ExpectEveryMinimalSet(const Device& device, const Attempt& attempt, std::size_t most) {
    Problem problem = Try(device, attempt);
    const auto remedies = RemediesFor(problem);
    std::set<Set> searched;
    for (const Fix& fix : FindFixes(problem, remedies).list) {
      if (fix.remedies.size() <= most) searched.insert(fix.remedies);
    }
    EXPECT_EQ(EveryMinimalSet(problem, remedies, most), searched);
  }
};

TEST_F(FixSearch, IsAsGoodAsTryingEverySet) {
  const Attempt spaddcert = OnFile(VerbId::kSpAddCert, "contoso-root.cer");
  Attempt declined = OnFile(VerbId::kSpAddCert, "contoso-intermediate.pem.cer");
  declined.answers.all = Answer::kTimeout;
  ExpectEveryMinimalSet(PocketPc(), spaddcert, 2);
  ExpectEveryMinimalSet(Smartphone({}, true), spaddcert, 2);
  ExpectEveryMinimalSet(Smartphone({}, true), declined, 2);
  ExpectEveryMinimalSet(BootProfile("wm5-smartphone"), OnFile(VerbId::kCertinst, "contoso-root.cer"), 2);
  ExpectEveryMinimalSet(
      BootWith("wm6-standard", {{policy::kUnsignedCabs, 0}}),
      MakeAttempt(VerbId::kInstallCab, {{"file", TextNode("x.cpf")}, {"signed-by", ScalarNode("none")}}), 3);
  ExpectEveryMinimalSet(BootProfile("wm6-professional"),
                        MakeAttempt(VerbId::kPushMessage, {{"kind", ScalarNode("sl")}}), 3);
  ExpectEveryMinimalSet(BootWith("wm6-classic", {{policy::kRapi, 0}}),
                        MakeAttempt(VerbId::kRapiCall, {{"what", ScalarNode("invoke")}, {"target", TextNode("x.dll")}}),
                        3);
  ExpectEveryMinimalSet(BootProfile("wm6-professional"),
                        MakeAttempt(VerbId::kSignIn, {{"chain", TextNode("ocs-expired.pem")},
                                                      {"host", TextNode("elsewhere.contoso.com")}}),
                        3);
}

}  // namespace
}  // namespace wmsim
