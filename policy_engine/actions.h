// The actions on a device: the facts of each, and its decision.
//
// To add an action: a struct of facts here, its fields and rules as tables in a .cc of its own, a row in Actions().
#pragma once

#include <span>
#include <string_view>

#include "policy_engine/action.h"
#include "policy_engine/classes.h"
#include "policy_engine/document_rules.h"
#include "policy_engine/load_rules.h"

namespace wmsim {

// SPAddCert adds a root certificate to the ROOT store. It is an unsigned program unless someone signed it, and acts
// with the trust of its process. `operator_restricted` is a property of the device that this tool alone looks at.
struct SpAddCertFacts : LoadFacts {
  YesNo operator_restricted{};
  FileFormat format{};
  CertificateKind kind{};
  YesNo already_there{};
};
extern const Action kSpAddCertAction;
Decision DecideSpAddCert(const SpAddCertFacts& facts);
Cell CellOf(const SpAddCertFacts& facts);

// Certinst, the built-in certificate installer, acts as the person who tapped the file: with the role mask USER_AUTH,
// whatever the trust of its process. `needed_role` is what this version asks of the person, `grants_manager` whether
// Grant Manager (4119) makes the person a Manager.
struct CertinstFacts {
  YesNo tool_present{};
  NeededRole needed_role{};
  YesNo grants_manager{};
  YesNo format_taken{};
  Opening opening{};
  YesNo holds_none{};
  YesNo roots_only{};
  CertificateKind kind{};
  Answer answer{};
  YesNo already_there{};
};
extern const Action kCertinstAction;
Decision DecideCertinst(const CertinstFacts& facts);
Cell CellOf(const CertinstFacts& facts);

// Someone writes to or deletes from the registry. A writer other than the built-in editor and RAPI is a program that
// the loader must let in; LoadFacts speak of it. The built-in editor is trusted.
struct RegistryWriteFacts : LoadFacts {
  RegistryWriter writer{};
  YesNo tool_present{};
  RapiMode rapi{};
  YesNo key_protected{};
  YesNo as_wanted{};
};
constexpr bool StartsProgram(const RegistryWriteFacts& facts) {
  return facts.writer == RegistryWriter::kThirdPartyEditor || facts.writer == RegistryWriter::kProgram;
}
extern const Action kRegistryWriteAction;
Decision DecideRegistryWrite(const RegistryWriteFacts& facts);
Cell CellOf(const RegistryWriteFacts& facts);

// A program is started, and nothing else.
struct RunAppFacts : LoadFacts {};
extern const Action kRunAppAction;
Decision DecideRunApp(const RunAppFacts& facts);
Cell CellOf(const RunAppFacts& facts);

// A running program loads a DLL. The DLL passes the same checks as a program; besides, a privileged process does not
// load one that would have normal trust. `process_trust` is that of the program that loads it.
struct LoadDllFacts : LoadFacts {
  Trust process_trust{};
};
extern const Action kLoadDllAction;
Decision DecideLoadDll(const LoadDllFacts& facts);
Cell CellOf(const LoadDllFacts& facts);

// The installer opens a package. `signed_by` is about the SPC store, `holds_revoked` about the programs in the package;
// `unsigned_cabs` and `unsigned_themes` are the masks of 4101 and 4103; `silent`: nothing is shown, so that nobody can
// be asked. `package_fault` is why the installer does not take the cabinet once it is let in; a package whose contents
// are not known has none.
struct InstallCabFacts : DocumentFacts {
  YesNo checked{};
  PackageKind package{};
  PackageSignature signed_by{};
  YesNo holds_revoked{};
  MaskClass unsigned_cabs{};
  MaskClass unsigned_themes{};
  Switch unsigned_prompt{};
  YesNo remembered{};
  YesNo silent{};
  Answer answer{};
  PackageFault package_fault{};
};
extern const Action kInstallCabAction;
Decision DecideInstallCab(const InstallCabFacts& facts);
Cell CellOf(const InstallCabFacts& facts);

// A desktop calls the device over RAPI. `target_protected`: the key, file or database that the call writes is read-only
// to restricted callers; `signed_by` and `listed` are about a DLL to invoke: where its signature leads, and whether the
// metabase lists it among those that a desktop may invoke.
struct RapiCallFacts {
  RapiMode rapi{};
  RapiCallKind what{};
  YesNo target_protected{};
  Signature signed_by{};
  YesNo listed{};
};
extern const Action kRapiCallAction;
Decision DecideRapiCall(const RapiCallFacts& facts);
Cell CellOf(const RapiCallFacts& facts);

// A service message arrives. `sl_accepted` and `si_accepted`: its roles and the mask of 4108 or 4109 share a bit.
struct PushMessageFacts {
  PushKind kind{};
  YesNo sl_accepted{};
  YesNo si_accepted{};
};
extern const Action kPushMessageAction;
Decision DecidePushMessage(const PushMessageFacts& facts);
Cell CellOf(const PushMessageFacts& facts);

// A provisioning document reaches the configuration manager. `command_line_good` speaks of RapiConfig; other ways have
// none, which is good.
struct ProvisionFacts : DocumentFacts {
  YesNo command_line_good{};
  YesNo over_rapi{};
  RapiMode rapi{};
  YesNo push_discarded{};
  YesNo query_over_push{};
};
extern const Action kProvisionAction;
Decision DecideProvision(const ProvisionFacts& facts);
Cell CellOf(const ProvisionFacts& facts);

// A client signs in to a server. `seen_good`: the chain is good with the stores as the client sees them (Communicator
// Mobile: as they were when it started). The other facts are about the chain that decides: the one that the client
// sees, or where no root ends that one, or it is not good and the stores as they are now make a good one, that of now.
struct SignInFacts {
  YesNo seen_good{};
  YesNo root_there{};
  YesNo hashes_known{};
  YesNo signatures_good{};
  YesNo issuers_good{};
  YesNo dates_valid{};
  YesNo host_matches{};
};
extern const Action kSignInAction;
Decision DecideSignIn(const SignInFacts& facts);

// SignInCode returns the error code of a sign-in that failed: the headline's, or where several things are wrong with
// the chain at once the one that says so, 0x80072F17 [certificates 6.3]; 0 where it did not fail.
std::uint32_t SignInCode(const Decision& decision);
Cell CellOf(const SignInFacts& facts);

// Actions returns every action, in the order of the listings.
std::span<const Action* const> Actions();

// FindRule returns the first row of that id, or null. Rows of one id end alike; those of packages have texts of their
// own.
const RuleInfo* FindRule(std::string_view id);

}  // namespace wmsim
