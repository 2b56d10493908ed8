// The tables of rules: what holds of every rule of every action, whatever its facts are.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/actions.h"
#include "policy_engine/source.h"

namespace wmsim {
namespace {

constexpr unsigned kMostFacts = 64;

// Calls visit(action, rule) for every rule of every action.
template <class Visit>
void ForEachRule(Visit visit) {
  for (const Action* action : Actions()) {
    for (const RuleInfo& rule : action->rules) {
      SCOPED_TRACE(std::string(action->name) + " " + std::string(rule.id));
      visit(*action, rule);
    }
  }
}

// For each rule of the action a bit for each field (by number in the action) on which it depends: whether some change
// of that field alone changes whether the rule stops.
std::vector<std::uint64_t> Dependencies(const Action& action) {
  std::vector<std::uint64_t> fired(Cells(action));
  for (std::uint64_t index = 0; index < fired.size(); ++index) {
    fired[index] = action.decide(CellAt(action, index)).fired;
  }
  std::vector<std::uint64_t> depends(action.rules.size());
  std::uint64_t step = 1;  // between two cells that differ by one class of the field
  for (std::size_t field = action.fields.size(); field-- > 0;) {
    const std::uint64_t classes = action.fields[field].classes.size();
    std::uint64_t changed = 0;
    for (std::uint64_t index = 0; index < fired.size(); ++index) {
      if (index / step % classes != 0) changed |= fired[index] ^ fired[index - step];
    }
    for (std::size_t rule = 0; rule < depends.size(); ++rule) depends[rule] |= ((changed >> rule) & 1) << field;
    step *= classes;
  }
  return depends;
}

TEST(EveryAction, HasAsManyCellsAsItsFieldsHaveCombinations) {
  EXPECT_EQ(Cells(kSpAddCertAction), 2U * 2 * 7 * 5 * 5 * 5 * 2 * 3 * 4 * 4 * 2);
  EXPECT_EQ(Cells(kCertinstAction), 2U * 3 * 2 * 2 * 3 * 2 * 2 * 4 * 3 * 2);
  EXPECT_EQ(Cells(kRegistryWriteAction), 4U * 2 * 2 * 7 * 5 * 5 * 5 * 2 * 3 * 6 * 2 * 2);
  EXPECT_EQ(Cells(kRunAppAction), 2U * 7 * 5 * 5 * 5 * 2 * 3);
  EXPECT_EQ(Cells(kLoadDllAction), 2U * 7 * 5 * 5 * 5 * 2 * 3 * 2);
  EXPECT_EQ(Cells(kInstallCabAction), 3U * 2 * 5 * 2 * 4 * 4 * 5 * 2 * 2 * 3 * 6 * 2 * 4);
  EXPECT_EQ(Cells(kRapiCallAction), 6U * 4 * 2 * 7 * 2);
  EXPECT_EQ(Cells(kPushMessageAction), 8U);
  EXPECT_EQ(Cells(kProvisionAction), 2U * 2 * 6 * 2 * 2 * 2 * 4);
  EXPECT_EQ(Cells(kSignInAction), 128U);
}

TEST(EveryAction, CountsItsCellsWithTheLastFieldFastest) {
  EXPECT_EQ(CellAt(kSignInAction, 0), Cell{});
  EXPECT_EQ(CellAt(kSignInAction, 1), (Cell{0, 0, 0, 0, 0, 0, 1}));
  EXPECT_EQ(CellAt(kSignInAction, 2), (Cell{0, 0, 0, 0, 0, 1, 0}));
  EXPECT_EQ(CellAt(kSignInAction, 127), (Cell{1, 1, 1, 1, 1, 1, 1}));
  EXPECT_EQ(CellAt(kCertinstAction, Cells(kCertinstAction) - 1), (Cell{1, 2, 1, 1, 2, 1, 1, 3, 2, 1}));
}

TEST(EveryAction, HasEachCellVisitedOnceInTheOrderOfTheirNumbers) {
  for (const Action* action : Actions()) {
    SCOPED_TRACE(action->name);
    std::uint64_t visited = 0;
    std::uint64_t out_of_order = 0;
    ForEachCell(*action, [&](const Cell& cell) { out_of_order += cell != CellAt(*action, visited++) ? 1 : 0; });
    EXPECT_EQ(Cells(*action), visited);
    EXPECT_EQ(0U, out_of_order);
  }
}

// Design 2 names the classes, and their order is that of the enums.
TEST(EveryAction, SharesTheClassesOfTheDesign) {
  const std::vector<std::string_view> on_off{"not-honoured", "absent", "0", "1", "other"};
  const std::vector<std::string_view> rapi{"not-honoured", "absent", "0", "1", "2", "other"};
  const std::vector<std::string_view> signature{"none",     "unknown", "unprivileged", "privileged",
                                                "operator", "invalid", "revoked"};
  for (const Action* action : Actions()) {
    for (const FieldInfo& field : action->fields) {
      SCOPED_TRACE(std::string(action->name) + " " + std::string(field.name));
      const std::vector<std::string_view> classes(field.classes.begin(), field.classes.end());
      if (field.name == "4102" || field.name == "4122" || field.name == "4123") {
        EXPECT_EQ(classes, on_off);
      }
      if (field.name == "4097") {
        EXPECT_EQ(classes, rapi);
      }
      if (field.id == FieldId::kSignedBy) {
        EXPECT_EQ(classes, signature);
      }
      EXPECT_FALSE(field.meaning.empty());
      EXPECT_FALSE(field.label.empty());
    }
  }
}

TEST(EveryAction, NamesEachFieldOnce) {
  for (const Action* action : Actions()) {
    std::set<std::string_view> names;
    for (const FieldInfo& field : action->fields) EXPECT_TRUE(names.insert(field.name).second) << field.name;
  }
}

// A shared row may name a fact that only some of its actions have, so the union over its actions has to be exact. Rows
// of one id that read other facts are rows of their own.
TEST(EveryRule, ReadsExactlyTheFactsThatItDependsOn) {
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> found;  // by id and reason: a bit per FieldId
  for (const Action* action : Actions()) {
    const std::vector<std::uint64_t> depends = Dependencies(*action);
    for (std::size_t rule = 0; rule < action->rules.size(); ++rule) {
      const RuleInfo& row = action->rules[rule];
      SCOPED_TRACE(std::string(action->name) + " " + std::string(row.id));
      for (std::size_t field = 0; field < action->fields.size(); ++field) {
        const FieldInfo& info = action->fields[field];
        const std::uint64_t depends_on_it = (depends[rule] >> field) & 1;
        EXPECT_EQ(row.reads.Has(info.id), depends_on_it != 0) << info.name;
        found[{row.id, row.reason}] |= depends_on_it << static_cast<unsigned>(info.id);
      }
    }
  }
  ForEachRule([&](const Action&, const RuleInfo& rule) {
    const std::uint64_t facts = found[{rule.id, rule.reason}];
    for (unsigned fact = 0; fact < kMostFacts; ++fact) {
      EXPECT_EQ(rule.reads.Has(static_cast<FieldId>(fact)), ((facts >> fact) & 1) != 0) << "fact " << fact;
    }
  });
}

TEST(EveryRule, HasAnIdOfItsOwnWithinItsTable) {
  for (const Action* action : Actions()) {
    std::set<std::string_view> ids;
    for (const RuleInfo& rule : action->rules) EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
  }
}

TEST(EveryRule, CitesAKnownSourceAndSaysWhy) {
  ForEachRule([](const Action&, const RuleInfo& rule) {
    EXPECT_NE(FindSource(rule.source), nullptr) << rule.source;
    EXPECT_FALSE(rule.reason.empty());
    EXPECT_FALSE(rule.reason.ends_with('.'));
    if (rule.source == "emulator") {
      EXPECT_EQ(rule.confidence, Confidence::kAssumed);
    }
  });
}

// Policies 5.5: no dialog appears on the device for a call over RAPI; sdk-facts 2.3: a message is discarded; a DLL is
// the business of the program that loads it; provisioning 2: who sends a document gets a code and an answer.
const std::set<std::string_view> kSilentRules{
    "rapi-resource-protected",   "rapi-dll-not-allowed",          "push-discarded",
    "dll-trust-too-low",         "provisioning-malformed",        "provisioning-query-over-push",
    "provisioning-role-too-low", "provisioning-provider-unknown", "provisioning-value-invalid"};

// Where the person said no, or nothing was to do, the device has nothing to say.
TEST(EveryRule, ShowsAMessageUnlessThePersonDeclinedOrNothingWasToDo) {
  ForEachRule([](const Action& action, const RuleInfo& rule) {
    const bool is_package = action.name == "install-cab";  // its installer has a dialog for every failure
    const bool nobody_is_told = kSilentRules.contains(rule.id) && !is_package;
    const bool silent = rule.outcome == Outcome::kDeclined || rule.outcome == Outcome::kUnchanged;
    EXPECT_EQ(rule.message == MessageId::kNone, silent || nobody_is_told);
    EXPECT_EQ(rule.prompt != MessageId::kNone, rule.outcome == Outcome::kDeclined);
  });
}

TEST(EveryRule, SettlesOnlyWhereTheEndIsAsWanted) {
  ForEachRule([](const Action&, const RuleInfo& rule) {
    const bool as_wanted = rule.outcome == Outcome::kAlreadyInstalled || rule.outcome == Outcome::kUnchanged;
    EXPECT_EQ(rule.weight == Weight::kSettles, as_wanted);
  });
}

// The loader's ids stand for the installer's rows too, which speak of packages; how a step ends is the same.
TEST(EveryRule, EndsAlikeInEveryActionThatHasIt) {
  ForEachRule([](const Action& action, const RuleInfo& rule) {
    const RuleInfo* first = FindRule(rule.id);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->outcome, rule.outcome);
    EXPECT_EQ(first->confidence, rule.confidence);
    EXPECT_EQ(first->weight, rule.weight);
    if (first->reason != rule.reason) return;
    const bool is_told_elsewhere = action.name == "provision" && kSilentRules.contains(rule.id);
    if (!is_told_elsewhere) {
      EXPECT_EQ(first->message, rule.message);
    }
    EXPECT_EQ(first->source, rule.source);
    EXPECT_EQ(first->code, rule.code);
    EXPECT_EQ(first->prompt, rule.prompt);
  });
}

// Design 4 and 5; policies 5.6; certificates 6.3.
TEST(FindRule, ReturnsTheMessageAndTheErrorCodeOfTheDocuments) {
  struct {
    std::string_view id;
    MessageId message;
    std::uint32_t code;
  } const rows[] = {
      {"operator-restricted", MessageId::kSpaddcertDeviceSecured, 0},
      {"program-signature-invalid", MessageId::kProgramCannotBeOpened, 0x80090006},
      {"unsigned-apps-not-allowed", MessageId::kProgramCannotBeOpened, 0x80090006},
      {"root-store-needs-trust", MessageId::kSpaddcertDeviceSecured, 0},
      {"certinst-needs-manager", MessageId::kCertinstNoPermission, 0},
      {"registry-key-protected", MessageId::kRegistryAccessDenied, 0x80070005},
      {"root-not-on-device", MessageId::kSignInServerNotTrusted, 0x80072F0D},
      {"chain-date-invalid", MessageId::kSignInDateInvalid, 0x80072F05},
      {"chain-host-differs", MessageId::kSignInHostDiffers, 0x80072F06},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.id);
    const RuleInfo* rule = FindRule(row.id);
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->message, row.message);
    EXPECT_EQ(rule->code, row.code);
  }
  EXPECT_EQ(FindRule("program-revoked")->message, MessageId::kProgramCannotBeOpened);
}

TEST(FindRule, KnowsNothingElse) {
  for (const std::string_view id : {"", "-", "none", "Operator-Restricted", "operator-restricted ", "operator"}) {
    EXPECT_EQ(FindRule(id), nullptr) << id;
  }
}

}  // namespace
}  // namespace wmsim
