#include "policy_engine/message.h"

#include <array>

namespace wmsim {
namespace {

using enum MessageId;
using enum Confidence;

constexpr MessageInfo Verbatim(MessageId id, std::string_view text, std::string_view source, Confidence confidence) {
  return {id, text, true, source, confidence};
}

constexpr MessageInfo Own(MessageId id, std::string_view text) { return {id, text, false, "emulator", kAssumed}; }

constexpr auto kMessages = std::to_array<MessageInfo>({
    Own(kNone, ""),
    Verbatim(kProgramCannotBeOpened,
             "{} cannot be opened. Either it is not signed with a trusted certificate, or one of its components cannot "
             "be found.",
             "pcreview", kReported),
    Own(kUnsignedProgramPrompt, "The publisher of {} could not be recognized. Run this program anyway?"),
    Verbatim(kSpaddcertDeviceSecured,
             "This device is currently secured such that certificates cannot be added to the root store. For support "
             "please contact your device administrator.",
             "dd425351", kDocumented),
    Own(kSpaddcertReadsDerOnly, "{} could not be read. Only binary (DER) certificate files can be added."),
    Own(kSpaddcertRootsOnly, "{} is not a root certificate and was not added to the root store."),
    Own(kSpaddcertInstalled, "{} was added to the root store."),
    Own(kCertinstNotOnDevice, "There is no program on this device that opens {}."),
    Own(kCertinstNoPermission, "You do not have permission to install certificates on this device."),
    Own(kCertinstCannotRead, "Certificates in a file like {} cannot be installed on this device."),
    Own(kCertinstRootOnly, "{} is not a root certificate and cannot be installed on this device."),
    Own(kPasswordWrong, "The password for {} is not correct."),
    Own(kFileHoldsNoCertificate, "{} does not contain a certificate."),
    Own(kCertinstConfirm, "Install the certificate {} on this device?"),
    Own(kCertinstInstalled, "{} was installed."),
    Own(kCertificateAlreadyInstalled, "{} is already installed on this device."),
    Own(kEditorNotOnDevice, "There is no registry editor on this device."),
    Own(kRapiClosed, "The device does not accept the connection."),
    Own(kRegistryAccessDenied, "Access is denied: {} cannot be changed."),
    Own(kUnsignedPackagePrompt, "The publisher of {} could not be recognized. Install it anyway?"),
    Own(kPackageNotInstalled, "{} was not installed on your device."),
    Verbatim(kPackageInstalled, "{} was successfully installed on your device.", "scm", kDocumented),
    Verbatim(kWebContentReceived, "Web content received.", "ak", kDocumented),
    Own(kSignInServerNotTrusted,
        "Cannot sign in: the certificate of {} was not issued by an authority that this device "
        "trusts."),
    Own(kSignInRestartFirst, "Cannot sign in to {} yet: restart the device so that the new certificate is used."),
    Own(kSignInSignatureWrong, "Cannot sign in: a signature in the certificate chain of {} is wrong."),
    Own(kSignInDateInvalid,
        "Cannot sign in: a certificate of {} has expired or is not yet valid. Check the date of the "
        "device."),
    Own(kSignInHostDiffers, "Cannot sign in: the certificate that was presented is not for {}."),
    {kActiveSyncInternetCode, "INTERNET_{}", true, "cxliv", Confidence::kReported},
    Verbatim(kRapiConfigSucceeded, "Config succeeded.", "t6", kShipped),
    Verbatim(kRapiConfigFailed, "Config failed {}", "t6", kShipped),
});

constexpr bool IndexedById() {
  for (std::size_t i = 0; i < kMessages.size(); ++i) {
    if (kMessages[i].id != static_cast<MessageId>(i)) return false;
  }
  return kMessages.size() == kWordsOf<MessageId>.size();
}
static_assert(IndexedById());

}  // namespace

std::span<const MessageInfo> Messages() { return kMessages; }

const MessageInfo& Message(MessageId id) { return kMessages[static_cast<std::size_t>(id)]; }

std::string MessageText(MessageId id, std::string_view subject) {
  std::string text(Message(id).text);
  if (const std::size_t gap = text.find("{}"); gap != std::string::npos) text.replace(gap, 2, subject);
  return text;
}

}  // namespace wmsim
