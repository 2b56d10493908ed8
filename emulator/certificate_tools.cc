#include "emulator/certificate_tools.h"

#include <algorithm>

#include "policy_engine/actions.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

bool IsInSnapshot(const Device& device, std::string_view store, const Thumbprint& thumbprint) {
  return std::ranges::any_of(CertificatesIn(*device.image, *device.communicator_stores, store),
                             [&](const auto& row) { return row.key.thumbprint == thumbprint; });
}

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

// What both tools do once the rules have spoken.
void Settle(Device& device, const CertificatePtr& certificate, std::string_view store, std::string_view part,
            StepResult& result) {
  if (certificate == nullptr) return;
  NoteFile(device, *certificate, result);
  if (result.outcome == Outcome::kInstalled) AddCertificate(device, certificate, store, part, role::kNone);
  if (result.outcome == Outcome::kInstalled || result.outcome == Outcome::kAlreadyInstalled) {
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
  if (!step.file.certificates.empty()) {
    const CertificatePtr& certificate = step.file.certificates.front();
    facts.kind = certificate->kind;
    facts.already_there = ToYesNo(IsThere(device, certificate, kRootStore));
    texts[FieldId::kCertificateKind] = KindText(*certificate);
  }
  return facts;
}

// The part of a store that Certinst writes. A file whose certificates were not read counts as a root's.
const StorePart* PartOf(const Device& device, const CertificatePtr& certificate) {
  const Profile& profile = device.image->profile;
  const std::string_view store = certificate != nullptr ? PlacementOf(*certificate) : kRootStore;
  return FindStorePart(profile, store, profile.certinst.value.part);
}

CertinstFacts Gather(const Device& device, const CertinstStep& step, const CertificatePtr& certificate,
                     FactTexts& texts) {
  const CertinstInfo& tool = device.image->profile.certinst.value;
  const RoleMask person =
      EffectiveMask(role::kUserAuth, MaskOf(device, policy::kGrantManager), MaskOf(device, policy::kGrantUserAuth));
  CertinstFacts facts;
  facts.tool_present = ToYesNo(tool.present);
  const StorePart* part = PartOf(device, certificate);
  facts.needed_role = RoleNeeded(part != nullptr ? part->access : role::kManager);
  facts.grants_manager = ToYesNo(Intersects(person, role::kManager));
  facts.format_taken = ToYesNo(std::ranges::find(tool.formats, step.file.format) != tool.formats.end());
  facts.roots_only = ToYesNo(tool.roots_only);
  facts.kind = certificate != nullptr ? certificate->kind : CertificateKind::kUnread;
  facts.answer = step.answers.For(MessageId::kCertinstConfirm).first;
  facts.already_there = ToYesNo(certificate != nullptr && IsThere(device, certificate, PlacementOf(*certificate)));
  texts[FieldId::kGrantsManager] = PolicyText(device, policy::kGrantManager);
  if (certificate != nullptr) texts[FieldId::kCertificateKind] = KindText(*certificate);
  texts[FieldId::kFormatTaken] = std::string(Word(facts.format_taken)) + ": " + std::string(Word(step.file.format));
  return facts;
}

}  // namespace

std::string_view PlacementOf(const Certificate& certificate) {
  return certificate.kind == CertificateKind::kRoot ? kRootStore : kCaStore;
}

void AddCertificate(Device& device, CertificatePtr certificate, std::string_view store, std::string_view part,
                    RoleMask role) {
  const Thumbprint thumbprint = certificate->thumbprint;
  device.changes.certificates.Set({std::string(store), std::string(part), thumbprint},
                                  StoredCertificate{std::move(certificate), nullptr, role});
}

void NotePlacement(const Device& device, const CertificatePtr& certificate, std::string_view store,
                   std::string_view part, StepResult& result) {
  result.certificates.push_back({certificate, std::string(store), std::string(part)});
  const bool serves_chains = store == kRootStore || store == kCaStore;
  if (serves_chains && device.communicator_stores && !IsInSnapshot(device, store, certificate->thumbprint)) {
    result.restart_required = true;
    result.hints.push_back(HintId::kRestartForCommunicator);
  }
}

StepResult SpAddCert(Device& device, const SpAddCertStep& step) {
  return Recorded(device, [&] {
    const Program tool{"SPAddCert.exe", step.signed_by};
    FactTexts texts;
    const SpAddCertFacts facts = Gather(device, step, tool, texts);
    StepResult result = Conclude(kSpAddCertAction, CellOf(facts), DecideSpAddCert(facts), texts,
                                 {DisplayName(tool), step.file_name}, step.answers);
    RememberAccepted(device, tool, result);
    NoteTrust(facts, result);
    const CertificatePtr certificate = step.file.certificates.empty() ? nullptr : step.file.certificates.front();
    Settle(device, certificate, kRootStore, kSystemPart, result);
    return result;
  });
}

StepResult Certinst(Device& device, const CertinstStep& step) {
  return Recorded(device, [&] {
    const CertificatePtr certificate = step.file.certificates.empty() ? nullptr : step.file.certificates.front();
    FactTexts texts;
    const CertinstFacts facts = Gather(device, step, certificate, texts);
    StepResult result = Conclude(kCertinstAction, CellOf(facts), DecideCertinst(facts), texts,
                                 {"Certinst", step.file_name}, step.answers);
    result.role_mask = role::kUserAuth;
    if (!EqualIgnoringCase(step.file_name.substr(std::min(step.file_name.size(), step.file_name.rfind('.'))), ".cer")) {
      result.hints.push_back(HintId::kExtensionNotAssociated);
    }
    if (certificate != nullptr) {
      const std::string_view part = device.image->profile.certinst.value.part;
      Settle(device, certificate, PlacementOf(*certificate), part, result);
    }
    return result;
  });
}

}  // namespace wmsim
