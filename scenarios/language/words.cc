#include "scenarios/language/words.h"

#include <algorithm>
#include <span>

#include "policy_engine/actions.h"
#include "policy_engine/configuration.h"
#include "policy_engine/origin.h"
#include "policy_engine/profile.h"
#include "policy_engine/program.h"
#include "policy_engine/risk.h"
#include "policy_engine/store.h"

namespace wmsim {
namespace {

using List = std::vector<std::string_view>;

template <class E>
List WordsOf() {
  const auto words = Words<E>();
  return {words.begin(), words.end()};
}

template <class Row>
List NamesOf(std::span<const Row> rows) {
  List names;
  for (const Row& row : rows) names.push_back(row.name);
  return names;
}

List OrNone(List words) {
  words.push_back("none");
  return words;
}

}  // namespace

List DeviceWords() { return NamesOf(Profiles()); }
List OutcomeWords() { return WordsOf<Outcome>(); }

List RuleWords() {
  List ids;
  for (const Action* action : Actions()) {
    for (const RuleInfo& rule : action->rules) {
      if (std::ranges::find(ids, rule.id) == ids.end()) ids.push_back(rule.id);
    }
  }
  return ids;
}

List RuleOrNoneWords() { return OrNone(RuleWords()); }

List MessageWords() { return WordsOf<MessageId>(); }

List PromptWords() {
  List ids;
  for (const Action* action : Actions()) {
    for (const RuleInfo& rule : action->rules) {
      const bool asks = rule.prompt != MessageId::kNone;
      if (asks && std::ranges::find(ids, Word(rule.prompt)) == ids.end()) ids.push_back(Word(rule.prompt));
    }
  }
  return ids;
}

List RiskWords() {
  List ids;
  for (const RiskInfo& risk : Risks()) ids.push_back(risk.id);
  return ids;
}

List StoreWords() { return NamesOf(Stores()); }
List PartWords() { return {kSystemPart, kUserPart}; }
List StoreOrNoneWords() { return OrNone(StoreWords()); }
List PartOrNoneWords() { return OrNone(PartWords()); }
List TrustOrNoneWords() { return OrNone(WordsOf<Trust>()); }
List ConfigurationWords() { return NamesOf(Configurations()); }
List ConfigurationOrNoneWords() { return OrNone(ConfigurationWords()); }
List RapiCallWords() { return WordsOf<RapiCallKind>(); }
List PushKindWords() { return WordsOf<PushKind>(); }
List GatewayWords() { return WordsOf<Gateway>(); }
List DocumentRouteWords() { return WordsOf<DocumentRoute>(); }
List PushSecurityWords() { return WordsOf<PushSecurity>(); }
List PushSignatureWords() { return WordsOf<PushSignature>(); }
List EnteredPinWords() { return WordsOf<EnteredPin>(); }
List SignatureWords() { return WordsOf<Signature>(); }
List TrustWords() { return WordsOf<Trust>(); }
List RegistryWriterWords() { return WordsOf<RegistryWriter>(); }
List ClientWords() { return NamesOf(ServerClients()); }
List ProgramWords() { return NamesOf(ShippedPrograms()); }
List AnswersModeWords() { return {"required", "optional"}; }

}  // namespace wmsim
