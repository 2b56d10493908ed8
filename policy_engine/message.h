// What a person reads on the screen of a device, as data.
//
// Few of the devices' texts are known word for word. Each row says whether its text is verbatim from a source; all
// others are the emulator's own wording in the device's tone, and every report marks them so.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "policy_engine/confidence.h"

namespace wmsim {

enum class MessageId : std::uint8_t {
  kNone,
  kProgramCannotBeOpened,
  kUnsignedProgramPrompt,
  kSpaddcertDeviceSecured,
  kSpaddcertReadsDerOnly,
  kSpaddcertRootsOnly,
  kSpaddcertInstalled,
  kCertinstNotOnDevice,
  kCertinstNoPermission,
  kCertinstCannotRead,
  kCertinstRootOnly,
  kPasswordWrong,
  kFileHoldsNoCertificate,
  kCertinstConfirm,
  kCertinstInstalled,
  kCertificateAlreadyInstalled,
  kEditorNotOnDevice,
  kRapiClosed,
  kRegistryAccessDenied,
  kUnsignedPackagePrompt,
  kPackageNotInstalled,
  kPackageInstalled,
  kWebContentReceived,
  kSignInServerNotTrusted,
  kSignInRestartFirst,
  kSignInSignatureWrong,
  kSignInDateInvalid,
  kSignInHostDiffers,
  kActiveSyncInternetCode,
  kRapiConfigSucceeded,
  kRapiConfigFailed,
};

template <>
inline constexpr auto kWordsOf<MessageId> = std::to_array<std::string_view>({"none",
                                                                             "program-cannot-be-opened",
                                                                             "unsigned-program-prompt",
                                                                             "spaddcert-device-secured",
                                                                             "spaddcert-reads-der-only",
                                                                             "spaddcert-roots-only",
                                                                             "spaddcert-installed",
                                                                             "certinst-not-on-device",
                                                                             "certinst-no-permission",
                                                                             "certinst-cannot-read",
                                                                             "certinst-root-only",
                                                                             "password-wrong",
                                                                             "file-holds-no-certificate",
                                                                             "certinst-confirm",
                                                                             "certinst-installed",
                                                                             "certificate-already-installed",
                                                                             "editor-not-on-device",
                                                                             "rapi-closed",
                                                                             "registry-access-denied",
                                                                             "unsigned-package-prompt",
                                                                             "package-not-installed",
                                                                             "package-installed",
                                                                             "web-content-received",
                                                                             "sign-in-server-not-trusted",
                                                                             "sign-in-restart-first",
                                                                             "sign-in-signature-wrong",
                                                                             "sign-in-date-invalid",
                                                                             "sign-in-host-differs",
                                                                             "activesync-internet-code",
                                                                             "rapiconfig-succeeded",
                                                                             "rapiconfig-failed"});

// A row per message. `text` may hold one "{}", for the name of the program, certificate or host that the message is
// about. `verbatim` is true when `source` shows these very words; otherwise the text is the emulator's and `source` is
// "emulator".
struct MessageInfo {
  MessageId id;
  std::string_view text;
  bool verbatim;
  std::string_view source;
  Confidence confidence;
};

// Messages returns every row, indexed by the enumerator's value; row 0 is the empty message.
std::span<const MessageInfo> Messages();

const MessageInfo& Message(MessageId id);

// MessageText fills `subject` into the "{}" of the message's text.
std::string MessageText(MessageId id, std::string_view subject);

}  // namespace wmsim
