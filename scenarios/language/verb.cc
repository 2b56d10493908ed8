#include "scenarios/language/verb.h"

#include <algorithm>
#include <array>

#include "emulator/package_tools.h"
#include "emulator/program_signature.h"
#include "policy_engine/actions.h"
#include "policy_engine/origin.h"
#include "policy_engine/profile.h"
#include "policy_engine/program.h"
#include "policy_engine/store.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/decode_device.h"
#include "scenarios/language/words.h"

namespace wmsim {
namespace {

using enum ValueKind;
constexpr Presence kRequired = Presence::kRequired;
constexpr Presence kOptional = Presence::kOptional;

constexpr auto kSpAddCertKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the certificate file", kRequired},
    {"tool-signed-by", kWord, "who signed this copy of SPAddCert (default none)", kOptional, SignatureWords},
    {"tool", kFile, "this copy of SPAddCert itself, a file"},
});

constexpr auto kCertinstKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the certificate file", kRequired},
    {"password", kText, "the password of a .pfx (default: the empty one is tried)"},
    {"password-file", kFile, "a file with the password as its first line"},
});

constexpr auto kRegistrySetKeys = std::to_array<KeyInfo>({
    {"key", kRegistryKey, "the registry key", kRequired},
    {"via", kWord, "who writes", kRequired, RegistryWriterWords},
    {"name", kText, "the value's name; without one the key itself is made"},
    {"dword", kNumber, "the value's data: a number of 32 bits"},
    {"string", kText, "the value's data: text"},
    {"expand", kText, "the value's data: text with %names%"},
    {"multi", kTexts, "the value's data: a list of texts"},
    {"binary", kBytes, "the value's data: hexadecimal digits"},
    {"signed-by", kWord, "who signed the editor or program (default none)", kOptional, SignatureWords},
    {"tool", kFile, "the editor or program itself, a file"},
});

constexpr auto kRegistryDeleteKeys = std::to_array<KeyInfo>({
    {"key", kRegistryKey, "the registry key", kRequired},
    {"via", kWord, "who deletes", kRequired, RegistryWriterWords},
    {"name", kText, "the value's name; without one the key and all below it goes"},
    {"signed-by", kWord, "who signed the editor or program (default none)", kOptional, SignatureWords},
    {"tool", kFile, "the editor or program itself, a file"},
});

constexpr auto kRegistryImportKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the registry file (.reg)", kRequired},
    {"via", kWord, "who imports it", kRequired, RegistryWriterWords},
    {"signed-by", kWord, "who signed the editor or program (default none)", kOptional, SignatureWords},
    {"tool", kFile, "the editor or program itself, a file"},
});

constexpr auto kRunAppKeys = std::to_array<KeyInfo>({
    {"name", kText, "the program: a file, or the name of one that signed-by speaks of or that devices ship", kRequired},
    {"signed-by", kWord, "who signed it, where there is no file", kOptional, SignatureWords},
});

constexpr auto kLoadDllKeys = std::to_array<KeyInfo>({
    {"name", kText, "the DLL: a file, or the name of one that signed-by speaks of", kRequired},
    {"signed-by", kWord, "who signed it, where there is no file", kOptional, SignatureWords},
    {"into", kText, "the running program that loads it", kRequired},
});

constexpr auto kInstallCabKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the package; with signed-by a name, and no file is opened", kRequired},
    {"signed-by", kWord, "who signed it (default: the file's own signature)", kOptional, SignatureWords},
    {"role", kRoleMask,
     "the role mask of its signer in SPC (default as bb416318 advises: 16 for unprivileged, 222 for privileged and "
     "operator)"},
    {"silent", kFlag, "whether the installer shows nothing; a .cpf never shows anything"},
    {"theme", kFlag, "whether it is a theme (default: of a .hme or .tsk yes)"},
});

