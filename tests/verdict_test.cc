// How a verdict is read: headline, further blockers, prompts and the trace.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using Names = std::vector<std::string_view>;

Verdict VerdictAt(const Action& action, std::uint64_t index) {
  const Cell cell = CellAt(action, index);
  return {&action, cell, action.decide(cell), {}};
}

Verdict VerdictOn(const SpAddCertFacts& facts) {
  return {&kSpAddCertAction, CellOf(facts), DecideSpAddCert(facts), {}};
}

Verdict VerdictOn(const RegistryWriteFacts& facts) {
  return {&kRegistryWriteAction, CellOf(facts), DecideRegistryWrite(facts), {}};
}

Names BlockerIds(const Verdict& verdict) {
  Names ids;
  for (const RuleInfo* rule : Blockers(verdict)) ids.push_back(rule->id);
  return ids;
}

// Calls visit(verdict) for every cell of every action.
template <class Visit>
void ForEachVerdict(Visit visit) {
  for (const Action* action : Actions()) {
    SCOPED_TRACE(action->name);
    for (std::uint64_t index = 0; index < Cells(*action); ++index) {
      visit(VerdictAt(*action, index));
      if (index % 1024 == 0 && testing::Test::HasFailure()) return;
    }
  }
}

// Design 3.2: guide-smartphone, which the operator restricted, with its defaults; an intermediate.
SpAddCertFacts RestrictedSmartphone() {
  SpAddCertFacts facts;
  facts.checked = YesNo::kYes;
  facts.signed_by = Signature::kNone;
  facts.unsigned_apps = Switch::kZero;
  facts.unsigned_prompt = Switch::kZero;
  facts.privileged_apps = Switch::kOne;
  facts.operator_restricted = YesNo::kYes;
  facts.format = FileFormat::kDer;
  facts.kind = CertificateKind::kIntermediate;
  return facts;
}

// Design 3.2: guide-pocket-pc, 00001017 = 16 through a third-party editor.
RegistryWriteFacts ThirdPartyEditor(Switch unsigned_apps) {
  RegistryWriteFacts facts;
  facts.checked = YesNo::kYes;
  facts.signed_by = Signature::kNone;
  facts.unsigned_apps = unsigned_apps;
  facts.unsigned_prompt = Switch::kZero;
  facts.privileged_apps = Switch::kOne;
  facts.writer = RegistryWriter::kThirdPartyEditor;
  facts.tool_present = YesNo::kYes;
  facts.rapi = RapiMode::kRestricted;
  facts.key_protected = YesNo::kYes;
  return facts;
}

TEST(CellOf, HasTheFieldsInTheOrderOfTheAction) {
  SpAddCertFacts facts;
  facts.operator_restricted = YesNo::kYes;
  facts.checked = YesNo::kYes;
  facts.signed_by = Signature::kRevoked;
  facts.unsigned_apps = Switch::kOther;
  facts.unsigned_prompt = Switch::kOne;
  facts.privileged_apps = Switch::kZero;
  facts.remembered = YesNo::kYes;
  facts.answer = Answer::kTimeout;
  facts.format = FileFormat::kPkcs12;
  facts.kind = CertificateKind::kLeaf;
  facts.already_there = YesNo::kYes;
  EXPECT_EQ(CellOf(facts), (Cell{1, 1, 6, 4, 3, 2, 1, 2, 3, 2, 1}));
}

TEST(Headline, IsThereUnlessTheStepSucceeds) {
  ForEachVerdict([](const Verdict& verdict) {
    const RuleInfo* headline = Headline(verdict);
    EXPECT_EQ(headline == nullptr, verdict.decision.fired == 0);
    EXPECT_EQ(verdict.decision.outcome, headline == nullptr ? verdict.action->success : headline->outcome);
  });
}

TEST(Blockers, StandBehindTheHeadlineAndNeverSettle) {
  ForEachVerdict([](const Verdict& verdict) {
    for (const RuleInfo* blocker : Blockers(verdict)) {
      EXPECT_EQ(blocker->weight, Weight::kBlocks) << blocker->id;
      EXPECT_GT(blocker, Headline(verdict)) << blocker->id;
    }
  });
}

