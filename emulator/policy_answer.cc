#include "emulator/policy_answer.h"

#include <optional>
#include <string>

#include "emulator/xml_reader.h"
#include "policy_engine/number.h"
#include "policy_engine/policy.h"

namespace wmsim {
namespace {

Error At(const XmlElement& element, std::string text) { return {std::move(text), {}, element.line, element.column}; }

bool StartsWithDigit(std::string_view text) { return !text.empty() && text[0] >= '0' && text[0] <= '9'; }

std::optional<std::uint32_t> ParseValue(PolicyId id, std::string_view text) {
  return StartsWithDigit(text) ? ParseDecimal(text) : ParsePolicyValue(id, text);
}

bool IsSecurityPolicy(const XmlElement& element) {
  const std::string* type = FindAttribute(element, "type");
  return element.name == "characteristic" && type != nullptr && EqualIgnoringCase(*type, "SecurityPolicy");
}

// The policy of a parm with the value `value`.
Result<PolicyAnswer::Policy> ReadPolicy(const XmlElement& parm, const std::string& value) {
  const std::string* name = FindAttribute(parm, "name");
  if (name == nullptr) return At(parm, "the parm has a value and no name");
  const auto id = ParseDecimal(*name);
  if (!id) return At(parm, "policy id `" + *name + "` is not a decimal number");
  const auto number = ParseValue(PolicyId{*id}, value);
  if (!number) return At(parm, "value `" + value + "` of policy " + std::to_string(*id) + " is not a decimal number");
  return PolicyAnswer::Policy{*id, *number, parm.line};
}

}  // namespace

Result<PolicyAnswer> ReadPolicyAnswer(std::string_view bytes) {
  const auto root = ReadXml(bytes);
  if (!root.ok()) return root.error();
  if (root.value().name != "wap-provisioningdoc") {
    return At(root.value(), "the root element is `" + root.value().name + "`, not `wap-provisioningdoc`");
  }
  PolicyAnswer answer;
  for (const XmlElement& characteristic : root.value().children) {
    if (!IsSecurityPolicy(characteristic)) continue;
    for (const XmlElement& parm : characteristic.children) {
      const std::string* value = FindAttribute(parm, "value");
      if (parm.name != "parm" || value == nullptr) continue;
      const auto policy = ReadPolicy(parm, *value);
      if (!policy.ok()) return policy.error();
      answer.policies.push_back(policy.value());
    }
  }
  return answer;
}

}  // namespace wmsim
