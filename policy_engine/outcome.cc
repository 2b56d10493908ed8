#include "policy_engine/outcome.h"

#include <array>

namespace wmsim {
namespace {

using enum Outcome;
using enum ExitStatus;

constexpr auto kOutcomes = std::to_array<OutcomeInfo>({
    {kInstalled, kYes, "the certificate or package is on the device now"},
    {kApplied, kYes, "the document was carried out"},
    {kChanged, kYes, "the device's state was changed as asked"},
    {kRun, kYes, "the program was started"},
    {kSignedIn, kYes, "the client accepted the server's certificate chain"},
    {kFound, kYes, "the root of the chain is on the device"},
    {kAlreadyInstalled, kYes, "it was there before; nothing changed"},
    {kUnchanged, kYes, "the state was as asked before; nothing changed"},
    {kBlocked, kNo, "the program could not start, or the package was not let in"},
    {kRefused, kNo, "it ran, and the device said no"},
    {kDeclined, kNo, "a prompt was answered no, or timed out"},
    {kNotAvailable, kNo, "the tool is not on this device or version"},
    {kRestartRequired, kNo, "the certificate is on the device, but the running client sees it only after a restart"},
    {kMatches, kYes, "the device's state is as expected"},
    {kDiffers, kNo, "the device's state is not as expected"},
    {kSignInFailed, kNo, "the client did not accept the server's certificate chain"},
    {kNotFound, kNo, "the root of the chain is not on the device"},
    {kWrongPassword, kNo, "the file needs a password, and this was not it"},
    {kInvalidInput, kCouldNot, "the file is damaged or is not what it should be"},
});

constexpr bool IndexedByOutcome() {
  for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
    if (kOutcomes[i].outcome != static_cast<Outcome>(i)) return false;
  }
  return kOutcomes.size() == kWordsOf<Outcome>.size();
}
static_assert(IndexedByOutcome());

}  // namespace

std::span<const OutcomeInfo> Outcomes() { return kOutcomes; }

ExitStatus ExitOf(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)].exit; }

}  // namespace wmsim
