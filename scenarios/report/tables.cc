#include "scenarios/report/tables.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "emulator/hint.h"
#include "policy_engine/actions.h"
#include "policy_engine/profile.h"
#include "policy_engine/risk.h"
#include "policy_engine/source.h"
#include "policy_engine/store.h"
#include "scenarios/language/verb.h"
#include "scenarios/report/json.h"

namespace wmsim {
namespace {

using Row = std::vector<std::string>;

std::string S(std::string_view text) { return std::string(text); }
std::string Number(PolicyId id) { return std::to_string(static_cast<std::uint32_t>(id)); }

// "128", "OPERATOR_TPS"; a policy without a value says so in the place of the number.
std::pair<std::string, std::string> DefaultText(const PolicyDefault& policy) {
  if (policy.standing != PolicyStanding::kSet) return {S(Word(policy.standing)), ""};
  const PolicyInfo* info = FindPolicy(policy.id);
  const bool is_mask = info != nullptr && info->kind == PolicyKind::kRoleMask;
  return {std::to_string(policy.value), is_mask ? FormatRoleMask(RoleMask{policy.value}) : ""};
}

Listing AllDevices(bool) {
  Listing listing{{"name", "title"}, {}};
  for (const Profile& profile : Profiles()) listing.rows.push_back({S(profile.name), S(profile.title)});
  return listing;
}

std::optional<Listing> OneDevice(std::string_view name, bool verbose) {
  const Profile* profile = FindProfile(name);
  if (profile == nullptr) return std::nullopt;
  Listing listing{{"id", "policy", "value", "roles", "source"}, {}};
  if (verbose) listing.columns.emplace_back("confidence");
  for (const PolicyDefault& policy : profile->policies) {
    const PolicyInfo* info = FindPolicy(policy.id);
    const auto [value, roles] = DefaultText(policy);
    Row row{Number(policy.id), S(info->name), value, roles, S(policy.source)};
    if (verbose) row.push_back(S(Word(policy.confidence)));
    listing.rows.push_back(std::move(row));
  }
  return listing;
}

Listing AllPolicies(bool) {
  Listing listing{{"id", "name", "kind", "constant", "source"}, {}};
  for (const PolicyInfo& policy : Policies()) {
    listing.rows.push_back(
        {Number(policy.id), S(policy.name), S(Word(policy.kind)), "SECPOLICY_" + S(policy.constant), S(policy.source)});
  }
  return listing;
}

std::optional<Listing> OnePolicy(std::string_view name, bool) {
  const auto id = ParsePolicyId(name);
  const PolicyInfo* policy = id ? FindPolicy(*id) : nullptr;
  if (policy == nullptr) return std::nullopt;
  Listing listing{{"what", "value", "source"}, {}};
  listing.rows = {{"id", Number(policy->id), S(policy->source)},
                  {"name", S(policy->name), S(policy->source)},
                  {"title", S(policy->title), S(policy->source)},
                  {"constant", "SECPOLICY_" + S(policy->constant), S(policy->source)},
                  {"registry value", S(kPoliciesKey) + "\\" + PolicyValueName(policy->id), "ms889564"},
                  {"kind", S(Word(policy->kind)), S(policy->source)},
                  {"values", S(policy->values), S(policy->source)},
                  {"takes effect", S(Word(policy->takes_effect)), S(policy->source)},
                  {"changed by", FormatRoleMask(policy->change_role), S(policy->source)},
                  {"when missing", "the device's default", "dd425351"}};
  for (const Profile& profile : Profiles()) {
    const PolicyDefault* shipped = FindDefault(profile, policy->id);
    if (shipped == nullptr) continue;
    const auto [value, roles] = DefaultText(*shipped);
    listing.rows.push_back({"default of " + S(profile.name), roles.empty() ? value : value + " " + roles,
                            S(shipped->source) + ", " + S(Word(shipped->confidence))});
  }
  return listing;
}

Listing AllRoles(bool) {
  Listing listing{{"bit", "name", "header name", "meaning", "source"}, {}};
  for (const RoleInfo& role : Roles()) {
    listing.rows.push_back(
        {std::to_string(Bits(role.bit)), S(role.name), S(role.header_name), S(role.meaning), S(role.source)});
  }
  return listing;
}

Listing AllStores(bool) {
  Listing listing{{"name", "meaning", "source"}, {}};
  for (const StoreInfo& store : Stores()) listing.rows.push_back({S(store.name), S(store.meaning), S(store.source)});
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

std::string Joined(std::span<const std::string_view> words) {
  std::string joined;
  for (const std::string_view word : words) joined += (joined.empty() ? "" : ", ") + S(word);
  return joined;
}

// The arguments of a verb, and the facts that decide with their classes.
std::optional<Listing> OneVerb(std::string_view name, bool) {
  const VerbInfo* verb = FindVerb(name);
  if (verb == nullptr) return std::nullopt;
  Listing listing{{"what", "name", "meaning", "words"}, {}};
  for (const KeyInfo& key : verb->keys) {
    const std::string what = key.presence == Presence::kRequired ? "argument (required)" : "argument";
    listing.rows.push_back({what, S(key.name), S(key.help), key.words != nullptr ? Joined(key.words()) : ""});
  }
  if (verb->action != nullptr) {
    for (const FieldInfo& field : verb->action->fields) {
      listing.rows.push_back({"fact", S(field.name), S(field.meaning), Joined(field.classes)});
    }
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

// The rows of a listing whose first column (or the one of number `column`) is `name`.
template <Listing (*kAll)(bool), std::size_t kColumn = 0>
std::optional<Listing> RowsNamed(std::string_view name, bool verbose) {
  Listing listing = kAll(verbose);
  std::erase_if(listing.rows, [&](const Row& row) { return row[kColumn] != name; });
  return listing.rows.empty() ? std::nullopt : std::optional(std::move(listing));
}

constexpr auto kListings = std::to_array<ListingInfo>({
    {"devices", "the devices; with a name, its policies", AllDevices, OneDevice},
    {"policies", "the security policies; with an id or a name, all that is known of one", AllPolicies, OnePolicy, 1},
    {"roles", "the security roles", AllRoles, RowsNamed<AllRoles, 1>, 1},
    {"stores", "the certificate stores", AllStores, RowsNamed<AllStores>},
    {"messages", "the texts that people see", AllMessages, RowsNamed<AllMessages>},
    {"rules", "the rules, in order", AllRules, RowsNamed<AllRules, 1>, 1},
    {"verbs", "the verbs of scenarios; with a name, its arguments and facts", AllVerbs, OneVerb},
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

std::string ListingText(const Listing& listing) {
  std::string text;
  for (const Row& row : listing.rows) {
    std::string line;
    for (const std::string& cell : row) {
      if (!cell.empty()) line += (line.empty() ? "" : "  ") + cell;
    }
    text += line + "\n";
  }
  return text;
}

std::string ListingJson(const Listing& listing) {
  auto rows = nlohmann::ordered_json::array();
  for (const Row& row : listing.rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) object[listing.columns[i]] = row[i];
    rows.push_back(std::move(object));
  }
  return JsonText({{"format", 1}, {"rows", std::move(rows)}});
}

std::string ListingMarkdown(const Listing& listing) {
  std::string text;
  const auto add_row = [&](const Row& row) {
    for (const std::string& cell : row) {
      text += "| ";
      for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
      text += " ";
    }
    text += "|\n";
  };
  add_row(listing.columns);
  for (std::size_t i = 0; i < listing.columns.size(); ++i) text += "| --- ";
  text += "|\n";
  for (const Row& row : listing.rows) add_row(row);
  return text;
}

}  // namespace wmsim
