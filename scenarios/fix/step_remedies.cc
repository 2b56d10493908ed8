// Remedies that are another step: other answers, another host, the same thing in another form or with another tool.
#include <algorithm>
#include <array>
#include <filesystem>

#include "emulator/certificate_tools.h"
#include "emulator/configuration_manager.h"
#include "emulator/xml_writer.h"
#include "scenarios/fix/documents.h"
#include "scenarios/fix/remedy.h"

namespace wmsim {
namespace {

std::string NameWith(const std::string& path, std::string_view ending) {
  return std::filesystem::path(path).stem().string() + std::string(ending);
}

bool SaysNo(const Answers& answers) {
  const bool one_no =
      std::ranges::any_of(answers.by_prompt, [](const auto& row) { return row.second != Answer::kYes; });
  return one_no || answers.all.value_or(Answer::kYes) != Answer::kYes;
}

void AddAnswer(const Problem& problem, std::vector<Remedy>& remedies) {
  if (!SaysNo(problem.attempt.answers)) return;
  Remedy remedy;
  remedy.kind = RemedyKind::kAnswer;
  remedy.what = "have the person answer yes";
  remedy.touches = {FieldId::kAnswer};
  remedy.reach = Reach::kThisProgram;
  remedy.change = [](Attempt& attempt) { attempt.answers = {Answer::kYes, {}}; };
  remedy.way = "at the prompt";
  remedies.push_back(std::move(remedy));
}

void AddAsking(const Problem& problem, std::vector<Remedy>& remedies) {
  if (problem.attempt.Text("silent") != "true") return;
  Remedy remedy;
  remedy.kind = RemedyKind::kAnswer;
  remedy.what = "let the installer ask the person";
  remedy.touches = {FieldId::kSilent};
  remedy.reach = Reach::kThisProgram;
  remedy.change = [](Attempt& attempt) { attempt.Drop("silent"); };
  remedy.way = "open the package without the switches that keep the installer quiet";
  remedies.push_back(std::move(remedy));
}

void AddHost(Problem& problem, std::vector<Remedy>& remedies) {
  if (problem.step.verb->id != VerbId::kSignIn || !problem.attempt.Has("host")) return;
  const auto chain = problem.surroundings.caches.files.Chain(problem.attempt.Text("chain"), problem.surroundings.scope);
  if (!chain.ok() || chain.value()->content.empty()) return;
  constexpr std::size_t kMostHosts = 8;
  std::size_t hosts = 0;
  for (const std::string& host : HostsOf(*chain.value()->content.front())) {
    const bool is_name = std::ranges::all_of(host, [](char c) { return c > ' ' && c < '\x7F' && c != '*'; });
    if (!is_name || ++hosts > kMostHosts) continue;
    Remedy remedy;
    remedy.kind = RemedyKind::kHost;
    remedy.what = "enter " + host + ", for which the server's certificate is";
    remedy.slot = "host";
    remedy.touches = {FieldId::kHost, FieldId::kSeenGood};
    remedy.change = [host](Attempt& attempt) { attempt.Set("host", TextNode(host)); };
    remedy.way = "in the client's settings";
    remedies.push_back(std::move(remedy));
  }
}

void AddFormat(Problem& problem, const std::string& wanted, std::string bytes, const std::string& what,
               FieldSet touches, std::vector<Remedy>& remedies) {
  const std::string name = AddMade(problem, wanted, std::move(bytes));
  Remedy remedy;
  remedy.kind = RemedyKind::kFileFormat;
  remedy.what = what;
  remedy.slot = "file";
  remedy.touches = touches;
  remedy.change = [name](Attempt& attempt) { attempt.Set("file", TextNode(name)); };
  remedy.way = "on any desktop";
  remedies.push_back(std::move(remedy));
}

// Everything else than "do this with that": `instead` is done in the place of the step.
void AddTool(const Attempt& instead, const std::string& what, Who who, std::vector<Remedy>& remedies) {
  Remedy remedy;
  remedy.kind = RemedyKind::kTool;
  remedy.what = what;
  remedy.slot = "tool";
  remedy.touches_everything = true;
  remedy.change = [instead](Attempt& attempt) {
    const Answers answers = attempt.answers;
    attempt = instead;
    attempt.answers = answers;
  };
  remedy.instead = instead.verb;
  remedy.who = who;
  remedy.way = "this way itself";
  remedies.push_back(std::move(remedy));
}

// The certificates of the step's file, or none: a .pfx keeps its own to itself.
std::shared_ptr<const Loaded<CertificateFile>> CertificatesOf(Problem& problem) {
  const VerbId verb = problem.step.verb->id;
  if (verb != VerbId::kSpAddCert && verb != VerbId::kCertinst) return nullptr;
  const auto file =
      problem.surroundings.caches.files.Certificate(problem.attempt.Text("file"), problem.surroundings.scope);
  return file.ok() && !file.value()->content.certificates.empty() ? file.value() : nullptr;
}

void AddCertificateSteps(Problem& problem, std::vector<Remedy>& remedies) {
  const auto loaded = CertificatesOf(problem);
  if (loaded == nullptr) return;
  const CertificateFile& file = loaded->content;
  const std::string path = problem.attempt.Text("file");
  if (HoldsOne(file) && file.format != FileFormat::kDer) {
    AddFormat(problem, NameWith(path, ".der.cer"), file.certificates.front()->der,
              "save the certificate in binary (DER) form", {FieldId::kFormat, FieldId::kFormatTaken}, remedies);
  }
  if (problem.step.verb->id == VerbId::kSpAddCert) {
    AddTool(MakeAttempt(VerbId::kCertinst, {{"file", TextNode(path)}}), "open the file with Certinst", Who::kUser,
            remedies);
  } else {
    AddTool(MakeAttempt(VerbId::kSpAddCert, {{"file", TextNode(path)}}), "use SPAddCert", Who::kUser, remedies);
  }
  std::vector<DocumentCertificate> certificates;
  for (const CertificatePtr& certificate : file.certificates) {
    certificates.push_back({certificate, PlacementOf(*certificate, false)});
  }
  const std::string document = AddMade(problem, NameWith(path, ".provisioning.xml"), CertificateDocument(certificates));
  AddTool(MakeAttempt(VerbId::kRapiConfig, {{"file", TextNode(document)}, {"process", ScalarNode("true")}}),
          "send it from a desktop with RapiConfig, in a provisioning document", Who::kUser, remedies);
}

void AddWriters(const Problem& problem, std::vector<Remedy>& remedies) {
  const VerbId verb = problem.step.verb->id;
  if (verb != VerbId::kRegistrySet && verb != VerbId::kRegistryDelete && verb != VerbId::kRegistryImport) return;
  for (const std::string_view via : Words<RegistryWriter>()) {
    if (problem.attempt.Text("via") == via) continue;
    Attempt instead = problem.attempt;
    instead.Set("via", ScalarNode(std::string(via)));
    instead.Drop("signed-by");
    instead.Drop("tool");
    AddTool(instead, "write with " + std::string(via) + " instead", Who::kUser, remedies);
  }
}

// The ways by which documents travel, with the roles of those who have some.
struct Origin {
  DocumentRoute route;
  std::string_view role;
  Who who;
  std::string_view what;
};
constexpr auto kOrigins = std::to_array<Origin>({
    {DocumentRoute::kRapi, "", Who::kUser, "send the document from a desktop with RapiConfig"},
    {DocumentRoute::kCab, "", Who::kUser, "bring the document in an unsigned package"},
    {DocumentRoute::kCab, "222", Who::kAdministrator,
     "bring the document in a package signed with the role 222 in SPC"},
    {DocumentRoute::kPrivilegedProgram, "", Who::kAdministrator, "have a privileged program process the document"},
    {DocumentRoute::kOmaDm, "8", Who::kAdministrator,
     "send the document over OMA DM from a server with the MANAGER role"},
    {DocumentRoute::kTps, "", Who::kOperator, "have the operator's trusted provisioning server send the document"},
});

void AddOrigins(Problem& problem, std::vector<Remedy>& remedies) {
  const VerbId verb = problem.step.verb->id;
  if (verb != VerbId::kProvision && verb != VerbId::kRapiConfig) return;
  const std::string path = problem.attempt.Text("file");
  for (const Origin& origin : kOrigins) {
    const std::string word(Word(origin.route));
    Attempt instead = MakeAttempt(VerbId::kProvision, {{"file", TextNode(path)}, {"origin", ScalarNode(word)}});
    if (!origin.role.empty()) instead.Set("role", ScalarNode(std::string(origin.role)));
    const bool is_same = verb == VerbId::kRapiConfig
                             ? origin.route == DocumentRoute::kRapi
                             : problem.attempt.Text("origin") == word && problem.attempt.Text("role") == origin.role;
    if (!is_same) AddTool(instead, std::string(origin.what), origin.who, remedies);
  }
  const Result<std::string> bytes = ReadInScope(path, problem.surroundings.scope, kMaxTextBytes);
  if (!bytes.ok()) return;
  const Result<XmlDocument> document = ReadXmlDocument(bytes.value());
  if (!document.ok() || WhyNotTaken(document.value(), DocumentRoute::kProgram).empty()) return;
  AddFormat(problem, NameWith(path, ".utf-8.xml"), WriteXml(document.value().root),
            "save the document in UTF-8 without a byte-order mark", {FieldId::kDocumentTaken}, remedies);
}

}  // namespace

void AddStepRemedies(Problem& problem, std::vector<Remedy>& remedies) {
  AddAnswer(problem, remedies);
  AddAsking(problem, remedies);
  AddHost(problem, remedies);
  AddCertificateSteps(problem, remedies);
  AddOrigins(problem, remedies);
  AddWriters(problem, remedies);
}

}  // namespace wmsim
