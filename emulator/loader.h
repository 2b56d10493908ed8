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
  SignedBy(Signature leads_to = Signature::kNone, std::string because = {})
      : signature(leads_to), why(std::move(because)) {}

  Signature signature;
  std::string why;
};

// A program that somebody starts: its name, its identity for the prompt exclusion list, and its signature.
struct Program {
  std::string name;
  SignedBy signed_by{};
};

// DisplayName returns what a person sees: the name with ".exe" where it has no extension.
std::string DisplayName(const Program& program);

// GatherLoad fills in what the loader's rules need, and the texts of the policies for the trace.
void GatherLoad(const Device& device, const Program& program, const Answers& answers, LoadFacts& facts,
                FactTexts& texts);

// NoteTrust adds the program's trust to a result, if the step got past the loader's rules: only then did it run.
void NoteTrust(const LoadFacts& facts, StepResult& result);

// RememberAccepted puts a program or package on the exclusion list if the person was asked about it and said yes.
void RememberAccepted(Device& device, std::string_view name, const StepResult& result);

}  // namespace wmsim
