#include "emulator/hint.h"

#include <array>

namespace wmsim {
namespace {

using enum HintId;
using enum Confidence;

constexpr auto kHints = std::to_array<HintInfo>({
    {kRestartForCommunicator,
     "Communicator Mobile was started before the certificate was installed: restart the device, then it is used",
     "dd425351", kInferred},
    {kRootSignatureNotChecked,
     "the shipped root is known by name and thumbprint only, so the signature under it was not checked (--roots DIR "
     "gives wmsim the bytes)",
     "kb915840", kAssumed},
    {kSelfSignatureNotVerified,
     "its signature uses an algorithm that is not known here, so it was taken as self-signed without a check",
     "emulator", kAssumed},
    {kExtensionNotAssociated, "the device opens certificate files by the extension .cer; this file has another name",
     "bb416252", kAssumed},
    {kOutsideValidity, "by the device's clock the certificate is not valid now; installing does not look at that",
     "emulator", kAssumed},
    {kSeenUntilRestart,
     "the root was removed while Communicator Mobile ran: it stays trusted until the device restarts", "emulator",
     kAssumed},
    {kChainSignatureWrong, "a signature in the chain does not verify: no client will accept it", "emulator", kInferred},
    {kContentsNotKnown,
     "of the package only the signature is known: it was let in, and nothing of its contents was carried out",
     "emulator", kInferred},
    {kCipherLaterThanDevice,
     "the file uses a cipher or digest that came after PKCS#12 version 1: real devices may not open it", "bb416252",
     kInferred},
    {kRecordedOnly, "a section of the document was recorded, no effect modelled: its provider is not part of wmsim",
     "emulator", kAssumed},
    {kNothingExtracted,
     "the document takes files out of a package, and there is only the document: those files were not placed",
     "emulator", kInferred},
    {kOnlyLookedAt, "without /P the configuration manager looks at the document and processes nothing of it",
     "ms890032", kInferred},
    {kLinesPassedOver,
     "lines of the file ask for nothing and were passed over in silence, as regedit does; `wmsim inspect --as reg` "
     "names "
     "the first",
     "emulator", kTried},
    {kInstalledByHeader,
     "the device installs this package by the older header in it (.000), which wmsim does not read: it was let in, and "
     "nothing of its contents was carried out",
     "ak", kInferred},
    {kVersionNotCompared,
     "OSVersionMin, OSVersionMax or ProcessorType of the package is no number that wmsim understands, and was not "
     "compared",
     "emulator", kAssumed},
    {kSignerWithoutRole,
     "the signer's certificate in SPC has no role, so the package has none (--store SPC=FILE,role=MASK gives it one)",
     "aa457840", kInferred},
});

constexpr bool IndexedById() {
  for (std::size_t i = 0; i < kHints.size(); ++i) {
    if (kHints[i].id != static_cast<HintId>(i)) return false;
  }
  return kHints.size() == kWordsOf<HintId>.size();
}
static_assert(IndexedById());

}  // namespace

std::span<const HintInfo> Hints() { return kHints; }
const HintInfo& Hint(HintId id) { return kHints[static_cast<std::size_t>(id)]; }

}  // namespace wmsim
