#include "policy_engine/policy.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"
#include "policy_engine/policy_values.h"

namespace wmsim {
namespace {

using enum PolicyKind;
using enum TakesEffect;
using Values = std::span<const PolicyValue>;
using Sources = std::span<const std::string_view>;

constexpr std::uint32_t kAnyNumber = 0xFFFFFFFF;
constexpr std::uint32_t kEveryRole = 8191;

constexpr std::uint32_t Most(PolicyKind kind, Values allowed) {
  switch (kind) {
    case kSwitch:
      return 1;
    case kRoleMask:
      return kEveryRole;
    case kEnumeration:
      return allowed.back().value;
    case kNumber:
    case kUnused:
      break;
  }
  return kAnyNumber;
}

// Row is a policy as most are: missing, it counts as the default [what the guide says of 4102, taken to hold for all];
// changed, it is enforced at once [the documents are silent]; MANAGER changes it.
constexpr PolicyInfo Row(std::uint32_t id, std::string_view name, std::string_view title, std::string_view constant,
                         PolicyKind kind, std::string_view meaning, Values allowed, std::string_view change_role_source,
                         Sources sources) {
  return {.id = PolicyId{id},
          .name = name,
          .title = title,
          .constant = constant,
          .registry_name = "",
          .kind = kind,
          .meaning = meaning,
          .values = allowed,
          .least = 0,
          .most = Most(kind, allowed),
          .when_missing = WhenMissing::kDefault,
          .when_missing_source = "dd425351",
          .takes_effect = kAtOnce,
          .takes_effect_source = "emulator",
          .change_role = role::kManager,
          .change_role_source = change_role_source,
          .sources = sources};
}

constexpr PolicyInfo Bounded(PolicyInfo row, std::uint32_t least, std::uint32_t most) {
  row.least = least;
  row.most = most;
  return row;
}

constexpr PolicyInfo ZeroWhenMissing(PolicyInfo row, std::string_view source) {
  row.when_missing = WhenMissing::kZero;
  row.when_missing_source = source;
  return row;
}

constexpr PolicyInfo Enforced(TakesEffect when, std::string_view source, PolicyInfo row) {
  row.takes_effect = when;
  row.takes_effect_source = source;
  return row;
}

namespace sources {
constexpr std::string_view kShell[] = {"itsme"};
constexpr std::string_view kUnused[] = {"h653", "ak"};
constexpr std::string_view kKit[] = {"ak", "h5"};
constexpr std::string_view kHeader5[] = {"h5"};
constexpr std::string_view kDeprecatedIn6[] = {"h5", "h6"};
constexpr std::string_view kHeader6[] = {"h6"};
constexpr std::string_view kHeader6Extended[] = {"h6", "hdrb"};
constexpr std::string_view kHeader6AndLater[] = {"h6", "w10csp"};
constexpr std::string_view kHeader653[] = {"h653"};
constexpr std::string_view kLaterProduct[] = {"hdrb"};

constexpr std::string_view kAutoRun[] = {"bb416355", "aa455966", "ms889564", "ak", "h5"};
constexpr std::string_view kRapi[] = {"bb416355", "aa920482", "ms890078", "ak", "h5"};
constexpr std::string_view kUnsignedCabs[] = {"bb416355", "aa457840", "ak", "h5"};
constexpr std::string_view kUnsignedApps[] = {"ak", "blogpol", "aa458933", "dd425351", "h5"};
constexpr std::string_view kUnsignedThemes[] = {"ak", "ms889513", "ms889564", "h5"};
constexpr std::string_view kMessageRetry[] = {"ak", "aa457992", "w10csp", "h5"};
constexpr std::string_view kWapSignedMessage[] = {"ak", "h5", "h6"};
constexpr std::string_view kServiceLoading[] = {"ak", "aa456193", "h5"};
constexpr std::string_view kOtaProvisioning[] = {"ak", "aa457991", "h5"};
constexpr std::string_view kWdpPush[] = {"aa457991", "ak", "sv5"};
constexpr std::string_view kKitAndLater[] = {"ak", "w10csp", "h5"};
constexpr std::string_view kGrantManager[] = {"aa455966", "cc842615", "ak", "dd425351", "h5"};
constexpr std::string_view kGrantUserAuth[] = {"aa455966", "aa457992", "ak", "h5"};
constexpr std::string_view kUnsignedPrompt[] = {"ms889513", "ak", "aa458933", "h5"};
constexpr std::string_view kPrivilegedApps[] = {"blogpol", "ak", "aa458933", "h5"};
constexpr std::string_view kDrmSecurity[] = {"aa455966", "h5"};
}  // namespace sources

// Shell is a restriction that the registry holds by name. Nothing but the name is known: its kind and the meaning of
// its values are read from it, and that a Manager may change it is assumed.
constexpr PolicyInfo Shell(std::uint32_t id, std::string_view registry_name, std::string_view name, PolicyKind kind,
                           std::string_view meaning) {
  PolicyInfo row = Row(id, name, registry_name, "", kind, meaning, kind == kSwitch ? Values(values::kOffOn) : Values{},
                       "emulator", sources::kShell);
  row.registry_name = registry_name;
  return row;
}

constexpr PolicyInfo Unused(std::uint32_t id, std::string_view name) {
  return Row(id, name, "Unused", "", kUnused, "no document gives it a meaning", {}, "emulator", sources::kUnused);
}

constexpr auto kPolicies = std::to_array<PolicyInfo>({
    Shell(1, "NoRunDlg", "no-run-dlg", kSwitch, "by its name: there is no Run dialog"),
    ZeroWhenMissing(
        Row(2, "auto-run", "Auto Run", "CFAUTORUN", kSwitch,
            "whether programs on a memory card may start when it is put in", values::kAutoRun, "ak", sources::kAutoRun),
        "ms889564"),
    Shell(3, "DisallowRun", "disallow-run", kSwitch, "by its name: listed programs may not be started"),
    Shell(4, "RestrictRun", "restrict-run", kSwitch, "by its name: only listed programs may be started"),
    Shell(5, "NoDownload", "no-download", kSwitch, "by its name: nothing may be downloaded"),
    Shell(6, "PasswordPeriod", "password-period", kNumber, "by its name: how long a password may be kept"),
    Shell(7, "NoPasswdPeriod", "no-passwd-period", kSwitch, "by its name: a password may be kept for ever"),
    Shell(8, "NoWeakPassword", "no-weak-password", kSwitch, "by its name: a password must be strong"),
    Shell(9, "NoRapiRegMod", "no-rapi-reg-mod", kSwitch, "by its name: RAPI may not change the registry"),
    Shell(10, "NoExternalExes", "no-external-exes", kSwitch, "by its name: programs from elsewhere may not run"),

    Row(4097, "rapi", "RAPI", "RAPI", kEnumeration, "what the desktop may do over RAPI", values::kRapi, "ak",
        sources::kRapi),
    Row(4101, "unsigned-cabs", "Unsigned CABs", "UNSIGNEDCABS", kRoleMask,
        "the mask with which an unsigned package installs", values::kUnsignedCabs, "ak", sources::kUnsignedCabs),
    Enforced(kAfterRestart, "ak",
             Row(4102, "unsigned-applications", "Unsigned Applications", "UNSIGNEDAPPS", kSwitch,
                 "whether unsigned programs may run; anything but 1 counts as 0", values::kUnsignedApps, "ak",
                 sources::kUnsignedApps)),
    Row(4103, "unsigned-themes", "Unsigned Themes", "UNSIGNEDTHEMES", kRoleMask,
        "the mask with which an unsigned theme installs", values::kUnsignedThemes, "ak", sources::kUnsignedThemes),
    Row(4104, "tps", "TPS", "TPSCARRIERROLE", kSwitch,
        "whether the operator's trusted provisioning server gets its role (OPERATOR_TPS)", values::kForbiddenAllowed,
        "ak", sources::kKitAndLater),
    Bounded(Row(4105, "message-authentication-retry", "Message Authentication Retry", "MAXAUTHENTICATIONRETRY", kNumber,
                "tries at the user PIN of a signed message", {}, "ak", sources::kMessageRetry),
            1, 256),
    Unused(4106, "unused-4106"),
    Row(4107, "wap-signed-message", "WAP Signed Message", "WAPSIGNEDMSG", kRoleMask,
        "roles from which a signed WAP message is accepted; in Windows Mobile 6 4141 to 4143 replace it",
        values::kNoneAccepted, "ak", sources::kWapSignedMessage),
    Row(4108, "service-loading", "Service Loading (SL)", "SL_MESSAGE", kRoleMask,
        "roles from which a Service Loading message is accepted", values::kNoneAccepted, "ak",
        sources::kServiceLoading),
    Row(4109, "service-indication", "Service Indication (SI)", "SI_MESSAGE", kRoleMask,
        "roles from which a Service Indication message is accepted", values::kNoneAccepted, "ak", sources::kKit),
    Row(4110, "unauthenticated-message", "Unauthenticated Message", "UNAUTHMESSAGES", kRoleMask,
        "roles from which a message without signature or encryption is accepted", values::kNoneAccepted, "ak",
        sources::kKit),
    Row(4111, "ota-provisioning", "OTA Provisioning", "OTAPROVISIONING", kRoleMask,
        "roles from which a provisioning message that was pushed is accepted", values::kNoneAccepted, "ak",
        sources::kOtaProvisioning),
    Row(4112, "wdp-push", "WDP Push", "", kSwitch,
        "whether WDP messages are routed; known by name, its values are assumed to be those of WSP Push",
        values::kDroppedRouted, "aa457991", sources::kWdpPush),
    Row(4113, "wsp-push", "WSP Push", "WSPNOTIFICATIONS", kSwitch, "whether WSP notifications are routed",
        values::kDroppedRouted, "ak", sources::kKitAndLater),
    Unused(4114, "unused-4114"),
    Unused(4115, "unused-4115"),
    Unused(4116, "unused-4116"),
    Unused(4117, "unused-4117"),
    Unused(4118, "unused-4118"),
    Row(4119, "grant-manager", "Grant Manager", "GRANTMANAGER", kRoleMask, "roles whose requests count as MANAGER",
        values::kGrantManager, "ak", sources::kGrantManager),
    Row(4120, "grant-user-authenticated", "Grant User Authenticated", "GRANTUSERAUTH", kRoleMask,
        "roles whose requests count as USER_AUTH", values::kGrantUserAuth, "bb737380", sources::kGrantUserAuth),
    Row(4121, "trusted-wap-proxy", "Trusted WAP Proxy", "TRUSTED_WAP_PROXY", kRoleMask,
        "roles that may add, change or delete a trusted push proxy", {}, "ak", sources::kKit),
    Row(4122, "unsigned-prompt", "Unsigned Prompt", "UNSIGNEDPROMPT", kSwitch,
        "whether to ask before an unsigned file runs or installs; anything but 1 counts as 0", values::kUnsignedPrompt,
        "ak", sources::kUnsignedPrompt),
    Enforced(kForNewPrograms, "ak",
             Row(4123, "privileged-applications", "Privileged Applications", "PRIVILEGEDAPPS", kSwitch,
                 "how many tiers of trust programs have; anything but 1 counts as 0", values::kPrivilegedApps, "ak",
                 sources::kPrivilegedApps)),
    Row(4124, "sl-security", "SL Security", "SLSECUREDOWNLOAD", kSwitch,
        "how the content of a Service Loading message may be fetched", values::kSlSecurity, "bb737380",
        sources::kHeader5),
    Row(4125, "signed-mail", "Signed Mail", "USESIGN", kEnumeration,
        "the algorithm that signs mail; deprecated in Windows Mobile 6, where it still overrides 4139",
        values::kSignedMail, "bb737380", sources::kDeprecatedIn6),
    Row(4126, "encrypted-mail", "Encrypted Mail", "USEENCRYPT", kEnumeration,
        "the algorithm that encrypts mail; deprecated in Windows Mobile 6, where it still overrides 4140",
        values::kEncryptedMail, "bb737380", sources::kDeprecatedIn6),
    Row(4127, "software-certificates", "Software Certificates", "SOFTCERTS", kSwitch,
        "whether mail may be signed with a certificate kept in software", values::kForbiddenAllowed, "bb737380",
        sources::kHeader5),
    Unused(4128, "unused-4128"),
    Row(4129, "drm-security", "DRM Security", "DRM_WAPRIGHTS", kRoleMask,
        "roles from which a DRM rights message is accepted", values::kNoneAccepted, "bb737380", sources::kDrmSecurity),
    Row(4130, "oma-dm-ssl", "OMA DM SSL", "OMADMSSLCONN", kSwitch,
        "whether OMA DM sessions have to use SSL; anything but 1 enforces it", values::kOmaDmSsl, "bb737380",
        sources::kHeader5),
    Row(4131, "password-required", "Password Required", "LASS_PWD_REQUIRED", kSwitch,
        "whether the device has to have a password; anything but 0 means that it has not", values::kPasswordRequired,
        "bb737380", sources::kHeader6),
    Row(4132, "network-pin-prompt", "Network PIN Prompt", "WAP_NETWPIN_PROMPT", kSwitch,
        "whether to ask before a message signed with the network PIN alone is used", values::kNetworkPinPrompt,
        "bb737380", sources::kHeader6AndLater),
    Row(4133, "desktop-unlock", "Desktop Unlock", "LASS_DESKTOP", kSwitch,
        "where a device that is locked may be unlocked; obsolete in Windows Mobile 6, where 4146 replaces it",
        values::kDesktopUnlock, "bb737380", sources::kHeader6),
    Row(4134, "encrypt-removable-storage", "Encrypt Removable Storage", "MENCRYPT_REMOVABLE", kSwitch,
        "whether the person may change the encryption of storage cards", values::kForbiddenAllowed, "bb737380",
        sources::kHeader6),
    Row(4135, "bluetooth", "Bluetooth", "BLUETOOTH", kSwitch, "whether Bluetooth may be made discoverable",
        values::kForbiddenAllowed, "bb737380", sources::kHeader6),
    Row(4136, "html-message", "HTML Message", "HTML_MESSAGE", kSwitch, "how mail in HTML is shown",
        values::kHtmlMessage, "bb737380", sources::kHeader6),
    Row(4137, "smime-signing", "S/MIME Signing", "SMIMESIGNING", kSwitch, "whether outgoing mail has to be signed",
        values::kForcedOptional, "bb737380", sources::kHeader6),
    Row(4138, "smime-encryption", "S/MIME Encryption", "SMIMEENCRYPTION", kSwitch,
        "whether outgoing mail has to be encrypted", values::kForcedOptional, "bb737380", sources::kHeader6),
    Row(4139, "smime-signing-algorithm", "S/MIME Signing Algorithm", "SMIMESIGNINGALGORITHM", kEnumeration,
        "the algorithm that mail has to be signed with", values::kSigningAlgorithm, "bb737380",
        sources::kHeader6Extended),
    Row(4140, "smime-encryption-algorithm", "S/MIME Encryption Algorithm", "SMIMEENCRYPTIONALGORITHM", kEnumeration,
        "the algorithm that mail has to be encrypted with", values::kEncryptionAlgorithm, "bb737380",
        sources::kHeader6Extended),
    Row(4141, "oma-cp-network-pin", "OMA CP Network PIN", "OMACPNETWPINMSG", kRoleMask,
        "roles from which a message signed with the network PIN is accepted", values::kNoneAccepted, "bb737380",
        sources::kHeader6AndLater),
    Row(4142, "oma-cp-user-pin", "OMA CP User PIN", "OMACPUSERPINMSG", kRoleMask,
        "roles from which a message signed with the user PIN is accepted", values::kNoneAccepted, "bb737380",
        sources::kHeader6AndLater),
    Row(4143, "oma-cp-user-network-pin", "OMA CP User Network PIN", "OMACPUSERNETWPINMSG", kRoleMask,
        "roles from which a message signed with both PINs is accepted", values::kNoneAccepted, "bb737380",
        sources::kHeader6AndLater),
    Row(4144, "encryption-negotiation", "Encryption Negotiation", "SMIMEENCRYPTIONNEGOTIATION", kEnumeration,
        "what mail may be encrypted with where a recipient cannot read the algorithm wanted",
        values::kEncryptionNegotiation, "bb737380", sources::kHeader6Extended),
    Row(4145, "sharepoint-unc-access", "SharePoint and UNC Access", "SHAREPOINTUNCPROTOCOLACCESS", kSwitch,
        "whether documents on SharePoint and UNC shares may be opened", values::kForbiddenAllowed, "bb737380",
        sources::kHeader6),
    Row(4146, "desktop-quick-connect", "Desktop Quick Connect", "LASS_DESKTOP_QUICK_CONNECT", kSwitch,
        "how a locked device may be unlocked when it is connected to the desktop", values::kDesktopQuickConnect,
        "bb737380", sources::kHeader6),
    Row(4147, "sms-mms-service", "SMS and MMS Service", "MSGSERVICE_SMS_MMS", kSwitch,
        "whether SMS and MMS messages may be used", values::kForbiddenAllowed, "bb737380", sources::kHeader653),
    Row(4148, "internet-email-service", "Internet E-mail Service", "MSGSERVICE_INTERNET_EMAIL", kSwitch,
        "whether Internet e-mail may be used", values::kForbiddenAllowed, "bb737380", sources::kHeader653),
    Row(4149, "fips-self-tests", "FIPS Self-tests", "FIPS_SELF_TESTS", kSwitch,
        "of a product after Windows Mobile 6.5: whether the FIPS self-tests are run", values::kOffOn, "emulator",
        sources::kLaterProduct),
    Row(4150, "loader-certificate-expiration-check", "Loader Certificate Expiration Check",
        "LVMOD_CERTIFICATE_EXPIRATION_CHECK", kSwitch,
        "of a product after Windows Mobile 6.5: whether the loader looks at the validity of certificates",
        values::kExpirationCheck, "emulator", sources::kLaterProduct),
    Row(4151, "widget-installation", "Widget Installation", "WIDGET_INSTALLATION", kSwitch,
        "of a product after Windows Mobile 6.5: whether widgets of untrusted name spaces may be installed",
        values::kForbiddenAllowed, "emulator", sources::kLaterProduct),
    Row(4152, "widget-execution", "Widget Execution", "WIDGET_EXECUTION", kSwitch,
        "of a product after Windows Mobile 6.5: whether widgets of untrusted name spaces may run",
        values::kForbiddenAllowed, "emulator", sources::kLaterProduct),
});

constexpr bool WithinBounds(const PolicyInfo& row) {
  return row.least <= row.most && std::ranges::all_of(row.values, [&](const PolicyValue& allowed) {
           return row.least <= allowed.value && allowed.value <= row.most;
         });
}

constexpr bool HasAscendingValues(const PolicyInfo& row) {
  return std::ranges::adjacent_find(row.values, std::ranges::greater_equal{}, &PolicyValue::value) == row.values.end();
}

static_assert(std::ranges::adjacent_find(kPolicies, std::ranges::greater_equal{}, &PolicyInfo::id) == kPolicies.end());
static_assert(std::ranges::all_of(kPolicies, WithinBounds));
static_assert(std::ranges::all_of(kPolicies, HasAscendingValues));
static_assert(std::ranges::none_of(kPolicies, [](const PolicyInfo& row) { return row.sources.empty(); }));

// Many rows have no constant and no name in the registry: an empty spelling names nothing.
bool Spells(std::string_view text, std::string_view spelling) {
  return !spelling.empty() && EqualIgnoringCase(text, spelling);
}

}  // namespace

PolicyPlace PlaceOf(PolicyId id) {
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && !info->registry_name.empty()) return {kShellPoliciesKey, std::string(info->registry_name)};
  return {kPoliciesKey, PolicyValueName(id)};
}

