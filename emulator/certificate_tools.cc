#include "emulator/certificate_tools.h"

#include <algorithm>

#include "emulator/pkcs12.h"
#include "emulator/store_init.h"
#include "emulator/store_registry.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

std::string KindText(const Certificate& certificate) {
  return std::string(Word(certificate.kind)) + ": " + std::string(WhyKind(certificate));
}

void NoteFile(const Device& device, const Certificate& certificate, StepResult& result) {
  if (certificate.self_issued && certificate.self_signed == SelfSigned::kCannotBeVerified) {
    result.hints.push_back(HintId::kSelfSignatureNotVerified);
  }
  const bool early = certificate.not_before && device.clock < *certificate.not_before;
  const bool late = certificate.not_after && device.clock > *certificate.not_after;
  if (early || late) result.hints.push_back(HintId::kOutsideValidity);
}

bool IsThere(const Device& device, const CertificatePtr& certificate, std::string_view store) {
  return certificate != nullptr && HasCertificate(device, store, certificate->thumbprint);
}

// A tool that stops before its certificate is looked up leaves an InitFile to the next one.
bool UsesStores(const StepResult& result) {
  return result.outcome == Outcome::kInstalled || result.outcome == Outcome::kAlreadyInstalled;
}

// What both tools do once the rules have spoken.
void Settle(Device& device, const CertificatePtr& certificate, std::string_view store, std::string_view part,
            StepResult& result) {
  if (certificate == nullptr) return;
  NoteFile(device, *certificate, result);
  const bool adds = result.outcome == Outcome::kInstalled && !IsThere(device, certificate, store);
  if (adds) AddCertificate(device, certificate, store, part, role::kNone);
  if (UsesStores(result)) {
    const auto place = FindCertificate(device, store, certificate->thumbprint);
    NotePlacement(device, certificate, store, place->part, result);
  }
}

SpAddCertFacts Gather(const Device& device, const SpAddCertStep& step, const Program& tool, FactTexts& texts) {
  SpAddCertFacts facts;
  GatherLoad(device, tool, step.answers, facts, texts);
  facts.operator_restricted = ToYesNo(IsOperatorRestricted(device));
  facts.format = step.file.format;
  facts.kind = CertificateKind::kUnread;
  if (HoldsOne(step.file)) {
    const CertificatePtr& certificate = step.file.certificates.front();
    facts.kind = certificate->kind;
    facts.already_there = ToYesNo(IsThere(device, certificate, kRootStore));
    texts[FieldId::kCertificateKind] = KindText(*certificate);
  }
  return facts;
}

// What Certinst finds in a file: the certificates, and which of them comes with a private key.
struct Contents {
  Opening opening = Opening::kOpen;
  std::string cipher;
  std::vector<CertificatePtr> certificates;
  std::size_t with_private_key = 0;  // of `certificates`, from the front
  bool beyond_device = false;        // uses a cipher that devices did not know

  bool HasKey(const CertificatePtr& certificate) const {
    const auto keyless = certificates.begin() + static_cast<std::ptrdiff_t>(with_private_key);
    return std::find(certificates.begin(), keyless, certificate) != keyless;
  }
  std::string_view StoreOf(const CertificatePtr& certificate) const {
    return PlacementOf(*certificate, HasKey(certificate));
  }
};

Result<Contents> OpenFile(const CertinstStep& step) {
  if (step.file.format != FileFormat::kPkcs12) return Contents{{}, {}, step.file.certificates, 0, false};
  auto opened = OpenPkcs12(step.file.container, step.password);
  if (!opened.ok()) return opened.error();
  Pkcs12Content content = std::move(opened).value();
  const Opening opening = content.status == Pkcs12Status::kOpened          ? Opening::kOpen
                          : content.status == Pkcs12Status::kWrongPassword ? Opening::kWrongPassword
                                                                           : Opening::kCipherUnknown;
  return Contents{opening, content.cipher, std::move(content.certificates), content.with_private_key,
                  content.beyond_pkcs12_v1};
}

// What the person needs for every store that the file's certificates go to. A file that was not read goes to ROOT.
NeededRole RoleFor(const Device& device, const Contents& contents) {
  const Profile& profile = device.image->profile;
  const auto needed = [&](std::string_view store) {
    const StorePart* part = FindStorePart(profile, store, profile.certinst.value.part);
    return RoleNeeded(part != nullptr ? part->access : role::kManager);
  };
  if (contents.certificates.empty()) return needed(kRootStore);
  NeededRole strongest = NeededRole::kNothing;
  for (const CertificatePtr& certificate : contents.certificates) {
    strongest = std::max(strongest, needed(contents.StoreOf(certificate)));
  }
  return strongest;
}

// The kind that stands for all: the first that is no root.
CertificateKind KindOf(const std::vector<CertificatePtr>& certificates) {
  if (certificates.empty()) return CertificateKind::kUnread;
  const auto other =
      std::ranges::find_if(certificates, [](const auto& c) { return c->kind != CertificateKind::kRoot; });
  return other != certificates.end() ? (*other)->kind : CertificateKind::kRoot;
}

