// The classes over which decisions are made.
//
// A fact is never a raw value: gathering reduces a registry DWORD, a signature or a file to one of a few named classes,
// and rules look at nothing else. So the space of each action is finite, and "every cell" can be visited.
#pragma once

#include <cstdint>

#include "policy_engine/words.h"

namespace wmsim {

enum class YesNo : std::uint8_t { kNo, kYes };
template <>
inline constexpr auto kWordsOf<YesNo> = std::to_array<std::string_view>({"no", "yes"});

constexpr YesNo ToYesNo(bool value) { return value ? YesNo::kYes : YesNo::kNo; }

// A policy of kind switch. kNotHonoured: the platform does not look at it, which reads as the permissive value.
// kAbsent: honoured, no value, and no default is known; like kOther it counts as 0 [sdk-facts: any value but 1 counts
// as 0, ak].
enum class Switch : std::uint8_t { kNotHonoured, kAbsent, kZero, kOne, kOther };
template <>
inline constexpr auto kWordsOf<Switch> = std::to_array<std::string_view>({"not-honoured", "absent", "0", "1", "other"});

constexpr bool IsOn(Switch value) { return value == Switch::kOne || value == Switch::kNotHonoured; }

// A role mask policy that lets unsigned files in: no value, 0 (nobody), or a mask with some role. Not honoured reads as
// permissive, absent as 0.
enum class MaskClass : std::uint8_t { kNotHonoured, kAbsent, kZero, kMask };
template <>
inline constexpr auto kWordsOf<MaskClass> = std::to_array<std::string_view>({"not-honoured", "absent", "0", "mask"});

constexpr bool LetsIn(MaskClass value) { return value == MaskClass::kMask || value == MaskClass::kNotHonoured; }

// The RAPI policy (4097): 0 closed, 1 open, 2 restricted [bb416355]. kAbsent and kOther read as restricted [assumed].
enum class RapiMode : std::uint8_t { kNotHonoured, kAbsent, kClosed, kOpen, kRestricted, kOther };
template <>
inline constexpr auto kWordsOf<RapiMode> = std::to_array<std::string_view>({"not-honoured", "absent", "0", "1", "2",
                                                                            "other"});

constexpr bool IsRestricted(RapiMode mode) {
  return mode != RapiMode::kNotHonoured && mode != RapiMode::kClosed && mode != RapiMode::kOpen;
}

// Where the signature of a program leads: no signature; a signer that no store of the device knows; a signer of the
// Unprivileged or Privileged Execution Trust Authorities; the mobile operator; a known signer but the signature is
// wrong; a program or signer on the revocation list.
enum class Signature : std::uint8_t { kNone, kUnknown, kUnprivileged, kPrivileged, kOperator, kInvalid, kRevoked };
template <>
inline constexpr auto kWordsOf<Signature> = std::to_array<std::string_view>({"none", "unknown", "unprivileged",
                                                                             "privileged", "operator", "invalid",
                                                                             "revoked"});

// What came of opening a file that may need a password: nothing in the way; the password is wrong or missing; a cipher
// that is not known here.
enum class Opening : std::uint8_t { kOpen, kWrongPassword, kCipherUnknown };
template <>
inline constexpr auto kWordsOf<Opening> = std::to_array<std::string_view>({"open", "wrong-password", "cipher-unknown"});

// Packages that the installer opens: programs to install; a provisioning document in a cabinet (.cpf), which never
// shows anything; a theme (.hme, .tsk).
enum class PackageKind : std::uint8_t { kCab, kCpf, kTheme };
template <>
inline constexpr auto kWordsOf<PackageKind> = std::to_array<std::string_view>({"cab", "cpf", "theme"});

// Where the signature of a package leads; kKnown: to a certificate of the SPC store, whose role mask it installs with.
enum class PackageSignature : std::uint8_t { kNone, kUnknown, kKnown, kInvalid, kRevoked };
template <>
inline constexpr auto kWordsOf<PackageSignature> = std::to_array<std::string_view>({"none", "unknown", "known",
                                                                                    "invalid", "revoked"});

// Why the installer does not take the cabinet of a package that was let in: the first thing that it finds.
enum class PackageFault : std::uint8_t {
  kNone,
  kSizeWrong,
  kCompressed,
  kNoUninstallMissing,
  kProcessorWrong,
  kOsVersionWrong,
};
template <>
inline constexpr auto kWordsOf<PackageFault> = std::to_array<std::string_view>({"none", "size-wrong", "compressed",
                                                                                "no-uninstall-missing",
                                                                                "processor-wrong", "os-version-wrong"});

// What the first element of a provisioning document that fails is refused for.
enum class DocumentFault : std::uint8_t { kNone, kRoleTooLow, kProviderUnknown, kValueInvalid };
template <>
inline constexpr auto kWordsOf<DocumentFault> = std::to_array<std::string_view>({"none", "role-too-low",
                                                                                 "provider-unknown", "value-invalid"});

// What a desktop asks of the device over RAPI.
enum class RapiCallKind : std::uint8_t { kRegistryWrite, kFileWrite, kInvoke, kDatabase };
template <>
inline constexpr auto kWordsOf<RapiCallKind> = std::to_array<std::string_view>({"registry-write", "file-write",
                                                                                "invoke", "database"});

// A service message: service loading (SL) has the device fetch content, service indication (SI) tells of some.
enum class PushKind : std::uint8_t { kSl, kSi };
template <>
inline constexpr auto kWordsOf<PushKind> = std::to_array<std::string_view>({"sl", "si"});

// What a person does at a prompt. A time-out counts as a refusal [blogdiag].
enum class Answer : std::uint8_t { kYes, kNo, kTimeout };
template <>
inline constexpr auto kWordsOf<Answer> = std::to_array<std::string_view>({"yes", "no", "timeout"});

// What a certificate is, read from the certificate itself; kUnread: the file is of a format whose certificates were not
// looked at.
enum class CertificateKind : std::uint8_t { kRoot, kIntermediate, kLeaf, kUnread };
template <>
inline constexpr auto kWordsOf<CertificateKind> = std::to_array<std::string_view>({"root", "intermediate", "leaf",
                                                                                   "unread"});

// How a file holds its certificates.
enum class FileFormat : std::uint8_t { kDer, kBase64, kPkcs7, kPkcs12 };
template <>
inline constexpr auto kWordsOf<FileFormat> = std::to_array<std::string_view>({"der", "base64", "pkcs7", "pkcs12"});

// The level at which a program runs: 2 (privileged) or 1 (normal) in the words of CeGetCurrentTrust [blog101].
enum class Trust : std::uint8_t { kNormal, kPrivileged };
template <>
inline constexpr auto kWordsOf<Trust> = std::to_array<std::string_view>({"normal", "privileged"});

// Who writes to the registry: the editor that the device ships, an editor from elsewhere, the desktop over RAPI, or any
// other program.
enum class RegistryWriter : std::uint8_t { kBuiltInEditor, kThirdPartyEditor, kRapi, kProgram };
template <>
inline constexpr auto kWordsOf<RegistryWriter> =
    std::to_array<std::string_view>({"built-in-editor", "third-party-editor", "rapi", "program"});

// What a built-in tool asks of the person who uses it.
enum class NeededRole : std::uint8_t { kNothing, kUserAuth, kManager };
template <>
inline constexpr auto kWordsOf<NeededRole> = std::to_array<std::string_view>({"nothing", "user-auth", "manager"});

}  // namespace wmsim