TEST(Blockers, LeaveOutASettlingRule) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.kind = CertificateKind::kRoot;
  facts.already_there = YesNo::kYes;
  const Verdict verdict = VerdictOn(facts);
  EXPECT_TRUE(Stops(verdict, kSpAddCertAction.rules.size() - 1));
  EXPECT_EQ(BlockerIds(verdict), Names{"unsigned-apps-not-allowed"});
}

TEST(Prompts, AppearOnlyWhereNoEarlierRuleStops) {
  ForEachVerdict([](const Verdict& verdict) {
    for (const MessageId prompt : Prompts(verdict)) {
      std::size_t row = 0;
      while (row < verdict.action->rules.size() && verdict.action->rules[row].prompt != prompt) ++row;
      ASSERT_LT(row, verdict.action->rules.size());
      EXPECT_EQ(verdict.decision.fired & ((std::uint64_t{1} << row) - 1), 0U);
    }
  });
}

// Design 5: a silent carrier takes the refusing branch, unasked.
bool IsSilentPackage(const Verdict& verdict) {
  if (verdict.action != &kInstallCabAction) return false;
  const auto word = [&](std::string_view name) {
    const auto field = std::ranges::find(verdict.action->fields, name, &FieldInfo::name);
    return field->classes[verdict.cell[static_cast<std::size_t>(field - verdict.action->fields.begin())]];
  };
  return word("package") == "cpf" || word("silent") == "yes";
}

TEST(Prompts, DoNotAppearForSilentPackages) {
  ForEachVerdict([](const Verdict& verdict) {
    const bool asks = !Prompts(verdict).empty();
    EXPECT_FALSE(IsSilentPackage(verdict) && asks);
  });
}

TEST(Prompts, AppearWhereverThePersonDeclined) {
  ForEachVerdict([](const Verdict& verdict) {
    if (verdict.decision.outcome != Outcome::kDeclined || IsSilentPackage(verdict)) return;
    EXPECT_EQ(Prompts(verdict), std::vector<MessageId>{Headline(verdict)->prompt});
  });
}

// Design 4: the loader asks about an unsigned program (4102 = 1, 4122 = 0) that was not accepted before.
TEST(Prompts, OfTheLoaderAreForUnsignedProgramsThatMayRun) {
  for (std::uint64_t index = 0; index < Cells(kRunAppAction); ++index) {
    const Verdict verdict = VerdictAt(kRunAppAction, index);
    const auto word = [&](std::size_t field) { return kRunAppAction.fields[field].classes[verdict.cell[field]]; };
    const bool is_unsigned = word(0) == "yes" && (word(1) == "none" || word(1) == "unknown");  // and is looked at
    const bool may_run = word(2) == "1" || word(2) == "not-honoured";
    const bool asks = word(3) != "1" && word(3) != "not-honoured";
    const bool expected = is_unsigned && may_run && asks && word(5) == "no";
    ASSERT_EQ(!Prompts(verdict).empty(), expected) << index;
  }
}

// Design 4: Certinst asks after the permission check, also about what turns out to be there already.
TEST(Prompts, OfCertinstFollowThePermissionCheck) {
  CertinstFacts facts;
  facts.tool_present = YesNo::kYes;
  facts.needed_role = NeededRole::kManager;
  facts.grants_manager = YesNo::kYes;
  facts.format_taken = YesNo::kYes;
  facts.already_there = YesNo::kYes;
  const auto prompts = [&] { return Prompts({&kCertinstAction, CellOf(facts), DecideCertinst(facts), {}}); };
  EXPECT_EQ(prompts(), std::vector<MessageId>{MessageId::kCertinstConfirm});
  facts.grants_manager = YesNo::kNo;
  EXPECT_TRUE(prompts().empty());
}

TEST(InputText, WritesTheValueWhereThereIsOneAndTheClassElsewhere) {
  CertinstFacts facts;
  Verdict verdict{&kCertinstAction, CellOf(facts), DecideCertinst(facts), {}};
  EXPECT_EQ(InputText(verdict, 2), "Grant Manager (4119) = no");
  verdict.values = {"", "", "128 (OPERATOR_TPS)", "", "", "", "", "", "", ""};
  EXPECT_EQ(InputText(verdict, 2), "Grant Manager (4119) = 128 (OPERATOR_TPS)");
  EXPECT_EQ(InputText(verdict, 1), "needed-role = nothing");
}

