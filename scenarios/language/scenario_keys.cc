#include "scenarios/language/scenario_keys.h"

#include <array>

#include "scenarios/language/words.h"

namespace wmsim {
namespace {

using enum ValueKind;
constexpr Presence kRequired = Presence::kRequired;
constexpr Presence kOptional = Presence::kOptional;

constexpr auto kScenarioKeys = std::to_array<KeyInfo>({
    {"scenario", kText, "what the file shows, in one line", kRequired},
    {"source", kTexts, "the keys of the documents that say so (wmsim sources)"},
    {"refs", kTexts, "other references, free text"},
    {"tags", kTexts, "words to select scenarios by"},
    {"device", kDevice, "the device, or a device file (default: the suite's)", kOptional, DeviceWords},
    {"given", kGiven, "the device as it booted"},
    {"steps", kSteps, "what is done, in order", kRequired},
    {"matrix", kMatrix, "variables; the file runs once for each combination of their values"},
    {"xfail", kReason, "why the scenario is expected to fail"},
    {"skip", kReason, "why the scenario is not run"},
    {"only-on", kWords, "the devices on which the scenario is run", kOptional, DeviceWords},
});

constexpr auto kGivenKeys = std::to_array<KeyInfo>({
    {"configuration", kWord, "a security configuration, in the device's ROM", kOptional, ConfigurationWords},
    {"policies", kPolicies, "policy values in the registry"},
    {"registry", kRegistryTree, "registry values and keys"},
    {"stores", kStores, "certificates in the stores"},
    {"running", kWords, "programs that run", kOptional, ProgramWords},
    {"remembered", kTexts, "programs that the person accepted before"},
    {"clock", kTime, "the device's time"},
    {"operator-restricted", kFlag, "whether the mobile operator restricted the device"},
    {"operator-certificates", kFiles, "certificates by which the operator signs files"},
    {"metabase", kMetabase, "entries of the metabase: who may touch a setting"},
    {"files", kFileTree, "files on the device: what each holds, folder or absent"},
    {"revoked", kHashes, "hashes of programs, packages and certificates that the device refuses"},
    {"allowed", kHashes, "hashes of unsigned files that the device runs all the same, with normal trust"},
});

// What a device file says is in the ROM.
constexpr auto kDeviceFileKeys = std::to_array<KeyInfo>({
    {"based-on", kDevice, "the profile or device file that this one starts from", kRequired, DeviceWords},
    {"title", kText, "what the device is, in one line"},
    {"source", kTexts, "where the facts are from, free text"},
    {"readings", kReadings, "where documents disagree, which one holds (wmsim policies --contradictions)"},
    {"import", kPaths, "files whose settings are the device's: .reg exports and answers of RapiConfig (.xml)"},
    {"configuration", kWord, "a security configuration", kOptional, ConfigurationWords},
    {"policies", kPolicies, "policy values in the registry"},
    {"registry", kRegistryTree, "registry values and keys"},
    {"stores", kStores, "certificates in the stores"},
    {"metabase", kMetabase, "entries of the metabase: who may touch a setting"},
    {"files", kFileTree, "files on the device: what each holds, folder or absent"},
    {"revoked", kHashes, "hashes of programs, packages and certificates that the device refuses"},
    {"operator-restricted", kFlag, "whether the mobile operator restricted the device"},
    {"clock", kTime, "the device's time"},
});

constexpr auto kStepKeys = std::to_array<KeyInfo>({
    {"answer", kAnswers, "what the person answers at prompts (default yes)", kOptional, PromptWords},
    {"expect", kExpect, "what must come of the step (default: that it succeeds)"},
    {"xfail", kReason, "why the step is expected to fail"},
    {"skip", kReason, "why the step is left out"},
    {"only-on", kWords, "the devices on which the step is done", kOptional, DeviceWords},
});

constexpr auto kExpectKeys = std::to_array<KeyInfo>({
    {"outcome", kWord, "how the step ends", kRequired, OutcomeWords},
    {"rule", kWord, "the rule that decided, or none", kOptional, RuleOrNoneWords},
    {"blockers", kWords, "the further rules that stand in the way, all of them", kOptional, RuleWords},
    {"message", kWord, "the message on the screen, or none", kOptional, MessageWords},
    {"message-text", kText, "the message's exact text"},
    {"message-matches", kPattern, "a regular expression that the whole text matches"},
    {"hresult", kNumber, "the error code"},
    {"store", kWord, "the store that the certificate is in, or none", kOptional, StoreOrNoneWords},
    {"part", kWord, "the part of that store, or none", kOptional, PartOrNoneWords},
    {"thumbprint", kThumbprint, "the certificate's thumbprint"},
    {"certificates", kFiles, "the certificates that were installed, all of them: thumbprints"},
    {"trust", kWord, "the trust of the program that ran, or none", kOptional, TrustOrNoneWords},
    {"role-mask", kRoleMask, "the request's role mask, before 4119 and 4120"},
    {"prompts", kWords, "the prompts that appeared, all of them", kOptional, PromptWords},
    {"risks", kWords, "the risks that the step brought, all of them", kOptional, RiskWords},
    {"changes", kTexts, "where the device changed, all places; [] for nowhere"},
    {"response", kFile, "the device's answer to a document: a file, compared as an XML tree"},
    {"response-matches", kPattern, "a regular expression that the whole answer matches"},
    {"restart-required", kFlag, "whether a running program sees the certificate only after a restart"},
});

constexpr auto kSuiteKeys = std::to_array<KeyInfo>({
    {"device", kDevice, "the device of files that name none", kOptional, DeviceWords},
    {"tags", kTexts, "tags that every file has besides its own"},
    {"roots", kFile, "a folder with certificates that complete the shipped roots"},
    {"answers", kWord, "required: a prompt that no step answers is an error", kOptional, AnswersModeWords},
});

}  // namespace

std::span<const KeyInfo> ScenarioKeys() { return kScenarioKeys; }
std::span<const KeyInfo> GivenKeys() { return kGivenKeys; }
std::span<const KeyInfo> DeviceFileKeys() { return kDeviceFileKeys; }
std::span<const KeyInfo> StepKeys() { return kStepKeys; }
std::span<const KeyInfo> ExpectKeys() { return kExpectKeys; }
std::span<const KeyInfo> ExpectElementKeys() {
  static const std::vector<KeyInfo> kKeys = [] {
    std::vector<KeyInfo> keys(kExpectKeys.begin(), kExpectKeys.end());
    keys.push_back({"when", kWhen, "the matrix variables and values for which this element holds"});
    return keys;
  }();
  return kKeys;
}
std::span<const KeyInfo> SuiteKeys() { return kSuiteKeys; }

}  // namespace wmsim
