// An action (SPAddCert adds a certificate, a person edits the registry, ...) as an ordered table of rules.
//
// A rule is a row: what it is called, how the step ends when the rule is the first to stop it, the message, the source,
// and a plain predicate over facts. The predicate is true whenever the rule stands in the way, also when an earlier row
// already did. All rows are evaluated: the first that stops is the headline, the others are the further blockers, those
// before the headline are the rules that were passed.
//
// `run`, `explain`, the listings, the documents and the tests all walk the same tables.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "policy_engine/confidence.h"
#include "policy_engine/field.h"
#include "policy_engine/message.h"
#include "policy_engine/outcome.h"

namespace wmsim {

// How a rule counts when an earlier one stopped the step: a kBlocks rule would still stand in the way; a kSettles rule
// (it is already there) can be the headline, but is never a further blocker.
enum class Weight : std::uint8_t { kBlocks, kSettles };

// What everyone may know of a rule, whatever its facts are.
struct RuleInfo {
  std::string_view id;      // fixed for ever: scenario files and other programs name it
  Outcome outcome;          // of a step whose headline this is
  MessageId message;        // what the person reads then; kNone where the device says nothing
  std::string_view source;  // a key of the table of sources
  Confidence confidence;
  FieldSet reads;           // the facts that the predicate depends on, over all actions that share the rule
  std::string_view reason;  // one clause: why the step stops
  Weight weight = Weight::kBlocks;
  std::uint32_t code = 0;               // the error code that a program sees; 0 where none is known
  MessageId prompt = MessageId::kNone;  // what a rule that asks the person first asks
};

// A rule over facts of type F. `asks` is set for a rule that asks the person first: the prompt appears when no earlier
// rule stops and `asks` is true.
template <class F>
struct Rule : RuleInfo {
  bool (*stops)(const F&);
  bool (*asks)(const F&) = nullptr;
};

// The answer of a table: sixteen bytes, no allocation. `headline` is the index of the first rule that stops, or the
// number of rules when none does; `fired` has a bit for each rule that stops.
struct Decision {
  Outcome outcome;
  std::uint8_t headline;
  std::uint64_t fired;
  bool operator==(const Decision&) const = default;
};

// Decide evaluates every rule of kRules over `facts`.
template <const auto& kRules, Outcome kSuccess, class F>
constexpr Decision Decide(const F& facts) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    constexpr std::array<Outcome, sizeof...(I) + 1> kOutcomes{kRules[I].outcome..., kSuccess};
    const std::uint64_t fired = (std::uint64_t{0} | ... | (std::uint64_t{kRules[I].stops(facts)} << I));
    const std::size_t first = fired == 0 ? sizeof...(I) : static_cast<std::size_t>(std::countr_zero(fired));
    return Decision{kOutcomes[first], static_cast<std::uint8_t>(first), fired};
  }
  (std::make_index_sequence<kRules.size()>{});
}

// The facts of one decision as class numbers, one per field of the action, in the action's order.
inline constexpr std::size_t kMaxFields = 16;
using Cell = std::array<std::uint8_t, kMaxFields>;

// Everything that can be known about one action without knowing its facts' type. The tables live as long as the
// program.
struct Action {
  std::string_view name;
  Outcome success;
  MessageId success_message;
  std::span<const FieldInfo> fields;
  std::span<const RuleInfo> rules;
  Decision (*decide)(const Cell&);                     // the same rules, over class numbers
  MessageId (*prompt)(const Cell&, std::size_t rule);  // what rule number `rule` asks in this cell, or kNone
};

// ActionTable ties the tables of one action together. kFields and kRules are constexpr arrays of Field<F> and Rule<F>.
template <class F, const auto& kFields, const auto& kRules, Outcome kSuccess>
struct ActionTable {
  static_assert(kFields.size() <= kMaxFields && kRules.size() < 64);

  static constexpr Decision DecideFacts(const F& facts) { return Decide<kRules, kSuccess>(facts); }

