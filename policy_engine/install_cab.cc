#include "policy_engine/actions.h"

namespace wmsim {
namespace {

using F = InstallCabFacts;

// A theme is let in or not by Unsigned Themes (4103) alone, signed or not [ak].
constexpr bool IsCheckedPackage(const F& f) { return f.checked == YesNo::kYes && f.package != PackageKind::kTheme; }

// A package signed by a stranger counts as unsigned [bb416355, ee504586].
constexpr bool IsUnsigned(const F& f) {
  return f.signed_by == PackageSignature::kNone || f.signed_by == PackageSignature::kUnknown;
}

constexpr bool NeedsConsent(const F& f) {
  return IsCheckedPackage(f) && IsUnsigned(f) && LetsIn(f.unsigned_cabs) && !IsOn(f.unsigned_prompt) &&
         f.remembered == YesNo::kNo;
}

constexpr bool CanAsk(const F& f) { return f.package != PackageKind::kCpf && f.silent == YesNo::kNo; }

constexpr auto kRules = std::to_array<Rule<F>>({
    {{.id = "unsigned-themes-not-allowed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kPackageNotInstalled,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kUnsignedThemes},
      .reason = "a theme installs only while Unsigned Themes (4103) names a role"},
     [](const F& f) {
       return f.checked == YesNo::kYes && f.package == PackageKind::kTheme && !LetsIn(f.unsigned_themes);
     }},
    {{.id = "program-revoked",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kPackageNotInstalled,
      .source = "aa457919",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature},
      .reason = "the package or its signer is on the revocation list"},
     [](const F& f) { return IsCheckedPackage(f) && f.signed_by == PackageSignature::kRevoked; }},
    {{.id = "program-signature-invalid",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kPackageNotInstalled,
      .source = "aa457840",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature},
      .reason = "the device knows the signer, but the signature is wrong: the package was tampered with"},
     [](const F& f) { return IsCheckedPackage(f) && f.signed_by == PackageSignature::kInvalid; }},
    {{.id = "unsigned-cabs-not-allowed",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kPackageNotInstalled,
      .source = "bb416355",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature, FieldId::kUnsignedCabs},
      .reason = "an unsigned package installs only while Unsigned CABs (4101) names a role"},
     [](const F& f) { return IsCheckedPackage(f) && IsUnsigned(f) && !LetsIn(f.unsigned_cabs); }},
    {{.id = "unsigned-prompt-declined",
      .outcome = Outcome::kDeclined,
      .message = MessageId::kNone,
      .source = "aa457840",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature, FieldId::kUnsignedCabs,
                FieldId::kUnsignedPrompt, FieldId::kRemembered, FieldId::kSilent, FieldId::kAnswer},
      .reason = "nobody said yes to installing an unsigned package (4122 is not 1); a silent one cannot ask",
      .prompt = MessageId::kUnsignedPackagePrompt},
     [](const F& f) { return NeedsConsent(f) && !(CanAsk(f) && f.answer == Answer::kYes); },
     [](const F& f) { return NeedsConsent(f) && CanAsk(f); }},
});

constexpr auto kFields = std::to_array<Field<F>>({
    MakeField<F, &F::package>(FieldId::kPackage, "package", "what kind of package it is"),
    MakeField<F, &F::checked>(FieldId::kChecked, "checked", "whether the platform checks programs and packages"),
    MakeField<F, &F::signed_by>(FieldId::kPackageSignature, "package-signed-by", "where its signature leads"),
    MakeField<F, &F::unsigned_cabs>(FieldId::kUnsignedCabs, "4101", "with which roles unsigned packages install",
                                    "Unsigned CABs (4101)"),
    MakeField<F, &F::unsigned_themes>(FieldId::kUnsignedThemes, "4103", "with which roles themes install",
                                      "Unsigned Themes (4103)"),
    MakeField<F, &F::unsigned_prompt>(FieldId::kUnsignedPrompt, "4122",
                                      "whether unsigned packages install without a question", "Unsigned Prompt (4122)"),
    MakeField<F, &F::remembered>(FieldId::kRemembered, "remembered", "whether the person accepted it before"),
    MakeField<F, &F::silent>(FieldId::kSilent, "silent", "whether the installer may show nothing"),
    MakeField<F, &F::answer>(FieldId::kAnswer, "answer", "the answer to the prompt"),
});

using Table = ActionTable<F, kFields, kRules, Outcome::kInstalled>;

}  // namespace

constinit const Action kInstallCabAction = Table::Make("install-cab", MessageId::kPackageInstalled);
Decision DecideInstallCab(const InstallCabFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const InstallCabFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
