#include "scenarios/report/tables.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "emulator/hint.h"
#include "policy_engine/actions.h"
#include "policy_engine/risk.h"
#include "policy_engine/source.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"
#include "scenarios/report/json.h"
#include "scenarios/report/policy_tables.h"

namespace wmsim {
namespace {

using Row = std::vector<std::string>;

Listing AllRoles(bool) {
  Listing listing{{"bit", "name", "header name", "meaning", "source"}, {}};
  for (const RoleInfo& role : Roles()) {
    listing.rows.push_back(
        {std::to_string(Bits(role.bit)), S(role.name), S(role.header_name), S(role.meaning), S(role.source)});
  }
  return listing;
}

Listing AllMessages(bool) {
  Listing listing{{"id", "wording", "text", "source", "confidence"}, {}};
  for (const MessageInfo& message : Messages()) {
    if (message.id == MessageId::kNone) continue;
    listing.rows.push_back({S(Word(message.id)), message.verbatim ? "verbatim" : "wmsim's own", S(message.text),
                            S(message.source), S(Word(message.confidence))});
  }
  return listing;
}

Listing AllRules(bool) {
  Listing listing{{"action", "rule", "outcome", "message", "reason", "source", "confidence"}, {}};
  for (const Action* action : Actions()) {
    for (const RuleInfo& rule : action->rules) {
      listing.rows.push_back({S(action->name), S(rule.id), S(Word(rule.outcome)), S(Word(rule.message)), S(rule.reason),
                              S(rule.source), S(Word(rule.confidence))});
    }
  }
  return listing;
}

Listing AllVerbs(bool) {
  Listing listing{{"verb", "main", "acts as", "help"}, {}};
  for (const VerbInfo& verb : Verbs()) {
    listing.rows.push_back({S(verb.name), S(verb.main), S(verb.acts_as), S(verb.help)});
  }
  return listing;
}

// The arguments of a verb, and the facts that decide with their classes.
void AddKeys(std::span<const KeyInfo> keys, std::string_view what, Listing& listing) {
  for (const KeyInfo& key : keys) {
    const std::string required = key.presence == Presence::kRequired ? " (required)" : "";
    listing.rows.push_back(
        {S(what) + required, S(key.name), S(key.help), key.words != nullptr ? Joined(key.words()) : S(Word(key.kind))});
  }
}

// A verb, or `expect` and `given`, which stand beside verbs and have keys as well.
std::optional<Listing> OneVerb(std::string_view name, bool) {
  Listing listing{{"what", "name", "meaning", "takes"}, {}};
  if (name == "expect") AddKeys(ExpectElementKeys(), "key", listing);
  if (name == "given") AddKeys(GivenKeys(), "key", listing);
  if (!listing.rows.empty()) return listing;
  const VerbInfo* verb = FindVerb(name);
  if (verb == nullptr) return std::nullopt;
  AddKeys(verb->keys, "argument", listing);
  if (verb->action == nullptr) return listing;
  for (const FieldInfo& field : verb->action->fields) {
    listing.rows.push_back({"fact", S(field.name), S(field.meaning), Joined(field.classes)});
  }
  return listing;
}

Listing AllRisks(bool) {
  Listing listing{{"id", "text", "source"}, {}};
  for (const RiskInfo& risk : Risks()) listing.rows.push_back({S(risk.id), S(risk.text), S(risk.source)});
  return listing;
}

Listing AllHints(bool) {
  Listing listing{{"id", "text", "source", "confidence"}, {}};
  for (const HintInfo& hint : Hints()) {
    listing.rows.push_back({S(Word(hint.id)), S(hint.text), S(hint.source), S(Word(hint.confidence))});
  }
  return listing;
}

std::string AliasesOf(std::string_view key) {
  std::string aliases;
  for (const SourceAlias& alias : SourceAliases()) {
    if (alias.key == key) aliases += (aliases.empty() ? "" : ", ") + S(alias.alias);
  }
  return aliases;
}

Listing AllSources(bool) {
  Listing listing{{"key", "also", "what it is", "where"}, {}};
  for (const SourceInfo& source : Sources()) {
    listing.rows.push_back({S(source.key), AliasesOf(source.key), S(source.title), S(source.location)});
  }
  return listing;
}

std::optional<Listing> OneSource(std::string_view name, bool) {
  const SourceInfo* source = FindSource(name);
  if (source == nullptr) return std::nullopt;
  return Listing{{"key", "also", "what it is", "where"},
                 {{S(source->key), AliasesOf(source->key), S(source->title), S(source->location)}}};
}

constexpr auto kListings = std::to_array<ListingInfo>({
    {"devices", "the devices; with a name, its policies", AllDevices, OneDevice},
    {"policies", "the security policies; with an id or a name, all that is known of one", AllPolicies, OnePolicy, 1},
    {"configurations", "the security configurations; with a name, its policies", AllConfigurations, OneConfiguration},
    {"contradictions", "where documents disagree, and what is followed", AllContradictions, OneContradiction},
    {"roles", "the security roles", AllRoles, RowsNamed<AllRoles, 1>, 1},
    {"origins", "the roles of requests, by where they come from", AllOrigins, RowsNamed<AllOrigins>},
    {"metabase", "the roles that may touch the settings of each provider", AllAccess, RowsNamed<AllAccess>},
    {"stores", "the certificate stores; with a name, its parts and who may write there", AllStores, OneStore},
    {"messages", "the texts that people see", AllMessages, RowsNamed<AllMessages>},
    {"rules", "the rules, in order", AllRules, RowsNamed<AllRules, 1>, 1},
    {"verbs", "the verbs of scenarios; with a name (or expect, given), its arguments and facts", AllVerbs, OneVerb},
    {"risks", "the risks of policy changes", AllRisks, RowsNamed<AllRisks>},
    {"hints", "what wmsim says beside an outcome", AllHints, RowsNamed<AllHints>},
    {"sources", "the documents that rules and facts cite, by key", AllSources, OneSource},
});

}  // namespace

std::span<const ListingInfo> Listings() { return kListings; }

const ListingInfo* FindListing(std::string_view name) {
  const auto listing = std::ranges::find(kListings, name, &ListingInfo::name);
  return listing != kListings.end() ? &*listing : nullptr;
}

}  // namespace wmsim