constexpr auto kRapiCallKeys = std::to_array<KeyInfo>({
    {"what", kWord, "what the desktop asks for", kRequired, RapiCallWords},
    {"target", kText, "the registry key, file, database or DLL", kRequired},
    {"signed-by", kWord, "who signed the DLL to invoke (default none)", kOptional, SignatureWords},
});

constexpr auto kPushMessageKeys = std::to_array<KeyInfo>({
    {"kind", kWord, "sl: load this content; si: there is content", kRequired, PushKindWords},
    {"gateway", kWords, "what the push gateway says of the sender (default nothing)", kOptional, GatewayWords},
});

constexpr auto kProvisionKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the provisioning document", kRequired},
    {"origin", kWord, "how it reaches the device", kRequired, DocumentRouteWords},
    {"role", kRoleMask,
     "of a cab the mask of its signer in SPC (without one it is unsigned), of oma-dm that of the account"},
    {"sec", kWord, "of a push: its security header (default none)", kOptional, PushSecurityWords},
    {"mac", kWord, "of a push: whether its signature fits (default good)", kOptional, PushSignatureWords},
    {"pin", kWord, "of a push: whether the person enters the right PIN (default right)", kOptional, EnteredPinWords},
    {"gateway", kWords, "of a push: what the gateway says of the sender (default nothing)", kOptional, GatewayWords},
});

constexpr auto kMetabaseSetKeys = std::to_array<KeyInfo>({
    {"setting", kText, "the setting's path, such as RAPI\\Windows\\NAME.dll\\*", kRequired},
    {"access-role", kRoleMask, "the roles that may touch it", kRequired},
    {"rw-access", kNumber, "1 read, 2 write, 3 both (default 3)"},
});

constexpr auto kNameKeys = std::to_array<KeyInfo>({
    {"name", kText, "the program", kRequired},
});

constexpr auto kRapiConfigKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the provisioning document", kRequired},
    {"process", kFlag, "/P: carry it out (default: only look at it)"},
    {"metadata", kFlag, "/M: say of each parm who may touch it"},
    {"arguments", kText, "what stands before the file on the command line, in the place of process and metadata"},
});

constexpr auto kRevokeKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the program, package or DER certificate", kRequired},
});

constexpr auto kAllowKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the program or package", kRequired},
    {"trust", kWord, "the trust that it gets (default normal)", kOptional, TrustWords},
});

constexpr auto kSignInKeys = std::to_array<KeyInfo>({
    {"chain", kFile, "what the server presents: its certificate first", kRequired},
    {"host", kText, "the host name that the person entered"},
    {"client", kWord, "the client (default communicator-mobile)", kOptional, ClientWords},
});

constexpr auto kFindRootKeys = std::to_array<KeyInfo>({
    {"chain", kFile, "what the server presents: its certificate first", kRequired},
});

constexpr auto kPolicySetKeys = std::to_array<KeyInfo>({
    {"policies", kPolicies, "the policies and their values", kRequired},
});

constexpr auto kStoreAddKeys = std::to_array<KeyInfo>({
    {"file", kFile, "the certificate file", kRequired},
    {"store", kWord, "the store", kRequired, StoreWords},
    {"part", kWord, "the part of the store (default: its first)", kOptional, PartWords},
    {"role", kRoleMask, "the role mask that goes with it (SPC)"},
});

constexpr auto kStoreRemoveKeys = std::to_array<KeyInfo>({
    {"thumbprint", kThumbprint, "the certificate's thumbprint", kRequired},
    {"store", kWord, "the store", kRequired, StoreWords},
    {"part", kWord, "the part of the store (default: every part)", kOptional, PartWords},
});

constexpr auto kSetClockKeys = std::to_array<KeyInfo>({
    {"time", kTime, "the new time of the device", kRequired},
});