  static constexpr Cell CellOf(const F& facts) {
    Cell cell{};
    ForEachField([&](auto i) { cell[i] = kFields[i].get(facts); });
    return cell;
  }

  static constexpr F FactsOf(const Cell& cell) {
    F facts{};
    ForEachField([&](auto i) { kFields[i].set(facts, cell[i]); });
    return facts;
  }

  static constexpr Action Make(std::string_view name, MessageId success_message) {
    return {name,
            kSuccess,
            success_message,
            kFieldInfos,
            kRuleInfos,
            [](const Cell& cell) { return DecideFacts(FactsOf(cell)); },
            [](const Cell& cell, std::size_t rule) {
              const auto& row = kRules[rule];
              return row.asks != nullptr && row.asks(FactsOf(cell)) ? row.prompt : MessageId::kNone;
            }};
  }

 private:
  // The number of a field is a constant, so that its get and set compile into the copy of a byte.
  template <class Visit>
  static constexpr void ForEachField(Visit visit) {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(std::integral_constant<std::size_t, I>{}), ...); }
    (std::make_index_sequence<kFields.size()>{});
  }

  template <class Info, const auto& kRows>
  static constexpr auto Slice() {
    std::array<Info, kRows.size()> infos{};
    for (std::size_t i = 0; i < kRows.size(); ++i) infos[i] = kRows[i];
    return infos;
  }
  static constexpr auto kFieldInfos = Slice<FieldInfo, kFields>();
  static constexpr auto kRuleInfos = Slice<RuleInfo, kRules>();
};

// Concat joins tables of rules or fields that several actions share into one.
template <class Row, std::size_t... N>
constexpr auto Concat(const std::array<Row, N>&... tables) {
  std::array<Row, (N + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& table) {
    for (const Row& row : table) all[next++] = row;
  };
  (append(tables), ...);
  return all;
}

// Cells returns the number of cells of `action`: the product of its fields' class counts.
std::uint64_t Cells(const Action& action);

// CellAt returns cell number `index`, counting with the last field fastest. Requires index < Cells(action).
Cell CellAt(const Action& action, std::uint64_t index);

// ForEachCell visits every cell of `action` in the order of CellAt, `visit(const Cell&)`.
template <class Visit>
void ForEachCell(const Action& action, Visit visit) {
  Cell cell{};
  while (true) {
    visit(std::as_const(cell));
    std::size_t field = action.fields.size();
    while (field > 0 && ++cell[field - 1] == action.fields[field - 1].classes.size()) cell[--field] = 0;
    if (field == 0) return;
  }
}

// A decision with what is needed to explain it. `values` are the facts as a person would write them ("128
// (OPERATOR_TPS)"), one per field or none at all; an empty one means that the class's own word says it all.
struct Verdict {
  const Action* action = nullptr;
  Cell cell{};
  Decision decision{};
  std::vector<std::string> values;
};

// Headline returns the rule that decided, or null when nothing stopped the step.
const RuleInfo* Headline(const Verdict& verdict);

// Blockers returns the rules after the headline that would still stand in the way were it gone, in the table's order.
std::vector<const RuleInfo*> Blockers(const Verdict& verdict);

// Stops tells whether rule number `rule` stands in the way.
inline bool Stops(const Verdict& verdict, std::size_t rule) { return ((verdict.decision.fired >> rule) & 1) != 0; }

// Prompts returns what the person is asked on the way to the decision: a prompt appears only if no row before its own
// stops.
std::vector<MessageId> Prompts(const Verdict& verdict);

// InputText writes one fact: "Grant Manager (4119) = 128 (OPERATOR_TPS)", or "tool-signed-by = none".
std::string InputText(const Verdict& verdict, std::size_t field);

// AppendTrace writes a line per rule, in order: whether it was passed, stopped the step, or is a further blocker, and
// the facts that it reads. The text of `wmsim explain`.
void AppendTrace(const Verdict& verdict, std::string& text);

}  // namespace wmsim