std::optional<PolicyId> PolicyAt(std::string_view key, std::string_view name) {
  if (EqualIgnoringCase(key, kPoliciesKey)) return PolicyOfValueName(name);
  if (!EqualIgnoringCase(key, kShellPoliciesKey)) return std::nullopt;
  const auto row = std::ranges::find_if(kPolicies, [&](const PolicyInfo& p) { return Spells(name, p.registry_name); });
  return row != kPolicies.end() ? std::optional(row->id) : std::nullopt;
}

std::span<const PolicyInfo> Policies() { return kPolicies; }

const PolicyInfo* FindPolicy(PolicyId id) {
  const auto row = std::ranges::lower_bound(kPolicies, id, {}, &PolicyInfo::id);
  return row != kPolicies.end() && row->id == id ? &*row : nullptr;
}

std::optional<PolicyId> ParsePolicyId(std::string_view text) {
  if (const auto id = PolicyOfValueName(text)) return id;
  if (const auto number = ParseNumber(text)) return PolicyId{*number};
  std::string_view constant = text;
  constexpr std::string_view kPrefix = "SECPOLICY_";
  if (EqualIgnoringCase(text.substr(0, kPrefix.size()), kPrefix)) constant.remove_prefix(kPrefix.size());
  for (const PolicyInfo& row : kPolicies) {
    if (Spells(text, row.name) || Spells(text, row.registry_name) || Spells(constant, row.constant)) return row.id;
  }
  return std::nullopt;
}