constexpr auto kExpectStateKeys = std::to_array<KeyInfo>({
    {"policies", kPolicies, "values in the registry"},
    {"policies-in-force", kPolicies, "values that decisions use"},
    {"configuration", kWord, "the security configuration, or none", kOptional, ConfigurationOrNoneWords},
    {"registry", kRegistryTree, "registry values and keys"},
    {"stores", kStoreStates, "what stores hold and lack"},
    {"running", kTexts, "the programs that run, all of them"},
    {"remembered", kTexts, "the programs that the person accepted, all of them"},
    {"revoked", kHashes, "the hashes of the loader's revocation list, all of them"},
    {"allowed", kHashes, "the hashes of the allow-list, all of them"},
    {"clock", kTime, "the device's time"},
    {"files", kFileTree, "files on the device: what each holds, folder or absent"},
});

// The arguments that only some routes have.
void CheckProvision(const Entries& entries, Position at, Diagnostics& diagnostics) {
  const std::string origin = entries.Text("origin");
  const bool has_role = origin == Word(DocumentRoute::kCab) || origin == Word(DocumentRoute::kOmaDm);
  if (entries.Has("role") && !has_role) diagnostics.Add(at, "role goes with the origins cab and oma-dm");
  if (origin == Word(DocumentRoute::kOmaDm) && !entries.Has("role")) {
    diagnostics.Add(at, "the origin oma-dm needs `role`, that of the account");
  }
  for (const std::string_view key : {"sec", "mac", "pin", "gateway"}) {
    if (entries.Has(key) && origin != Word(DocumentRoute::kPush)) {
      diagnostics.Add(at, std::string(key) + " goes with the origin push");
    }
  }
}

void CheckRapiConfig(const Entries& entries, Position at, Diagnostics& diagnostics) {
  const bool has_flags = entries.Has("process") || entries.Has("metadata");
  if (has_flags && entries.Has("arguments"))
    diagnostics.Add(at, "arguments stand in the place of process and metadata");
}

void CheckPassword(const Entries& entries, Position at, Diagnostics& diagnostics) {
  if (entries.Has("password") && entries.Has("password-file")) {
    diagnostics.Add(at, "the password is given twice: password and password-file");
  }
}

// A program is declared by who signed it, or is a file.
void CheckTool(const Entries& entries, std::string_view signed_by, Position at, Diagnostics& diagnostics) {
  if (!entries.Has(signed_by) || !entries.Has("tool")) return;
  diagnostics.Add(at, "the signature is given twice: " + std::string(signed_by) + " and tool");
}

void CheckSpAddCert(const Entries& entries, Position at, Diagnostics& diagnostics) {
  CheckTool(entries, "tool-signed-by", at, diagnostics);
}

void CheckWriter(const Entries& entries, Position at, Diagnostics& diagnostics) {
  CheckTool(entries, "signed-by", at, diagnostics);
  const auto via = ParseWord<RegistryWriter>(entries.Text("via"));
  const std::string key = entries.Has("tool") ? "tool" : "signed-by";
  if (!via || !entries.Has(key)) return;
  if (*via == RegistryWriter::kBuiltInEditor || *via == RegistryWriter::kRapi) {
    diagnostics.Add(at, key + " goes with third-party-editor and program; " + entries.Text("via") + " is neither");
  }
}

void CheckRegistrySet(const Entries& entries, Position at, Diagnostics& diagnostics) {
  CheckWriter(entries, at, diagnostics);
  const bool has_data = DataOf(entries, at, diagnostics).has_value();
  const auto is_data = [](const Entry& entry) { return FindKey(kRegistryDataKeys, entry.key->name) != nullptr; };
  const bool any_data = std::ranges::any_of(entries, is_data);
  if (entries.Has("name") && !any_data) {
    diagnostics.Add(at, "the value has no data: dword, string, expand, multi or binary");
  }
  if (!entries.Has("name") && has_data) diagnostics.Add(at, "the data has no value: name is missing");
}

