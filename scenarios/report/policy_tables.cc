#include "scenarios/report/policy_tables.h"

#include <algorithm>
#include <iterator>

#include "policy_engine/configuration.h"
#include "policy_engine/contradiction.h"
#include "policy_engine/metabase.h"
#include "policy_engine/origin.h"
#include "policy_engine/profile.h"
#include "policy_engine/reading.h"
#include "policy_engine/store.h"

namespace wmsim {
namespace {

using Row = std::vector<std::string>;

std::string Number(PolicyId id) { return std::to_string(static_cast<std::uint32_t>(id)); }

// "128", "OPERATOR_TPS": a number, and the names of a mask.
std::pair<std::string, std::string> ValueText(PolicyId id, std::uint32_t value) {
  const PolicyInfo* info = FindPolicy(id);
  const bool is_mask = info != nullptr && info->kind == PolicyKind::kRoleMask;
  return {std::to_string(value), is_mask ? FormatRoleMask(RoleMask{value}) : ""};
}

// A policy without a value says so in the place of the number.
std::pair<std::string, std::string> DefaultText(const PolicyDefault& policy) {
  if (policy.standing != PolicyStanding::kSet) return {S(Word(policy.standing)), ""};
  return ValueText(policy.id, policy.value);
}

std::string AssumedWord(Confidence confidence) { return confidence == Confidence::kAssumed ? "assumed" : ""; }

std::string PlatformNames(Platforms platforms) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < Words<Platform>().size(); ++i) {
    if (platforms.Has(static_cast<Platform>(i))) names.push_back(Words<Platform>()[i]);
  }
  return Joined(names);
}

std::string ConstantOf(const PolicyInfo& policy) {
  return policy.constant.empty() ? "" : "SECPOLICY_" + S(policy.constant);
}

// What a policy is, apart from its values and defaults.
std::vector<Row> CatalogueRows(const PolicyInfo& policy) {
  const std::string source = S(policy.sources.front());
  const PolicyPlace place = PlaceOf(policy.id);
  std::vector<Row> rows{{"id", Number(policy.id), source},
                        {"name", S(policy.name), source},
                        {"title", S(policy.title), source},
                        {"constant", ConstantOf(policy).empty() ? "none" : ConstantOf(policy), source},
                        {"registry value", S(place.key) + "\\" + place.name, source},
                        {"kind", S(Word(policy.kind)), source},
                        {"meaning", S(policy.meaning), source}};
  for (const PolicyValue& value : policy.values) {
    rows.push_back({"value " + std::to_string(value.value), S(value.meaning), source});
  }
  rows.push_back({"allowed", std::to_string(policy.least) + " to " + std::to_string(policy.most), source});
  rows.push_back({"when missing", S(Word(policy.when_missing)), S(policy.when_missing_source)});
  rows.push_back({"takes effect", S(Word(policy.takes_effect)), S(policy.takes_effect_source)});
  rows.push_back({"changed by", FormatRoleMask(policy.change_role), S(policy.change_role_source)});
  for (const Profile& profile : Profiles()) {
    const RoleMask role = ChangeRole(profile, policy);
    if (role == policy.change_role) continue;
    rows.push_back({"changed by on " + profile.name, FormatRoleMask(role), S(profile.grant_user_changed_by.source)});
  }
  rows.push_back({"sources", Joined(policy.sources), ""});
  return rows;
}

template <class T>
Row ColumnRow(std::string_view column, const Fact<T>& fact, std::string value) {
  return {"", S(column), std::move(value), "", AssumedWord(fact.confidence), S(fact.source), S(Word(fact.confidence))};
}

std::string YesNoText(bool value) { return value ? "yes" : "no"; }