// The first of design 4's walks.
TEST(AppendTrace, WritesALinePerRuleOfTheRestrictedSmartphone) {
  std::string text = "before\n";
  AppendTrace(VerdictOn(RestrictedSmartphone()), text);
  EXPECT_EQ(
      text,
      "before\n"
      "  STOPPED  operator-restricted (operator-restricted = yes, tool-signed-by = none) [dd425351, documented]\n"
      "  -        program-revoked (checked = yes, tool-signed-by = none) [aa457919, documented]\n"
      "  -        program-signature-invalid (checked = yes, tool-signed-by = none) [us7434259, documented]\n"
      "  blocker  unsigned-apps-not-allowed (checked = yes, tool-signed-by = none, Unsigned Applications (4102) = 0) "
      "[dd425351, documented]\n"
      "  -        unsigned-prompt-declined (checked = yes, tool-signed-by = none, Unsigned Applications (4102) = 0, "
      "Unsigned Prompt (4122) = 0, remembered = no, answer = yes) [aa458933, documented]\n"
      "  -        spaddcert-reads-der-only (format = der) [kb841060, documented]\n"
      "  blocker  spaddcert-roots-only (certificate-kind = intermediate) [dd425351, documented]\n"
      "  -        root-store-needs-trust (checked = yes, tool-signed-by = none, Privileged Applications (4123) = 1) "
      "[blogfaq, inferred]\n"
      "  -        already-there (already-there = no) [emulator, assumed]\n");
}

TEST(AppendTrace, CallsTheRulesBeforeTheHeadlinePassed) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.operator_restricted = YesNo::kNo;
  std::string text;
  AppendTrace(VerdictOn(facts), text);
  EXPECT_NE(text.find("  passed   program-signature-invalid "), std::string::npos) << text;
  EXPECT_NE(text.find("  STOPPED  unsigned-apps-not-allowed "), std::string::npos) << text;
  EXPECT_NE(text.find("  blocker  spaddcert-roots-only "), std::string::npos) << text;
}

TEST(DecideSpAddCert, RestrictedSmartphoneIsTheHeadlineWith4102AndTheIntermediateBehindIt) {
  const Verdict verdict = VerdictOn(RestrictedSmartphone());
  EXPECT_EQ(verdict.decision.outcome, Outcome::kRefused);
  EXPECT_EQ(Headline(verdict)->id, "operator-restricted");
  EXPECT_EQ(Headline(verdict)->message, MessageId::kSpaddcertDeviceSecured);
  EXPECT_EQ(BlockerIds(verdict), (Names{"unsigned-apps-not-allowed", "spaddcert-roots-only"}));
  EXPECT_TRUE(Prompts(verdict).empty());
}

TEST(DecideSpAddCert, OperatorSignedToolPassesTheRestrictionAndTwoTiers) {
  SpAddCertFacts facts = RestrictedSmartphone();
  facts.kind = CertificateKind::kRoot;
  facts.signed_by = Signature::kOperator;
  facts.privileged_apps = Switch::kZero;
  EXPECT_EQ(DecideSpAddCert(facts).outcome, Outcome::kInstalled);
  for (const Signature other : {Signature::kNone, Signature::kUnknown, Signature::kUnprivileged, Signature::kPrivileged,
                                Signature::kInvalid, Signature::kRevoked}) {
    facts.signed_by = other;
    EXPECT_EQ(Headline(VerdictOn(facts))->id, "operator-restricted") << Word(other);
  }
}

TEST(DecideRegistryWrite, ThirdPartyEditorIsItselfAnUnsignedProgram) {
  const Verdict blocked = VerdictOn(ThirdPartyEditor(Switch::kZero));
  EXPECT_EQ(blocked.decision.outcome, Outcome::kBlocked);
  EXPECT_EQ(Headline(blocked)->id, "unsigned-apps-not-allowed");
  EXPECT_EQ(Headline(blocked)->message, MessageId::kProgramCannotBeOpened);
  EXPECT_TRUE(Prompts(blocked).empty());

  const Verdict allowed = VerdictOn(ThirdPartyEditor(Switch::kOne));
  EXPECT_EQ(allowed.decision.outcome, Outcome::kChanged);
  EXPECT_EQ(Prompts(allowed), std::vector<MessageId>{MessageId::kUnsignedProgramPrompt});
  EXPECT_EQ(TrustOf(ThirdPartyEditor(Switch::kOne)), Trust::kPrivileged);
}

}  // namespace
}  // namespace wmsim
