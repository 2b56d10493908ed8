// May this program start, and with which trust: the loader's rules, shared by every action that starts a program.
//
// Not modelled here: the drivers that start before the tier is known.
#pragma once

#include <array>

#include "policy_engine/action.h"
#include "policy_engine/classes.h"

namespace wmsim {

// What the loader knows of a program: whether the platform checks programs at all, where its signature leads, Unsigned
// Applications (4102), Unsigned Prompt (4122), Privileged Applications (4123), whether the person said yes to this
// program before, and the answer if asked now.
struct LoadFacts {
  YesNo checked{};
  Signature signed_by{};
  Switch unsigned_apps{};
  Switch unsigned_prompt{};
  Switch privileged_apps{};
  YesNo remembered{};
  Answer answer{};
};

// StartsProgram tells whether the action starts a program at all; an action that need not overloads it for its facts.
constexpr bool StartsProgram(const LoadFacts&) { return true; }

// IsChecked: the action starts a program, and the platform checks it. Pocket PC 2003 checks nothing [ak].
template <class F>
constexpr bool IsChecked(const F& facts) {
  return StartsProgram(facts) && facts.checked == YesNo::kYes;
}

// A program signed by a stranger counts as unsigned, not as badly signed [blogfaq, aa457922].
constexpr bool IsUnsigned(const LoadFacts& facts) {
  return facts.signed_by == Signature::kNone || facts.signed_by == Signature::kUnknown;
}

// AsksBeforeUnsigned: unsigned programs may run, but the person is asked first, unless this one was accepted before.
constexpr bool AsksBeforeUnsigned(const LoadFacts& facts) {
  return IsUnsigned(facts) && IsOn(facts.unsigned_apps) && !IsOn(facts.unsigned_prompt) &&
         facts.remembered == YesNo::kNo;
}

// TrustOf returns the trust of a program that runs: on one tier (4123 = 1) everything that runs is privileged; on two
// tiers only what is signed from the privileged store, or by the operator [blog101, aa458933]. A platform that checks
// nothing trusts everything [ak].
constexpr Trust TrustOf(const LoadFacts& facts) {
  const bool by_signature = facts.signed_by == Signature::kPrivileged || facts.signed_by == Signature::kOperator;
  const bool is_free = facts.checked == YesNo::kNo || IsOn(facts.privileged_apps);
  return by_signature || is_free ? Trust::kPrivileged : Trust::kNormal;
}

// RunsWithNormalTrust: the program can run (or could, were it let in), but not privileged.
constexpr bool RunsWithNormalTrust(const LoadFacts& facts) {
  const bool never_runs = facts.signed_by == Signature::kInvalid || facts.signed_by == Signature::kRevoked;
  return !never_runs && TrustOf(facts) == Trust::kNormal;
}

// NTE_BAD_SIGNATURE: what the loader answers for a program whose signature does not let it in [blog101].
inline constexpr std::uint32_t kBadSignature = 0x80090006;

// The loader's rows for facts F, which must convert to LoadFacts.
template <class F>
inline constexpr auto kLoadRules = std::to_array<Rule<F>>({
    {{.id = "program-revoked",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kProgramCannotBeOpened,
      .source = "aa457919",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kChecked, FieldId::kSignedBy},
      .reason = "the program or its signer is on the revocation list"},
     [](const F& f) { return IsChecked(f) && f.signed_by == Signature::kRevoked; }},
    {{.id = "program-signature-invalid",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kProgramCannotBeOpened,
      .source = "us7434259",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kChecked, FieldId::kSignedBy},
      .reason = "the signature is broken or does not fit the file: such a program fails, it does not count as unsigned",
      .code = kBadSignature},
     [](const F& f) { return IsChecked(f) && f.signed_by == Signature::kInvalid; }},
    {{.id = "unsigned-apps-not-allowed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kProgramCannotBeOpened,
      .source = "dd425351",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kChecked, FieldId::kSignedBy, FieldId::kUnsignedApps},
      .reason = "an unsigned program runs only while Unsigned Applications (4102) is 1",
      .code = kBadSignature},
     [](const F& f) { return IsChecked(f) && IsUnsigned(f) && !IsOn(f.unsigned_apps); }},
    {{.id = "unsigned-prompt-declined",
      .outcome = Outcome::kDeclined,
      .message = MessageId::kNone,
      .source = "aa458933",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kWriter, FieldId::kChecked, FieldId::kSignedBy, FieldId::kUnsignedApps,
                FieldId::kUnsignedPrompt, FieldId::kRemembered, FieldId::kAnswer},
      .reason = "the person did not say yes when asked whether to run an unsigned program (4122 is not 1)",
      .prompt = MessageId::kUnsignedProgramPrompt},
     [](const F& f) { return IsChecked(f) && AsksBeforeUnsigned(f) && f.answer != Answer::kYes; },
     [](const F& f) { return IsChecked(f) && AsksBeforeUnsigned(f); }},
});

// The loader's inputs for facts F. `signed_by` is the name that scenario files give to the signature.
template <class F>
constexpr std::array<Field<F>, 7> LoadFields(std::string_view signed_by) {
  return {
      MakeField<F, &F::checked>(FieldId::kChecked, "checked", "whether the platform checks programs and packages"),
      MakeField<F, &F::signed_by>(FieldId::kSignedBy, signed_by, "who signed the program"),
      MakeField<F, &F::unsigned_apps>(FieldId::kUnsignedApps, "4102", "whether unsigned programs may run",
                                      "Unsigned Applications (4102)"),
      MakeField<F, &F::unsigned_prompt>(FieldId::kUnsignedPrompt, "4122",
                                        "whether unsigned programs run without a question", "Unsigned Prompt (4122)"),
      MakeField<F, &F::privileged_apps>(FieldId::kPrivilegedApps, "4123", "one tier (1) or two (0)",
                                        "Privileged Applications (4123)"),
      MakeField<F, &F::remembered>(FieldId::kRemembered, "remembered", "whether the person accepted it before"),
      MakeField<F, &F::answer>(FieldId::kAnswer, "answer", "the answer to the prompt")};
}

}  // namespace wmsim