// What a profile is besides its policies.
std::vector<Row> ColumnsOf(const Profile& profile) {
  const CertinstInfo& certinst = profile.certinst.value;
  std::vector<std::string_view> formats;
  for (const FileFormat format : certinst.formats) formats.push_back(Word(format));
  const std::string installer = "takes " + Joined(formats) + (certinst.roots_only ? ", roots only" : "") +
                                ", into the " + S(certinst.part) + " part";
  return {
      ColumnRow("policy changes at once", profile.policies_at_once, YesNoText(profile.policies_at_once.value)),
      ColumnRow("checks signatures", profile.checks_signatures, YesNoText(profile.checks_signatures.value)),
      ColumnRow("certinst", profile.certinst, certinst.present ? installer : "none"),
      ColumnRow("built-in editor", profile.built_in_editor, YesNoText(profile.built_in_editor.value)),
      ColumnRow("protected keys", profile.protected_keys, Joined(profile.protected_keys.value)),
      ColumnRow("unsigned packages install as", profile.unsigned_packages, S(Word(profile.unsigned_packages.value))),
      ColumnRow("4120 changed by", profile.grant_user_changed_by, FormatRoleMask(profile.grant_user_changed_by.value)),
      ColumnRow("every role", profile.all_roles, std::to_string(Bits(profile.all_roles.value))),
      ColumnRow("knows SHA-2", profile.knows_sha2, YesNoText(profile.knows_sha2.value)),
      ColumnRow("ActiveSync's short codes", profile.internet_codes, YesNoText(profile.internet_codes.value)),
      ColumnRow("wildcard host names", profile.wildcard_hosts, YesNoText(profile.wildcard_hosts.value)),
      ColumnRow("Windows CE", profile.os_version,
                std::to_string(profile.os_version.value.major) + "." + std::to_string(profile.os_version.value.minor)),
      ColumnRow("takes a compressed .cpf", profile.compressed_cpf, YesNoText(profile.compressed_cpf.value)),
      ColumnRow("wants NoUninstall of a .cpf", profile.no_uninstall_wanted,
                YesNoText(profile.no_uninstall_wanted.value)),
      ColumnRow("checks the size of signed cabinets", profile.cabinet_size_checked,
                YesNoText(profile.cabinet_size_checked.value)),
      ColumnRow("installs by _setup.xml", profile.runs_setup, YesNoText(profile.runs_setup.value)),
      ColumnRow("allow-list", profile.allow_list, YesNoText(profile.allow_list.value)),
      ColumnRow("shipped roots", profile.roots, std::to_string(profile.roots.value.size())),
      ColumnRow("places of shipped signers", profile.signers, std::to_string(profile.signers.value.size()))};
}

}  // namespace

Listing AllDevices(bool) {
  Listing listing{{"name", "title"}, {}};
  for (const Profile& profile : Profiles()) listing.rows.push_back({profile.name, profile.title});
  return listing;
}

std::vector<ProfileColumn> ProfileColumns(const Profile& profile) {
  std::vector<ProfileColumn> columns;
  for (Row& row : ColumnsOf(profile)) columns.push_back({std::move(row[1]), std::move(row[2]), std::move(row[5])});
  return columns;
}

std::optional<Listing> OneDevice(std::string_view name, bool verbose) {
  const Profile* profile = FindProfile(name);
  if (profile == nullptr) return std::nullopt;
  Listing listing{{"id", "policy", "value", "roles", "assumed", "source"}, {}};
  if (verbose) listing.columns.emplace_back("confidence");
  for (const PolicyDefault& policy : profile->policies) {
    const auto [value, roles] = DefaultText(policy);
    Row row{Number(policy.id), S(FindPolicy(policy.id)->name), value, roles, AssumedWord(policy.confidence),
            S(policy.source)};
    if (verbose) row.push_back(S(Word(policy.confidence)));
    listing.rows.push_back(std::move(row));
  }
  if (verbose) std::ranges::move(ColumnsOf(*profile), std::back_inserter(listing.rows));
  return listing;
}

Listing AllPolicies(bool) {
  Listing listing{{"id", "name", "kind", "constant", "source"}, {}};
  for (const PolicyInfo& policy : Policies()) {
    listing.rows.push_back(
        {Number(policy.id), S(policy.name), S(Word(policy.kind)), ConstantOf(policy), S(policy.sources.front())});
  }
  return listing;
}

std::optional<Listing> OnePolicy(std::string_view name, bool) {
  const auto id = ParsePolicyId(name);
  const PolicyInfo* policy = id ? FindPolicy(*id) : nullptr;
  if (policy == nullptr) return std::nullopt;
  Listing listing{{"what", "value", "source"}, CatalogueRows(*policy)};
  for (const Profile& profile : Profiles()) {
    const PolicyDefault& shipped = *FindDefault(profile, policy->id);
    const auto [value, roles] = DefaultText(shipped);
    listing.rows.push_back({"default of " + profile.name, roles.empty() ? value : value + " " + roles,
                            S(shipped.source) + ", " + S(Word(shipped.confidence))});
  }
  for (const Contradiction& row : Contradictions()) {
    if (std::ranges::find(row.policies, static_cast<std::uint32_t>(policy->id)) == row.policies.end()) continue;
    listing.rows.push_back({"contradiction " + S(row.id), S(row.followed), "wmsim contradictions " + S(row.id)});
  }
  return listing;
}

