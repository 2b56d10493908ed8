#include <algorithm>
#include <array>
#include <span>

#include "emulator/base64.h"
#include "policy_engine/program.h"
#include "policy_engine/store.h"
#include "scenarios/runner/samples.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

// A certificate of Samples() in a store.
struct Placement {
  std::string_view store;
  std::string_view sample;
};
constexpr auto kRootThere = std::to_array<Placement>({{kRootStore, "contoso-root.cer"}});
constexpr auto kIntermediateThere = std::to_array<Placement>({{kCaStore, "contoso-intermediate.cer"}});
constexpr auto kLeafThere = std::to_array<Placement>({{kCaStore, "contoso-leaf.cer"}});
constexpr auto kBundleThere =
    std::to_array<Placement>({{kRootStore, "contoso-root.cer"}, {kCaStore, "contoso-intermediate.cer"}});
constexpr auto kUserThere = std::to_array<Placement>({{kMyStore, "user.cer"}});

// A sample as the tools see it without a password: its form, what the certificates are, whether it opens, and where
// Certinst puts them; nowhere where it finds none. `sample` is the one that it is made of: of the same name, or a DER
// certificate that is to be Base64.
struct CertificateFileRow {
  std::string_view name;
  std::string_view sample;
  FileFormat format;
  CertificateKind kind;
  Opening opening;
  std::span<const Placement> placements;
};
constexpr auto kFiles = std::to_array<CertificateFileRow>({
    {"contoso-root.cer", "contoso-root.cer", FileFormat::kDer, CertificateKind::kRoot, Opening::kOpen, kRootThere},
    {"contoso-intermediate.cer", "contoso-intermediate.cer", FileFormat::kDer, CertificateKind::kIntermediate,
     Opening::kOpen, kIntermediateThere},
    {"contoso-leaf.cer", "contoso-leaf.cer", FileFormat::kDer, CertificateKind::kLeaf, Opening::kOpen, kLeafThere},
    {"contoso-root.b64.cer", "contoso-root.b64.cer", FileFormat::kBase64, CertificateKind::kRoot, Opening::kOpen,
     kRootThere},
    {"contoso-intermediate.pem.cer", "contoso-intermediate.pem.cer", FileFormat::kBase64,
     CertificateKind::kIntermediate, Opening::kOpen, kIntermediateThere},
    {"contoso-leaf.b64.cer", "contoso-leaf.cer", FileFormat::kBase64, CertificateKind::kLeaf, Opening::kOpen,
     kLeafThere},
    {"contoso-twice.p7b", "contoso-twice.p7b", FileFormat::kPkcs7, CertificateKind::kRoot, Opening::kOpen, kRootThere},
    {"contoso-bundle.p7b", "contoso-bundle.p7b", FileFormat::kPkcs7, CertificateKind::kIntermediate, Opening::kOpen,
     kBundleThere},
    {"empty.p7b", "empty.p7b", FileFormat::kPkcs7, CertificateKind::kUnread, Opening::kOpen, {}},
    {"user.pfx", "user.pfx", FileFormat::kPkcs12, CertificateKind::kLeaf, Opening::kOpen, kUserThere},
    {"key-only.pfx", "key-only.pfx", FileFormat::kPkcs12, CertificateKind::kUnread, Opening::kOpen, {}},
    {"user-rc2.pfx", "user-rc2.pfx", FileFormat::kPkcs12, CertificateKind::kUnread, Opening::kWrongPassword, {}},
    {"user-unknown-cipher.p12",
     "user-unknown-cipher.p12",
     FileFormat::kPkcs12,
     CertificateKind::kUnread,
     Opening::kCipherUnknown,
     {}},
});

void Bring(Draft& draft, const CertificateFileRow& file) {
  const Sample& sample = *FindSample(file.sample);
  const bool is_same = file.name == file.sample;
  draft.Bring(file.name, is_same ? std::string(sample.bytes) : EncodeBase64(sample.bytes) + "\n");
}

// What Certinst needs of the person for a file: the most that a store of its certificates asks for.
NeededRole NeededFor(const Profile& device, const CertificateFileRow& file) {
  const auto needed = [&](std::string_view store) {
    const StorePart* part = FindStorePart(device, store, device.certinst.value.part);
    return RoleNeeded(part != nullptr ? part->access : role::kManager);
  };
  if (file.placements.empty()) return needed(kRootStore);
  NeededRole most = NeededRole::kNothing;
  for (const Placement& place : file.placements) most = std::max(most, needed(place.store));
  return most;
}

// SPAddCert looks into files of one certificate only.
CertificateKind KindForSpAddCert(const CertificateFileRow& file) {
  const bool holds_one = file.format == FileFormat::kDer || file.format == FileFormat::kBase64;
  return holds_one ? file.kind : CertificateKind::kUnread;
}

}  // namespace

std::vector<Draft> SketchSpAddCert(const Draft& start) {
  const auto format = start.Wanted<FileFormat>(FieldId::kFormat);
  const auto kind = start.Wanted<CertificateKind>(FieldId::kCertificateKind);
  const bool is_there = start.Wants(FieldId::kAlreadyThere);
  const auto* const file = std::ranges::find_if(
      kFiles, [&](const CertificateFileRow& row) { return row.format == format && KindForSpAddCert(row) == kind; });
  if (file == kFiles.end() || (is_there && kind == CertificateKind::kUnread)) return {};
  Draft draft = start;
  Bring(draft, *file);
  if (is_there) draft.GiveCertificate(kRootStore, file->placements.back().sample);
  if (draft.Wants(FieldId::kRemembered)) draft.Give("remembered", ListNode({WordNode("SPAddCert.exe")}));
  draft.Do("spaddcert");
  draft.Say("file", WordNode(file->name));
  const auto signature = draft.Wanted<Signature>(FieldId::kSignedBy);
  if (signature != Signature::kNone) draft.Say("tool-signed-by", WordNode(Word(signature)));
  return {draft};
}

std::vector<Draft> SketchCertinst(const Draft& start) {
  const CertinstInfo& tool = start.device().certinst.value;
  if (start.Wants(FieldId::kToolPresent) != tool.present) return {};
  std::vector<Draft> drafts;
  for (const CertificateFileRow& file : kFiles) {
    const bool is_taken = std::ranges::find(tool.formats, file.format) != tool.formats.end();
    const bool fits = start.Wants(FieldId::kFormatTaken) == is_taken &&
                      start.Wanted<CertificateKind>(FieldId::kCertificateKind) == file.kind &&
                      start.Wanted<Opening>(FieldId::kOpening) == file.opening &&
                      start.Wants(FieldId::kHoldsNone) == file.placements.empty() &&
                      start.Wanted<NeededRole>(FieldId::kNeededRole) == NeededFor(start.device(), file);
    const bool is_there = start.Wants(FieldId::kAlreadyThere);
    if (!fits || (is_there && file.placements.empty())) continue;
    Draft draft = start;
    Bring(draft, file);
    if (is_there) {
      for (const Placement& place : file.placements) draft.GiveCertificate(place.store, place.sample);
    }
    draft.Do("certinst");
    draft.Say("file", WordNode(file.name));
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

}  // namespace wmsim
