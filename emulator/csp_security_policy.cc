// The SecurityPolicy CSP: parms whose names are policy ids and whose values are numbers, both decimal [bb737380].
#include "emulator/csp.h"
#include "policy_engine/number.h"
#include "policy_engine/policy.h"

namespace wmsim {
namespace {

// A policy may name another role than the provider's [ak: 4120 of 2003].
CspFault CheckPolicyAccess(const CspRequest& request, PolicyId id, XmlElement& element) {
  const PolicyInfo* info = FindPolicy(id);
  const RoleMask own = info != nullptr ? ChangeRole(request.device.image->profile, *info) : role::kManager;
  if (own != role::kManager && Intersects(request.roles, own)) return std::nullopt;
  return CheckAccess(request, "SecurityPolicy", element);
}

CspFault SetPolicy(CspRequest& request, PolicyId id, XmlElement& parm) {
  const auto value = ParseDecimal(AttributeOr(parm, "value"));
  if (!value) return Fail(parm, DocumentFault::kValueInvalid, "the value is not a decimal number of 32 bits");
  const bool keeps = AttributeOr(parm, "nooverwrite") == "1" && StateOf(request.device, id).registry;
  if (!keeps) WritePolicy(request.device, id, *value);
  return std::nullopt;
}

CspFault AnswerPolicy(CspRequest& request, PolicyId id, XmlElement& query) {
  const auto value = StateOf(request.device, id).registry;
  return AnswerParm(request, query, value ? std::optional(std::to_string(*value)) : std::nullopt);
}

CspFault ProcessPolicy(CspRequest& request, XmlElement& element) {
  const bool takes = element.name == kParm || element.name == kParmQuery || element.name == kNoParm;
  if (!takes) return FailUnsupported(element);
  const auto number = ParseDecimal(AttributeOr(element, "name"));
  if (!number) return Fail(element, DocumentFault::kValueInvalid, "the policy's id is not a decimal number");
  const PolicyId id{*number};
  if (auto fault = CheckPolicyAccess(request, id, element)) return fault;
  if (element.name == kParm) return SetPolicy(request, id, element);
  if (element.name == kNoParm) WritePolicy(request.device, id, 0);  // a policy is not removed, it becomes 0 [bb737380]
  return element.name == kParmQuery ? AnswerPolicy(request, id, element) : std::nullopt;
}

}  // namespace

CspFault ProcessSecurityPolicy(CspRequest& request, XmlElement& section) {
  return ProcessEach(section, [&](XmlElement& element) { return ProcessPolicy(request, element); });
}

}  // namespace wmsim