void CheckInstallCab(const Entries& entries, Position at, Diagnostics& diagnostics) {
  const auto signature = ParseWord<Signature>(entries.Text("signed-by"));
  const bool is_known = signature && PackageSignatureOf(*signature) == PackageSignature::kKnown;
  if (entries.Has("role") && !is_known) {
    diagnostics.Add(at, "role goes with signed-by unprivileged, privileged or operator: SPC knows no other signer");
  }
}

void CheckRapiCall(const Entries& entries, Position at, Diagnostics& diagnostics) {
  const bool is_invoke = entries.Text("what") == Word(RapiCallKind::kInvoke);
  if (entries.Has("signed-by") && !is_invoke) diagnostics.Add(at, "signed-by goes with invoke: it speaks of a DLL");
  if (entries.Text("what") != Word(RapiCallKind::kRegistryWrite)) return;
  const Result<std::string> key = NormalizeKey(entries.Text("target"));
  if (!key.ok()) diagnostics.Add(at, key.error().text);
}

// A name without an extension is no file.
void CheckProgram(const Entries& entries, Position at, Diagnostics& diagnostics) {
  const std::string name = entries.Text("name");
  const bool is_file = name.find('.') != std::string::npos;
  if (name.empty() || is_file || entries.Has("signed-by") || FindShippedProgram(name) != nullptr) return;
  diagnostics.Add(at, "signed-by is missing: `" + name + "` is not a program that devices ship");
}

void CheckExpectsSomething(const Entries& entries, Position at, Diagnostics& diagnostics) {
  if (entries.begin() == entries.end()) diagnostics.Add(at, "expect-state says nothing that could differ");
}

constexpr std::string_view kTester = "the tester: no permission is asked";

constexpr auto kVerbs = std::to_array<VerbInfo>({
    {VerbId::kSpAddCert, "spaddcert", "file", kSpAddCertKeys, "the tool's process", "SPAddCert adds a root certificate",
     &kSpAddCertAction, CheckSpAddCert},
    {VerbId::kCertinst, "certinst", "file", kCertinstKeys, "the person (USER_AUTH)",
     "the person opens a certificate file with the built-in installer", &kCertinstAction, CheckPassword},
    {VerbId::kRegistrySet, "registry-set", "key", kRegistrySetKeys, "via",
     "somebody sets a registry value, or makes a key", &kRegistryWriteAction, CheckRegistrySet},
    {VerbId::kRegistryDelete, "registry-delete", "key", kRegistryDeleteKeys, "via",
     "somebody deletes a registry value or key", &kRegistryWriteAction, CheckWriter},
    {VerbId::kRegistryImport, "registry-import", "file", kRegistryImportKeys, "via",
     "somebody imports a registry file: all of it or nothing", &kRegistryWriteAction, CheckWriter},
    {VerbId::kRunApp, "run-app", "name", kRunAppKeys, "the program's process", "the person starts a program",
     &kRunAppAction, CheckProgram},
    {VerbId::kLoadDll, "load-dll", "name", kLoadDllKeys, "the program's process", "a running program loads a DLL",
     &kLoadDllAction, CheckProgram},
    {VerbId::kStopApp, "stop-app", "name", kNameKeys, "the person", "the person ends a program"},
    {VerbId::kInstallCab, "install-cab", "file", kInstallCabKeys, "the signature",
     "the person opens a package: a .cab, a .cpf or a theme", &kInstallCabAction, CheckInstallCab},
    {VerbId::kRapiCall, "rapi-call", "what", kRapiCallKeys, "RAPI", "a desktop calls the device", &kRapiCallAction,
     CheckRapiCall},
    {VerbId::kPushMessage, "push-message", "", kPushMessageKeys, "push", "a service message arrives",
     &kPushMessageAction},
    {VerbId::kProvision, "provision", "file", kProvisionKeys, "origin", "a provisioning document reaches the device",
     &kProvisionAction, CheckProvision},
    {VerbId::kRapiConfig, "rapiconfig", "file", kRapiConfigKeys, "RAPI",
     "RapiConfig on a desktop sends a provisioning document", &kProvisionAction, CheckRapiConfig},
    {VerbId::kSignIn, "sign-in", "chain", kSignInKeys, "the client", "a client signs in to a server", &kSignInAction},
    {VerbId::kFindRoot, "find-root", "chain", kFindRootKeys, "nobody",
     "whether the root of a server's chain is on the device"},
    {VerbId::kPolicySet, "policy-set", "policies", kPolicySetKeys, kTester, "set policies in the registry"},
    {VerbId::kStoreAdd, "store-add", "file", kStoreAddKeys, kTester, "put a certificate into a store"},
    {VerbId::kStoreRemove, "store-remove", "thumbprint", kStoreRemoveKeys, kTester,
     "take a certificate out of a store"},
    {VerbId::kOperatorRestrict, "operator-restrict", "", {}, kTester, "the operator restricts the device"},
    {VerbId::kOperatorUnlock, "operator-unlock", "", {}, kTester, "the operator lifts the restriction"},
    {VerbId::kRevoke, "revoke", "file", kRevokeKeys, kTester, "put a file or certificate on the revocation list"},
    {VerbId::kRemember, "remember", "name", kNameKeys, kTester, "put a program on the prompt exclusion list"},
    {VerbId::kAllow, "allow", "file", kAllowKeys, kTester, "put an unsigned file on the allow-list of 6.1 and later"},
    {VerbId::kMetabaseSet, "metabase-set", "", kMetabaseSetKeys, kTester, "say which roles may touch a setting",
     nullptr, CheckMetabaseEntry},
    {VerbId::kSetClock, "set-clock", "time", kSetClockKeys, kTester, "set the device's clock"},
    {VerbId::kRestart, "restart", "", {}, kTester, "turn the device off and on"},
    {VerbId::kHardReset, "hard-reset", "", {}, kTester, "back to the state of the factory"},
    {VerbId::kExpectState, "expect-state", "", kExpectStateKeys, kTester, "compare the device's state", nullptr,
     CheckExpectsSomething},
});

