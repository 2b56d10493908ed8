// The tools that install certificates: SPAddCert and Certinst. Each gathers facts, asks policy_engine, and applies the
// change only after a yes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/certificate_file.h"
#include "emulator/loader.h"
#include "emulator/step_result.h"

namespace wmsim {

// SPAddCert with the file that the person picked. `signed_by` says who signed this copy of the tool. `file` must
// outlive the call.
struct SpAddCertStep {
  const CertificateFile& file;
  std::string file_name;  // without folders, as the person sees it
  SignedBy signed_by;
  Answers answers;
};
StepResult SpAddCert(Device& device, const SpAddCertStep& step);

// The person taps a certificate file, which opens Certinst. `password` is what the person enters for a PKCS#12 file;
// where there is none, the empty password is tried. All certificates of the file are installed, or none.
struct CertinstStep {
  const CertificateFile& file;
  std::string file_name;
  std::optional<std::string> password;
  Answers answers;
};
StepResult Certinst(Device& device, const CertinstStep& step);

// PlacementOf returns the store that a certificate belongs to: one with a private key in MY, roots in ROOT, all others
// in CA [bb416252, powerbiz].
std::string_view PlacementOf(const Certificate& certificate, bool has_private_key);

// NotePlacement adds to a result where the certificate is, and whether Communicator Mobile, which has run since before
// it came, needs a restart to see it.
void NotePlacement(const Device& device, const CertificatePtr& certificate, std::string_view store,
                   std::string_view part, StepResult& result);

// NoteAdded does so for every certificate that `after` has and `before` has not.
void NoteAdded(const Device& before, const Device& after, StepResult& result);

}  // namespace wmsim
