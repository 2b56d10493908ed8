// What may be changed so that a step succeeds: the single changes of which a fix is made.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "emulator/step_result.h"
#include "policy_engine/field.h"
#include "policy_engine/reach.h"
#include "scenarios/fix/attempt.h"
#include "scenarios/runner/images.h"

namespace wmsim {

// In the order in which they are made: the device first, then the tool, then what is done with it.
enum class RemedyKind : std::uint8_t {
  kConfiguration,
  kPolicy,
  kUnlock,
  kStore,
  kClock,
  kRestart,
  kTool,
  kSignature,
  kFileFormat,
  kHost,
  kAnswer,
};
template <>
inline constexpr auto kWordsOf<RemedyKind> = std::to_array<std::string_view>({"configuration", "policy", "unlock",
                                                                              "store", "clock", "restart", "tool",
                                                                              "signature", "file-format", "host",
                                                                              "answer"});

// Who can make a change: the person at the device, whoever administers it and its programs, the mobile operator.
enum class Who : std::uint8_t { kUser, kAdministrator, kOperator };
template <>
inline constexpr auto kWordsOf<Who> = std::to_array<std::string_view>({"user", "administrator", "operator"});

// A Remedy is one change. `what` says it as an order ("set Unsigned Applications (4102) to 1"). Of two with one `slot`
// only one can be made; an empty slot excludes nothing, and a configuration all policies. `touches`: the facts that it
// may change, `touches_everything`: it does something else in the place of the step. `by_hand` are the tester's steps
// that make it on the device, `restarts`: they count after a restart only; `change` makes it in the step. The rest is
// for its routes: the policies, or the certificate with its store and role, that it sets; for any other who can do it,
// on which way, and why nobody can.
struct Remedy {
  RemedyKind kind{};
  std::string what;
  std::string slot;
  FieldSet touches;
  bool touches_everything = false;
  Reach reach = Reach::kNone;
  std::vector<Attempt> by_hand;
  bool restarts = false;
  std::function<void(Attempt&)> change;
  const VerbInfo* instead = nullptr;  // of a tool: what is done in the place of the step
  std::vector<PolicySetting> policies;
  CertificatePtr certificate;
  std::string store;
  RoleMask role = role::kNone;
  Who who = Who::kUser;
  std::string way;
  std::string closed_by;  // why nobody can make it now; empty: somebody can
};

// A step that was tried on a device, and what came of it. `made` are the files that remedies bring along; the
// surroundings of the trials know them.
struct Problem {
  Device device;
  Attempt attempt;
  Step step;
  StepResult result;
  Surroundings surroundings;
  std::shared_ptr<MadeFiles> made;
};

// AddMade keeps bytes for the trials, and returns the name of the file: `name`, or one like it that neither the step
// nor the host has for another.
std::string AddMade(Problem& problem, const std::string& name, std::string bytes);

// RemediesFor returns every single change that may help, in the order of their kinds. The files that they name are
// added to `problem.made`.
std::vector<Remedy> RemediesFor(Problem& problem);

// The parts of it, by what they change. Policies are those that the decisions of `remedies`' tools may depend on too.
void AddPolicyRemedies(const Problem& problem, std::vector<Remedy>& remedies);
void AddDeviceRemedies(Problem& problem, std::vector<Remedy>& remedies);
void AddSignatureRemedies(Problem& problem, std::vector<Remedy>& remedies);
void AddStepRemedies(Problem& problem, std::vector<Remedy>& remedies);

}  // namespace wmsim