constexpr bool IndexedById() {
  for (std::size_t i = 0; i < kVerbs.size(); ++i) {
    if (kVerbs[i].id != static_cast<VerbId>(i)) return false;
  }
  return true;
}
static_assert(IndexedById());

// The main argument's own form is a mapping only for policies: then the mapping is the argument.
bool IsMainAlone(const KeyInfo& main, const Node& node) {
  return node.kind != NodeKind::kMapping || main.kind == kPolicies;
}

}  // namespace

std::span<const VerbInfo> Verbs() { return kVerbs; }

const VerbInfo* FindVerb(std::string_view name) {
  const auto verb = std::ranges::find(kVerbs, name, &VerbInfo::name);
  return verb != kVerbs.end() ? &*verb : nullptr;
}

std::vector<std::string_view> VerbWords() {
  std::vector<std::string_view> names;
  for (const VerbInfo& verb : kVerbs) names.push_back(verb.name);
  return names;
}

Entries DecodeArguments(const VerbInfo& verb, const Node& node, Position verb_at, Diagnostics& diagnostics) {
  if (verb.keys.empty()) {
    const bool is_null = node.kind == NodeKind::kScalar && node.plain && (node.text == "null" || node.text == "~");
    if (!node.IsEmpty() && !is_null) diagnostics.Add(node.at, std::string(verb.name) + " takes no argument");
    return {};
  }
  const KeyInfo* main = FindKey(verb.keys, verb.main);
  Node arguments = node;
  if (main != nullptr && IsMainAlone(*main, node)) {
    arguments = MappingNode({{std::string(main->name), node}});
    arguments.at = verb_at;
  }
  const std::size_t errors_before = diagnostics.list().size();
  Entries entries = DecodeMapping(arguments, verb.keys, diagnostics);
  const bool readable = diagnostics.list().size() == errors_before;
  if (readable && verb.check != nullptr) verb.check(entries, verb_at, diagnostics);
  return entries;
}

}  // namespace wmsim