std::string PolicyValueName(PolicyId id) { return Hex(static_cast<std::uint32_t>(id), 8); }

std::optional<PolicyId> PolicyOfValueName(std::string_view name) {
  if (name.size() != 8) return std::nullopt;
  const auto number = ParseNumber("0x" + std::string(name));
  if (!number) return std::nullopt;
  return PolicyId{*number};
}

std::optional<std::uint32_t> ParsePolicyValue(PolicyId id, std::string_view text) {
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && info->kind != kRoleMask) return ParseNumber(text);
  const auto mask = ParseRoleMask(text);
  if (!mask) return std::nullopt;
  return Bits(*mask);
}

std::string FormatPolicyValue(PolicyId id, std::uint32_t value) {
  std::string text = std::to_string(value);
  const PolicyInfo* info = FindPolicy(id);
  if (info != nullptr && info->kind == kRoleMask) text += " (" + FormatRoleMask(RoleMask{value}) + ")";
  return text;
}

Switch SwitchClass(std::optional<std::uint32_t> value) {
  if (!value) return Switch::kAbsent;
  return *value == 0 ? Switch::kZero : *value == 1 ? Switch::kOne : Switch::kOther;
}

RapiMode RapiClass(std::optional<std::uint32_t> value) {
  if (!value) return RapiMode::kAbsent;
  switch (*value) {
    case 0:
      return RapiMode::kClosed;
    case 1:
      return RapiMode::kOpen;
    case 2:
      return RapiMode::kRestricted;
    default:
      return RapiMode::kOther;
  }
}

}  // namespace wmsim
