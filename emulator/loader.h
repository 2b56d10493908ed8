// The program loader, as the tools see it: facts about a program that is to start.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "emulator/step_result.h"
#include "policy_engine/load_rules.h"

namespace wmsim {

// Where the signature of a program or package leads: as a scenario declares it, or of a real file (program_signature.h)
// with why that is so, for traces.
struct SignedBy {
  SignedBy(Signature leads_to = Signature::kNone, std::string because = {}, std::string its_digest = {})
      : signature(leads_to), why(std::move(because)), digest(std::move(its_digest)) {}

  Signature signature;
  std::string why;
  std::string digest;    // of the file, as the prompt exclusion list knows it; empty for a declared program
  bool by_name = false;  // the store's certificate is known by its row alone: no signature under it was checked
};

// A program that somebody starts: its name and its signature.
struct Program {
  std::string name;
  SignedBy signed_by{};
};

// DisplayName returns what a person sees: the name with ".exe" where it has no extension.
std::string DisplayName(const Program& program);

// GatherLoad fills in what the loader's rules need, and the texts of the policies for the trace.
void GatherLoad(const Device& device, const Program& program, const Answers& answers, LoadFacts& facts,
                FactTexts& texts);

// NoteSigner adds the hint that a signer was taken by its name alone, if it was.
void NoteSigner(const Program& program, StepResult& result);

// NoteTrust adds the program's trust to a result, if the step got past the loader's rules: only then did it run.
void NoteTrust(const LoadFacts& facts, StepResult& result);

// WasAccepted tells whether the person was asked about a program or package and said yes. RememberAccepted puts a
// program on the exclusion list then.
bool WasAccepted(const StepResult& result);
void RememberAccepted(Device& device, const Program& program, const StepResult& result);

}  // namespace wmsim