CertinstFacts Gather(const Device& device, const CertinstStep& step, const Contents& contents, FactTexts& texts) {
  const CertinstInfo& tool = device.image->profile.certinst.value;
  const auto& certificates = contents.certificates;
  const auto is_there = [&](const CertificatePtr& c) { return IsThere(device, c, contents.StoreOf(c)); };
  const RoleMask person = EffectiveRoles(device, role::kUserAuth);
  CertinstFacts facts;
  facts.tool_present = ToYesNo(tool.present);
  facts.needed_role = RoleFor(device, contents);
  facts.grants_manager = ToYesNo(Intersects(person, role::kManager));
  facts.format_taken = ToYesNo(std::ranges::find(tool.formats, step.file.format) != tool.formats.end());
  facts.opening = contents.opening;
  facts.holds_none = ToYesNo(certificates.empty());
  facts.roots_only = ToYesNo(tool.roots_only);
  facts.kind = KindOf(certificates);
  facts.answer = step.answers.For(MessageId::kCertinstConfirm).first;
  facts.already_there = ToYesNo(!certificates.empty() && std::ranges::all_of(certificates, is_there));
  texts[FieldId::kGrantsManager] = PolicyText(device, policy::kGrantManager);
  if (certificates.size() == 1) texts[FieldId::kCertificateKind] = KindText(*certificates.front());
  if (!contents.cipher.empty()) texts[FieldId::kOpening] = "cipher-unknown: " + contents.cipher;
  texts[FieldId::kFormatTaken] = std::string(Word(facts.format_taken)) + ": " + std::string(Word(step.file.format));
  return facts;
}

// Whether Communicator Mobile runs, would look for the certificate, and has not seen it.
bool WaitsForRestart(const Device& device, std::string_view store, const Thumbprint& thumbprint) {
  const bool serves_chains = store == kRootStore || store == kCaStore;
  if (!serves_chains || !device.communicator_stores) return false;
  const auto seen = CertificatesIn(*device.image, *device.communicator_stores, store);
  return std::ranges::none_of(seen, [&](const CertificateRows::Row& row) { return row.key.thumbprint == thumbprint; });
}

// The extensions by which devices open certificate files, with the format that they stand for [bb416252].
struct Association {
  std::string_view extension;
  FileFormat format;
};
constexpr auto kAssociations = std::to_array<Association>({
    {".cer", FileFormat::kDer},
    {".p7b", FileFormat::kPkcs7},
    {".pfx", FileFormat::kPkcs12},
    {".p12", FileFormat::kPkcs12},
});

bool IsAssociated(const CertinstInfo& tool, std::string_view file_name) {
  const std::string name = LowerCase(file_name);
  return std::ranges::any_of(kAssociations, [&](const Association& row) {
    return name.ends_with(row.extension) && std::ranges::find(tool.formats, row.format) != tool.formats.end();
  });
}

}  // namespace

std::string_view PlacementOf(const Certificate& certificate, bool has_private_key) {
  if (has_private_key) return kMyStore;
  return certificate.kind == CertificateKind::kRoot ? kRootStore : kCaStore;
}

void NotePlacement(const Device& device, const CertificatePtr& certificate, std::string_view store,
                   std::string_view part, StepResult& result) {
  result.certificates.push_back({certificate, std::string(store), std::string(part)});
  if (result.restart_required || !WaitsForRestart(device, store, certificate->thumbprint)) return;
  result.restart_required = true;
  result.hints.push_back(HintId::kRestartForCommunicator);
}

void NoteAdded(const Device& before, const Device& after, StepResult& result) {
  for (const auto& row : after.changes.certificates) {
    if (!row.value || row.value->certificate == nullptr || FindStored(before, row.key) != nullptr) continue;
    NotePlacement(after, row.value->certificate, row.key.store, row.key.part, result);
  }
}

StepResult SpAddCert(Device& device, const SpAddCertStep& step) {
  return Recorded(device, [&] {
    Device filled = device;
    FillStores(filled);
    const Program tool{"SPAddCert.exe", step.signed_by};
    FactTexts texts;
    const SpAddCertFacts facts = Gather(filled, step, tool, texts);
    StepResult result = Conclude(kSpAddCertAction, CellOf(facts), DecideSpAddCert(facts), texts,
                                 {DisplayName(tool), step.file_name}, step.answers);
    if (UsesStores(result)) device = std::move(filled);
    RememberAccepted(device, tool, result);
    NoteSigner(tool, result);
    NoteTrust(facts, result);
    const CertificatePtr certificate = HoldsOne(step.file) ? step.file.certificates.front() : nullptr;
    Settle(device, certificate, kRootStore, kSystemPart, result);
    return result;
  });
}

StepResult Certinst(Device& device, const CertinstStep& step) {
  const Result<Contents> opened = OpenFile(step);
  if (!opened.ok()) return InvalidInput(opened.error().text);
  const Contents& contents = opened.value();
  return Recorded(device, [&] {
    Device filled = device;
    FillStores(filled);
    FactTexts texts;
    const CertinstFacts facts = Gather(filled, step, contents, texts);
    StepResult result = Conclude(kCertinstAction, CellOf(facts), DecideCertinst(facts), texts,
                                 {"Certinst", step.file_name}, step.answers);
    if (UsesStores(result)) device = std::move(filled);
    const CertinstInfo& tool = device.image->profile.certinst.value;
    result.role_mask = role::kUserAuth;
    if (!IsAssociated(tool, step.file_name)) result.hints.push_back(HintId::kExtensionNotAssociated);
    if (contents.beyond_device) result.hints.push_back(HintId::kCipherLaterThanDevice);
    for (const CertificatePtr& certificate : contents.certificates) {
      Settle(device, certificate, contents.StoreOf(certificate), tool.part, result);
      const bool placed = !result.certificates.empty() && result.certificates.back().certificate == certificate;
      if (placed) result.certificates.back().private_key = contents.HasKey(certificate);
    }
    return result;
  });
}

}  // namespace wmsim
