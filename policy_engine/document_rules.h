// What the configuration manager makes of a provisioning document: rules shared by every action that brings one.
#pragma once

#include <array>

#include "policy_engine/action.h"
#include "policy_engine/classes.h"

namespace wmsim {

// `document_taken`: the encoding and the elements are those of a provisioning document. `fault` is what stopped its
// processing, none also where an earlier fact kept it from being processed.
struct DocumentFacts {
  YesNo document_taken = YesNo::kYes;
  DocumentFault fault{};
};

// Error codes that several rules give.
inline constexpr std::uint32_t kAccessDenied = 0x80070005;     // E_ACCESSDENIED
inline constexpr std::uint32_t kInvalidArgument = 0x80070057;  // E_INVALIDARG
inline constexpr std::uint32_t kEntryNotFound = 0x80042004;    // CONFIG_E_ENTRYNOTFOUND
inline constexpr std::uint32_t kBadXml = 0x80042009;           // CONFIG_E_BAD_XML

// The row for a document that is not taken, and the rows for one that fails on its way. F must convert to
// DocumentFacts; `kShown` is what the person reads.
template <class F, MessageId kShown>
inline constexpr auto kMalformedRule = std::to_array<Rule<F>>({
    {{.id = "provisioning-malformed",
      .outcome = Outcome::kRefused,
      .message = kShown,
      .source = "ms890032",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kDocumentTaken},
      .reason = "the device takes UTF-8 without a byte-order mark, and the elements of provisioning documents alone",
      .code = kBadXml},
     [](const F& f) { return f.document_taken == YesNo::kNo; }},
});

template <class F, MessageId kShown>
inline constexpr auto kFaultRules = std::to_array<Rule<F>>({
    {{.id = "provisioning-role-too-low",
      .outcome = Outcome::kRefused,
      .message = kShown,
      .source = "ak",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kDocumentFault},
      .reason = "the request has no role that may touch the setting; the whole document is rolled back",
      .code = kAccessDenied},
     [](const F& f) { return f.fault == DocumentFault::kRoleTooLow; }},
    {{.id = "provisioning-provider-unknown",
      .outcome = Outcome::kRefused,
      .message = kShown,
      .source = "emulator",
      .confidence = Confidence::kAssumed,
      .reads = {FieldId::kDocumentFault},
      .reason = "no configuration service provider of the device has this name; the whole document is rolled back",
      .code = kEntryNotFound},
     [](const F& f) { return f.fault == DocumentFault::kProviderUnknown; }},
    {{.id = "provisioning-value-invalid",
      .outcome = Outcome::kRefused,
      .message = kShown,
      .source = "bb737304",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kDocumentFault},
      .reason = "a provider does not take a value or an element; the whole document is rolled back",
      .code = kInvalidArgument},
     [](const F& f) { return f.fault == DocumentFault::kValueInvalid; }},
});

// The inputs of these rules for facts F.
template <class F>
constexpr std::array<Field<F>, 2> DocumentFields() {
  return {MakeField<F, &F::document_taken>(FieldId::kDocumentTaken, "document-taken",
                                           "whether the device takes the document's encoding and elements"),
          MakeField<F, &F::fault>(FieldId::kDocumentFault, "document-fault",
                                  "what the first element that fails is refused for")};
}

}  // namespace wmsim