Listing AllConfigurations(bool) {
  Listing listing{{"name", "title", "source", "confidence"}, {}};
  for (const Configuration& row : Configurations()) {
    listing.rows.push_back({S(row.name), S(row.title), S(row.source), S(Word(row.confidence))});
  }
  return listing;
}

std::optional<Listing> OneConfiguration(std::string_view name, bool verbose) {
  const Configuration* configuration = FindConfiguration(name);
  if (configuration == nullptr) return std::nullopt;
  Listing listing{{"id", "policy", "value", "roles", "source"}, {}};
  for (const ConfigurationPolicy& policy : configuration->policies) {
    const auto [value, roles] = ValueText(policy.id, policy.value);
    listing.rows.push_back({Number(policy.id), S(FindPolicy(policy.id)->name), value, roles, S(configuration->source)});
  }
  if (!verbose) return listing;
  for (const SignerPlacement& signer : configuration->signers) {
    const std::string role = signer.role == role::kNone ? "" : std::to_string(Bits(signer.role));
    listing.rows.push_back(
        {S(signer.store), S(signer.signer->subject), S(signer.signer->thumbprint), role, S(configuration->source)});
  }
  return listing;
}

Listing AllContradictions(bool) {
  Listing listing{{"id", "about", "readings", "followed"}, {}};
  for (const Contradiction& row : Contradictions()) {
    std::string readings;
    for (const Reading& reading : row.readings) {
      readings += (readings.empty() ? "" : "; ") + S(reading.source) + ": " + S(reading.says);
    }
    listing.rows.push_back({S(row.id), S(row.about), readings, S(row.followed)});
  }
  return listing;
}

std::optional<Listing> OneContradiction(std::string_view name, bool) {
  const Contradiction* row = FindContradiction(name);
  if (row == nullptr) return std::nullopt;
  Listing listing{{"source", "says", "followed by", "a device file"}, {}};
  for (const Reading& reading : row->readings) {
    Platforms followers;
    for (const FollowedReading& followed : row->follows) {
      if (followed.source == reading.source) followers = followers | followed.platforms;
    }
    listing.rows.push_back({S(reading.source), S(reading.says), PlatformNames(followers),
                            CanChoose(row->id, reading.source) ? "may choose it" : ""});
  }
  return listing;
}

Listing AllOrigins(bool) {
  Listing listing{{"origin", "which requests", "mask", "roles", "source", "confidence"}, {}};
  for (const OriginInfo& row : Origins()) {
    const bool is_fixed = row.from == MaskFrom::kRow;
    listing.rows.push_back({S(Word(row.origin)), S(row.when),
                            is_fixed ? std::to_string(Bits(row.mask)) : S(Word(row.from)),
                            is_fixed ? FormatRoleMask(row.mask) : "", S(row.source), S(Word(row.confidence))});
  }
  return listing;
}

Listing AllAccess(bool) {
  Listing listing{{"setting", "access role", "roles", "rw-access", "platforms", "source", "confidence"}, {}};
  for (const AccessRow& row : AccessRows()) {
    const bool is_rest = !listing.rows.empty() && listing.rows.back().front() == row.setting;
    listing.rows.push_back({S(row.setting), std::to_string(Bits(row.access)), FormatRoleMask(row.access),
                            std::to_string(static_cast<int>(row.rw)),
                            row.platforms != platforms::kAll ? PlatformNames(row.platforms)
                            : is_rest                        ? "all others"
                                                             : "all",
                            S(row.source), S(Word(row.confidence))});
  }
  return listing;
}

Listing AllStores(bool) {
  Listing listing{{"name", "meaning", "source"}, {}};
  for (const StoreInfo& store : Stores()) listing.rows.push_back({S(store.name), S(store.meaning), S(store.source)});
  return listing;
}

std::optional<Listing> OneStore(std::string_view name, bool) {
  const StoreInfo* store = FindStore(name);
  if (store == nullptr) return std::nullopt;
  Listing listing{{"store", "part", "written by", "platforms", "source", "confidence"}, {}};
  for (const StorePart& row : StoreParts()) {
    if (row.store != store->name) continue;
    listing.rows.push_back({S(row.store), S(row.part), FormatRoleMask(row.access), PlatformNames(row.platforms),
                            S(row.source), S(Word(row.confidence))});
  }
  return listing;
}

}  // namespace wmsim
