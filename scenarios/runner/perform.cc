#include "scenarios/runner/perform.h"

#include <algorithm>
#include <cstdlib>

#include "emulator/certificate_tools.h"
#include "emulator/program_tools.h"
#include "emulator/server_client.h"
#include "emulator/tester.h"
#include "scenarios/language/decode_device.h"
#include "scenarios/runner/state_check.h"

namespace wmsim {
namespace {

using StepOutcome = Result<StepResult>;

std::string FileName(const std::string& path) { return std::filesystem::path(path).filename().string(); }

Signature SignatureOf(const Entries& arguments, std::string_view key) {
  return ParseWord<Signature>(arguments.Text(key)).value_or(Signature::kNone);
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

RegistryWriteStep RegistryStep(const Step& step) {
  const Entries& arguments = step.arguments;
  Diagnostics none("");
  RegistryWriteStep write;
  write.via = *ParseWord<RegistryWriter>(arguments.Text("via"));
  write.signed_by = SignatureOf(arguments, "signed-by");
  write.key = arguments.Text("key");
  if (arguments.Has("name")) write.name = arguments.Text("name");
  write.data = DataOf(arguments, {}, none);
  write.answers = step.answers;
  return write;
}

StepOutcome PerformRunApp(Device& device, const Step& step) {
  Program program{step.arguments.Text("name"), SignatureOf(step.arguments, "signed-by")};
  const ShippedProgram* shipped = FindShippedProgram(program.name);
  if (shipped != nullptr && !step.arguments.Has("signed-by")) program.signed_by = shipped->signed_by;
  return RunApp(device, program, step.answers);
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

StepOutcome PerformStoreAdd(Device& device, const Step& step, Surroundings& surroundings) {
  return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, const std::string&) -> StepOutcome {
    if (file.certificates.empty()) return Error{"expected a file with one certificate", step.arguments.Text("file")};
    const auto* mask = step.arguments.Get<RoleMask>("role");
    return StoreAdd(device, file.certificates.front(), step.arguments.Text("store"),
                    mask != nullptr ? *mask : role::kNone);
  });
}

}  // namespace

StepOutcome Perform(Device& device, const Step& step, Surroundings& surroundings) {
  const Entries& arguments = step.arguments;
  switch (step.verb->id) {
    case VerbId::kSpAddCert:
      return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, std::string name) {
        return SpAddCert(device, {file, std::move(name), SignatureOf(arguments, "tool-signed-by"), step.answers});
      });
    case VerbId::kCertinst:
      return WithCertificateFile(step, surroundings, [&](const CertificateFile& file, std::string name) {
        return Certinst(device, {file, std::move(name), step.answers});
      });
    case VerbId::kRegistrySet:
      return RegistrySet(device, RegistryStep(step));
    case VerbId::kRegistryDelete:
      return RegistryDelete(device, RegistryStep(step));
    case VerbId::kRunApp:
      return PerformRunApp(device, step);
    case VerbId::kStopApp:
      return StopApp(device, arguments.Text("name"));
    case VerbId::kSignIn:
      return PerformSignIn(device, step, surroundings);
    case VerbId::kFindRoot:
      return WithChain(step, surroundings,
                       [&](const std::vector<CertificatePtr>& chain) { return FindRoot(device, chain); });
    case VerbId::kPolicySet:
      return PolicySet(device, *arguments.Get<std::vector<PolicySetting>>("policies"));
    case VerbId::kStoreAdd:
      return PerformStoreAdd(device, step, surroundings);
    case VerbId::kStoreRemove:
      return StoreRemove(device, *arguments.Get<Thumbprint>("thumbprint"), arguments.Text("store"));
    case VerbId::kOperatorRestrict:
      return SetOperatorRestriction(device, true);
    case VerbId::kOperatorUnlock:
      return SetOperatorRestriction(device, false);
    case VerbId::kRemember:
      return Remember(device, arguments.Text("name"));
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
