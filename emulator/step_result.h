// What comes of one step on a device: the outcome, what the person read and was asked, why, and what changed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/certificate.h"
#include "emulator/device.h"
#include "emulator/device_diff.h"
#include "emulator/hint.h"
#include "policy_engine/action.h"
#include "policy_engine/risk.h"

namespace wmsim {

// What the person does at the prompts of a step: one word for all, words for single prompts; yes where nothing is said.
struct Answers {
  std::optional<Answer> all;
  std::map<MessageId, Answer> by_prompt;

  // For returns the answer to a prompt, and whether somebody gave it.
  std::pair<Answer, bool> For(MessageId prompt) const;
};

// A message on the screen, its gap filled.
struct ShownMessage {
  MessageId id;
  std::string text;
};

struct ShownPrompt {
  MessageId id;
  std::string text;
  Answer answer;
  bool defaulted;  // nobody said what to answer
};

// Where a certificate went, or was already.
struct PlacedCertificate {
  CertificatePtr certificate;
  std::string store;
  std::string part;
  bool private_key = false;  // the file held its private key too
};

// The root of a chain that a client or find-root met. `checked` is false where only the root's row is known.
struct FoundRoot {
  Thumbprint thumbprint;
  std::string subject;
  std::string store;
  std::string part;
  bool checked = true;
};

// `verdict` is missing for the tester's own steps, which nothing decides. `problem` is the cause of an invalid-input,
// `problem_file` the file where that is not the one that the step is about, `problem_line` and `problem_column` the
// place in it, where one is known.
struct StepResult {
  Outcome outcome = Outcome::kUnchanged;
  std::optional<ShownMessage> message;
  std::optional<Verdict> verdict;
  std::vector<ShownPrompt> prompts;
  std::vector<Change> changes;
  std::vector<const RiskInfo*> risks;
  std::vector<HintId> hints;
  bool restart_required = false;
  std::optional<std::uint32_t> hresult;
  std::optional<Trust> trust;         // of a program that ran
  std::optional<RoleMask> role_mask;  // of the request, before 4119 and 4120
  std::vector<PlacedCertificate> certificates;
  std::optional<FoundRoot> root;
  std::vector<std::string> console;  // what a program of the desktop writes on its console, line by line
  std::optional<int> tool_exit;      // and its exit status
  std::string response;              // the device's answer to a provisioning document; empty: none
  std::string wanted_issuer;         // of a chain whose root is missing: the name that no certificate on the device has
  std::string problem;
  std::string problem_file;
  int problem_line = 0;
  int problem_column = 0;
};

// Names that fill the gaps of messages: the program that starts, and the file, key or host that the step is about.
struct Subjects {
  std::string program;
  std::string thing;
};

// The texts of facts for a trace, by field.
using FactTexts = std::map<FieldId, std::string>;

// Conclude fills in a decision: outcome, message, prompts with their answers, error code and verdict.
StepResult Conclude(const Action& action, const Cell& cell, const Decision& decision, const FactTexts& texts,
                    const Subjects& subjects, const Answers& answers);

// Recorded runs `step` on the device and adds to its result what changed and which risks came with it.
template <class Step>
StepResult Recorded(Device& device, Step step) {
  const Device before = device;
  StepResult result = step();
  result.changes = DiffDevices(before, device);
  result.risks = AddedRisks(RiskFactsOf(before), RiskFactsOf(device));
  return result;
}

// InvalidInput is the result of a step whose file is malformed: nothing was decided and nothing changed.
StepResult InvalidInput(std::string problem);
StepResult InvalidInput(const Error& problem);

}  // namespace wmsim
