#include "policy_engine/actions.h"

#include <array>

namespace wmsim {

std::span<const Action* const> Actions() {
  static constexpr std::array<const Action*, 10> kActions{
      &kSpAddCertAction,  &kCertinstAction, &kRegistryWriteAction, &kRunAppAction,    &kLoadDllAction,
      &kInstallCabAction, &kRapiCallAction, &kPushMessageAction,   &kProvisionAction, &kSignInAction};
  return kActions;
}

const RuleInfo* FindRule(std::string_view id) {
  for (const Action* action : Actions()) {
    for (const RuleInfo& rule : action->rules) {
      if (rule.id == id) return &rule;
    }
  }
  return nullptr;
}

}  // namespace wmsim
