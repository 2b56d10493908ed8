#include "policy_engine/alternatives.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "policy_engine/actions.h"

namespace wmsim {
namespace {

Verdict VerdictOn(const SpAddCertFacts& facts) {
  return {&kSpAddCertAction, CellOf(facts), DecideSpAddCert(facts), {}};
}

// Design 4, the first walk: a restricted guide-smartphone, 4102 = 0, an intermediate.
SpAddCertFacts RestrictedSmartphone() {
  SpAddCertFacts facts;
  facts.checked = YesNo::kYes;
  facts.operator_restricted = YesNo::kYes;
  facts.unsigned_apps = Switch::kZero;
  facts.unsigned_prompt = Switch::kZero;
  facts.privileged_apps = Switch::kOne;
  facts.kind = CertificateKind::kIntermediate;
  return facts;
}

// "field=class,class" of each turn, and what stops the step then.
std::vector<std::string> Texts(const Verdict& verdict, const std::vector<Turn>& turns) {
  std::vector<std::string> texts;
  for (const Turn& turn : turns) {
    const FieldInfo& field = verdict.action->fields[turn.field];
    std::string text = std::string(field.name) + "=";
    for (const std::uint8_t value : turn.classes) text += std::string(field.classes[value]) + ",";
    text.pop_back();
    if (turn.stopped_by != nullptr) text += ": " + std::string(turn.stopped_by->id);
    texts.push_back(text);
  }
  return texts;
}

std::size_t RuleNumber(std::string_view id) {
  const auto row = std::ranges::find(kSpAddCertAction.rules, id, &RuleInfo::id);
  return static_cast<std::size_t>(row - kSpAddCertAction.rules.begin());
}

TEST(AlternativesTest, AreEverySingleChangeOfAFact) {
  const Verdict verdict = VerdictOn(RestrictedSmartphone());
  const auto alternatives = Alternatives(verdict);
  std::size_t others = 0;
  for (const FieldInfo& field : kSpAddCertAction.fields) others += field.classes.size() - 1;
  EXPECT_EQ(others, alternatives.size());
  for (const Alternative& alternative : alternatives) {
    Cell cell = verdict.cell;
    EXPECT_NE(cell[alternative.field], alternative.value);
    cell[alternative.field] = alternative.value;
    EXPECT_EQ(kSpAddCertAction.decide(cell), alternative.decision);
  }
}

// dd425351: the restriction is the operator's, and only an SPAddCert that the operator signed works.
TEST(AlternativesTest, TheOperatorsRestrictionIsUnsetByTheOperatorAlone) {
  const Verdict verdict = VerdictOn(RestrictedSmartphone());
  EXPECT_EQ((std::vector<std::string>{"operator-restricted=no: unsigned-apps-not-allowed",
                                      "tool-signed-by=operator: spaddcert-roots-only"}),
            Texts(verdict, WhatUnsets(verdict, RuleNumber("operator-restricted"))));
}

// 4102 = 1, or any signature that does not count as unsigned, or a platform that checks nothing. A signature that is
// broken or revoked only stops the tool another way.
TEST(AlternativesTest, UnsignedToolsAreUnsetBySignaturePolicyOrPlatform) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.operator_restricted = YesNo::kNo;
  facts.kind = CertificateKind::kRoot;
  const Verdict verdict = VerdictOn(facts);
  EXPECT_EQ((std::vector<std::string>{"checked=no", "tool-signed-by=unprivileged,privileged,operator",
                                      "tool-signed-by=invalid: program-signature-invalid",
                                      "tool-signed-by=revoked: program-revoked", "4102=not-honoured,1"}),
            Texts(verdict, WhatUnsets(verdict, RuleNumber("unsigned-apps-not-allowed"))));
}

// A value that is absent and one that is no 1 both count as 0 [ak]: where nothing but the answer differs, nothing helps
// but a yes, a policy, a signature or a platform that asks nothing.
TEST(AlternativesTest, APromptIsUnsetByAYesOrByWhatAsksNothing) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.operator_restricted = YesNo::kNo;
  facts.kind = CertificateKind::kRoot;
  facts.unsigned_apps = Switch::kOne;
  facts.answer = Answer::kNo;
  const Verdict verdict = VerdictOn(facts);
  ASSERT_EQ("unsigned-prompt-declined", Headline(verdict)->id);
  EXPECT_EQ(
      (std::vector<std::string>{
          "checked=no", "tool-signed-by=unprivileged,privileged,operator",
          "tool-signed-by=invalid: program-signature-invalid", "tool-signed-by=revoked: program-revoked",
          "4102=absent,0,other: unsigned-apps-not-allowed", "4122=not-honoured,1", "remembered=yes", "answer=yes"}),
      Texts(verdict, WhatUnsets(verdict, verdict.decision.headline)));
}

// An SPAddCert that the operator signed, for a root.
TEST(AlternativesTest, AStepThatSucceedsIsStoppedByWhatEachRuleReads) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.operator_restricted = YesNo::kNo;
  facts.kind = CertificateKind::kRoot;
  facts.signed_by = Signature::kOperator;
  const Verdict verdict = VerdictOn(facts);
  ASSERT_EQ(nullptr, Headline(verdict));
  EXPECT_EQ(
      (std::vector<std::string>{
          "tool-signed-by=none,unknown: unsigned-apps-not-allowed", "tool-signed-by=invalid: program-signature-invalid",
          "tool-signed-by=revoked: program-revoked", "format=base64,pkcs7,pkcs12: spaddcert-reads-der-only",
          "certificate-kind=intermediate,leaf: spaddcert-roots-only", "already-there=yes: already-there"}),
      Texts(verdict, WhatStops(verdict)));
}

TEST(AlternativesTest, ARuleOfManyFactsIsUnsetByAnyOfThem) {
  SignInFacts facts;
  facts.root_there = facts.hashes_known = facts.signatures_good = YesNo::kYes;
  facts.issuers_good = facts.dates_valid = facts.host_matches = YesNo::kYes;
  const Verdict verdict{&kSignInAction, CellOf(facts), DecideSignIn(facts), {}};
  ASSERT_EQ("certificate-waits-for-restart", Headline(verdict)->id);
  EXPECT_EQ(kSignInAction.fields.size(), WhatUnsets(verdict, verdict.decision.headline).size());
}

}  // namespace
}  // namespace wmsim
