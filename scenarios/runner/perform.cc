#include "scenarios/runner/perform.h"

#include <algorithm>
#include <cstdlib>

#include "emulator/certificate_tools.h"
#include "emulator/desktop.h"
#include "emulator/package_tools.h"
#include "emulator/program_signature.h"
#include "emulator/program_tools.h"
#include "emulator/provisioning.h"
#include "emulator/rapiconfig.h"
#include "emulator/reg_file.h"
#include "emulator/server_client.h"
#include "emulator/tester.h"
#include "policy_engine/origin.h"
#include "scenarios/language/decode_device.h"
#include "scenarios/runner/state_check.h"

namespace wmsim {
namespace {

using StepOutcome = Result<StepResult>;

std::string FileName(const std::string& path) { return std::filesystem::path(path).filename().string(); }

Error ErrorAt(const Step& step, std::string text) { return {std::move(text), "", step.at.line, step.at.column}; }

Signature SignatureOf(const Entries& arguments, std::string_view key) {
  return ParseWord<Signature>(arguments.Text(key)).value_or(Signature::kNone);
}

bool IsSet(const Entries& arguments, std::string_view flag) {
  const bool* value = arguments.Get<bool>(flag);
  return value != nullptr && *value;
}

// Reads a program and calls `use` with where its signature leads; bytes that are no program are the outcome
// invalid-input.
template <class Use>
StepOutcome WithProgramFile(const Device& device, const std::string& path, const Surroundings& surroundings, Use use) {
  const Result<std::string> bytes = ReadInScope(path, surroundings.scope, kMaxPackageBytes);
  if (!bytes.ok()) return bytes.error();
  const Result<SignedBy> signed_by = SignatureOnDevice(device, bytes.value());
  if (!signed_by.ok()) return InvalidInput(Error{signed_by.error().text, path});
  return use(signed_by.value());
}

// Calls `use` with who signed the program of a step: its file `tool`, or what `declared` says.
template <class Use>
StepOutcome WithTool(const Device& device, const Step& step, std::string_view declared,
                     const Surroundings& surroundings, Use use) {
  if (!step.arguments.Has("tool")) return use(SignedBy(SignatureOf(step.arguments, declared)));
  return WithProgramFile(device, step.arguments.Text("tool"), surroundings, use);
}

// Calls `use` with the program that a step is about: declared, shipped with the device, or a file.
template <class Use>
StepOutcome WithProgram(const Device& device, const Step& step, const Surroundings& surroundings, Use use) {
  const std::string name = step.arguments.Text("name");
  if (step.arguments.Has("signed-by")) return use(Program{name, SignatureOf(step.arguments, "signed-by")});
  if (const ShippedProgram* shipped = FindShippedProgram(name)) return use(Program{name, shipped->signed_by});
  StepOutcome outcome = WithProgramFile(device, name, surroundings, [&](const SignedBy& signed_by) {
    return use(Program{FileName(name), signed_by});
  });
  if (outcome.ok()) return outcome;
  const std::string hint = "; a program that is no file and that devices do not ship needs signed-by";
  return Error{outcome.error().text + hint, outcome.error().file};
}

// Reads the file behind `key` and calls `use` with it; a malformed one is the outcome invalid-input.
template <class Use>
StepOutcome WithCertificateFile(const Step& step, Surroundings& surroundings, Use use) {
  const std::string path = step.arguments.Text("file");
  const auto loaded = surroundings.caches.files.Certificate(path, surroundings.scope);
  if (!loaded.ok()) return loaded.error();
  if (!loaded.value()->problem.empty()) return InvalidInput(loaded.value()->problem);
  return use(loaded.value()->content, FileName(path));
}

template <class Use>
StepOutcome WithChain(const Step& step, Surroundings& surroundings, Use use) {
  const auto loaded = surroundings.caches.files.Chain(step.arguments.Text("chain"), surroundings.scope);
  if (!loaded.ok()) return loaded.error();
  if (!loaded.value()->problem.empty()) return InvalidInput(loaded.value()->problem);
  return use(loaded.value()->content);
}

StepOutcome PerformRegistryWrite(Device& device, const Step& step, const Surroundings& surroundings) {
  const Entries& arguments = step.arguments;
  Diagnostics none("");
  RegistryChange change;
  change.key = arguments.Text("key");
  if (arguments.Has("name")) change.name = arguments.Text("name");
  change.data = DataOf(arguments, {}, none);
  change.removed = step.verb->id == VerbId::kRegistryDelete;
  return WithTool(device, step, "signed-by", surroundings, [&](const SignedBy& signed_by) {
    return RegistryWrite(device, {*ParseWord<RegistryWriter>(arguments.Text("via")), signed_by, change, step.answers});
  });
}

StepOutcome PerformRegistryImport(Device& device, const Step& step, const Surroundings& surroundings) {
  const std::string path = step.arguments.Text("file");
  const Result<std::string> bytes = ReadInScope(path, surroundings.scope, kMaxTextBytes);
  if (!bytes.ok()) return bytes.error();
  const Result<RegFile> file = ReadRegFile(bytes.value(), BadLines::kPassOver);
  if (!file.ok()) return InvalidInput(file.error());
  return WithTool(device, step, "signed-by", surroundings, [&](const SignedBy& signed_by) {
    return RegistryImport(device, {file.value(), FileName(path), *ParseWord<RegistryWriter>(step.arguments.Text("via")),
                                   signed_by, step.answers});
  });
}

StepOutcome PerformRunApp(Device& device, const Step& step, const Surroundings& surroundings) {
  return WithProgram(device, step, surroundings,
                     [&](const Program& program) { return RunApp(device, program, step.answers); });
}

// The program that loads the DLL must run, or there is nothing to decide.
StepOutcome PerformLoadDll(Device& device, const Step& step, const Surroundings& surroundings) {
  const std::string into = step.arguments.Text("into");
  if (!device.running.contains(IdentityOf(into))) {
    return ErrorAt(step, "`" + into + "` is not running: no program loads the DLL (run-app starts one, in a scenario)");
  }
  return WithProgram(device, step, surroundings,
                     [&](const Program& dll) { return LoadDll(device, dll, into, step.answers); });
}

PackageKind KindOfPackage(const Entries& arguments, const std::string& name) {
  const PackageKind by_name = PackageKindOf(name);
  const auto* theme = arguments.Get<bool>("theme");
  if (theme == nullptr) return by_name;
  if (*theme) return PackageKind::kTheme;
  return by_name == PackageKind::kTheme ? PackageKind::kCab : by_name;
}

// A package is declared by who signed it, or is a file.
StepOutcome PerformInstallCab(Device& device, const Step& step, const Surroundings& surroundings) {
  const Entries& arguments = step.arguments;
  const std::string path = arguments.Text("file");
  const std::string name = FileName(path);
  if (name.empty()) return ErrorAt(step, "`" + path + "` names no file");
  const PackageKind kind = KindOfPackage(arguments, name);
  const bool silent = IsSet(arguments, "silent");
  if (!arguments.Has("signed-by")) {
    const Result<std::string> bytes = ReadInScope(path, surroundings.scope, kMaxPackageBytes);
    if (!bytes.ok()) return bytes.error();
    return InstallCab(device, PackageFile{name, bytes.value(), kind, silent}, step.answers);
  }
  const Signature signature = SignatureOf(arguments, "signed-by");
  const auto* role = arguments.Get<RoleMask>("role");
  return InstallCab(device,
                    DeclaredPackage{name, kind, PackageSignatureOf(signature),
                                    role != nullptr ? *role : AdvisedPackageRole(signature), silent},
                    step.answers);
}

StepOutcome PerformRapiCall(Device& device, const Step& step) {
  RapiCallStep call{*ParseWord<RapiCallKind>(step.arguments.Text("what")), step.arguments.Text("target"),
                    SignatureOf(step.arguments, "signed-by")};
  if (call.what == RapiCallKind::kRegistryWrite) call.target = NormalizeKey(call.target).value();
  return RapiCall(device, call);
}

RoleMask GatewayRolesOf(const Step& step) {
  RoleMask roles = role::kNone;
  if (const auto* words = step.arguments.Get<std::vector<std::string>>("gateway")) {
    for (const std::string& word : *words) roles = roles | RoleOf(*ParseWord<Gateway>(word));
  }
  return roles;
}

StepOutcome PerformPushMessage(Device& device, const Step& step) {
  return PushMessage(device, *ParseWord<PushKind>(step.arguments.Text("kind")), GatewayRolesOf(step));
}

StepOutcome PerformProvision(Device& device, const Step& step, const Surroundings& surroundings) {
  const Entries& arguments = step.arguments;
  const Result<std::string> bytes = ReadInScope(arguments.Text("file"), surroundings.scope, kMaxTextBytes);
  if (!bytes.ok()) return bytes.error();
  const auto* role = arguments.Get<RoleMask>("role");
  PushDelivery push;
  push.security = ParseWord<PushSecurity>(arguments.Text("sec")).value_or(PushSecurity::kNone);
  push.signature = ParseWord<PushSignature>(arguments.Text("mac")).value_or(PushSignature::kGood);
  push.pin = ParseWord<EnteredPin>(arguments.Text("pin")).value_or(EnteredPin::kRight);
  push.gateway_roles = GatewayRolesOf(step);
  return Provision(device, {bytes.value(), *ParseWord<DocumentRoute>(arguments.Text("origin")),
                            role != nullptr ? std::optional(*role) : std::nullopt, push});
}

StepOutcome PerformRapiConfig(Device& device, const Step& step, const Surroundings& surroundings) {
  const Result<std::string> bytes = ReadInScope(step.arguments.Text("file"), surroundings.scope, kMaxTextBytes);
  if (!bytes.ok()) return bytes.error();
  std::string arguments = step.arguments.Text("arguments");
  if (IsSet(step.arguments, "process")) arguments += "/P ";
  if (IsSet(step.arguments, "metadata")) arguments += "/M ";
  return RapiConfig(device, {bytes.value(), arguments});
}

// The password that the step gives, itself or in a file (without the line's end), or none.
Result<std::optional<std::string>> PasswordOf(const Step& step, const Surroundings& surroundings) {
  if (const auto* password = step.arguments.Get<std::string>("password")) return std::optional(*password);
  if (!step.arguments.Has("password-file")) return std::optional<std::string>();
  const Result<std::string> text = ReadInScope(step.arguments.Text("password-file"), surroundings.scope, kMaxTextBytes);
  if (!text.ok()) return text.error();
  return std::optional(FirstLine(text.value()));
}

// Calls `use` with what `hash_of` makes of a step's file; bytes that it does not take are the outcome invalid-input.
template <class Use>
StepOutcome WithHash(const Step& step, const Surroundings& surroundings,
                     Result<std::string> (*hash_of)(std::string_view bytes), Use use) {
  const std::string path = step.arguments.Text("file");
  const Result<std::string> bytes = ReadInScope(path, surroundings.scope, kMaxPackageBytes);
  if (!bytes.ok()) return bytes.error();
  const Result<std::string> hash = hash_of(bytes.value());
  return hash.ok() ? use(hash.value(), FileName(path)) : InvalidInput(hash.error());
}

StepOutcome PerformAllow(Device& device, const Step& step, const Surroundings& surroundings) {
  const Trust trust = ParseWord<Trust>(step.arguments.Text("trust")).value_or(Trust::kNormal);
  return WithHash(step, surroundings, HashToAllow, [&](const std::string& hash, const std::string& name) {
    return Allow(device, hash, {name, trust});
  });
}

StepOutcome PerformSignIn(Device& device, const Step& step, Surroundings& surroundings) {
  return WithChain(step, surroundings, [&](const std::vector<CertificatePtr>& chain) {
    const auto* host = step.arguments.Get<std::string>("host");
    const std::string name =
        step.arguments.Has("client") ? step.arguments.Text("client") : ServerClients()[0].name.data();
    const auto client = std::ranges::find(ServerClients(), name, &ServerClient::name);
    return SignIn(device, {chain, host != nullptr ? std::optional(*host) : std::nullopt, *client});
  });
}

StepResult PerformPolicySet(Device& device, const Step& step) {
  const auto& policies = *step.arguments.Get<std::vector<WantedPolicy>>("policies");
  return PolicySet(device, {policies.begin(), policies.end()});
}

StepOutcome PerformStoreAdd(Device& device, const Step& step, Surroundings& surroundings) {
  return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, const std::string&) -> StepOutcome {
    if (!HoldsOne(file)) return Error{"expected a file with one certificate", step.arguments.Text("file")};
    const std::string store = step.arguments.Text("store");
    const std::string part = step.arguments.Text("part");
    if (const auto problem = MissingPart(device, store, part)) return ErrorAt(step, *problem);
    const auto* mask = step.arguments.Get<RoleMask>("role");
    return StoreAdd(device, file.certificates.front(), store, part, mask != nullptr ? *mask : role::kNone);
  });
}

