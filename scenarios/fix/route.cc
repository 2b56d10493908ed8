#include "scenarios/fix/route.h"

#include <algorithm>
#include <array>

#include "emulator/certificate_tools.h"
#include "scenarios/fix/documents.h"
#include "scenarios/runner/perform.h"

namespace wmsim {
namespace {

using Steps = std::vector<Attempt>;

// What the ways need: the remedy, and the document that carries it.
struct Carried {
  const Remedy& remedy;
  std::string document;
};

Steps WriteRegistry(const Carried& change, std::string_view via, std::string_view signed_by) {
  Steps steps;
  for (const PolicySetting& setting : change.remedy.policies) {
    const PolicyPlace place = PlaceOf(setting.id);
    steps.push_back(MakeAttempt(VerbId::kRegistrySet, {{"key", TextNode(std::string(place.key))},
                                                       {"name", TextNode(place.name)},
                                                       {"dword", ScalarNode(std::to_string(*setting.value))},
                                                       {"via", ScalarNode(std::string(via))}}));
    if (!signed_by.empty()) steps.back().Set("signed-by", ScalarNode(std::string(signed_by)));
  }
  return steps;
}

Attempt Document(const Carried& change, std::string_view origin) {
  return MakeAttempt(VerbId::kProvision,
                     {{"file", TextNode(change.document)}, {"origin", ScalarNode(std::string(origin))}});
}

Steps WithRole(Attempt attempt, const char* role) {
  attempt.Set("role", ScalarNode(role));
  return {std::move(attempt)};
}

Steps UnsignedPackage(const Carried& change) {
  return {MakeAttempt(VerbId::kInstallCab, {{"file", TextNode("change.cab")}, {"signed-by", ScalarNode("none")}}),
          Document(change, "cab")};
}

Steps OpenCertificate(const Carried& change, VerbId tool) {
  return {MakeAttempt(tool, {{"file", TextNode(change.remedy.by_hand.back().Text("file"))}})};
}

// A row per way. `missing` says what a device must have for it and has not.
struct Way {
  Who who;
  std::string_view way;
  bool (*fits)(const Remedy& remedy);
  Steps (*steps)(const Carried& change);
  std::string (*missing)(const Device& device) = nullptr;
};

bool IsOnePolicy(const Remedy& remedy) { return remedy.policies.size() == 1; }
bool IsAny(const Remedy&) { return true; }
bool IsForRoot(const Remedy& remedy) { return remedy.certificate != nullptr && remedy.store == kRootStore; }
bool IsForCertinst(const Remedy& remedy) {
  return remedy.certificate != nullptr && PlacementOf(*remedy.certificate, false) == remedy.store;
}

std::string NoPackageSigner(const Device& device) {
  const auto rows = CertificatesIn(*device.image, device.changes.certificates, kPackageStore);
  const bool has_one = std::ranges::any_of(
      rows, [](const CertificateRows::Row& row) { return Intersects(row.value->role, role::kManager); });
  return has_one ? "" : "no signer in SPC has the MANAGER role";
}

std::string NoPrivilegedSigner(const Device& device) {
  const auto rows = CertificatesIn(*device.image, device.changes.certificates, kPrivilegedStore);
  return rows.empty() ? "the store " + std::string(kPrivilegedStore) + " is empty" : "";
}

constexpr auto kWays = std::to_array<Way>({
    {Who::kUser, "the built-in registry editor", IsOnePolicy,
     [](const Carried& c) { return WriteRegistry(c, "built-in-editor", ""); }},
    {Who::kUser, "a registry editor from elsewhere, unsigned", IsOnePolicy,
     [](const Carried& c) { return WriteRegistry(c, "third-party-editor", "none"); }},
    {Who::kAdministrator, "a registry editor signed by a signer of the privileged store", IsOnePolicy,
     [](const Carried& c) { return WriteRegistry(c, "third-party-editor", "privileged"); }, NoPrivilegedSigner},
    {Who::kUser, "a registry editor on the desktop, over RAPI", IsOnePolicy,
     [](const Carried& c) { return WriteRegistry(c, "rapi", ""); }},
    {Who::kUser, "Certinst", IsForCertinst, [](const Carried& c) { return OpenCertificate(c, VerbId::kCertinst); }},
    {Who::kUser, "SPAddCert, unsigned", IsForRoot,
     [](const Carried& c) { return OpenCertificate(c, VerbId::kSpAddCert); }},
    {Who::kUser, "a provisioning document from the desktop, with RapiConfig", IsAny,
     [](const Carried& c) { return Steps{Document(c, "rapi")}; }},
    {Who::kUser, "a provisioning document in an unsigned package", IsAny, UnsignedPackage},
    {Who::kAdministrator, "a provisioning document in a package whose signer has the role 222 in SPC", IsAny,
     [](const Carried& c) { return WithRole(Document(c, "cab"), "222"); }, NoPackageSigner},
    {Who::kAdministrator, "OMA DM, from a server whose account has the MANAGER role", IsAny,
     [](const Carried& c) { return WithRole(Document(c, "oma-dm"), "8"); }},
    {Who::kOperator, "the operator's trusted provisioning server", IsAny,
     [](const Carried& c) { return Steps{Document(c, "tps")}; }},
});

bool IsMade(const Device& device, const Remedy& remedy) {
  const auto is_in_force = [&](const PolicySetting& setting) {
    return StateOf(device, setting.id).in_force == setting.value;
  };
  const auto place = remedy.certificate != nullptr
                         ? FindCertificate(device, remedy.store, remedy.certificate->thumbprint)
                         : std::nullopt;
  const bool is_stored = remedy.certificate == nullptr || (place && FindStored(device, *place)->role == remedy.role);
  return is_stored && std::ranges::all_of(remedy.policies, is_in_force);
}

// Why a way is closed, tried on a copy of the device; "" where it is open.
std::string WhyClosed(const Problem& problem, const Remedy& remedy, const Steps& steps) {
  Device device = problem.device;
  Surroundings surroundings = problem.surroundings;
  for (const Attempt& attempt : steps) {
    const Result<Step> step = StepOf(attempt);
    if (!step.ok()) return step.error().text;
    const Result<StepResult> result = Perform(device, step.value(), surroundings);
    if (!result.ok()) return result.error().text;
    if (ExitOf(result.value().outcome) == ExitStatus::kYes) continue;
    const RuleInfo* rule = result.value().verdict ? Headline(*result.value().verdict) : nullptr;
    return rule != nullptr ? std::string(rule->id) : std::string(Word(result.value().outcome));
  }
  if (remedy.restarts) Restart(device);
  return IsMade(device, remedy) ? "" : "it has no effect";
}

std::string DocumentName(const Remedy& remedy) {
  if (remedy.certificate != nullptr) return FormatThumbprint(remedy.certificate->thumbprint) + ".xml";
  std::string name = "policies";
  for (const PolicySetting& setting : remedy.policies) {
    name += "-" + std::to_string(static_cast<std::uint32_t>(setting.id)) + "-" + std::to_string(*setting.value);
  }
  return name + ".xml";
}

}  // namespace

std::vector<Route> RoutesOf(Problem& problem, const Remedy& remedy) {
  const bool is_own = remedy.policies.empty() && remedy.certificate == nullptr;
  if (is_own) return {{remedy.who, remedy.way, remedy.closed_by}};
  const std::string document = remedy.certificate != nullptr
                                   ? CertificateDocument({{remedy.certificate, remedy.store, remedy.role}})
                                   : PolicyDocument(remedy.policies);
  const Carried change{remedy, AddMade(problem, DocumentName(remedy), document)};
  std::vector<Route> routes;
  for (const Way& way : kWays) {
    if (!way.fits(remedy)) continue;
    std::string closed_by = way.missing != nullptr ? way.missing(problem.device) : "";
    if (closed_by.empty()) closed_by = WhyClosed(problem, remedy, way.steps(change));
    routes.push_back({way.who, std::string(way.way), std::move(closed_by)});
  }
  return routes;
}

bool UserCan(const std::vector<Route>& routes) {
  return std::ranges::any_of(routes, [](const Route& route) { return route.who == Who::kUser && route.IsOpen(); });
}

}  // namespace wmsim
