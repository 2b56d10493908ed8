// The verbs of scenario steps, as rows: what a step can try or do, and what it is told.
//
// To add a verb: a row here, its function in runner/perform.cc, and a scenario.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy_engine/action.h"
#include "scenarios/language/key.h"

namespace wmsim {

enum class VerbId : std::uint8_t {
  kSpAddCert,
  kCertinst,
  kRegistrySet,
  kRegistryDelete,
  kRegistryImport,
  kRunApp,
  kLoadDll,
  kStopApp,
  kInstallCab,
  kRapiCall,
  kPushMessage,
  kProvision,
  kRapiConfig,
  kSignIn,
  kFindRoot,
  kPolicySet,
  kStoreAdd,
  kStoreRemove,
  kOperatorRestrict,
  kOperatorUnlock,
  kRevoke,
  kRemember,
  kAllow,
  kMetabaseSet,
  kSetClock,
  kRestart,
  kHardReset,
  kExpectState,
};

// A row per verb. `keys` are its arguments; where `main` is not empty it names the one that may stand directly behind
// the verb. `acts_as` says with whose rights the step happens. `action` is the table that decides, or null for the
// tester's own steps. `check` finds arguments that do not go together.
struct VerbInfo {
  VerbId id;
  std::string_view name;
  std::string_view main;
  std::span<const KeyInfo> keys;
  std::string_view acts_as;
  std::string_view help;
  const Action* action = nullptr;
  void (*check)(const Entries&, Position, Diagnostics&) = nullptr;
};

// Verbs returns every row, indexed by the enumerator's value.
std::span<const VerbInfo> Verbs();
const VerbInfo* FindVerb(std::string_view name);
std::vector<std::string_view> VerbWords();

// DecodeArguments reads what stands behind a verb: the main argument alone, or a mapping of arguments.
Entries DecodeArguments(const VerbInfo& verb, const Node& node, Position verb_at, Diagnostics& diagnostics);

}  // namespace wmsim