StepOutcome PerformStoreRemove(Device& device, const Step& step) {
  const std::string store = step.arguments.Text("store");
  const std::string part = step.arguments.Text("part");
  if (const auto problem = MissingPart(device, store, part)) return ErrorAt(step, *problem);
  return StoreRemove(device, *step.arguments.Get<Thumbprint>("thumbprint"), store, part);
}

}  // namespace

StepOutcome Perform(Device& device, const Step& step, Surroundings& surroundings) {
  const Entries& arguments = step.arguments;
  switch (step.verb->id) {
    case VerbId::kSpAddCert:
      return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, std::string name) -> StepOutcome {
        return WithTool(device, step, "tool-signed-by", surroundings, [&](const SignedBy& signed_by) {
          return SpAddCert(device, {file, std::move(name), signed_by, step.answers});
        });
      });
    case VerbId::kCertinst:
      return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, std::string name) -> StepOutcome {
        const auto password = PasswordOf(step, surroundings);
        if (!password.ok()) return password.error();
        return Certinst(device, {file, std::move(name), password.value(), step.answers});
      });
    case VerbId::kRegistrySet:
    case VerbId::kRegistryDelete:
      return PerformRegistryWrite(device, step, surroundings);
    case VerbId::kRegistryImport:
      return PerformRegistryImport(device, step, surroundings);
    case VerbId::kRunApp:
      return PerformRunApp(device, step, surroundings);
    case VerbId::kLoadDll:
      return PerformLoadDll(device, step, surroundings);
    case VerbId::kInstallCab:
      return PerformInstallCab(device, step, surroundings);
    case VerbId::kRapiCall:
      return PerformRapiCall(device, step);
    case VerbId::kPushMessage:
      return PerformPushMessage(device, step);
    case VerbId::kRapiConfig:
      return PerformRapiConfig(device, step, surroundings);
    case VerbId::kProvision:
      return PerformProvision(device, step, surroundings);
    case VerbId::kStopApp:
      return StopApp(device, arguments.Text("name"));
    case VerbId::kSignIn:
      return PerformSignIn(device, step, surroundings);
    case VerbId::kFindRoot:
      return WithChain(step, surroundings,
                       [&](const std::vector<CertificatePtr>& chain) { return FindRoot(device, chain); });
    case VerbId::kPolicySet:
      return PerformPolicySet(device, step);
    case VerbId::kStoreAdd:
      return PerformStoreAdd(device, step, surroundings);
    case VerbId::kStoreRemove:
      return PerformStoreRemove(device, step);
    case VerbId::kOperatorRestrict:
      return SetOperatorRestriction(device, true);
    case VerbId::kOperatorUnlock:
      return SetOperatorRestriction(device, false);
    case VerbId::kRevoke:
      return WithHash(step, surroundings, HashToRevoke,
                      [&](const std::string& hash, const std::string&) { return Revoke(device, hash); });
    case VerbId::kAllow:
      return PerformAllow(device, step, surroundings);
    case VerbId::kRemember:
      return Remember(device, arguments.Text("name"));
    case VerbId::kMetabaseSet:
      return MetabaseSet(device, arguments.Text("setting"), MetabaseEntryOf(arguments));
    case VerbId::kSetClock:
      return SetClock(device, *arguments.Get<UnixTime>("time"));
    case VerbId::kRestart:
      return RestartStep(device);
    case VerbId::kHardReset:
      return HardResetStep(device);
    case VerbId::kExpectState:
      return ExpectState(device, arguments, surroundings);
  }
  std::abort();
}

}  // namespace wmsim
