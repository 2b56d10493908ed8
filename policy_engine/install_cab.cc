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

constexpr auto kLetInRules = std::to_array<Rule<F>>({
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
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature, FieldId::kHoldsRevoked},
      .reason = "the package, a program in it, or a signer of theirs is on the revocation list"},
     [](const F& f) {
       return IsCheckedPackage(f) && (f.signed_by == PackageSignature::kRevoked || f.holds_revoked == YesNo::kYes);
     }},
    {{.id = "program-signature-invalid",
      .outcome = Outcome::kBlocked,
      .message = MessageId::kPackageNotInstalled,
      .source = "aa457840",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kChecked, FieldId::kPackage, FieldId::kPackageSignature},
      .reason =
          "the signature is broken or does not fit the file: such a package fails, it does not count as unsigned"},
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

// Error codes of the installer [cfga].
constexpr std::uint32_t kCabProcessorInvalid = 0x80042013;
constexpr std::uint32_t kCabOsVersionInvalid = 0x80042014;
constexpr std::uint32_t kNoUninstallRequired = 0x80042015;

// What the installer finds when it opens the cabinet.
constexpr auto kContentRules = std::to_array<Rule<F>>({
    {{.id = "cab-size-wrong",
      .outcome = Outcome::kRefused,
      .message = MessageId::kPackageNotInstalled,
      .source = "bb158562",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kPackageFault},
      .reason = "the header of a signed cabinet must have the size of the whole file there"},
     [](const F& f) { return f.package_fault == PackageFault::kSizeWrong; }},
    {{.id = "cpf-compressed",
      .outcome = Outcome::kRefused,
      .message = MessageId::kPackageNotInstalled,
      .source = "ak",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kPackageFault},
      .reason = "the device takes a .cpf only where nothing in it is compressed"},
     [](const F& f) { return f.package_fault == PackageFault::kCompressed; }},
    {{.id = "cpf-no-uninstall-missing",
      .outcome = Outcome::kRefused,
      .message = MessageId::kPackageNotInstalled,
      .source = "aa459075",
      .confidence = Confidence::kDocumented,
      .reads = {FieldId::kPackageFault},
      .reason = "the document of a .cpf must start with an Install section that has NoUninstall",
      .code = kNoUninstallRequired},
     [](const F& f) { return f.package_fault == PackageFault::kNoUninstallMissing; }},
    {{.id = "cab-processor-wrong",
      .outcome = Outcome::kRefused,
      .message = MessageId::kPackageNotInstalled,
      .source = "cfga",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kPackageFault},
      .reason = "the package is for a processor that these devices do not have",
      .code = kCabProcessorInvalid},
     [](const F& f) { return f.package_fault == PackageFault::kProcessorWrong; }},
    {{.id = "cab-os-version-wrong",
      .outcome = Outcome::kRefused,
      .message = MessageId::kPackageNotInstalled,
      .source = "cfga",
      .confidence = Confidence::kInferred,
      .reads = {FieldId::kPackageFault},
      .reason = "the package is for earlier or later versions of the operating system",
      .code = kCabOsVersionInvalid},
     [](const F& f) { return f.package_fault == PackageFault::kOsVersionWrong; }},
});

constexpr auto kRules = Concat(kLetInRules, kContentRules, kMalformedRule<F, MessageId::kPackageNotInstalled>,
                               kFaultRules<F, MessageId::kPackageNotInstalled>);

constexpr auto kLetInFields = std::to_array<Field<F>>({
    MakeField<F, &F::package>(FieldId::kPackage, "package", "what kind of package it is"),
    MakeField<F, &F::checked>(FieldId::kChecked, "checked", "whether the platform checks programs and packages"),
    MakeField<F, &F::signed_by>(FieldId::kPackageSignature, "package-signed-by", "where its signature leads"),
    MakeField<F, &F::holds_revoked>(FieldId::kHoldsRevoked, "holds-revoked", "whether a program in it is revoked"),
    MakeField<F, &F::unsigned_cabs>(FieldId::kUnsignedCabs, "4101", "with which roles unsigned packages install",
                                    "Unsigned CABs (4101)"),
    MakeField<F, &F::unsigned_themes>(FieldId::kUnsignedThemes, "4103", "with which roles themes install",
                                      "Unsigned Themes (4103)"),
    MakeField<F, &F::unsigned_prompt>(FieldId::kUnsignedPrompt, "4122",
                                      "whether unsigned packages install without a question", "Unsigned Prompt (4122)"),
    MakeField<F, &F::remembered>(FieldId::kRemembered, "remembered", "whether the person accepted it before"),
    MakeField<F, &F::silent>(FieldId::kSilent, "silent", "whether the installer may show nothing"),
    MakeField<F, &F::answer>(FieldId::kAnswer, "answer", "the answer to the prompt"),
    MakeField<F, &F::package_fault>(FieldId::kPackageFault, "package-fault",
                                    "why the installer does not take the cabinet"),
});

constexpr auto kFields = Concat(kLetInFields, DocumentFields<F>());

using Table = ActionTable<F, kFields, kRules, Outcome::kInstalled>;

}  // namespace

constinit const Action kInstallCabAction = Table::Make("install-cab", MessageId::kPackageInstalled);
Decision DecideInstallCab(const InstallCabFacts& facts) { return Table::DecideFacts(facts); }
Cell CellOf(const InstallCabFacts& facts) { return Table::CellOf(facts); }

}  // namespace wmsim
