#include "scenarios/runner/import.h"

#include "emulator/policy_answer.h"
#include "emulator/reg_file.h"
#include "emulator/store_registry.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

Error InFile(const Error& error, const std::string& path) { return {error.text, path, error.line, error.column}; }

std::optional<Error> ImportRegistry(Device& device, const std::string& bytes) {
  const Result<RegFile> file = ReadRegFile(bytes);
  if (!file.ok()) return file.error();
  for (const RegSetting& setting : file.value().settings) ChangeRegistry(device, setting);
  return std::nullopt;
}

std::optional<Error> ImportPolicies(Device& device, const std::string& bytes) {
  const Result<PolicyAnswer> answer = ReadPolicyAnswer(bytes);
  if (!answer.ok()) return answer.error();
  if (answer.value().policies.empty()) return Error{"it answers for no policy: of an answer the policies are imported"};
  for (const auto& policy : answer.value().policies) WritePolicy(device, PolicyId{policy.id}, policy.value);
  return std::nullopt;
}

}  // namespace

std::optional<Error> Import(Device& device, const std::string& path, const PathScope& scope) {
  const Result<std::string> bytes = ReadInScope(path, scope, kMaxTextBytes);
  if (!bytes.ok()) return bytes.error();
  const bool is_registry = LowerCase(path).ends_with(".reg");
  if (!is_registry && !LowerCase(path).ends_with(".xml")) {
    return Error{"imports are registry exports (.reg) and answers of RapiConfig (.xml)", path};
  }
  const auto error = is_registry ? ImportRegistry(device, bytes.value()) : ImportPolicies(device, bytes.value());
  return error ? std::optional(InFile(*error, path)) : std::nullopt;
}

}  // namespace wmsim
